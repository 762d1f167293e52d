package org.lmttm.volume;

/**
 * Window/level: which values become black and white. A window of no width is a step at {@code lo}, so that a constant
 * volume divides nothing by zero.
 *
 * @param lo value shown black; finite
 * @param hi value shown white; finite and not below {@code lo}
 */
public record Window(double lo, double hi) {
    /** Checks the bounds. */
    public Window {
        if (!Double.isFinite(lo) || !Double.isFinite(hi) || hi < lo) {
            throw new IllegalArgumentException("window needs finite lo ≤ hi, not " + lo + " to " + hi);
        }
    }

    /** A window by its centre and width, as radiology names them. */
    public static Window ofLevelWidth(double level, double width) {
        return new Window(level - width / 2, level + width / 2);
    }

    /** The centre. */
    public double level() {
        return lo + (hi - lo) / 2;
    }

    /** The width; 0 for a step. */
    public double width() {
        return hi - lo;
    }

    /** Maps a value to [0, 1], clipped; not-a-number becomes 0. */
    public double map(double value) {
        if (!(value > lo)) {
            return hi == lo && value == lo ? 1 : 0;
        }
        return value >= hi ? 1 : (value - lo) / (hi - lo);
    }

    /** Maps a value to a grey of 0–255, rounded. */
    public int grey(double value) {
        return (int) (map(value) * 255 + 0.5);
    }
}
