package org.lmttm.app.desk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that a desk names, and how to know it again.
 *
 * @param path where it was, absolute
 * @param bytes its length; of a folder the sum of its files; −1 when not known
 * @param sha256 of its content, hexadecimal; null when it was not computed yet
 */
public record FileRef(String path, long bytes, @Nullable String sha256) {
    /** The file's name without folders. */
    public String name() {
        return String.valueOf(Path.of(path).getFileName());
    }
}
