package org.lmttm.volume;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * Takes slices out of a volume without copying the volume. Cost: one read a pixel, in lines along the voxel axis that is
 * nearest in memory; a slice normal to the slowest axis reads one contiguous block, one normal to the fastest touches a
 * cache line a pixel. Thread-safe.
 */
public final class SliceExtractor {
    private final Volume volume;
    private final Map<Plane, SliceGeometry> geometries = new EnumMap<>(Plane.class);

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
        SliceGeometry g = geometry(plane);
        if (index < 0 || index >= g.count()) {
            throw new IndexOutOfBoundsException(
                    plane + " slice " + index + " of " + volume.name() + ": there are " + g.count());
        }
        if (volume.stride(g.columnAxis()) <= volume.stride(g.rowAxis())) {
            readRows(g, index, values);
        } else {
            readColumns(g, index, values);
        }
        return new Slice(g, index, values);
    }

    private void readRows(SliceGeometry g, int index, float[] values) {
        for (int y = 0; y < g.height(); y++) {
            int row = g.rowReversed() ? g.height() - 1 - y : y;
            int offset = y * g.width();
            volume.read(start(g, index, row, true), volume.stride(g.columnAxis()), g.width(), values, offset);
            if (g.columnReversed()) {
                reverse(values, offset, g.width());
            }
        }
    }

    /** Reads along rows' axis first because it is nearer in memory, then scatters. */
    private void readColumns(SliceGeometry g, int index, float[] values) {
        float[] line = new float[g.height()];
        for (int x = 0; x < g.width(); x++) {
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
