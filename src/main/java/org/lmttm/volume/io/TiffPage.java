package org.lmttm.volume.io;

import java.util.Arrays;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/** What a TIFF directory says of its page, checked. */
final class TiffPage {
    private final TiffDirectory d;
    private final long width;
    private final long height;
    private final int samples;
    private final VoxelType type;

    TiffPage(TiffDirectory d) throws VolumeFormatException {
        this.d = d;
        this.width = d.number(TiffDirectory.WIDTH, 0);
        this.height = d.number(TiffDirectory.HEIGHT, 0);
        long count = d.number(TiffDirectory.SAMPLES, 1);
        if (width < 1 || height < 1 || width > 1 << 24 || height > 1 << 24 || count < 1 || count > 256) {
            throw d.file()
                    .failure("has a damaged TIFF page of " + width + " × " + height + " pixels with " + count
                            + " samples");
        }
        this.samples = (int) count;
        this.type = type(d);
    }

    private static VoxelType type(TiffDirectory d) throws VolumeFormatException {
        long[] bits = d.numbers(TiffDirectory.BITS);
        long size = bits.length == 0 ? 1 : bits[0];
        long format = d.number(TiffDirectory.SAMPLE_FORMAT, 1);
        if (Arrays.stream(bits).anyMatch(b -> b != size)) {
            throw d.file().failure("has TIFF samples of different sizes, which are not supported");
        }
        if (d.number(TiffDirectory.PHOTOMETRIC, 1) == 3) {
            throw d.file().failure("is a TIFF with a palette of colours, which is not supported; save it as grey");
        }
        String code = format + ":" + size;
        return switch (code) {
            case "1:8", "4:8" -> VoxelType.UINT8;
            case "2:8" -> VoxelType.INT8;
            case "1:16", "4:16" -> VoxelType.UINT16;
            case "2:16" -> VoxelType.INT16;
            case "1:32", "4:32" -> VoxelType.UINT32;
            case "2:32" -> VoxelType.INT32;
            case "1:64" -> VoxelType.UINT64;
            case "2:64" -> VoxelType.INT64;
            case "3:16" -> VoxelType.FLOAT16;
            case "3:32" -> VoxelType.FLOAT32;
            case "3:64" -> VoxelType.FLOAT64;
            default ->
                throw d.file()
                        .failure("has TIFF samples of " + size + " bits in format " + format
                                + ", which are not supported; save them as 8, 16 or 32 bits or float");
        };
    }

    long width() {
        return width;
    }

    long height() {
        return height;
    }

    int samples() {
        return samples;
    }

    VoxelType type() {
        return type;
    }

    /** Whether each sample has a plane of its own. */
    boolean planar() {
        return samples > 1 && d.number(TiffDirectory.PLANAR, 1) == 2;
    }

    /** Bytes of the unpacked page. */
    long bytes() {
        return width * height * samples * type.bytes();
    }

    boolean isLike(TiffPage other) {
        return width == other.width
                && height == other.height
                && samples == other.samples
                && type == other.type
                && planar() == other.planar();
    }
}
