package org.lmttm.insight;

import org.lmttm.model.Architecture;

/**
 * Which timestamps of two traces stand beside each other. Positions are the timestamps of the trace that has more of
 * them, of the first where both have as many.
 *
 * <p>{@link By#DEPTH}: beside a timestamp stands the other trace's one whose slab's centre lies nearest as a share of
 * the cube's depth, so both look at the same anatomy; of two as near the earlier. A timestamp of the shorter trace may
 * stand beside several. {@link By#INDEX}: timestamps of the same number, as many steps of the recurrence; behind the
 * shorter trace's end there is none.
 */
public final class Alignment {
    private final int[] first;
    private final int[] second;
    private final double[] firstAt;
    private final double[] secondAt;

    /** What makes two timestamps belong together. */
    public enum By {
        /** The same place in the volume. */
        DEPTH,
        /** The same number of timestamps done. */
        INDEX
    }

    private Alignment(int[] first, int[] second, double[] firstAt, double[] secondAt) {
        this.first = first;
        this.second = second;
        this.firstAt = firstAt;
        this.secondAt = secondAt;
    }

    /** Aligns two traces. */
    public static Alignment of(TraceReading a, TraceReading b, By by) {
        TraceReading longer = b.steps() > a.steps() ? b : a;
        int positions = longer.steps();
        return new Alignment(
                partners(longer, a, positions, by),
                partners(longer, b, positions, by),
                places(longer, a, by),
                places(longer, b, by));
    }

    private static int[] partners(TraceReading longer, TraceReading other, int positions, By by) {
        int[] partners = new int[positions];
        for (int p = 0; p < positions; p++) {
            partners[p] =
                    other == longer || by == By.INDEX ? p < other.steps() ? p : -1 : nearest(other, share(longer, p));
        }
        return partners;
    }

    private static int nearest(TraceReading reading, double share) {
        int nearest = 0;
        for (int t = 1; t < reading.steps(); t++) {
            // not by rounding errors: of two as near the earlier stays
            boolean nearer = Math.abs(share(reading, t) - share) < Math.abs(share(reading, nearest) - share) - 1e-9;
            nearest = nearer ? t : nearest;
        }
        return nearest;
    }

    private static double[] places(TraceReading longer, TraceReading of, By by) {
        double[] places = new double[of.steps()];
        Architecture scale = longer.architecture();
        for (int t = 0; t < places.length; t++) {
            double slab = share(of, t) * scale.input().depth() / scale.patch().depth() - 0.5;
            places[t] = of == longer || by == By.INDEX ? t : Math.clamp(slab, 0, longer.steps() - 1.0);
        }
        return places;
    }

    /** The centre of a timestamp's slab as a share of the cube's depth, 0 … 1. */
    public static double share(TraceReading reading, int t) {
        int both = reading.grid().firstSlice(t) + reading.grid().lastSlice(t) + 1;
        return both / 2.0 / reading.architecture().input().depth();
    }

    /** How many positions there are. */
    public int positions() {
        return first.length;
    }

    /** The first trace's timestamp at a position; −1 behind its end. */
    public int first(int position) {
        return first[position];
    }

    /** The second trace's timestamp at a position; −1 behind its end. */
    public int second(int position) {
        return second[position];
    }

    /** Where a timestamp of the first trace lies on the axis of positions. */
    public double firstAt(int t) {
        return firstAt[t];
    }

    /** Where a timestamp of the second trace lies on the axis of positions; between two of them where need be. */
    public double secondAt(int t) {
        return secondAt[t];
    }

    /** Whether both traces have a timestamp at a position. */
    public boolean both(int position) {
        return first[position] >= 0 && second[position] >= 0;
    }
}
