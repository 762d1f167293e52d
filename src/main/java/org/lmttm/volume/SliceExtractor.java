package org.lmttm.volume;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes slices out of a volume without copying the volume. Cost: one read a pixel, in lines along the voxel axis that is
 * nearest in memory; a slice normal to the slowest axis reads one contiguous block, one normal to the fastest touches a
 * cache line a pixel. Thread-safe.
 */
public final class SliceExtractor {
    /** Columns read together: as many colours as a line of cache holds. */
    private static final int COLUMNS = 16;

    private final Volume volume;
    private final Map<Plane, SliceGeometry> geometries = new EnumMap<>(Plane.class);
    private volatile @Nullable VoxelColors colors;

    /** Prepares the three planes of a volume, which stays open while slices are taken. */
    public SliceExtractor(Volume volume) {
        this.volume = volume;
        for (Plane plane : Plane.values()) {
            geometries.put(plane, SliceGeometry.of(volume, plane));
        }
    }

    /** How slices of a plane lie and are shown. */
    public SliceGeometry geometry(Plane plane) {
        return requireNonNull(geometries.get(plane));
    }

    /**
     * One slice.
     *
     * @param plane which plane
     * @param index voxel index along the plane's normal axis, from 0
     * @throws IndexOutOfBoundsException when there is no such slice
     */
    public Slice extract(Plane plane, int index) {
        SliceGeometry g = geometry(plane);
        return extract(plane, index, new float[g.width() * g.height()]);
    }

    /**
     * One slice into an array that the caller keeps for reuse.
     *
     * @param plane which plane
     * @param index voxel index along the plane's normal axis, from 0
     * @param values receives width · height values; the slice returned shares it
     * @throws IndexOutOfBoundsException when there is no such slice
     */
    public Slice extract(Plane plane, int index, float[] values) {
        SliceGeometry g = checked(plane, index);
        boolean rows = byRows(g);
        Bands.run(rows ? g.height() : g.width(), rows ? g.width() : g.height(), (from, to) -> {
            if (rows) {
                readRows(g, index, values, from, to);
            } else {
                readColumns(g, index, values, from, to);
            }
        });
        return new Slice(g, index, values);
    }

    /**
     * A slab around a slice; at the volume's border it is as thick as there are slices.
     *
     * @param plane which plane
     * @param index voxel index of the middle slice along the plane's normal axis, from 0
     * @param slab thickness and projection
     * @throws IndexOutOfBoundsException when there is no such slice
     */
    public Slice extract(Plane plane, int index, Slab slab) {
        SliceGeometry g = checked(plane, index);
        double step = volume.spacing()[g.normalAxis()];
        int reach = slab.reach(step);
        if (reach == 0) {
            return extract(plane, index);
        }
        float[] values = new float[g.width() * g.height()];
        SlabValues gathered = new SlabValues(slab.projection(), values);
        float[] slice = new float[values.length];
        for (int at = Math.max(0, index - reach); at <= Math.min(g.count() - 1, index + reach); at++) {
            double share = slab.share(at - index, step);
            extract(plane, at, slice);
            Bands.run(
                    g.height(), g.width(), (from, to) -> gathered.add(slice, share, from * g.width(), to * g.width()));
        }
        gathered.finish(0, values.length);
        return new Slice(g, index, values);
    }

    /**
     * One slice as colours, in one pass over the voxels; what is not a number is black.
     *
     * @param plane which plane
     * @param index voxel index along the plane's normal axis, from 0
     * @param window what gets the table's first and last colour
     * @param table 256 opaque colours
     * @param mirrored whether left and right are swapped
     * @return {@code height × width} opaque ARGB colours, the top row first
     * @throws IndexOutOfBoundsException when there is no such slice
     */
    public int[] argb(Plane plane, int index, Window window, int[] table, boolean mirrored) {
        return argb(plane, index, window, table, mirrored, 1);
    }

    /**
     * As the other one, of every few pixels only: the middle one of each block, for a picture while the slice moves that
     * is shown smaller than it is.
     *
     * @param every pixels of a block along x and along y; see {@link #blocks}
     * @return colours of the blocks, the top row first
     */
    public int[] argb(Plane plane, int index, Window window, int[] table, boolean mirrored, int every) {
        SliceGeometry g = checked(plane, index);
        boolean reversed = g.columnReversed() != mirrored;
        Axis x = new Axis(volume.stride(g.columnAxis()), g.width(), reversed, every);
        Axis y = new Axis(volume.stride(g.rowAxis()), g.height(), g.rowReversed(), every);
        long start = index * volume.stride(g.normalAxis());
        int[] argb = new int[x.count * y.count];
        VoxelColors from = colors(window, table);
        if (byRows(g)) {
            Bands.run(y.count, x.count, (first, end) -> colorRows(start, x, y, from, argb, first, end));
        } else {
            Bands.run(x.count, y.count, (first, end) -> colorColumns(start, x, y, from, argb, first, end));
        }
        return argb;
    }

    /** How many whole blocks of pixels there are; where a block is wider than all pixels, one. */
    public static int blocks(int pixels, int every) {
        return Math.max(1, pixels / every);
    }

    /** Where the blocks' middle pixels of a picture's row or column lie in memory. */
    private static final class Axis {
        private final int count;
        private final long first;
        private final long step;

        Axis(long stride, int pixels, boolean reversed, int every) {
            this.count = blocks(pixels, every);
            int middle = Math.min(pixels - 1, every / 2);
            this.first = (reversed ? pixels - 1 - middle : middle) * stride;
            this.step = (reversed ? -stride : stride) * every;
        }

        long at(int block) {
            return first + block * step;
        }
    }

    /** Scrolling asks for the same window again and again. */
    private VoxelColors colors(Window window, int[] table) {
        VoxelColors known = colors;
        if (known == null || !known.isFor(window, table)) {
            known = new VoxelColors(volume, window, table);
            colors = known;
        }
        return known;
    }

    private static void colorRows(long start, Axis x, Axis y, VoxelColors from, int[] argb, int first, int end) {
        float[] line = new float[x.count];
        for (int row = first; row < end; row++) {
            from.line(start + y.at(row) + x.first, x.step, x.count, line, argb, row * x.count);
        }
    }

    /** Columns are read some at a time and then turned: single pixels below each other would each touch a line of cache. */
    private static void colorColumns(long start, Axis x, Axis y, VoxelColors from, int[] argb, int first, int end) {
        float[] line = new float[y.count];
        int[] columns = new int[COLUMNS * y.count];
        for (int left = first; left < end; left += COLUMNS) {
            int count = Math.min(COLUMNS, end - left);
            for (int c = 0; c < count; c++) {
                from.line(start + x.at(left + c) + y.first, y.step, y.count, line, columns, c * y.count);
            }
            for (int row = 0; row < y.count; row++) {
                for (int c = 0; c < count; c++) {
                    argb[row * x.count + left + c] = columns[c * y.count + row];
                }
            }
        }
    }

    private SliceGeometry checked(Plane plane, int index) {
        SliceGeometry g = geometry(plane);
        if (index < 0 || index >= g.count()) {
            throw new IndexOutOfBoundsException(
                    plane + " slice " + index + " of " + volume.name() + ": there are " + g.count());
        }
        return g;
    }

    /** Whether a row's voxels lie nearer to each other in memory than a column's. */
    private boolean byRows(SliceGeometry g) {
        return volume.stride(g.columnAxis()) <= volume.stride(g.rowAxis());
    }

    private void readRows(SliceGeometry g, int index, float[] values, int from, int to) {
        for (int y = from; y < to; y++) {
            int row = g.rowReversed() ? g.height() - 1 - y : y;
            int offset = y * g.width();
            volume.read(start(g, index, row, true), volume.stride(g.columnAxis()), g.width(), values, offset);
            if (g.columnReversed()) {
                reverse(values, offset, g.width());
            }
        }
    }

    /** Reads along rows' axis first because it is nearer in memory, then scatters. */
    private void readColumns(SliceGeometry g, int index, float[] values, int from, int to) {
        float[] line = new float[g.height()];
        for (int x = from; x < to; x++) {
            int column = g.columnReversed() ? g.width() - 1 - x : x;
            volume.read(start(g, index, column, false), volume.stride(g.rowAxis()), g.height(), line, 0);
            for (int y = 0; y < line.length; y++) {
                values[y * g.width() + x] = line[g.rowReversed() ? line.length - 1 - y : y];
            }
        }
    }

    private long start(SliceGeometry g, int index, int other, boolean alongRow) {
        return index * volume.stride(g.normalAxis()) + other * volume.stride(alongRow ? g.rowAxis() : g.columnAxis());
    }

    private static void reverse(float[] values, int offset, int length) {
        for (int a = offset, b = offset + length - 1; a < b; a++, b--) {
            float v = values[a];
            values[a] = values[b];
            values[b] = v;
        }
    }
}
