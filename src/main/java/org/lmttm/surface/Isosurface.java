package org.lmttm.surface;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.lmttm.program.Program;
import org.lmttm.volume.Volume;

/**
 * The surface at which a volume crosses a level: marching cubes with shared vertices, in passes that count first and
 * then write into arrays of the right size, as flying edges does (Schroeder, Maynard and Geveci 2015).
 *
 * <ul>
 *   <li>Inside is where the value is at or above the level. NaN is outside. Values are compared as floats.
 *   <li>The mesh is watertight wherever it does not meet the volume's border; there it ends (it is open), unless
 *       {@link Options#closeAtBorder} asks for caps, which lie on the outer faces of the border voxels, half a voxel out.
 *   <li>A vertex lies on a voxel edge by linear interpolation, at least 1/2048 of the edge from its ends, so that no
 *       triangle degenerates where a value equals the level; half-way where an end is not finite.
 *   <li>Normals are the interpolated central-difference gradient, mapped to patient space as a covector, so they hold
 *       for oblique and left-handed affines; they point outwards and triangles turn counter-clockwise seen from there.
 *   <li>The outcome depends on the volume, the level and {@code closeAtBorder} only, not on the number of threads.
 * </ul>
 *
 * <p>Cost: reads every voxel twice; memory beside the mesh is one bit a voxel and, for each thread, four slabs of floats
 * and five of ints. A volume with fewer than two voxels along an axis has no cells, hence no surface unless capped.
 */
public final class Isosurface {
    private static final int SLABS_A_TASK = 16;
    private static final int TRIANGLES_A_TASK = 1 << 16;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Isosurface() {}

    /**
     * How to extract.
     *
     * @param threads number of threads, at least 1
     * @param closeAtBorder whether to cap the surface where it meets the border of the volume
     * @param maximumBytes largest mesh to make, in bytes of its arrays
     */
    public record Options(int threads, boolean closeAtBorder, long maximumBytes) {
        /** One thread a processor, open at the border, at most half of the largest heap. */
        public static final Options DEFAULT =
                new Options(Program.threads(), false, Runtime.getRuntime().maxMemory() / 2);

        /** Checks the number of threads. */
        public Options {
            if (threads < 1) {
                throw new IllegalArgumentException("number of threads must be at least 1, not " + threads);
            }
        }

        /** The same with another number of threads. */
        public Options withThreads(int count) {
            return new Options(count, closeAtBorder, maximumBytes);
        }

        /** The same, capped at the border or not. */
        public Options withCloseAtBorder(boolean close) {
            return new Options(threads, close, maximumBytes);
        }
    }

    /** As {@link #extract(Volume, double, Options, Progress)} with the default options. */
    public static Mesh extract(Volume volume, double level) {
        return extract(volume, level, Options.DEFAULT, Progress.NONE);
    }

    /**
     * Extracts the surface.
     *
     * @param volume any volume; must stay open meanwhile
     * @param level a finite number in the volume's units
     * @param options threads, border and limit
     * @param progress follows and may cancel
     * @return the mesh in patient mm, or in voxels (i, j, k) where the volume has no geometry
     * @throws MeshTooLargeException when the mesh would be larger than the limit
     * @throws CancellationException when cancelled
     */
    public static Mesh extract(Volume volume, double level, Options options, Progress progress) {
        if (!Double.isFinite(level)) {
            throw new IllegalArgumentException("level must be a finite number, not " + level);
        }
        return extract(new VoxelGrid(volume, options.closeAtBorder()), volume.name(), level, options, progress);
    }

    /**
     * The surface of one label of a label map: always closed; it runs half-way between the label's voxels and others.
     *
     * @param volume the label map; must stay open meanwhile
     * @param label one of its labels
     * @param options threads and limit
     * @param progress follows and may cancel
     * @return as {@link #extract}
     */
    public static Mesh ofLabel(Volume volume, LabelMap.Label label, Options options, Progress progress) {
        return extract(VoxelGrid.ofLabel(volume, label), volume.name(), 0.5, options, progress);
    }

    private static Mesh extract(VoxelGrid grid, String name, double level, Options options, Progress progress) {
        if (grid.nu < 2 || grid.nv < 2 || grid.nw < 2) {
            return new Mesh(new float[0], new float[0], new int[0], false, 0, 0);
        }
        try (Parallel parallel = new Parallel(options.threads(), progress)) {
            InsideBits bits = classify(grid, level, parallel);
            CellCounts counts = new CellCounts(bits);
            parallel.run(grid.nw, 0.35, 0.45, counts::count);
            counts.sum();
            refuseIfTooLarge(name, level, counts, options.maximumBytes());
            SurfaceWriter writer = new SurfaceWriter(grid, bits, counts, level, parallel);
            int tasks = (grid.nw + SLABS_A_TASK - 1) / SLABS_A_TASK;
            parallel.run(
                    tasks, 0.45, 0.95, t -> writer.write(t * SLABS_A_TASK, Math.min(grid.nw, (t + 1) * SLABS_A_TASK)));
            boolean closed = writer.triangles().length == 0 ? !bits.any() : bits.borderIsUniform();
            return measure(writer.vertices(), writer.normals(), writer.triangles(), closed, parallel);
        }
    }

    private static InsideBits classify(VoxelGrid grid, double level, Parallel parallel) {
        InsideBits bits = new InsideBits(grid.nu, grid.nv, grid.nw);
        int tasks = (grid.nw + SLABS_A_TASK - 1) / SLABS_A_TASK;
        parallel.run(tasks, 0, 0.35, t -> {
            float[] values = new float[grid.nu * grid.nv];
            int end = Math.min(grid.nw, (t + 1) * SLABS_A_TASK);
            for (int w = t * SLABS_A_TASK; w < end; w++) {
                grid.slab(w, values);
                bits.set(w, values, level);
            }
        });
        return bits;
    }

    private static void refuseIfTooLarge(String name, double level, CellCounts counts, long maximumBytes) {
        long bytes = 24 * counts.vertices() + 12 * counts.triangles();
        boolean tooLong = Math.max(counts.vertices(), counts.triangles()) > LARGEST_ARRAY / 3;
        if (bytes > maximumBytes || tooLong) {
            throw new MeshTooLargeException(String.format(
                    Locale.ROOT,
                    "%s: the surface at level %s would have %.1f million triangles and take %.1f GB, more than the"
                            + " %.1f GB allowed; choose another level or a coarser volume",
                    name,
                    level,
                    counts.triangles() / 1e6,
                    bytes / 1e9,
                    maximumBytes / 1e9));
        }
    }

    /** Area and volume: summed in a fixed order of fixed parts, so that every run gives the same bits. */
    private static Mesh measure(float[] vertices, float[] normals, int[] triangles, boolean closed, Parallel parallel) {
        int n = triangles.length / 3;
        int tasks = (n + TRIANGLES_A_TASK - 1) / TRIANGLES_A_TASK;
        MeshMeasure[] parts = new MeshMeasure[tasks];
        parallel.run(tasks, 0.95, 1, t -> {
            int end = (int) Math.min(n, (t + 1L) * TRIANGLES_A_TASK);
            parts[t] = MeshMeasure.of(vertices, triangles, t * TRIANGLES_A_TASK, end);
        });
        MeshMeasure sum = new MeshMeasure(0, 0);
        for (MeshMeasure part : parts) {
            sum = sum.plus(part);
        }
        return new Mesh(vertices, normals, triangles, closed, sum.area(), sum.volume());
    }
}
