package org.lmttm.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Counts how often each stored code occurs where there are at most 65536 of them; everything else follows from that. */
final class VoxelCodes {
    private static final ValueLayout.OfByte B = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort S = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final int CHUNK = 1 << 20;

    private VoxelCodes() {}

    /** How many codes a type has; 0 for more than 65536 and for fractions. */
    static int codes(VoxelType type) {
        return switch (type) {
            case BOOL, UINT8, INT8 -> 1 << 8;
            case UINT16, INT16 -> 1 << 16;
            default -> 0;
        };
    }

    /** The stored number that a code, its bits read without sign, stands for. */
    static int stored(VoxelType type, int code) {
        return switch (type) {
            case INT8 -> (byte) code;
            case INT16 -> (short) code;
            default -> code;
        };
    }

    /** Statistics and histogram from one pass; null where there are too many codes. */
    static @Nullable VolumeSummary summary(Volume volume, int bins, ReadProgress progress) {
        Volume.Description d = volume.description();
        int codes = codes(d.type());
        double widest = Math.abs(d.slope()) * (1 << 16) + Math.abs(d.intercept());
        if (codes == 0 || !(widest <= Float.MAX_VALUE)) {
            return null;
        }
        long[] counts = count(volume, codes, progress);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int code = 0; code < codes; code++) {
            if (counts[code] > 0) {
                double value = d.slope() * stored(d.type(), code) + d.intercept();
                min = Math.min(min, value);
                max = Math.max(max, value);
                // stored numbers are small integers: their sum is exact for any volume that fits a disk
                sum += (double) stored(d.type(), code) * counts[code];
            }
        }
        long total = d.voxelCount();
        VolumeStatistics statistics =
                new VolumeStatistics(min, max, d.slope() * (sum / total) + d.intercept(), total, 0, 0);
        Histogram.Counter counter = new Histogram.Counter(statistics, bins);
        for (int code = 0; code < codes; code++) {
            counter.add((float) (d.slope() * stored(d.type(), code) + d.intercept()), counts[code]);
        }
        return new VolumeSummary(statistics, counter.result(), true);
    }

    private static long[] count(Volume volume, int codes, ReadProgress progress) {
        long all = volume.description().voxelCount();
        boolean swap = !volume.description().byteOrder().equals(ByteOrder.nativeOrder());
        MemorySegment m = volume.voxels();
        // two tables in turn: where neighbours are equal, as in the background, one count need not wait for the other
        long[] even = new long[codes];
        long[] odd = new long[codes];
        for (long start = 0; start < all; start += CHUNK) {
            progress.check();
            progress.update((double) start / all);
            int n = (int) Math.min(CHUNK, all - start);
            if (codes == 1 << 8) {
                bytes(m, start, n, even, odd);
            } else {
                shorts(m, start, n, swap, even, odd);
            }
        }
        for (int code = 0; code < codes; code++) {
            even[code] += odd[code];
        }
        return even;
    }

    private static void bytes(MemorySegment m, long start, int n, long[] even, long[] odd) {
        int pairs = n / 2;
        for (int x = 0; x < pairs; x++) {
            even[m.get(B, start + 2L * x) & 0xFF]++;
            odd[m.get(B, start + 2L * x + 1) & 0xFF]++;
        }
        if (n % 2 == 1) {
            even[m.get(B, start + n - 1) & 0xFF]++;
        }
    }

    private static void shorts(MemorySegment m, long start, int n, boolean swap, long[] even, long[] odd) {
        int pairs = n / 2;
        for (int x = 0; x < pairs; x++) {
            even[code(m, start + 2L * x, swap)]++;
            odd[code(m, start + 2L * x + 1, swap)]++;
        }
        if (n % 2 == 1) {
            even[code(m, start + n - 1, swap)]++;
        }
    }

    private static int code(MemorySegment m, long x, boolean swap) {
        short v = m.get(S, 2 * x);
        return (swap ? Short.reverseBytes(v) : v) & 0xFFFF;
    }
}
