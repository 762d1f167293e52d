package org.lmttm.volume;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file is not what it claims to be, or not something that can be read. The message is one line and names the file and
 * the reason.
 */
public final class VolumeFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure to read a file.
     *
     * @param file the file, whose name without folders begins the message
     * @param reason what is wrong and where, and what to do if that is known
     */
    public VolumeFormatException(Path file, String reason) {
        this(file, reason, null);
    }

    /**
     * A failure to read a file, with what caused it.
     *
     * @param file the file, whose name without folders begins the message
     * @param reason what is wrong and where, and what to do if that is known
     * @param cause what failed below
     */
    public VolumeFormatException(Path file, String reason, @Nullable Throwable cause) {
        super((name(file) + ": " + reason).replaceAll("\\p{Cntrl}+", " "), cause);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
