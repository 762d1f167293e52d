package org.lmttm.volume.io;

import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** Pictures (PNG, JPEG) as volumes of one slice: row, column; colours as one volume each. */
final class PictureReader extends HeaderFormat {
    /** A JPEG packs 64 pixels of one colour into no less than about 6 bits. */
    private static final long JPEG_RATIO = 3 * 64 * 8 / 6;

    @Override
    public String describe() {
        return "pictures (.png, .jpg)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return format(head) != null;
    }

    private static @Nullable String format(FileHead head) {
        if (head.gzip()) {
            return null;
        }
        String start = new String(head.bytes(), 0, Math.min(8, head.bytes().length), StandardCharsets.ISO_8859_1);
        if (start.equals("\u0089PNG\r\n\u001A\n")) {
            return "PNG";
        }
        return start.startsWith("\u00FF\u00D8\u00FF") ? "JPEG" : null;
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        Decoded picture = decode(head);
        return List.of(
                new HeaderField("width", "Columns", String.valueOf(picture.width), false),
                new HeaderField("height", "Rows", String.valueOf(picture.height), false),
                new HeaderField("samples", "Numbers a pixel", String.valueOf(picture.bands), false));
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        Decoded picture = decode(head);
        List<String> warnings = new ArrayList<>();
        if (picture.bands > 1) {
            warnings.add("holds " + picture.bands + " numbers a pixel, listed as one volume each");
        }
        return new StoredVolumes(
                String.valueOf(format(head)),
                VoxelGrid.of(head, new long[] {picture.width, picture.height, picture.bands}, 0, 1),
                Volume.StorageOrder.LAST_FASTEST,
                picture.type,
                picture,
                ByteOrder.nativeOrder(),
                1,
                0,
                Optional.empty(),
                picture.bands >= 3
                        ? new VolumeAxis(
                                VolumeAxis.Kind.CHANNEL,
                                List.of("red", "green", "blue", "opacity").subList(0, Math.min(4, picture.bands)))
                        : new VolumeAxis(VolumeAxis.Kind.CHANNEL, List.of()),
                List.copyOf(warnings));
    }

    private static Decoded decode(FileHead head) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(head.path().toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(String.valueOf(format(head)));
            if (in == null || !readers.hasNext()) {
                throw head.failure("is a picture that this Java cannot read");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                long most = "PNG".equals(format(head))
                        ? FileHead.largestInflated(head.size()) * 8
                        : head.size() * JPEG_RATIO;
                if (pixels > most || pixels > 1 << 28) {
                    throw head.failure(
                            "is cut short or damaged: it declares " + pixels + " pixels in " + head.size() + " bytes");
                }
                return samples(head, reader.readAsRenderedImage(0, reader.getDefaultReadParam()));
            } finally {
                reader.dispose();
            }
        } catch (org.lmttm.volume.VolumeFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library reports damage as either.
            throw new org.lmttm.volume.VolumeFormatException(
                    head.path(), "is a damaged picture (" + e.getMessage() + ")", e);
        }
    }

    private static Decoded samples(FileHead head, RenderedImage image) throws IOException {
        Raster raster = image.getData();
        int bits = raster.getSampleModel().getSampleSize(0);
        if (image.getColorModel() instanceof java.awt.image.IndexColorModel) {
            throw head.failure(
                    "is a picture with a palette of colours, which is not supported; save it as grey or RGB");
        }
        VoxelType type = bits <= 8 ? VoxelType.UINT8 : VoxelType.UINT16;
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        short[] samples = new short[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
        int[] row = new int[width];
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < height; y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                for (int x = 0; x < width; x++) {
                    samples[(band * height + y) * width + x] = (short) row[x];
                }
            }
        }
        return new Decoded(width, height, bands, type, samples);
    }

    /** A picture's samples, one colour after the other. */
    private record Decoded(int width, int height, int bands, VoxelType type, short[] samples) implements VoxelBytes {
        @Override
        public long largest() {
            return (long) samples.length * type.bytes();
        }

        @Override
        public MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException {
            MemorySegment voxels = arena.unpacked(bytes);
            int first = (int) (offset / type.bytes());
            for (int x = 0; x < bytes / type.bytes(); x++) {
                if (type == VoxelType.UINT8) {
                    voxels.set(ValueLayout.JAVA_BYTE, x, (byte) samples[first + x]);
                } else {
                    voxels.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * x, samples[first + x]);
                }
            }
            return voxels;
        }
    }
}
