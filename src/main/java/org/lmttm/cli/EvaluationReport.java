package org.lmttm.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.Comparison;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.metrics.Bootstrap;
import org.lmttm.metrics.DeLong;
import org.lmttm.metrics.McNemar;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.metrics.TemperatureScaling;

/**
 * The object that {@code evaluate --json} prints. ECE and Brier score are of the probabilities as the model gives them;
 * what a calibration makes of them stands apart.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvaluationReport(
        String model,
        String mode,
        int n,
        double auc,
        double acc,
        double[] aucCi95,
        double[] accCi95,
        double ece,
        double brier,
        int[][] confusion,
        @Nullable Calibrated calibrated,
        @Nullable Against against) {

    /** The same cases with the temperature that the model carries. */
    record Calibrated(double temperature, double ece, double brier, double nll, double nllUncalibrated) {
        static Calibrated of(Scores raw, Calibration calibration) {
            Scores scores = calibration.apply(raw);
            return new Calibrated(
                    calibration.scaling().temperature(),
                    Metrics.ece(scores),
                    Metrics.brier(scores),
                    TemperatureScaling.nll(scores, 1),
                    TemperatureScaling.nll(raw, 1));
        }
    }

    /** DeLong's test of one class against the rest. */
    record ClassTest(
            String label, double auc, double aucAgainst, double difference, double[] ci95, double z, double p) {}

    /** A second model or result file on the same cases; differences are first − second. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Against(
            String model,
            @Nullable String mode,
            double auc,
            double acc,
            double aucDifference,
            double[] aucDifferenceCi95,
            double accDifference,
            double[] accDifferenceCi95,
            McNemar mcnemar,
            List<ClassTest> delong) {

        static Against of(EvaluationResult first, String name, @Nullable String mode, Scores second) {
            Comparison c = Comparison.of(first.scores(), second);
            List<ClassTest> tests = new ArrayList<>();
            for (Comparison.ClassTest one : c.deLong()) {
                DeLong t = one.test();
                tests.add(new ClassTest(
                        first.labels().get(one.positiveClass()),
                        t.first(),
                        t.second(),
                        t.difference(),
                        pair(t.interval()),
                        t.z(),
                        t.p()));
            }
            return new Against(
                    name,
                    mode,
                    Metrics.auc(second),
                    Metrics.acc(second),
                    c.aucDifference(),
                    pair(c.bootstrap().auc()),
                    c.accDifference(),
                    pair(c.bootstrap().acc()),
                    c.mcNemar(),
                    tests);
        }

        String text() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "Against %s%s: AUC %.4f, ACC %.4f%n"
                            + "AUC difference %+.4f  [%+.4f, %+.4f] paired bootstrap%n"
                            + "ACC difference %+.4f  [%+.4f, %+.4f] paired bootstrap%n"
                            + "McNemar: %d right only here, %d only there, p = %.4g (exact)",
                    model,
                    mode == null ? "" : " (" + mode + ")",
                    auc,
                    acc,
                    aucDifference,
                    aucDifferenceCi95[0],
                    aucDifferenceCi95[1],
                    accDifference,
                    accDifferenceCi95[0],
                    accDifferenceCi95[1],
                    mcnemar.onlyFirst(),
                    mcnemar.onlySecond(),
                    mcnemar.p()));
            for (ClassTest test : delong) {
                text.append(String.format(
                        Locale.ROOT,
                        "%nDeLong, %s: %+.4f  [%+.4f, %+.4f], z = %.3f, p = %.4g",
                        test.label(),
                        test.difference(),
                        test.ci95()[0],
                        test.ci95()[1],
                        test.z(),
                        test.p()));
            }
            return text.toString();
        }
    }

    static EvaluationReport of(EvaluationResult r, Optional<Calibration> calibration) {
        return new EvaluationReport(
                r.model(),
                r.mode().label(),
                r.count(),
                r.auc(),
                r.acc(),
                pair(r.intervals().auc()),
                pair(r.intervals().acc()),
                r.ece(),
                r.brier(),
                r.confusion(),
                calibration.map(c -> Calibrated.of(r.scores(), c)).orElse(null),
                null);
    }

    /** The same with a comparison. */
    EvaluationReport with(Against other) {
        return new EvaluationReport(
                model, mode, n, auc, acc, aucCi95, accCi95, ece, brier, confusion, calibrated, other);
    }

    private static double[] pair(Bootstrap.Interval interval) {
        return new double[] {interval.low(), interval.high()};
    }

    String text(String of, List<String> labels) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s (%s) on %d cases of %s%n"
                        + "AUC   %.4f  [%.4f, %.4f]%nACC   %.4f  [%.4f, %.4f]%nECE   %.4f%nBrier %.4f%n"
                        + "Confusion (rows: true, columns: predicted)",
                model,
                mode,
                n,
                of,
                auc,
                aucCi95[0],
                aucCi95[1],
                acc,
                accCi95[0],
                accCi95[1],
                ece,
                brier));
        for (int c = 0; c < confusion.length; c++) {
            text.append(String.format("%n  %s: %s", labels.get(c), Arrays.toString(confusion[c])));
        }
        if (calibrated != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nCalibrated with temperature %.4f: ECE %.4f, Brier %.4f, NLL %.4f instead of %.4f",
                    calibrated.temperature(),
                    calibrated.ece(),
                    calibrated.brier(),
                    calibrated.nll(),
                    calibrated.nllUncalibrated()));
        }
        return text.toString();
    }
}
