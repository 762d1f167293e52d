package org.lmttm.volume.io.dicom;

import java.io.EOFException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a packed frame for a library's reader. Some readers take what lies beyond the end for bits and look there
 * for the end of a number without end: after a while they are told that there is nothing.
 */
final class FrameStream extends ImageInputStreamImpl {
    /** Readers look ahead a little. */
    private static final int MOST_BEYOND = 4096;

    private final byte[] bytes;
    private int beyond;

    FrameStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws EOFException {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws EOFException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return end();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, to, offset, count);
        streamPos += count;
        return count;
    }

    private int end() throws EOFException {
        if (++beyond > MOST_BEYOND) {
            throw new EOFException("the stream ends too early");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
