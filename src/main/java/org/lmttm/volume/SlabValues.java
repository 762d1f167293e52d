package org.lmttm.volume;

/** Gathers the slices of a slab; values that are not a number count for nothing. */
final class SlabValues {
    private final Slab.Projection projection;
    private final float[] values;
    private final float[] weights;

    /** @param values receives the slab's values; its content is lost */
    SlabValues(Slab.Projection projection, float[] values) {
        this.projection = projection;
        this.values = values;
        this.weights = new float[projection == Slab.Projection.MEAN ? values.length : 0];
        java.util.Arrays.fill(values, projection == Slab.Projection.MEAN ? 0 : Float.NaN);
    }

    void add(float[] slice, double share, int from, int to) {
        switch (projection) {
            case MEAN -> {
                float w = (float) share;
                for (int p = from; p < to; p++) {
                    float v = slice[p];
                    if (!Float.isNaN(v)) {
                        values[p] += w * v;
                        weights[p] += w;
                    }
                }
            }
            case MAXIMUM -> {
                for (int p = from; p < to; p++) {
                    float v = slice[p];
                    // not "larger" but "not smaller or equal": the first value takes the place of not-a-number
                    if (!Float.isNaN(v) && !(v <= values[p])) {
                        values[p] = v;
                    }
                }
            }
            case MINIMUM -> {
                for (int p = from; p < to; p++) {
                    float v = slice[p];
                    if (!Float.isNaN(v) && !(v >= values[p])) {
                        values[p] = v;
                    }
                }
            }
        }
    }

    void finish(int from, int to) {
        if (projection == Slab.Projection.MEAN) {
            for (int p = from; p < to; p++) {
                values[p] = weights[p] > 0 ? values[p] / weights[p] : Float.NaN;
            }
        }
    }
}
