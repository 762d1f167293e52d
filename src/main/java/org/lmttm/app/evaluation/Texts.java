package org.lmttm.app.evaluation;

import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.metrics.Bootstrap.Interval;

/** The desk's texts and how it prints numbers. */
final class Texts {
    private static final Messages MESSAGES = new Messages("org.lmttm.app.evaluation");

    private Texts() {}

    static String text(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }

    /** Fixed decimals; a dash where the number is not defined. */
    static String number(double value, int decimals) {
        return Double.isFinite(value) ? ColorBar.number(value, decimals) : "\u2013";
    }

    /** Both ends of an interval. */
    static String interval(Interval interval, int decimals) {
        return number(interval.low(), decimals) + " \u2013 " + number(interval.high(), decimals);
    }

    /** A p value: never 0, never more digits than mean something. */
    static String p(double p) {
        return p < 0.001 ? "p < 0.001" : "p = " + number(p, 3);
    }
}
