package org.lmttm.volume.io.dicom;

import java.io.IOException;

/** A packed frame that cannot be unpacked. The message completes a sentence that begins with the frame. */
final class CodecException extends IOException {
    private static final long serialVersionUID = 1L;

    CodecException(String reason) {
        super(reason);
    }

    CodecException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
