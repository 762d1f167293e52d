package org.lmttm.volume.io.dicom;

import java.io.IOException;

/** Unpacks a compressed frame. */
interface FrameDecoder {
    /**
     * Unpacks one frame.
     *
     * @param packed its bytes
     * @param layout what the header says of it; a stream that says otherwise is refused
     * @return {@link PixelLayout#frameBytes()} bytes: pixel by pixel, colours side by side, least significant byte first
     * @throws CodecException when the bytes are damaged or of a kind that cannot be read; the message completes a
     *     sentence that begins with the frame
     */
    byte[] decode(byte[] packed, PixelLayout layout) throws IOException;

    /** The decoder of an encoding. */
    static FrameDecoder of(TransferSyntax.Encoding encoding) {
        return switch (encoding) {
            case RLE -> new RleDecoder();
            case JPEG, JPEG_LOSSLESS -> new JpegDecoder();
            case JPEG_LS -> new JpegLsDecoder();
            case JPEG_2000 -> new Jpeg2000Decoder();
            case NATIVE -> throw new IllegalArgumentException("native frames are not packed");
        };
    }
}
