package org.lmttm.volume.io.dicom;

import java.util.List;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;

/**
 * What the JPEG 2000 library would print. Where it goes on with invented numbers, the frame is refused; the rest is about
 * what it does not use.
 */
final class Jpeg2000Complaints implements MsgLogger {
    private static final List<String> DAMAGE = List.of("truncated", "Error detected");

    private Jpeg2000Complaints() {}

    /** Decodes while listening to the library on this thread. */
    static byte[] heard(Samples.Decoding decoding) throws CodecException {
        FacilityManager.registerMsgLogger(Thread.currentThread(), new Jpeg2000Complaints());
        try {
            return Samples.decoded(decoding);
        } finally {
            FacilityManager.unregisterMsgLogger(Thread.currentThread());
        }
    }

    @Override
    public void printmsg(int severity, String message) {
        if (severity >= WARNING && DAMAGE.stream().anyMatch(message::contains)) {
            throw new IllegalStateException(message);
        }
    }

    @Override
    public void println(String line, int firstIndent, int indent) {
        // a table of headers, for those who look into the library
    }

    @Override
    public void flush() {
        // nothing is kept
    }
}
