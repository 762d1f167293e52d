package org.lmttm.download;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A try that failed in a way that may pass: the next one goes on from what came. */
final class CutOffException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    CutOffException(String message, @Nullable Throwable cause) {
        super(message, cause);
        wait = Duration.ZERO;
    }

    /** The server asks to wait this long; zero where it does not say. */
    CutOffException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    Duration serverWait() {
        return wait;
    }
}
