package org.lmttm.surface;

/** A surface that would not fit in memory; the message says how large it would be and what to do. */
public final class MeshTooLargeException extends RuntimeException {
    /** With a message for the user. */
    public MeshTooLargeException(String message) {
        super(message);
    }
}
