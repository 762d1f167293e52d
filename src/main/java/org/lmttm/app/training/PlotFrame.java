package org.lmttm.app.training;

/**
 * Where values stand in a plot.
 *
 * @param left pixels; right, top and bottom alike
 * @param range what is shown across
 * @param low value at the bottom
 * @param high value at the top
 * @param log whether values stand on a logarithmic axis
 */
record PlotFrame(
        double left,
        double top,
        double right,
        double bottom,
        PlotState.Range range,
        double low,
        double high,
        boolean log) {
    private static final double LEFT = 52;
    private static final double TOP = 10;
    private static final double RIGHT = 16;
    private static final double BOTTOM = 38;
    private static final double TICK_HEIGHT = 34;

    /** The frame of a plot of so many pixels: all values fit, and its ends are round. */
    static PlotFrame of(PlotContent content, PlotState.Range range, boolean log, double width, double height) {
        double[] values = content.values(range, log);
        double low = values[0];
        double high = values[1];
        if (low > high) {
            low = log ? 0.1 : 0;
            high = 1;
        }
        if (log) {
            double room = Math.max(1.05, Math.pow(high / low, 0.05));
            low /= room;
            high *= room;
        } else {
            double room =
                    high > low ? 0.04 * (high - low) : Math.max(0.1 * Math.abs(high), content.share() ? 0.1 : 1e-6);
            double step = PlotTicks.step(high - low + 2 * room, ticks(height));
            low = Math.floor((low >= 0 ? Math.max(0, low - room) : low - room) / step + 1e-9) * step;
            high = Math.ceil((high + room) / step - 1e-9) * step;
        }
        if (content.share()) {
            low = Math.max(0, low);
            high = Math.min(1, high);
        }
        return new PlotFrame(
                LEFT,
                TOP,
                Math.max(LEFT + 1, width - RIGHT),
                Math.max(TOP + 1, height - BOTTOM),
                range,
                low,
                high,
                log);
    }

    private static int ticks(double height) {
        return (int) Math.max(2, (height - TOP - BOTTOM) / TICK_HEIGHT);
    }

    /** How many steps the axis of values has at most. */
    int ticks() {
        return ticks(bottom + BOTTOM);
    }

    double x(double value) {
        return left + (value - range.from()) / range.width() * (right - left);
    }

    /** The height of a value, cut off at the frame; NaN where it cannot be drawn. */
    double y(double value) {
        if (Double.isNaN(value) || (log && value <= 0)) {
            return Double.NaN;
        }
        double share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return bottom - Math.clamp(share, 0, 1) * (bottom - top);
    }

    /** The position on the axis at a pixel; NaN outside. */
    double at(double pixel) {
        return pixel < left || pixel > right
                ? Double.NaN
                : range.from() + (pixel - left) / (right - left) * range.width();
    }

    /** The position on the axis at a pixel, outside the nearest end's. */
    double nearest(double pixel) {
        return at(Math.clamp(pixel, left, right));
    }
}
