package org.lmttm.app.volume;

import java.util.Arrays;
import java.util.Optional;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Window;

/** The window of a rectangle on a slice: between the 2nd and the 98th percentile of its values. */
final class RegionWindow {
    private static final double LOW = 0.02;
    private static final double HIGH = 0.98;

    private RegionWindow() {}

    /**
     * The window of a rectangle.
     *
     * @param values the slice's values, the top row first
     * @param grid the slice's pixels
     * @return empty where the rectangle holds no two different values
     */
    static Optional<Window> of(float[] values, PlaneGrid grid, double left, double top, double right, double bottom) {
        int x0 = (int) Math.max(0, Math.ceil(left));
        int x1 = (int) Math.min(grid.width() - 1, Math.floor(right));
        int y0 = (int) Math.max(0, Math.ceil(top));
        int y1 = (int) Math.min(grid.height() - 1, Math.floor(bottom));
        if (x1 < x0 || y1 < y0) {
            return Optional.empty();
        }
        float[] inside = new float[(x1 - x0 + 1) * (y1 - y0 + 1)];
        int n = 0;
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                float v = values[y * grid.width() + x];
                if (Float.isFinite(v)) {
                    inside[n++] = v;
                }
            }
        }
        Arrays.sort(inside, 0, n);
        if (n == 0 || inside[0] == inside[n - 1]) {
            return Optional.empty();
        }
        float lo = inside[(int) (LOW * (n - 1))];
        float hi = inside[(int) Math.ceil(HIGH * (n - 1))];
        return Optional.of(hi > lo ? new Window(lo, hi) : new Window(inside[0], inside[n - 1]));
    }
}
