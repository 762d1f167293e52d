package org.lmttm.volume.io.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.lmttm.volume.VoxelType;

/** What a series' pixels become as voxels, and the way there. Voxels are little endian, whatever the files. */
enum VoxelForm {
    /** The stored numbers as they are. */
    STORED,
    /** Measured values out of a table. */
    TABLE,
    /** Measured values of slices that are scaled each in its own way, and tables beside linear ones. */
    MEASURED,
    /** One of red, green and blue. */
    COLOUR,
    /** The number of the segment that marks a voxel. */
    SEGMENTS;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int COLOURS = 3;

    /** The form that all volumes of a series can have; their voxels share one type. */
    static VoxelForm of(SliceStack stack) {
        Frame first = first(stack);
        DicomImage image = first.image();
        if (image.identity().segmentation()) {
            return SEGMENTS;
        }
        if (image.layout().color()) {
            return COLOUR;
        }
        boolean table = image.modalityTable() != null;
        for (List<List<Frame>> volume : stack.volumes()) {
            Frame start = volume.getFirst().getFirst();
            for (List<Frame> slice : volume) {
                Frame frame = slice.getFirst();
                boolean same = frame.slope() == start.slope()
                        && frame.intercept() == start.intercept()
                        && frame.image().layout().type() == image.layout().type()
                        && (frame.image().modalityTable() != null) == table;
                if (!same) {
                    return MEASURED;
                }
            }
        }
        return table ? TABLE : STORED;
    }

    private static Frame first(SliceStack stack) {
        return stack.volumes().getFirst().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow();
    }

    /** How a voxel is stored. */
    VoxelType type(SliceStack stack) {
        DicomImage image = first(stack).image();
        return switch (this) {
            case STORED -> image.layout().type();
            case MEASURED -> VoxelType.FLOAT32;
            case TABLE -> VoxelType.UINT16;
            case COLOUR -> wide(image) ? VoxelType.UINT16 : VoxelType.UINT8;
            case SEGMENTS -> largestSegment(stack) > 255 ? VoxelType.UINT16 : VoxelType.UINT8;
        };
    }

    private static int largestSegment(SliceStack stack) {
        return stack.volumes().getFirst().stream()
                .flatMap(List::stream)
                .mapToInt(Frame::segment)
                .max()
                .orElse(0);
    }

    private static boolean wide(DicomImage image) {
        return image.palettes().isEmpty()
                ? image.layout().bitsAllocated() == 16
                : image.palettes().getFirst().bits() == 16;
    }

    /** How many volumes one of the series becomes: three of colours. */
    int channels() {
        return this == COLOUR ? COLOURS : 1;
    }

    /**
     * Writes a frame into its slice.
     *
     * @param pixels the frame in the common form
     * @param frame what it is
     * @param channel which colour
     * @param slice the voxels of its slice
     */
    void write(byte[] pixels, Frame frame, int channel, MemorySegment slice) {
        switch (this) {
            case STORED -> MemorySegment.copy(MemorySegment.ofArray(pixels), 0, slice, 0, slice.byteSize());
            case TABLE, MEASURED -> measured(pixels, frame, slice);
            case COLOUR -> Colours.write(pixels, frame.image(), channel, slice);
            case SEGMENTS -> segment(pixels, frame, slice);
        }
    }

    private void measured(byte[] pixels, Frame frame, MemorySegment slice) {
        PixelLayout layout = frame.image().layout();
        LookupTable table = frame.image().modalityTable();
        int bytes = layout.sampleBytes();
        long count = layout.pixels();
        for (int x = 0; x < count; x++) {
            if (table != null && this == TABLE) {
                slice.set(SHORT, 2L * x, (short) table.at(StoredBits.number(pixels, x * bytes, layout)));
                continue;
            }
            double stored;
            if (layout.floating()) {
                long bits = StoredBits.word(pixels, x * bytes, bytes);
                stored = bytes == Float.BYTES ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
            } else {
                long number = StoredBits.number(pixels, x * bytes, layout);
                stored = table == null ? number : table.at(number);
            }
            slice.set(FLOAT, 4L * x, (float) (frame.slope() * stored + frame.intercept()));
        }
    }

    private static void segment(byte[] pixels, Frame frame, MemorySegment slice) {
        boolean wide = slice.byteSize() > pixels.length;
        for (int x = 0; x < pixels.length; x++) {
            if (pixels[x] == 0) {
                continue;
            }
            if (wide) {
                slice.set(SHORT, 2L * x, (short) frame.segment());
            } else {
                slice.set(ValueLayout.JAVA_BYTE, x, (byte) frame.segment());
            }
        }
    }
}
