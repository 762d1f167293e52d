package org.lmttm.app.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** What has become of a file that a desk names. */
public enum FileState {
    SAME,
    /** There is a file, and its content is another. */
    CHANGED,
    MISSING;

    /**
     * Compares a file with what the desk knows of it; the content is read only when the length is the same.
     *
     * @param cancelled asked now and then
     * @throws IOException when a file that is there cannot be read
     */
    static FileState of(FileRef ref, Path at, BooleanSupplier cancelled) throws IOException {
        if (!Files.exists(at)) {
            return MISSING;
        }
        if (ref.bytes() >= 0 && Fingerprint.length(at) != ref.bytes()) {
            return CHANGED;
        }
        if (ref.sha256() == null) {
            return SAME;
        }
        return Fingerprint.of(at, cancelled).sha256().equals(ref.sha256()) ? SAME : CHANGED;
    }
}
