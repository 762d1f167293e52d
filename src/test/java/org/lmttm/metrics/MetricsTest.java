package org.lmttm.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsTest {
    @Test
    void everyReferenceCaseAgreesWithScikitLearn() throws IOException {
        byte[] file = Files.readAllBytes(SharedData.require("reference/parity/metrics.json"));
        JsonNode cases = JsonMapper.builder().build().readTree(file).get("cases");
        assertThat(cases.size()).isEqualTo(4);
        for (JsonNode reference : cases) {
            Scores scores = scores(reference);
            String name = reference.get("name").asString();
            assertThat(scores.isBinary())
                    .as(name)
                    .isEqualTo(reference.get("task").asString().equals("binary-class"));
            assertClose(name + " auc", Metrics.auc(scores), reference.get("auc"));
            assertClose(name + " acc", Metrics.acc(scores), reference.get("acc"));
            assertClose(name + " ece15", Metrics.ece(scores), reference.get("ece15"));
            assertClose(name + " brier", Metrics.brier(scores), reference.get("brier"));
            assertThat(Metrics.confusion(scores)).as(name).isDeepEqualTo(integers(reference.get("confusion")));
        }
    }

    private static void assertClose(String what, double value, JsonNode expected) {
        assertThat(value).as(what).isCloseTo(expected.asDouble(), within(1e-12));
    }

    private static Scores scores(JsonNode reference) {
        int n = reference.get("labels").size();
        int[] labels = new int[n];
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            labels[i] = reference.get("labels").get(i).asInt();
            JsonNode row = reference.get("scores").get(i);
            rows[i] = new double[row.size()];
            for (int c = 0; c < row.size(); c++) {
                rows[i][c] = row.get(c).asDouble();
            }
        }
        return new Scores(labels, rows);
    }

    private static int[][] integers(JsonNode matrix) {
        int[][] out = new int[matrix.size()][];
        for (int r = 0; r < out.length; r++) {
            out[r] = new int[matrix.get(r).size()];
            for (int c = 0; c < out[r].length; c++) {
                out[r][c] = matrix.get(r).get(c).asInt();
            }
        }
        return out;
    }

    private static Scores binary(int[] labels, double... positive) {
        double[][] rows = new double[positive.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {1 - positive[i], positive[i]};
        }
        return new Scores(labels, rows);
    }

    @Test
    void tiesCountHalfAndExactHalfIsNegative() {
        Scores scores = binary(new int[] {0, 1, 1}, 0.5, 0.5, 0.75);
        assertThat(Metrics.auc(scores)).isEqualTo(0.75);
        assertThat(Metrics.acc(scores)).isEqualTo(2.0 / 3);
        assertThat(Metrics.confusion(scores)).isDeepEqualTo(new int[][] {{1, 0}, {1, 1}});
    }

    @Test
    void positiveAndNegativeZeroTie() {
        Scores scores = new Scores(new int[] {0, 1}, new double[][] {{1, 0.0}, {1, -0.0}});
        assertThat(Metrics.auc(scores)).isEqualTo(0.5);
    }

    @Test
    void aucIsUndefinedWhereAClassIsMissing() {
        assertThat(Metrics.auc(binary(new int[] {1, 1}, 0.2, 0.9))).isNaN();
        Scores three = new Scores(new int[] {0, 1}, new double[][] {{.5, .3, .2}, {.2, .5, .3}});
        assertThat(Metrics.auc(three)).isNaN();
        assertThat(Metrics.acc(three)).isEqualTo(1);
    }

    @Test
    void argmaxTiesGoToTheLowestClass() {
        Scores scores = new Scores(new int[] {1, 1}, new double[][] {{.2, .4, .4}, {.4, .4, .2}});
        assertThat(Metrics.confusion(scores)).isDeepEqualTo(new int[][] {{0, 0, 0}, {1, 1, 0}, {0, 0, 0}});
    }

    @Test
    void floatSoftmaxAnUlpAboveOneIsStillAProbability() {
        Scores scores = Scores.ofFloats(new int[] {0}, List.of(new float[] {Math.nextUp(1f), 0}));
        assertThat(Metrics.ece(scores)).isCloseTo(0, within(1e-6));
        assertThatThrownBy(() -> Metrics.ece(binary(new int[] {0}, 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside [0, 1]");
    }

    @Test
    void rocRunsFromNothingToEverythingAndHasTheAucBelowIt() {
        Scores scores = randomBinary(40);
        RocCurve roc = RocCurve.of(scores, 1);
        double area = 0;
        for (int p = 1; p < roc.threshold().length; p++) {
            double width = roc.falsePositiveRate()[p] - roc.falsePositiveRate()[p - 1];
            assertThat(width).isNotNegative();
            assertThat(roc.threshold()[p]).isLessThan(roc.threshold()[p - 1]);
            area += width * (roc.truePositiveRate()[p] + roc.truePositiveRate()[p - 1]) / 2;
        }
        assertThat(area).isCloseTo(Metrics.auc(scores), within(1e-12));
        assertThat(roc.falsePositiveRate()).startsWith(0).endsWith(1);
        assertThat(roc.truePositiveRate()).startsWith(0).endsWith(1);
        assertThatThrownBy(() -> RocCurve.of(binary(new int[] {0}, 0.3), 1))
                .hasMessageContaining("cases of class 1 and others");
    }

    @Test
    void bootstrapHoldsTheEstimateAndRepeatsItself() {
        Scores scores = randomBinary(120);
        Bootstrap.Intervals intervals = Bootstrap.intervals(scores);
        assertThat(Metrics.auc(scores))
                .isBetween(intervals.auc().low(), intervals.auc().high());
        assertThat(Metrics.acc(scores))
                .isBetween(intervals.acc().low(), intervals.acc().high());
        // A proportion's normal interval: the bootstrap of ACC must come close to it.
        double acc = Metrics.acc(scores);
        double halfWidth = 1.96 * Math.sqrt(acc * (1 - acc) / scores.count());
        assertThat(intervals.acc().high() - intervals.acc().low()).isCloseTo(2 * halfWidth, within(0.03));
        assertThat(Bootstrap.intervals(scores)).isEqualTo(intervals);
        assertThat(Bootstrap.intervals(scores, 2000, 1)).isNotEqualTo(intervals);
    }

    @Test
    void bootstrapLeavesOutResamplesWithoutAnAuc() {
        Bootstrap.Intervals intervals = Bootstrap.intervals(binary(new int[] {0, 1}, 0.1, 0.9));
        assertThat(intervals.auc()).isEqualTo(new Bootstrap.Interval(1, 1));
        Bootstrap.Intervals oneClass = Bootstrap.intervals(binary(new int[] {1, 1}, 0.1, 0.9));
        assertThat(oneClass.auc().low()).isNaN();
    }

    @Test
    void percentilesAreInterpolatedAsNumpyDoes() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Bootstrap.percentile(sorted, 0.5)).isEqualTo(3);
        assertThat(Bootstrap.percentile(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
    }

    @Test
    void scoresThatDoNotFitAreRefusedWithTheCase() {
        assertThatThrownBy(() -> new Scores(new int[] {0, 2}, new double[][] {{1, 0}, {0, 1}}))
                .hasMessageContaining("case 1 has label 2");
        assertThatThrownBy(() -> new Scores(new int[] {0, 1}, new double[][] {{1, 0}, {1, 0, 0}}))
                .hasMessageContaining("case 1 has 3 scores");
        assertThatThrownBy(() -> new Scores(new int[] {0}, new double[][] {{Double.NaN, 0}}))
                .hasMessageContaining("not finite");
        assertThatThrownBy(() -> new Scores(new int[0], new double[0][])).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Scores(new int[1], new double[1][1])).hasMessageContaining("two classes");
    }

    private static Scores randomBinary(int n) {
        Random random = new Random(5);
        int[] labels = new int[n];
        double[] positive = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2;
            positive[i] = Math.round(20 * Math.clamp(0.4 + 0.2 * labels[i] + 0.3 * random.nextGaussian(), 0, 1)) / 20.0;
        }
        return binary(labels, positive);
    }
}
