package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis. */
final class PlotTicks {
    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e4;

    private PlotTicks() {}

    /** A tick and its label. */
    record Tick(double value, String label) {}

    /** The smallest of 1, 2, 5 times a power of ten that makes at most so many steps of a span. */
    static double step(double span, int most) {
        double least = span / Math.max(1, most);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Ticks of an axis with even steps, at most so many steps, ends included. */
    static List<Tick> linear(double from, double to, int most) {
        double step = step(to - from, most);
        List<Tick> ticks = new ArrayList<>();
        for (long at = (long) Math.ceil(from / step - 1e-6); at * step <= to + step * 1e-6; at++) {
            ticks.add(new Tick(at * step, label(at * step, step)));
        }
        return ticks;
    }

    /** Ticks of a logarithmic axis: powers of ten, with 2 and 5 where there is room. */
    static List<Tick> logarithmic(double from, double to, int most) {
        double decades = Math.log10(to / from);
        if (decades < 0.7) {
            return linear(from, to, most);
        }
        List<Tick> ticks = new ArrayList<>();
        int every = Math.max(1, (int) Math.ceil(decades / most));
        double[] factors = 3 * decades <= most ? new double[] {1, 2, 5} : new double[] {1};
        for (int power = (int) Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power += every) {
            for (double factor : factors) {
                double value = factor * Math.pow(10, power);
                if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) {
                    ticks.add(new Tick(value, label(value, value)));
                }
            }
        }
        return ticks;
    }

    /** A number as precise as the step between ticks asks for. */
    private static String label(double value, double step) {
        if (value == 0) {
            return "0";
        }
        if (step >= LARGE / 10 && Math.abs(value) >= LARGE) {
            return trimmed(value / 1000, step / 1000) + "k";
        }
        if (Math.abs(step) < SMALL) {
            double power = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
            return (trimmed(value / Math.pow(10, power), step / Math.pow(10, power)) + "e"
                            + String.format(Locale.ROOT, "%.0f", power))
                    .replace('-', '\u2212');
        }
        return trimmed(value, step);
    }

    private static String trimmed(double value, double step) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(Math.abs(step)) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '\u2212');
    }
}
