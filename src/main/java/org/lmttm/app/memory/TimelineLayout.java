package org.lmttm.app.memory;

/**
 * Where the tracks of the timeline stand, px.
 *
 * @param width of the view
 * @param height of the view
 * @param steps timestamps side by side
 */
record TimelineLayout(double width, double height, int steps) {
    /** Left edge of the first timestamp's column. */
    static final double LEFT = 132;
    /** Room for values, right of the last timestamp's column. */
    static final double RIGHT = 150;
    /** Height of the timestamps' numbers. */
    static final double NUMBERS = 20;
    /** Height of a bar of shares. */
    static final double SHARES = 17;
    /** Height of the curves of entropy and use. */
    static final double MEASURES = 26;

    private static final double THUMB = 44;
    private static final double BETWEEN = 4;
    private static final double BLOCKS = 20;
    private static final double GAP = 7;
    /** Below this height there are only slabs and probabilities. */
    private static final double LOW = 190;

    /** Whether there is room for the slabs and the probabilities only. */
    boolean folded() {
        return height < LOW;
    }

    /** Width of a timestamp's column. */
    double each() {
        return (width - LEFT - RIGHT) / Math.max(1, steps);
    }

    /** Horizontal middle of a timestamp's column. */
    double x(int t) {
        return LEFT + (t + 0.5) * each();
    }

    /** The timestamp whose column stands at a place, which may lie before the first and after the last. */
    int step(double x) {
        return (int) Math.floor((x - LEFT) / each());
    }

    /** Right edge of the last timestamp's column. */
    double right() {
        return width - RIGHT;
    }

    /** Left edge of the values. */
    double values() {
        return right() + 18;
    }

    /** Upper edge of the slabs. */
    double thumbs() {
        return NUMBERS + 4;
    }

    /** Of a slab's picture. */
    double side() {
        return Math.min(THUMB, Math.floor(each() - 8));
    }

    /** Upper edge of the probabilities. */
    double plot() {
        return thumbs() + side() + GAP + 4;
    }

    double plotHeight() {
        return folded()
                ? Math.max(0, height - plot() - GAP)
                : height - plot() - MEASURES - 2 * SHARES - BETWEEN - BLOCKS - 4 * GAP - 2;
    }

    /** Where a probability stands. */
    double probability(double value) {
        return plot() + plotHeight() * (1 - value);
    }

    /** Upper edge of the curves of entropy and use. */
    double measures() {
        return plot() + plotHeight() + 2 * GAP;
    }

    /** Upper edge of the shares read. */
    double read() {
        return measures() + MEASURES + GAP;
    }

    /** Upper edge of the shares written. */
    double written() {
        return read() + SHARES + BETWEEN;
    }

    /** Upper edge of the blocks' names. */
    double blocks() {
        return written() + SHARES + GAP;
    }
}
