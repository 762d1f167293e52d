package org.lmttm.volume.io.dicom;

import java.util.Set;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * How the pixels of an image are stored (PS3.3, C.7.6.3).
 *
 * @param rows pixels along a column, at least 1
 * @param columns pixels along a row, at least 1
 * @param frames images in the file, at least 1
 * @param samples numbers a pixel: 1, or 3 for colour
 * @param bitsAllocated bits that a number takes: 1, 8, 16, 32 or 64
 * @param bitsStored bits of them that count
 * @param highBit the highest bit that counts
 * @param signed whether numbers have a sign
 * @param planar whether the colours lie in planes, not pixel by pixel
 * @param photometric what the numbers mean, such as MONOCHROME2
 * @param floating whether the numbers are floating point
 */
record PixelLayout(
        int rows,
        int columns,
        int frames,
        int samples,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        boolean planar,
        String photometric,
        boolean floating) {
    private static final Set<String> ONE_SAMPLE = Set.of("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR");
    private static final Set<String> THREE_SAMPLES =
            Set.of("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT", "YBR_PARTIAL_422");

    /** More frames than a person can look through. */
    private static final int MOST_FRAMES = 1 << 20;

    /**
     * The layout that a file states.
     *
     * @throws VolumeFormatException when it has no pixels, or states what cannot be
     */
    static PixelLayout of(DicomFile file) throws VolumeFormatException {
        DataSet data = file.data();
        DataSetReader.PixelLocation pixels = file.pixels();
        if (pixels == null) {
            String modality = data.text(Tag.MODALITY);
            throw file.failure("is not an image: it has no pixel data"
                    + (modality.isEmpty() ? "" : " (" + DataSet.brief(modality) + ")"));
        }
        boolean floating = pixels.tag() != Tag.PIXEL_DATA;
        int allocated = data.whole(Tag.BITS_ALLOCATED, 0);
        int stored = data.whole(Tag.BITS_STORED, allocated);
        PixelLayout layout = new PixelLayout(
                data.whole(Tag.ROWS, 0),
                data.whole(Tag.COLUMNS, 0),
                data.whole(Tag.NUMBER_OF_FRAMES, 1),
                data.whole(Tag.SAMPLES_PER_PIXEL, 1),
                allocated,
                stored,
                data.whole(Tag.HIGH_BIT, stored - 1),
                data.whole(Tag.PIXEL_REPRESENTATION, 0) == 1,
                data.whole(Tag.PLANAR_CONFIGURATION, 0) == 1,
                photometric(data),
                floating);
        layout.check(file, pixels.tag());
        return layout;
    }

    private static String photometric(DataSet data) {
        String photometric = data.text(Tag.PHOTOMETRIC_INTERPRETATION);
        return photometric.isEmpty() ? "MONOCHROME2" : photometric;
    }

    private void check(DicomFile file, int tag) throws VolumeFormatException {
        if (rows < 1 || columns < 1 || rows > 0xFFFF || columns > 0xFFFF) {
            throw file.failure("its header is damaged: rows and columns are " + rows + " and " + columns);
        }
        if (frames < 1 || frames > MOST_FRAMES) {
            throw file.failure("its header is damaged: the number of frames is " + frames);
        }
        boolean sound = switch (tag) {
            case Tag.FLOAT_PIXEL_DATA -> bitsAllocated == 32;
            case Tag.DOUBLE_FLOAT_PIXEL_DATA -> bitsAllocated == 64;
            default -> bitsAllocated == 1 || bitsAllocated == 8 || bitsAllocated == 16 || bitsAllocated == 32;
        };
        if (!sound) {
            throw file.failure("has " + bitsAllocated + " bits a pixel, which cannot be read (1, 8, 16 and 32 can)");
        }
        if (!floating
                && (bitsStored < 1
                        || bitsStored > bitsAllocated
                        || highBit < bitsStored - 1
                        || highBit >= bitsAllocated)) {
            throw file.failure("its header is damaged: " + bitsStored + " bits stored, the highest " + highBit + ", of "
                    + bitsAllocated + " allocated");
        }
        Set<String> fitting = samples == 1 ? ONE_SAMPLE : samples == 3 ? THREE_SAMPLES : Set.of();
        if (!fitting.contains(photometric)) {
            throw file.failure("has pixels of " + samples + " samples in the photometric interpretation "
                    + DataSet.brief(photometric) + ", which cannot be read");
        }
        if (samples == 3 && bitsAllocated != 8 && bitsAllocated != 16) {
            throw file.failure("has colours of " + bitsAllocated + " bits, which cannot be read (8 and 16 can)");
        }
    }

    /** Whether pixels are colours. */
    boolean color() {
        return samples == 3 || photometric.equals("PALETTE COLOR");
    }

    /** Bytes that a sample takes once unpacked: 1 for single bits. */
    int sampleBytes() {
        return Math.max(1, bitsAllocated / 8);
    }

    /** Pixels a frame. */
    long pixels() {
        return (long) rows * columns;
    }

    /** Bytes a frame once unpacked. */
    long frameBytes() {
        return pixels() * samples * sampleBytes();
    }

    /** Whether every second pixel of a row shares its colour with the first, and the frame is written that way. */
    boolean halfChroma() {
        return photometric.equals("YBR_FULL_422") || photometric.equals("YBR_PARTIAL_422");
    }

    /** How the numbers are stored, once unpacked. */
    VoxelType type() {
        if (floating) {
            return bitsAllocated == 32 ? VoxelType.FLOAT32 : VoxelType.FLOAT64;
        }
        return switch (bitsAllocated) {
            case 16 -> signed ? VoxelType.INT16 : VoxelType.UINT16;
            case 32 -> signed ? VoxelType.INT32 : VoxelType.UINT32;
            default -> signed && bitsAllocated == 8 ? VoxelType.INT8 : VoxelType.UINT8;
        };
    }
}
