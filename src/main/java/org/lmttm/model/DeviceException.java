package org.lmttm.model;

/** The engine or its device cannot do what was asked; the message is one line for people and says what to do. */
public final class DeviceException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do. */
    public DeviceException(String message) {
        super(message);
    }

    /** Says what is wrong and what to do. */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
