package org.lmttm.metrics;

import java.util.List;

/**
 * The true classes of some cases and what a model gave for each: the input of every metric. Arrays are shared, not
 * copied; nobody writes to them.
 *
 * @param labels true class of each case, 0 … classes − 1
 * @param probabilities for each case one finite number a class, at least two classes, the same count everywhere
 */
public record Scores(int[] labels, double[][] probabilities) {
    /**
     * Checks the shapes and ranges.
     *
     * @throws IllegalArgumentException when there is no case, or one does not fit the others
     */
    public Scores {
        if (labels.length == 0 || labels.length != probabilities.length) {
            throw new IllegalArgumentException("scores need as many labels as cases, at least one, not " + labels.length
                    + " labels and " + probabilities.length + " cases");
        }
        int classes = probabilities[0].length;
        if (classes < 2) {
            throw new IllegalArgumentException("scores need at least two classes, not " + classes);
        }
        for (int i = 0; i < labels.length; i++) {
            check(i, labels[i], probabilities[i], classes);
        }
    }

    private static void check(int i, int label, double[] row, int classes) {
        if (row.length != classes) {
            throw new IllegalArgumentException(
                    "case " + i + " has " + row.length + " scores, but case 0 has " + classes);
        }
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("case " + i + " has label " + label + ", outside 0 … " + (classes - 1));
        }
        for (double p : row) {
            if (!Double.isFinite(p)) {
                throw new IllegalArgumentException("case " + i + " has a score that is not finite: " + p);
            }
        }
    }

    /** Scores from a model's float32 probabilities, widened exactly. */
    public static Scores ofFloats(int[] labels, List<float[]> probabilities) {
        double[][] rows = new double[probabilities.size()][];
        for (int i = 0; i < rows.length; i++) {
            float[] row = probabilities.get(i);
            rows[i] = new double[row.length];
            for (int c = 0; c < row.length; c++) {
                rows[i][c] = row[c];
            }
        }
        return new Scores(labels, rows);
    }

    /** Cases. */
    public int count() {
        return labels.length;
    }

    /** Classes. */
    public int classes() {
        return probabilities[0].length;
    }

    /** Two classes: the task is binary and the last column alone decides. */
    public boolean isBinary() {
        return classes() == 2;
    }

    /** The class given to case {@code i}: binary: 1 where the last column is above 0.5; else argmax, ties lowest. */
    public int predicted(int i) {
        double[] row = probabilities[i];
        return isBinary() ? (row[1] > 0.5 ? 1 : 0) : argmax(row);
    }

    /** Whether case {@code i} is given its true class. */
    public boolean right(int i) {
        return predicted(i) == labels[i];
    }

    /** Class with the largest number, ties lowest. */
    public static int argmax(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }
}
