package org.lmttm.app.state;

/**
 * Something the user should know that is not the answer to what they look at.
 *
 * @param severity how bad it is
 * @param title what happened, one line
 * @param details which file, what to do; may be empty
 */
public record Notice(Severity severity, String title, String details) {
    /** How bad it is. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }
}
