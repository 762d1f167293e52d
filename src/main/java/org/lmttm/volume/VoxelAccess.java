package org.lmttm.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Bulk reads of typed voxels. One plain loop a type with constant layouts: a layout or a lambda that is not a constant
 * to the compiler costs ten times as much a voxel. Swapped byte order is undone after the load.
 */
public final class VoxelAccess {
    private static final ValueLayout.OfByte B = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort S = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfFloat F = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfInt I = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG_UNALIGNED;

    private VoxelAccess() {}

    /**
     * One stored value; 64-bit integers beyond ±2⁵³ lose their last bits.
     *
     * @param m the voxels
     * @param type how a voxel is stored
     * @param swap whether the byte order is not this machine's
     * @param x index of the voxel, in voxels
     */
    public static double get(MemorySegment m, VoxelType type, boolean swap, long x) {
        return switch (type) {
            case BOOL, UINT8 -> m.get(B, x) & 0xFF;
            case INT8 -> m.get(B, x);
            case UINT16 -> s(m, x, swap) & 0xFFFF;
            case INT16 -> s(m, x, swap);
            case UINT32 -> i(m, x, swap) & 0xFFFF_FFFFL;
            case INT32 -> i(m, x, swap);
            case UINT64 -> unsigned(l(m, x, swap));
            case INT64 -> l(m, x, swap);
            case FLOAT16 -> Float.float16ToFloat(s(m, x, swap));
            case FLOAT32 -> Float.intBitsToFloat(i(m, x, swap));
            case FLOAT64 -> Double.longBitsToDouble(l(m, x, swap));
        };
    }

    /**
     * Stored values in bulk.
     *
     * @param m the voxels
     * @param type how a voxel is stored
     * @param swap whether the byte order is not this machine's
     * @param start index of the first voxel
     * @param step voxels between one and the next
     * @param n how many
     * @param to receives {@code n} values from {@code offset} on
     * @param offset first index written
     */
    public static void read(
            MemorySegment m, VoxelType type, boolean swap, long start, long step, int n, double[] to, int offset) {
        switch (type) {
            case BOOL, UINT8 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = m.get(B, start + x * step) & 0xFF;
                }
            }
            case INT8 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = m.get(B, start + x * step);
                }
            }
            case UINT16 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = s(m, start + x * step, swap) & 0xFFFF;
                }
            }
            case INT16 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = s(m, start + x * step, swap);
                }
            }
            case FLOAT16 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = Float.float16ToFloat(s(m, start + x * step, swap));
                }
            }
            default -> readWide(m, type, swap, start, step, n, to, offset);
        }
    }

    private static void readWide(
            MemorySegment m, VoxelType type, boolean swap, long start, long step, int n, double[] to, int offset) {
        switch (type) {
            case UINT32 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = i(m, start + x * step, swap) & 0xFFFF_FFFFL;
                }
            }
            case INT32 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = i(m, start + x * step, swap);
                }
            }
            case UINT64 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = unsigned(l(m, start + x * step, swap));
                }
            }
            case INT64 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = l(m, start + x * step, swap);
                }
            }
            case FLOAT32 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = Float.intBitsToFloat(i(m, start + x * step, swap));
                }
            }
            default -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = Double.longBitsToDouble(l(m, start + x * step, swap));
                }
            }
        }
    }

    /**
     * Stored values from here and there.
     *
     * @param m the voxels
     * @param type how a voxel is stored
     * @param swap whether the byte order is not this machine's
     * @param places indices of voxels
     * @param n how many
     * @param to receives {@code n} values
     */
    static void gather(MemorySegment m, VoxelType type, boolean swap, long[] places, int n, double[] to) {
        switch (type) {
            case BOOL, UINT8 -> {
                for (int x = 0; x < n; x++) {
                    to[x] = m.get(B, places[x]) & 0xFF;
                }
            }
            case UINT16 -> {
                for (int x = 0; x < n; x++) {
                    to[x] = s(m, places[x], swap) & 0xFFFF;
                }
            }
            case INT16 -> {
                for (int x = 0; x < n; x++) {
                    to[x] = s(m, places[x], swap);
                }
            }
            case FLOAT32 -> {
                for (int x = 0; x < n; x++) {
                    to[x] = Float.intBitsToFloat(i(m, places[x], swap));
                }
            }
            default -> {
                for (int x = 0; x < n; x++) {
                    to[x] = get(m, type, swap, places[x]);
                }
            }
        }
    }

    /**
     * As the other read, scaled to floats: {@code slope · stored + intercept} in double precision, then rounded once.
     */
    static void read(
            MemorySegment m,
            VoxelType type,
            boolean swap,
            double slope,
            double intercept,
            long start,
            long step,
            int n,
            float[] to,
            int offset) {
        if (slope == 1 && intercept == 0 && step == 1 && plain(m, type, swap, start, n, to, offset)) {
            return;
        }
        switch (type) {
            case BOOL, UINT8 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = (float) (slope * (m.get(B, start + x * step) & 0xFF) + intercept);
                }
            }
            case UINT16 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = (float) (slope * (s(m, start + x * step, swap) & 0xFFFF) + intercept);
                }
            }
            case INT16 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = (float) (slope * s(m, start + x * step, swap) + intercept);
                }
            }
            case FLOAT32 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = (float) (slope * Float.intBitsToFloat(i(m, start + x * step, swap)) + intercept);
                }
            }
            default -> {
                double[] wide = new double[n];
                read(m, type, swap, start, step, n, wide, 0);
                for (int x = 0; x < n; x++) {
                    to[offset + x] = (float) (slope * wide[x] + intercept);
                }
            }
        }
    }

    /** Values that need no scaling, by plain copying and widening, which is exact; false for the other types. */
    private static boolean plain(
            MemorySegment m, VoxelType type, boolean swap, long start, int n, float[] to, int offset) {
        switch (type) {
            case BOOL, UINT8 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = m.get(B, start + x) & 0xFF;
                }
            }
            case INT16 -> {
                for (int x = 0; x < n; x++) {
                    to[offset + x] = s(m, start + x, swap);
                }
            }
            case FLOAT32 -> {
                if (swap) {
                    return false;
                }
                MemorySegment.copy(m, F, 4 * start, to, offset, n);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static short s(MemorySegment m, long x, boolean swap) {
        short v = m.get(S, 2 * x);
        return swap ? Short.reverseBytes(v) : v;
    }

    private static int i(MemorySegment m, long x, boolean swap) {
        int v = m.get(I, 4 * x);
        return swap ? Integer.reverseBytes(v) : v;
    }

    private static long l(MemorySegment m, long x, boolean swap) {
        long v = m.get(L, 8 * x);
        return swap ? Long.reverseBytes(v) : v;
    }

    /** An unsigned 64-bit integer as the nearest double. */
    private static double unsigned(long value) {
        // Halving first keeps the value in a signed long's range; the low bit is kept sticky so that rounding is right.
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }
}
