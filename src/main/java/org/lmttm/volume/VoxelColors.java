package org.lmttm.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * From stored voxels straight to colours, the same as through {@link SliceColors}: where a type has at most 65536 codes,
 * by a table of the colour of each, which is kept from slice to slice. Thread-safe.
 */
final class VoxelColors {
    private static final ValueLayout.OfByte B = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort S = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final Volume volume;
    private final Window window;
    private final int[] table;
    private final MemorySegment m;
    private final boolean swap;
    /** The colour of each code, its bits read without sign; empty where there are too many codes. */
    private final int[] colors;

    VoxelColors(Volume volume, Window window, int[] table) {
        this.volume = volume;
        this.window = window;
        this.table = table.clone();
        this.m = volume.voxels();
        Volume.Description d = volume.description();
        this.swap = !d.byteOrder().equals(ByteOrder.nativeOrder());
        this.colors = new int[VoxelCodes.codes(d.type())];
        float[] values = new float[colors.length];
        for (int code = 0; code < values.length; code++) {
            values[code] = (float) (d.slope() * VoxelCodes.stored(d.type(), code) + d.intercept());
        }
        SliceColors.argb(values, 0, values.length, window, table, colors);
    }

    boolean isFor(Window other, int[] otherTable) {
        return window.equals(other) && Arrays.equals(table, otherTable);
    }

    /**
     * Colours of a line of voxels.
     *
     * @param start memory index of the first voxel
     * @param step voxels between one and the next
     * @param n how many
     * @param line room for {@code n} values
     * @param argb receives {@code n} colours from {@code offset} on
     */
    void line(long start, long step, int n, float[] line, int[] argb, int offset) {
        if (colors.length == 0) {
            volume.read(start, step, n, line, 0);
            SliceColors.argb(line, n, window, table, argb, offset);
        } else if (colors.length == 1 << 8) {
            bytes(start, step, n, argb, offset);
        } else if (swap) {
            swapped(start, step, n, argb, offset);
        } else {
            shorts(start, step, n, argb, offset);
        }
    }

    private void bytes(long start, long step, int n, int[] argb, int offset) {
        int[] of = colors;
        MemorySegment from = m;
        for (int x = 0; x < n; x++) {
            argb[offset + x] = of[from.get(B, start + x * step) & 0xFF];
        }
    }

    private void shorts(long start, long step, int n, int[] argb, int offset) {
        int[] of = colors;
        MemorySegment from = m;
        for (int x = 0; x < n; x++) {
            argb[offset + x] = of[from.get(S, 2 * (start + x * step)) & 0xFFFF];
        }
    }

    private void swapped(long start, long step, int n, int[] argb, int offset) {
        int[] of = colors;
        MemorySegment from = m;
        for (int x = 0; x < n; x++) {
            argb[offset + x] = of[Short.reverseBytes(from.get(S, 2 * (start + x * step))) & 0xFFFF];
        }
    }
}
