package org.lmttm.app.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.evaluation.Comparison;
import org.lmttm.metrics.Bootstrap;
import org.lmttm.metrics.Bootstrap.Interval;
import org.lmttm.metrics.CurveBand;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.OneVersusRest;
import org.lmttm.metrics.PrecisionRecallCurve;
import org.lmttm.metrics.Reliability;
import org.lmttm.metrics.RocCurve;
import org.lmttm.metrics.Scores;
import org.lmttm.metrics.ThresholdStatistics;

/**
 * Everything that does not depend on the threshold; takes up to a second, so it is computed off the user interface
 * thread.
 *
 * @param cases one class against the rest
 * @param auc of the task: binary of its last class, else the mean of all classes; NaN where it is not defined
 * @param aucInterval its 95 % interval
 * @param curves of the class; empty where all cases or none are of it
 * @param reliability of the class
 * @param ece expected calibration error
 * @param eceInterval its interval
 * @param brier 0 … 2
 * @param brierInterval its interval
 * @param against the second model's; empty where there is none
 */
record Figures(
        OneVersusRest cases,
        double auc,
        Interval aucInterval,
        Optional<Curves> curves,
        Reliability reliability,
        double ece,
        Interval eceInterval,
        double brier,
        Interval brierInterval,
        Optional<Against> against) {

    /**
     * The curves of one class and the thresholds that follow from them.
     *
     * @param classAuc area under this ROC curve
     * @param youden threshold
     * @param sensitive threshold with sensitivity {@value #WANTED}
     */
    record Curves(
            RocCurve roc,
            CurveBand rocBand,
            PrecisionRecallCurve precisionRecall,
            CurveBand precisionRecallBand,
            double classAuc,
            double youden,
            double sensitive) {}

    /** A second model on the same cases. */
    record Against(
            String name,
            Scores scores,
            double auc,
            @Nullable RocCurve roc,
            @Nullable PrecisionRecallCurve precisionRecall,
            Comparison comparison) {}

    /** The sensitivity that one of the buttons asks for. */
    static final double WANTED = 0.9;

    /** Computes all of it. */
    static Figures of(Scores scores, int positiveClass, @Nullable String otherName, @Nullable Scores other) {
        OneVersusRest cases = OneVersusRest.of(scores, positiveClass);
        Optional<Curves> curves =
                cases.hasBoth() ? Optional.of(curves(scores, positiveClass, cases)) : Optional.empty();
        Optional<Against> against = other == null || otherName == null
                ? Optional.empty()
                : Optional.of(against(otherName, scores, other, positiveClass, cases.hasBoth()));
        return new Figures(
                cases,
                Metrics.auc(scores),
                Bootstrap.intervals(scores).auc(),
                curves,
                Reliability.of(cases, Reliability.BINS),
                Metrics.ece(scores),
                Metrics.eceInterval(scores),
                Metrics.brier(scores),
                Metrics.brierInterval(scores),
                against);
    }

    private static Curves curves(Scores scores, int positiveClass, OneVersusRest cases) {
        RocCurve roc = RocCurve.of(scores, positiveClass);
        return new Curves(
                roc,
                CurveBand.roc(cases),
                PrecisionRecallCurve.of(cases),
                CurveBand.precisionRecall(cases),
                area(roc),
                ThresholdStatistics.youden(cases),
                ThresholdStatistics.forSensitivity(cases, WANTED));
    }

    private static Against against(String name, Scores first, Scores second, int positiveClass, boolean both) {
        return new Against(
                name,
                second,
                Metrics.auc(second),
                both ? RocCurve.of(second, positiveClass) : null,
                both ? PrecisionRecallCurve.of(OneVersusRest.of(second, positiveClass)) : null,
                Comparison.of(first, second));
    }

    /** Area under a ROC curve. */
    static double area(RocCurve roc) {
        double area = 0;
        for (int p = 1; p < roc.threshold().length; p++) {
            area += (roc.falsePositiveRate()[p] - roc.falsePositiveRate()[p - 1])
                    * (roc.truePositiveRate()[p] + roc.truePositiveRate()[p - 1])
                    / 2;
        }
        return area;
    }
}
