package org.lmttm.app.desk;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that a desk names, and how to know it again.
 *
 * @param path where it was, absolute
 * @param bytes its length; of a folder the sum of its files; −1 when not known
 * @param sha256 of its content, hexadecimal; null when it was not computed yet
 */
public record FileRef(String path, long bytes, @Nullable String sha256) {
    /** The file's name without folders, whichever system wrote the path. */
    public String name() {
        String separator = path.contains("/") ? "/" : "\\";
        return path.substring(path.lastIndexOf(separator) + 1);
    }

    /** Where it was; empty where this system cannot have such a path, as one of another system may be. */
    Optional<Path> place() {
        return parsed(path);
    }

    /** The file as it would lie in a folder; empty where this system cannot have such a name. */
    Optional<Path> in(Path folder) {
        return parsed(name()).map(folder::resolve);
    }

    private static Optional<Path> parsed(String path) {
        try {
            return Optional.of(Path.of(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
