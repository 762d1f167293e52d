package org.lmttm.volume.io.dicom;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a JPEG 2000 stream for the library. It would take what lies beyond their end for an image that is done, so
 * it is told by what it does not catch.
 */
final class Jpeg2000Bytes extends ImageInputStreamImpl {
    private final byte[] bytes;

    Jpeg2000Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        bitOffset = 0;
        within(streamPos + 1);
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        bitOffset = 0;
        within(streamPos + length);
        System.arraycopy(bytes, (int) streamPos, to, offset, length);
        streamPos += length;
        return length;
    }

    @Override
    public void seek(long position) {
        within(position);
        bitOffset = 0;
        streamPos = position;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private void within(long position) {
        if (position < 0 || position > bytes.length) {
            throw new IndexOutOfBoundsException("a part of it reaches beyond its end");
        }
    }
}
