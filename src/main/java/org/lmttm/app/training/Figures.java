package org.lmttm.app.training;

import java.util.Arrays;
import java.util.Locale;

/** Numbers of the plots: looked up and written. */
final class Figures {
    private Figures() {}

    /** The value of a curve at a position, straight between its points; NaN outside. */
    static double at(double[] x, double[] y, double at) {
        int n = x.length;
        if (n == 0 || Double.isNaN(at) || at < x[0] || at > x[n - 1]) {
            return Double.NaN;
        }
        int found = Arrays.binarySearch(x, at);
        if (found >= 0) {
            return y[found];
        }
        int after = -found - 1;
        double share = (at - x[after - 1]) / (x[after] - x[after - 1]);
        return y[after - 1] + share * (y[after] - y[after - 1]);
    }

    /** The sample nearest to a position; −1 where it lies farther outside than half the way between samples. */
    static int nearest(double[] x, double at) {
        int n = x.length;
        if (n == 0 || Double.isNaN(at)) {
            return -1;
        }
        double half = n == 1 ? Math.abs(x[0]) / 2 : (x[n - 1] - x[0]) / (n - 1) / 2;
        if (at < x[0] - half || at > x[n - 1] + half) {
            return -1;
        }
        int found = Arrays.binarySearch(x, at);
        int after = Math.min(n - 1, found >= 0 ? found : -found - 1);
        return after > 0 && at - x[after - 1] < x[after] - at ? after - 1 : after;
    }

    /** A number with fixed decimals, or, where decimals are negative, in powers of ten. */
    static String value(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "\u2013";
        }
        String text = decimals < 0
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.replace('-', '\u2212');
    }
}
