package org.lmttm.metrics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * McNemar's test (Psychometrika 12, 1947) of whether two models are right equally often on the same cases: exact, by the
 * binomial distribution of the cases on which just one of them is right, whatever their number.
 *
 * @param onlyFirst cases that only the first model has right
 * @param onlySecond cases that only the second has right
 * @param p two-sided; 1 where no case tells the models apart
 */
public record McNemar(int onlyFirst, int onlySecond, double p) {
    /**
     * The test.
     *
     * @param first whether the first model is right about each case
     * @param second the same for the second
     */
    public static McNemar of(boolean[] first, boolean[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "two models are compared on the same cases, not on " + first.length + " and " + second.length);
        }
        int b = 0;
        int c = 0;
        for (int i = 0; i < first.length; i++) {
            b += first[i] && !second[i] ? 1 : 0;
            c += second[i] && !first[i] ? 1 : 0;
        }
        return of(b, c);
    }

    /** The test from the two counts. */
    static McNemar of(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        int fewer = Math.min(onlyFirst, onlySecond);
        // P(X ≤ k) of n fair coins is the regularised incomplete beta function at ½
        double tail = fewer == n ? 1 : RegularizedBeta.value(0.5, n - fewer, fewer + 1.0);
        return new McNemar(onlyFirst, onlySecond, Math.min(1, 2 * tail));
    }
}
