package org.lmttm.report;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The report's words, and numbers as they stand in it. */
final class Words {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("org.lmttm.report");

    private Words() {}

    /** The text of a key; without arguments it is taken literally. */
    static String text(String key, Object... arguments) {
        String pattern = BUNDLE.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }

    /** A number with so many decimals and a true minus sign. */
    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
    }

    /** A number with no more decimals than it needs, at most two. */
    static String plain(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        return number(value, whole || Math.abs(value) >= 100 ? 0 : 2);
    }

    /** A probability with two decimals that is never rounded to certainty. */
    static String probability(double p) {
        return p >= 0.995 ? "> 0.99" : p < 0.005 ? "< 0.01" : number(p, 2);
    }
}
