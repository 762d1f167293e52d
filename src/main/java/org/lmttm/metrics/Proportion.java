package org.lmttm.metrics;

/**
 * A share of counted cases, such as a sensitivity.
 *
 * @param count cases that have it, 0 … {@code of}
 * @param of cases looked at; 0 where there is none, and then the share is not defined
 */
public record Proportion(int count, int of) {
    /** The 97.5th percentile of the standard normal distribution. */
    static final double Z95 = 1.959963984540054;

    /** Checks the counts. */
    public Proportion {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("a proportion needs 0 ≤ count ≤ of, not " + count + " of " + of);
        }
    }

    /** The share, 0 … 1; NaN of no cases. */
    public double value() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    /**
     * The 95 % score interval (E. B. Wilson, JASA 22, 1927), without continuity correction. Unlike the normal interval it
     * stays within [0, 1] and has a width at 0 and 1.
     *
     * @return 0 … 1 where there are no cases
     */
    public Bootstrap.Interval interval() {
        if (of == 0) {
            return new Bootstrap.Interval(0, 1);
        }
        double p = value();
        double z2 = Z95 * Z95 / of;
        double middle = (p + z2 / 2) / (1 + z2);
        double half = Z95 * Math.sqrt(p * (1 - p) / of + z2 / (4 * of)) / (1 + z2);
        return new Bootstrap.Interval(
                count == 0 ? 0 : Math.max(0, middle - half), count == of ? 1 : Math.min(1, middle + half));
    }
}
