package org.lmttm.dataset.phantom;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** Nested shells with a bumpy outside in a cube of any size, for measuring speed: values 0–800, in uint8 0–255. */
public final class ShellPhantom {
    private static final double SPACING = 0.8;
    private static final int LEVELS = 1 << 14;
    private static final Set<VoxelType> TYPES =
            Set.of(VoxelType.UINT8, VoxelType.INT16, VoxelType.UINT16, VoxelType.FLOAT32);

    private ShellPhantom() {}

    /**
     * The volume, off heap.
     *
     * @param n voxels along each axis
     * @param type uint8, int16, uint16 or float32
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the volume, which closes it
    public static Volume of(int n, VoxelType type) {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "shells are made as uint8, int16, uint16 or float32, not " + type.numpyName());
        }
        Volume.Description d = new Volume.Description(
                "shells",
                "memory",
                n,
                n,
                n,
                type,
                ByteOrder.nativeOrder(),
                Volume.StorageOrder.FIRST_FASTEST,
                1,
                0,
                Optional.of(Affine.scaling(SPACING, SPACING, SPACING)),
                List.of());
        Arena arena = Arena.ofShared();
        MemorySegment voxels = arena.allocate(d.byteCount(), 64);
        double[] shells = new double[LEVELS];
        for (int x = 0; x < LEVELS; x++) {
            double r = 2.0 * x / LEVELS;
            shells[x] = r > 0.85 ? 0 : 400 + 400 * Math.sin(24 * r);
        }
        IntStream.range(0, n).parallel().forEach(k -> slice(n, k, shells, voxels, type));
        return new Volume(d, voxels, arena);
    }

    private static void slice(int n, int k, double[] shells, MemorySegment voxels, VoxelType type) {
        double[] sine = new double[n];
        double z = at(k, n);
        for (int i = 0; i < n; i++) {
            sine[i] = Math.sin(17 * at(i, n));
        }
        for (int j = 0; j < n; j++) {
            double y = at(j, n);
            double bumps = 0.04 * Math.sin(19 * y) * Math.sin(23 * z);
            long row = ((long) k * n + j) * n;
            for (int i = 0; i < n; i++) {
                double x = at(i, n);
                double r = Math.sqrt(x * x + y * y + z * z) + bumps * sine[i];
                double value = shells[Math.clamp((long) (r / 2 * LEVELS), 0, LEVELS - 1)];
                switch (type) {
                    case UINT8 -> voxels.set(ValueLayout.JAVA_BYTE, row + i, (byte) Math.rint(value * 255 / 800));
                    case INT16, UINT16 -> voxels.setAtIndex(ValueLayout.JAVA_SHORT, row + i, (short) Math.rint(value));
                    default -> voxels.setAtIndex(ValueLayout.JAVA_FLOAT, row + i, (float) value);
                }
            }
        }
    }

    private static double at(int index, int n) {
        return 2.0 * index / (n - 1) - 1;
    }
}
