package org.lmttm.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private final SampleScores sample = new SampleScores();

    @Test
    void theTemperatureIsThatOfScipysMinimiser() {
        TemperatureScaling fit = TemperatureScaling.fit(sample.clipped());
        assertThat(fit.temperature()).isCloseTo(0.27250396187524384, within(1e-7));
        assertThat(fit.nllBefore()).isCloseTo(0.39508503689102675, within(1e-12));
        assertThat(fit.nllAfter()).isCloseTo(0.2747829247966235, within(1e-12));
        TemperatureScaling three = TemperatureScaling.fit(sample.three());
        assertThat(three.temperature()).isCloseTo(1.251306200512236, within(1e-7));
        assertThat(three.nllAfter()).isCloseTo(0.8157275027490268, within(1e-12));
        assertThat(TemperatureScaling.fit(sample.three())).isEqualTo(three);
    }

    @Test
    void aTemperatureThatWasAppliedIsFoundAgain() {
        Random random = new Random(4);
        int n = 4000;
        int[] labels = new int[n];
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double p = random.nextDouble();
            labels[i] = random.nextDouble() < p ? 1 : 0;
            rows[i] = TemperatureScaling.apply(new double[] {1 - p, p}, 1 / 2.5);
        }
        TemperatureScaling fit = TemperatureScaling.fit(new Scores(labels, rows));
        assertThat(fit.temperature()).isCloseTo(2.5, within(0.15));
        assertThat(fit.eceAfter()).isLessThan(0.03).isLessThan(fit.eceBefore());
    }

    @Test
    void theSoftmaxOfDividedLogitsFollowsFromProbabilities() {
        double[] logits = {1.5, -0.3, 0.2};
        double[] p = softmax(logits, 1);
        double[] divided = softmax(logits, 1.7);
        double[] scaled = TemperatureScaling.apply(p, 1.7);
        for (int c = 0; c < 3; c++) {
            assertThat(scaled[c]).isCloseTo(divided[c], within(1e-14));
        }
        assertThat(TemperatureScaling.apply(p, 1)).isEqualTo(p);
        assertThatThrownBy(() -> TemperatureScaling.apply(p, 0)).hasMessageContaining("above 0");
    }

    private static double[] softmax(double[] logits, double t) {
        double sum = 0;
        double[] p = new double[logits.length];
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp(logits[c] / t);
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    @Test
    void neitherPredictionsNorOrderChange() {
        Scores scaled = TemperatureScaling.apply(sample.clipped(), 3.2);
        assertThat(Metrics.confusion(scaled)).isDeepEqualTo(Metrics.confusion(sample.clipped()));
        assertThat(Metrics.auc(scaled)).isEqualTo(Metrics.auc(sample.clipped()));
        assertThat(Metrics.confusion(TemperatureScaling.apply(sample.three(), 0.4)))
                .isDeepEqualTo(Metrics.confusion(sample.three()));
    }

    @Test
    void separatedScoresAndSaturatedOnesStayFinite() {
        Scores certain = new Scores(new int[] {0, 1}, new double[][] {{1, 0}, {0, 1}});
        TemperatureScaling fit = TemperatureScaling.fit(certain);
        assertThat(fit.nllAfter()).isLessThanOrEqualTo(fit.nllBefore());
        Scores wrong = new Scores(new int[] {1, 1}, new double[][] {{1, 0}, {0, 1}});
        TemperatureScaling poor = TemperatureScaling.fit(wrong);
        assertThat(poor.temperature()).isBetween(0.05, 20.0);
        assertThat(poor.nllAfter()).isFinite().isLessThan(poor.nllBefore());
    }

    @Test
    void binsHoldTheirUpperEdgeAndSayWhenTheyAreSparse() {
        Reliability diagram = Reliability.of(sample.first(), Reliability.BINS);
        assertThat(diagram.bins()).hasSize(10);
        assertThat(diagram.bins().stream().mapToInt(Reliability.Bin::count).sum())
                .isEqualTo(60);
        assertThat(diagram.bins().stream()
                        .mapToInt(bin -> bin.observed().count())
                        .sum())
                .isEqualTo(20);
        Reliability edges = Reliability.of(
                new OneVersusRest(new boolean[] {true, false, true, false}, new double[] {0, 0.1, 0.11, 1}), 10);
        assertThat(edges.bins().get(0).count()).isEqualTo(2);
        assertThat(edges.bins().get(1).count()).isEqualTo(1);
        assertThat(edges.bins().get(1).meanScore()).isEqualTo(0.11);
        assertThat(edges.bins().get(9).count()).isEqualTo(1);
        assertThat(edges.bins()).allMatch(Reliability.Bin::sparse);
        assertThat(edges.bins().get(5).meanScore()).isNaN();
        assertThatThrownBy(() -> Reliability.of(new OneVersusRest(new boolean[1], new double[] {1.5}), 10))
                .hasMessageContaining("outside [0, 1]");
    }

    @Test
    void theIntervalsOfEceAndBrierHoldTheirValues() {
        Scores scores = sample.three();
        Bootstrap.Interval brier = Metrics.brierInterval(scores);
        assertThat(Metrics.brier(scores)).isBetween(brier.low(), brier.high());
        // a mean's normal interval: the bootstrap's must come close to it
        assertThat(brier.high() - brier.low()).isBetween(0.1, 0.35);
        Bootstrap.Interval ece = Metrics.eceInterval(scores);
        // resamples are rougher than the cases themselves, so the value lies low in its interval
        assertThat(Metrics.ece(scores)).isLessThan(ece.high());
        assertThat(ece.low()).isLessThan(ece.high());
    }
}
