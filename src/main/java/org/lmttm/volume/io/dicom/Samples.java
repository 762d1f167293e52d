package org.lmttm.volume.io.dicom;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** Brings what decoders give into the form of a native frame. */
final class Samples {
    private Samples() {}

    /** A frame that a library decodes, whose complaints become one line. */
    interface Decoding {
        byte[] run() throws IOException;
    }

    /** Unpacks a frame with a library's reader. */
    static byte[] read(ImageReaderSpi provider, byte[] packed, PixelLayout layout) throws IOException {
        ImageReader reader = provider.createReaderInstance(null);
        try (ImageInputStream in = new FrameStream(packed)) {
            reader.setInput(in, true, true);
            return decoded(() -> bytes(reader.readRaster(0, null), layout));
        } finally {
            reader.dispose();
        }
    }

    /** Runs a library's decoder on bytes in memory. */
    static byte[] decoded(Decoding decoding) throws CodecException {
        try {
            return decoding.run();
        } catch (CodecException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the bytes are in memory: what fails is what they say
            throw new CodecException(damage(e), e);
        } catch (Error e) {
            // the JPEG 2000 library reports damaged streams as errors
            if (e instanceof VirtualMachineError || e instanceof LinkageError) {
                throw e;
            }
            throw new CodecException(damage(e), e);
        }
    }

    private static String damage(Throwable e) {
        return e.getMessage() == null ? "is cut short or damaged" : "is damaged: " + DataSet.brief(e.getMessage());
    }

    private static byte[] bytes(Raster raster, PixelLayout layout) throws CodecException {
        if (raster.getWidth() != layout.columns()
                || raster.getHeight() != layout.rows()
                || raster.getNumBands() != layout.samples()) {
            throw new CodecException("does not fit the image: it has " + raster.getHeight() + " rows, "
                    + raster.getWidth() + " columns and " + raster.getNumBands() + " samples a pixel");
        }
        int[] row = new int[layout.columns() * layout.samples()];
        byte[] frame = new byte[Math.toIntExact(layout.frameBytes())];
        for (int y = 0; y < layout.rows(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, layout.columns(), 1, row);
            put(row, frame, y * row.length, layout.sampleBytes());
        }
        return frame;
    }

    /** A frame's samples, pixel by pixel, as bytes. */
    static byte[] bytes(int[] samples, PixelLayout layout) {
        byte[] frame = new byte[Math.toIntExact(layout.frameBytes())];
        put(samples, frame, 0, layout.sampleBytes());
        return frame;
    }

    /** Puts samples into a frame, whose place counts samples. */
    static void put(int[] samples, byte[] frame, int first, int bytes) {
        int at = first * bytes;
        for (int sample : samples) {
            for (int b = 0; b < bytes; b++) {
                frame[at++] = (byte) (b < 4 ? sample >> (8 * b) : 0);
            }
        }
    }
}
