package org.lmttm.volume.io.dicom;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * JPEG (ISO 10918-1): 8 bit with cosines by TwelveMonkeys, 12 bit by {@link Jpeg12Decoder}, lossless by
 * {@link JpegLosslessDecoder}, since TwelveMonkeys leaves a last pixel out and knows no colours of 16 bit.
 */
final class JpegDecoder implements FrameDecoder {
    @Override
    public byte[] decode(byte[] packed, PixelLayout layout) throws IOException {
        JpegHeader header = JpegHeader.of(packed);
        header.check(layout);
        boolean sequential = header.marker() == JpegHeader.BASELINE || header.marker() == JpegHeader.EXTENDED;
        if (sequential && header.precision() == 12) {
            return Samples.bytes(new Jpeg12Decoder(packed, header).decode(), layout);
        }
        if (header.marker() == JpegHeader.LOSSLESS) {
            return Samples.bytes(new JpegLosslessDecoder(packed, header).decode(), layout);
        }
        boolean eightBit = header.precision() == 8 && (sequential || header.marker() == JpegHeader.PROGRESSIVE);
        if (!eightBit) {
            throw new CodecException("uses a JPEG process that cannot be read: "
                    + String.format(Locale.ROOT, "marker FF%02X", header.marker()) + " with " + header.precision()
                    + " bits");
        }
        return Samples.read(Provider.INSTANCE, packed, layout);
    }

    /** Found once: registered, so that it finds the reader of the Java library that it builds on. */
    private static final class Provider {
        static final ImageReaderSpi INSTANCE = find();

        private static ImageReaderSpi find() {
            IIORegistry registry = IIORegistry.getDefaultInstance();
            JPEGImageReaderSpi found = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
            if (found == null) {
                // no reliance on a scan of the class path, which packaged applications may not offer
                found = new JPEGImageReaderSpi();
                registry.registerServiceProvider(found, ImageReaderSpi.class);
            }
            return found;
        }
    }
}
