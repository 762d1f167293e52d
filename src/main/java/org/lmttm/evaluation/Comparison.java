package org.lmttm.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.metrics.DeLong;
import org.lmttm.metrics.McNemar;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.OneVersusRest;
import org.lmttm.metrics.PairedBootstrap;
import org.lmttm.metrics.Scores;

/**
 * Two models on the same cases.
 *
 * @param aucDifference AUC of the first − AUC of the second; NaN where one is not defined
 * @param accDifference the same of the ACC
 * @param bootstrap 95 % intervals of both
 * @param mcNemar test of the ACC
 * @param deLong test of the AUC: of a binary task one, of its last class; else one a class, against the rest. A class
 *     without cases, or that all cases have, has none
 */
public record Comparison(
        double aucDifference,
        double accDifference,
        PairedBootstrap bootstrap,
        McNemar mcNemar,
        List<ClassTest> deLong) {
    /** Makes the list immutable. */
    public Comparison {
        deLong = List.copyOf(deLong);
    }

    /**
     * The test of a class's AUC.
     *
     * @param positiveClass its index
     * @param test first model against second
     */
    public record ClassTest(int positiveClass, DeLong test) {}

    /**
     * Compares.
     *
     * @throws IllegalArgumentException when the cases differ in number, labels or classes
     */
    public static Comparison of(Scores first, Scores second) {
        PairedBootstrap bootstrap = PairedBootstrap.of(first, second);
        List<ClassTest> tests = new ArrayList<>();
        for (int c = first.isBinary() ? 1 : 0; c < first.classes(); c++) {
            OneVersusRest a = OneVersusRest.of(first, c);
            if (a.hasBoth()) {
                tests.add(new ClassTest(c, DeLong.of(a, OneVersusRest.of(second, c))));
            }
        }
        return new Comparison(
                Metrics.auc(first) - Metrics.auc(second),
                Metrics.acc(first) - Metrics.acc(second),
                bootstrap,
                McNemar.of(right(first), right(second)),
                tests);
    }

    private static boolean[] right(Scores scores) {
        boolean[] right = new boolean[scores.count()];
        for (int i = 0; i < right.length; i++) {
            right[i] = scores.right(i);
        }
        return right;
    }
}
