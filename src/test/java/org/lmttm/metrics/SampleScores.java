package org.lmttm.metrics;

/** Sixty cases whose scores follow from a linear congruential generator, so that Python makes the same ones. */
final class SampleScores {
    static final int CASES = 60;

    private long state = 12345;
    private final boolean[] positive = new boolean[CASES];
    private final double[] a = new double[CASES];
    private final double[] b = new double[CASES];
    private final int[] labels = new int[CASES];
    private final double[][] rows = new double[CASES][3];

    SampleScores() {
        for (int i = 0; i < CASES; i++) {
            positive[i] = i % 3 == 0;
            double label = positive[i] ? 1 : 0;
            a[i] = Math.floor(40 * (0.65 * next() + 0.35 * label)) / 40;
            b[i] = Math.floor(40 * (0.75 * next() + 0.25 * label)) / 40;
        }
        for (int i = 0; i < CASES; i++) {
            labels[i] = i % 3;
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                rows[i][c] = Math.exp(4 * (next() + (c == labels[i] ? 0.3 : 0)));
                sum += rows[i][c];
            }
            for (int c = 0; c < 3; c++) {
                rows[i][c] /= sum;
            }
        }
    }

    private double next() {
        state = (1103515245L * state + 12345) % (1L << 31);
        return state / (double) (1L << 31);
    }

    /** A good model's binary scores. */
    OneVersusRest first() {
        return new OneVersusRest(positive, a);
    }

    /** A poorer model's. */
    OneVersusRest second() {
        return new OneVersusRest(positive, b);
    }

    Scores scores() {
        return binary(a);
    }

    Scores otherScores() {
        return binary(b);
    }

    /** The good model's scores with 0 and 1 moved inwards, as Python had them. */
    Scores clipped() {
        double[] inside = java.util.Arrays.stream(a)
                .map(p -> Math.clamp(p, 0.0125, 0.9875))
                .toArray();
        return binary(inside);
    }

    /** Three classes. */
    Scores three() {
        return new Scores(labels, rows);
    }

    private Scores binary(double[] score) {
        int[] two = new int[CASES];
        double[][] pairs = new double[CASES][];
        for (int i = 0; i < CASES; i++) {
            two[i] = positive[i] ? 1 : 0;
            pairs[i] = new double[] {1 - score[i], score[i]};
        }
        return new Scores(two, pairs);
    }
}
