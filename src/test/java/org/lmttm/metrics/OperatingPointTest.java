package org.lmttm.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.metrics.Bootstrap.Interval;

class OperatingPointTest {
    private final SampleScores sample = new SampleScores();

    /** Table I of R. G. Newcombe, Statistics in Medicine 17, 1998, method 3. */
    @Test
    void wilsonIntervalsAreThoseOfTheLiterature() {
        assertClose(new Proportion(81, 263).interval(), 0.2553, 0.3662);
        assertClose(new Proportion(15, 148).interval(), 0.0624, 0.1605);
        assertClose(new Proportion(0, 20).interval(), 0, 0.1611);
        assertClose(new Proportion(1, 29).interval(), 0.0061, 0.1718);
        assertClose(new Proportion(20, 20).interval(), 0.8389, 1);
        assertThat(new Proportion(0, 0).value()).isNaN();
        assertClose(new Proportion(0, 0).interval(), 0, 1);
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("3 of 2");
    }

    private static void assertClose(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void countsAtAThresholdAreThoseOfTheConfusionMatrix() {
        ThresholdStatistics half = ThresholdStatistics.at(sample.first(), 0.5);
        int[][] confusion = Metrics.confusion(sample.scores());
        assertThat(new int[] {half.trueNegatives(), half.falsePositives(), half.falseNegatives(), half.truePositives()})
                .containsExactly(confusion[0][0], confusion[0][1], confusion[1][0], confusion[1][1]);
        assertThat(half.accuracy().value()).isEqualTo(Metrics.acc(sample.scores()));
        ThresholdStatistics all = ThresholdStatistics.at(sample.first(), -1);
        assertThat(all.sensitivity().value()).isEqualTo(1);
        assertThat(all.specificity().value()).isZero();
        assertThat(all.npv().value()).isNaN();
        assertThat(all.ppv().value()).isEqualTo(20 / 60.0);
    }

    @Test
    void youdensThresholdIsThatOfScikitLearnsCurve() {
        double threshold = ThresholdStatistics.youden(sample.first());
        // 0.55 and 0.525 both have 0.8: the higher one counts
        assertThat(threshold).isCloseTo((0.55 + 0.525) / 2, within(1e-12));
        ThresholdStatistics at = ThresholdStatistics.at(sample.first(), threshold);
        assertThat(at.sensitivity().value() + at.specificity().value() - 1).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void noThresholdBeatsYoudens() {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            OneVersusRest cases = random(random, 30);
            double best = j(cases, ThresholdStatistics.youden(cases));
            for (double s : cases.score()) {
                assertThat(j(cases, s)).isLessThanOrEqualTo(best + 1e-12);
            }
        }
    }

    private static double j(OneVersusRest cases, double threshold) {
        ThresholdStatistics at = ThresholdStatistics.at(cases, threshold);
        return at.sensitivity().value() + at.specificity().value();
    }

    @Test
    void aWantedSensitivityIsReachedAndNoHigherThresholdReachesIt() {
        assertThat(ThresholdStatistics.forSensitivity(sample.first(), 0.9)).isCloseTo(0.5125, within(1e-12));
        Random random = new Random(12);
        for (int round = 0; round < 50; round++) {
            OneVersusRest cases = random(random, 30);
            double wanted = 0.05 + 0.95 * random.nextDouble();
            double threshold = ThresholdStatistics.forSensitivity(cases, wanted);
            assertThat(ThresholdStatistics.at(cases, threshold).sensitivity().value())
                    .isGreaterThanOrEqualTo(wanted - 1e-9);
            Arrays.stream(cases.score())
                    .filter(s -> s > threshold)
                    .forEach(s -> assertThat(ThresholdStatistics.at(cases, s)
                                    .sensitivity()
                                    .value())
                            .isLessThan(wanted));
        }
        assertThatThrownBy(() -> ThresholdStatistics.forSensitivity(sample.first(), 0))
                .hasMessageContaining("above 0");
    }

    private static OneVersusRest random(Random random, int n) {
        boolean[] positive = new boolean[n];
        double[] score = new double[n];
        for (int i = 0; i < n; i++) {
            positive[i] = i < 2 ? i == 0 : random.nextInt(3) == 0;
            score[i] = random.nextInt(12) / 11.0;
        }
        return new OneVersusRest(positive, score);
    }

    @Test
    void precisionAndRecallAgreeWithScikitLearn() {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(sample.first());
        assertThat(curve.averagePrecision()).isCloseTo(0.9203118489302701, within(1e-12));
        assertThat(PrecisionRecallCurve.of(sample.second()).averagePrecision())
                .isCloseTo(0.5562674495558437, within(1e-12));
        assertThat(curve.recall()).startsWith(0).endsWith(1).isSorted();
        assertThat(curve.precision()).startsWith(1).endsWith(20 / 60.0);
        assertThatThrownBy(() -> PrecisionRecallCurve.of(new OneVersusRest(new boolean[2], new double[2])))
                .hasMessageContaining("there is none");
    }

    @Test
    void theRocBandHoldsTheCurveAndItsMeanWidthIsThatOfTheAuc() {
        OneVersusRest cases = sample.second();
        CurveBand band = CurveBand.roc(cases);
        RocCurve roc = RocCurve.of(sample.otherScores(), 1);
        double low = 0;
        double high = 0;
        for (int g = 0; g < band.x().length; g++) {
            assertThat(band.low()[g]).isLessThanOrEqualTo(band.high()[g]);
            double upper = heightAt(roc, band.x()[g]);
            assertThat(upper).isBetween(band.low()[g] - 0.05, band.high()[g] + 1e-9);
            low += band.low()[g] / band.x().length;
            high += band.high()[g] / band.x().length;
        }
        // the pointwise band is wider than the area's interval, but not by much
        Interval auc = Bootstrap.intervals(sample.otherScores()).auc();
        assertThat(low).isLessThan(auc.low()).isGreaterThan(auc.low() - 0.15);
        assertThat(high).isGreaterThan(auc.high()).isLessThan(auc.high() + 0.15);
        assertThat(CurveBand.roc(cases)).usingRecursiveComparison().isEqualTo(band);
    }

    private static double heightAt(RocCurve roc, double x) {
        double height = 0;
        for (int p = 0; p < roc.threshold().length; p++) {
            if (roc.falsePositiveRate()[p] <= x + 1e-12) {
                height = roc.truePositiveRate()[p];
            }
        }
        return height;
    }

    @Test
    void bandsOfPerfectScoresAreTheCurveItself() {
        OneVersusRest perfect =
                new OneVersusRest(new boolean[] {false, false, true, true}, new double[] {0.1, 0.2, 0.8, 0.9});
        CurveBand roc = CurveBand.roc(perfect);
        assertThat(roc.low()).containsOnly(1);
        assertThat(roc.high()).containsOnly(1);
        CurveBand precision = CurveBand.precisionRecall(perfect);
        assertThat(precision.low()).containsOnly(1);
    }

    @Test
    void thePrecisionBandsMiddleIsNearTheCurve() {
        CurveBand band = CurveBand.precisionRecall(sample.second());
        double ap = PrecisionRecallCurve.of(sample.second()).averagePrecision();
        assertThat(Arrays.stream(band.low()).average().orElseThrow()).isLessThan(ap);
        assertThat(Arrays.stream(band.high()).average().orElseThrow()).isGreaterThan(ap);
        assertThat(Arrays.stream(band.high())).allMatch(p -> p >= 0 && p <= 1);
    }
}
