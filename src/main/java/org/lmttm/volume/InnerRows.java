package org.lmttm.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Trilinear samples of pixels whose eight neighbours are all voxels of the volume: no borders to look at, and one loop for
 * each of the usual voxel types that reads and interpolates at once. Bit for bit what {@link RowSampler} gives. Not
 * thread-safe.
 */
final class InnerRows {
    private static final ValueLayout.OfByte B = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort S = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt I = ValueLayout.JAVA_INT_UNALIGNED;

    private final MemorySegment voxels;
    private final VoxelType type;
    private final boolean swapped;
    private final double slope;
    private final double intercept;
    private final int[] size = new int[3];
    /** Bytes from a voxel to its neighbours. */
    private final long di;

    private final long dj;
    private final long dk;
    /** Where the first of a pixel's eight voxels lies, in bytes, and how far the pixel is from it towards the others. */
    private final long[] places;

    private final double[] fx;
    private final double[] fy;
    private final double[] fz;
    /** The two longer ways to neighbours, in bytes: the third lies in the same line of cache. */
    private final long far;

    private final long farther;

    @SuppressWarnings("UnusedVariable") // without it the compiler would leave out what is read ahead
    private long touched;

    /**
     * Rows of a volume.
     *
     * @param width most pixels that are sampled at once
     */
    InnerRows(Volume volume, int width) {
        this.voxels = volume.voxels();
        this.type = volume.description().type();
        this.swapped = !volume.description().byteOrder().equals(ByteOrder.nativeOrder());
        this.slope = volume.description().slope();
        this.intercept = volume.description().intercept();
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = volume.size(axis);
        }
        this.di = volume.stride(0) * type.bytes();
        this.dj = volume.stride(1) * type.bytes();
        this.dk = volume.stride(2) * type.bytes();
        long nearest = Math.min(di, Math.min(dj, dk));
        this.far = nearest == di ? dj : di;
        this.farther = nearest == dk ? dj : dk;
        this.places = new long[width];
        this.fx = new double[width];
        this.fy = new double[width];
        this.fz = new double[width];
    }

    /** Whether there is a loop for the type, and the pixels of a row lie before the last voxel along every axis. */
    boolean covers(double[] start, double[] step, int first, int end) {
        boolean inside = type == VoxelType.UINT8
                || type == VoxelType.BOOL
                || type == VoxelType.INT16
                || type == VoxelType.UINT16
                || type == VoxelType.FLOAT32;
        for (int axis = 0; axis < 3; axis++) {
            // positions neither fall nor rise along a row, however they are rounded: its ends speak for all
            double a = start[axis] + first * step[axis];
            double b = start[axis] + (end - 1) * step[axis];
            inside &= Math.min(a, b) >= 0 && Math.max(a, b) < size[axis] - 1;
        }
        return inside;
    }

    /**
     * Samples of pixels that are covered.
     *
     * @param start voxel position of pixel 0
     * @param step voxels from one pixel to the next
     * @param first first pixel
     * @param end behind the last pixel
     * @param values receives the samples at {@code row + first} to {@code row + end - 1}
     */
    void sample(double[] start, double[] step, int first, int end, float[] values, int row) {
        locate(start, step, first, end);
        int n = end - first;
        touched += touch(n);
        switch (type) {
            case UINT8, BOOL -> bytes(n, values, row + first);
            case INT16 -> shorts(n, values, row + first);
            case UINT16 -> unsignedShorts(n, values, row + first);
            case FLOAT32 -> floats(n, values, row + first);
            default -> throw new IllegalStateException("no loop for " + type.numpyName());
        }
    }

    private void locate(double[] start, double[] step, int first, int end) {
        double x0 = start[0];
        double y0 = start[1];
        double z0 = start[2];
        double dx = step[0];
        double dy = step[1];
        double dz = step[2];
        for (int p = first; p < end; p++) {
            double x = x0 + p * dx;
            double y = y0 + p * dy;
            double z = z0 + p * dz;
            int i = (int) x;
            int j = (int) y;
            int k = (int) z;
            int at = p - first;
            fx[at] = x - i;
            fy[at] = y - j;
            fz[at] = z - k;
            places[at] = i * di + j * dj + k * dk;
        }
    }

    /**
     * Reads what the row is about to need, as many lines of cache at once as the processor can wait for; the arithmetic of
     * the loops below would let it look ahead a few pixels only. The sum keeps the reads from being left out.
     */
    private long touch(int n) {
        MemorySegment m = voxels;
        long sum = 0;
        for (int p = 0; p < n; p++) {
            long a = places[p];
            sum += m.get(B, a) + m.get(B, a + far) + m.get(B, a + farther) + m.get(B, a + far + farther);
        }
        return sum;
    }

    private void bytes(int n, float[] values, int at) {
        MemorySegment m = voxels;
        for (int p = 0; p < n; p++) {
            long a = places[p];
            long b = a + dj;
            long c = a + dk;
            long d = b + dk;
            double near = mixed(byteAt(m, a), byteAt(m, a + di), byteAt(m, b), byteAt(m, b + di), fx[p], fy[p]);
            double far = mixed(byteAt(m, c), byteAt(m, c + di), byteAt(m, d), byteAt(m, d + di), fx[p], fy[p]);
            values[at + p] = (float) (slope * (near + fz[p] * (far - near)) + intercept);
        }
    }

    private void shorts(int n, float[] values, int at) {
        MemorySegment m = voxels;
        boolean swap = swapped;
        for (int p = 0; p < n; p++) {
            long a = places[p];
            long b = a + dj;
            long c = a + dk;
            long d = b + dk;
            double near = mixed(
                    shortAt(m, a, swap),
                    shortAt(m, a + di, swap),
                    shortAt(m, b, swap),
                    shortAt(m, b + di, swap),
                    fx[p],
                    fy[p]);
            double far = mixed(
                    shortAt(m, c, swap),
                    shortAt(m, c + di, swap),
                    shortAt(m, d, swap),
                    shortAt(m, d + di, swap),
                    fx[p],
                    fy[p]);
            values[at + p] = (float) (slope * (near + fz[p] * (far - near)) + intercept);
        }
    }

    private void unsignedShorts(int n, float[] values, int at) {
        MemorySegment m = voxels;
        boolean swap = swapped;
        for (int p = 0; p < n; p++) {
            long a = places[p];
            long b = a + dj;
            long c = a + dk;
            long d = b + dk;
            double near = mixed(
                    shortAt(m, a, swap) & 0xFFFF,
                    shortAt(m, a + di, swap) & 0xFFFF,
                    shortAt(m, b, swap) & 0xFFFF,
                    shortAt(m, b + di, swap) & 0xFFFF,
                    fx[p],
                    fy[p]);
            double far = mixed(
                    shortAt(m, c, swap) & 0xFFFF,
                    shortAt(m, c + di, swap) & 0xFFFF,
                    shortAt(m, d, swap) & 0xFFFF,
                    shortAt(m, d + di, swap) & 0xFFFF,
                    fx[p],
                    fy[p]);
            values[at + p] = (float) (slope * (near + fz[p] * (far - near)) + intercept);
        }
    }

    private void floats(int n, float[] values, int at) {
        MemorySegment m = voxels;
        boolean swap = swapped;
        for (int p = 0; p < n; p++) {
            long a = places[p];
            long b = a + dj;
            long c = a + dk;
            long d = b + dk;
            double x = fx[p];
            double y = fy[p];
            double near = RowSampler.between(
                    RowSampler.between(floatAt(m, a, swap), floatAt(m, a + di, swap), x),
                    RowSampler.between(floatAt(m, b, swap), floatAt(m, b + di, swap), x),
                    y);
            double far = RowSampler.between(
                    RowSampler.between(floatAt(m, c, swap), floatAt(m, c + di, swap), x),
                    RowSampler.between(floatAt(m, d, swap), floatAt(m, d + di, swap), x),
                    y);
            values[at + p] = (float) (slope * RowSampler.between(near, far, fz[p]) + intercept);
        }
    }

    /** Between four whole numbers; where a fraction is 0 this gives the nearer ones exactly. */
    private static double mixed(int a, int b, int c, int d, double x, double y) {
        double low = a + x * (b - a);
        double high = c + x * (d - c);
        return low + y * (high - low);
    }

    private static int byteAt(MemorySegment m, long place) {
        return m.get(B, place) & 0xFF;
    }

    private static int shortAt(MemorySegment m, long place, boolean swap) {
        short v = m.get(S, place);
        return swap ? Short.reverseBytes(v) : v;
    }

    private static float floatAt(MemorySegment m, long place, boolean swap) {
        int v = m.get(I, place);
        return Float.intBitsToFloat(swap ? Integer.reverseBytes(v) : v);
    }
}
