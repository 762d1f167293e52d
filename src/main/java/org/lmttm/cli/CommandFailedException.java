package org.lmttm.cli;

/** A command that cannot do what was asked, with the line that the user reads. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what is wrong, with which file, and what to do
     */
    public CommandFailedException(String message) {
        super(message);
    }
}
