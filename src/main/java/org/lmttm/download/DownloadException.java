package org.lmttm.download;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A download that failed for good; its message names the file, what is wrong and what to do. */
public final class DownloadException extends IOException {
    private static final long serialVersionUID = 1L;

    DownloadException(String message) {
        super(message);
    }

    DownloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
