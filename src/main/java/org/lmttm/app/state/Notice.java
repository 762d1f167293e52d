package org.lmttm.app.state;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something the user should know that is not the answer to what they look at.
 *
 * @param severity how bad it is
 * @param title what happened, one line
 * @param details which file, what to do; may be empty
 * @param file what was written, so that its folder can be shown; null for nothing
 */
public record Notice(
        Severity severity,
        String title,
        String details,
        @Nullable Path file) {
    /** A notice that is about no file. */
    public Notice(Severity severity, String title, String details) {
        this(severity, title, details, null);
    }

    /** How bad it is. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }
}
