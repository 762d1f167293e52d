package org.lmttm.volume.io.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;

/**
 * The frames of one image file, each in the same form whatever the file's: numbers pixel by pixel, colours side by side,
 * the least significant byte first, single bits as bytes. Several threads may read at once.
 */
final class FrameSource implements AutoCloseable {
    private static final long LARGEST_INFLATED = Integer.MAX_VALUE - 64;

    private final DicomImage image;
    private final PixelLayout layout;
    private final FileChannel channel;
    private final byte @Nullable [] inflated;
    private final @Nullable Fragments fragments;
    private final @Nullable FrameDecoder decoder;
    private byte @Nullable [] whole;

    private FrameSource(DicomImage image, FileChannel channel, byte @Nullable [] inflated) throws IOException {
        this.image = image;
        this.layout = image.stored();
        this.channel = channel;
        this.inflated = inflated;
        boolean packed = image.syntax().encapsulated();
        this.fragments = packed ? Fragments.of(this, image) : null;
        this.decoder = packed ? FrameDecoder.of(image.syntax().encoding()) : null;
    }

    /**
     * Opens the pixels of a file.
     *
     * @throws VolumeFormatException when they are not all there
     */
    static FrameSource open(DicomImage image) throws IOException {
        byte[] inflated = image.syntax().deflated() ? inflate(image) : null;
        FileChannel channel = FileChannel.open(image.path(), StandardOpenOption.READ);
        try {
            return new FrameSource(image, channel, inflated);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] inflate(DicomImage image) throws IOException {
        if (image.nativeBytes() > LARGEST_INFLATED) {
            throw new VolumeFormatException(
                    image.path(),
                    "unpacks to " + image.nativeBytes()
                            + " bytes of pixels; deflated files of over 2 GB cannot be read, save it not deflated");
        }
        Inflater inflater = new Inflater(true);
        try (InputStream stream = Files.newInputStream(image.path())) {
            DicomInput file = DicomInput.of(image.path(), stream, image.size());
            file.skip(image.inflateFrom());
            DicomInput body = file.inflated(inflater);
            body.skip(image.pixels().offset());
            return body.bytes(Math.toIntExact(image.nativeBytes()));
        } finally {
            inflater.end();
        }
    }

    /** Reads a frame into the common form: of a mosaic a tile. */
    byte[] frame(int index) throws IOException {
        Mosaic mosaic = image.mosaic();
        return mosaic == null ? stored(index) : mosaic.tile(whole(), index);
    }

    /** The frame whose tiles are asked for one after the other. */
    private synchronized byte[] whole() throws IOException {
        byte[] frame = whole;
        if (frame == null) {
            frame = stored(0);
            whole = frame;
        }
        return frame;
    }

    private byte[] stored(int index) throws IOException {
        if (fragments == null || decoder == null) {
            return NativeFrames.frame(this, image, index);
        }
        byte[] packed = fragments.frame(index);
        try {
            return decoder.decode(packed, layout);
        } catch (CodecException e) {
            throw new VolumeFormatException(
                    image.path(),
                    "frame " + (index + 1) + " of " + layout.frames() + " ("
                            + image.syntax().name() + ") " + e.getMessage(),
                    e);
        }
    }

    /** Reads bytes at a place of the file, or of the pixels where the data set is packed as a whole. */
    byte[] bytes(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        if (inflated != null) {
            System.arraycopy(inflated, Math.toIntExact(offset - image.pixels().offset()), bytes, 0, count);
            return bytes;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, offset + buffer.position());
            if (n < 0) {
                EOFException cause = new EOFException("the file ends at byte " + (offset + buffer.position()));
                throw new VolumeFormatException(image.path(), "is cut short in its pixels; copy it again", cause);
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
