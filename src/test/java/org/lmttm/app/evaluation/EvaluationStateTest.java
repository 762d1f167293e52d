package org.lmttm.app.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.LatestWins;
import org.lmttm.dataset.DatasetName;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.metrics.ThresholdStatistics;
import org.lmttm.model.Mode;

/** The desk's view model, without a toolkit. */
class EvaluationStateTest {
    private final EvaluationState state = new EvaluationState(new LatestWins(Runnable::run, Runnable::run), error -> {
        throw new AssertionError(error);
    });

    private static Scores scores(int n, int seed, int classes) {
        Random random = new Random(seed);
        int[] labels = new int[n];
        double[][] rows = new double[n][classes];
        for (int i = 0; i < n; i++) {
            labels[i] = i % classes;
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                rows[i][c] = Math.exp(3 * (random.nextDouble() + (c == labels[i] ? 0.4 : 0)));
                sum += rows[i][c];
            }
            for (int c = 0; c < classes; c++) {
                rows[i][c] /= sum;
            }
        }
        return new Scores(labels, rows);
    }

    private static Outcome outcome(String name, Scores scores, Optional<Calibration> calibration) {
        List<String> labels = java.util.stream.IntStream.range(0, scores.classes())
                .mapToObj(c -> "class " + (char) ('a' + c))
                .toList();
        return new Outcome(
                name,
                Path.of(name + ".safetensors"),
                Mode.DETERMINISTIC,
                labels,
                Path.of("noise.npz"),
                Split.TEST,
                scores,
                calibration,
                List.of());
    }

    private static Calibration calibration(int classes) {
        return Calibration.fit(EvaluationResult.of(
                "m",
                Mode.DETERMINISTIC,
                java.util.Collections.nCopies(classes, "x"),
                new DatasetName("noise", ""),
                Split.VAL,
                scores(90, 5, classes)));
    }

    private Shown shown() {
        return requireNonNull(state.shown().get());
    }

    @Test
    void wrongCasesComeFirstAndSurestFirst() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.empty()));
        List<CaseRow> wrong = state.rows().get();
        assertThat(wrong).isNotEmpty().allMatch(CaseRow::wrong);
        for (int x = 1; x < wrong.size(); x++) {
            assertThat(wrong.get(x).sureness())
                    .isLessThanOrEqualTo(wrong.get(x - 1).sureness());
        }
        state.filter().set(CaseFilter.ALL);
        assertThat(state.rows().get()).hasSize(60).startsWith(wrong.toArray(CaseRow[]::new));
        state.filter().set(CaseFilter.NEAR_THRESHOLD);
        assertThat(state.rows().get())
                .isNotEmpty()
                .allMatch(row -> Math.abs(row.probability() - 0.5) <= CaseFilter.NEAR);
        state.filter().set(CaseFilter.ALL);
        state.find().set("test 1");
        assertThat(state.rows().get()).hasSize(11).allMatch(row -> row.name().startsWith("test 1"));
    }

    @Test
    void oneThresholdMovesMatrixStatisticsAndRowsTogether() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.empty()));
        for (double t : new double[] {0.2, 0.5, 0.77}) {
            state.moveThreshold(t);
            ThresholdStatistics s = state.statistics().orElseThrow();
            int[][] confusion = shown().confusion(t);
            assertThat(confusion[1][1]).isEqualTo(s.truePositives());
            assertThat(confusion[0][1]).isEqualTo(s.falsePositives());
            assertThat(state.rows().get()).hasSize(s.falsePositives() + s.falseNegatives());
            assertThat(state.wrong(true)).hasSize(s.falseNegatives());
            assertThat(state.wrong(false)).hasSize(s.falsePositives());
        }
        state.moveThreshold(7);
        assertThat(state.threshold().get()).isEqualTo(1);
        assertThat(Metrics.confusion(shown().scores())).isDeepEqualTo(shown().confusion(0.5));
    }

    @Test
    void cellsAndBinsListTheirCasesAndLetThemGoAgain() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.empty()));
        int wrong = state.rows().get().size();
        EvaluationState.Cell cell = new EvaluationState.Cell(1, 1);
        state.toggle(cell);
        assertThat(state.rows().get())
                .hasSize(shown().confusion(0.5)[1][1])
                .allMatch(row -> row.label() == 1 && row.predicted() == 1);
        state.toggle(new EvaluationState.Range(0.4, 0.5));
        assertThat(state.rows().get())
                .hasSize(shown().figures().reliability().bins().get(4).count())
                .allMatch(row -> row.probability() > 0.4 && row.probability() <= 0.5);
        state.toggle(new EvaluationState.Range(0.4, 0.5));
        assertThat(state.rows().get()).hasSize(wrong);
    }

    @Test
    void switchingCalibrationKeepsTheOperatingPoint() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.of(calibration(2))));
        assertThat(shown().calibrated()).isTrue();
        state.moveThreshold(0.3);
        int[][] before = shown().confusion(state.threshold().get());
        state.calibrated().set(false);
        assertThat(shown().calibrated()).isFalse();
        assertThat(state.threshold().get()).isNotCloseTo(0.3, within(1e-6));
        assertThat(shown().confusion(state.threshold().get())).isDeepEqualTo(before);
        state.calibrated().set(true);
        assertThat(state.threshold().get()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void aCalibratedProbabilityComesWithHowSuchCasesFared() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.of(calibration(2))));
        assertThat(state.rows().get()).allSatisfy(row -> {
            assertThat(row.similar().orElseThrow().observed().of()).isGreaterThanOrEqualTo(20);
        });
        state.first().set(outcome("other", scores(60, 2, 2), Optional.empty()));
        assertThat(shown().calibrated()).isFalse();
        assertThat(state.rows().get()).allMatch(row -> row.similar().isEmpty());
    }

    @Test
    void theSelectionStepsThroughTheListAndSurvivesAnotherModelOnTheSameCases() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.empty()));
        state.step(1);
        int first = state.rows().get().getFirst().index();
        assertThat(state.selected().get()).isEqualTo(first);
        state.step(1);
        assertThat(state.selected().get()).isEqualTo(state.rows().get().get(1).index());
        state.step(-1);
        state.step(-1);
        assertThat(state.selected().get()).isEqualTo(first);
        state.moveThreshold(0.31);
        state.first().set(outcome("n", scores(60, 2, 2), Optional.empty()));
        assertThat(state.selected().get()).isEqualTo(first);
        assertThat(state.threshold().get()).isEqualTo(0.31);
        assertThat(state.selectedRow().orElseThrow().index()).isEqualTo(first);
        assertThat(state.caseOf(shown().probability(first))).isEqualTo(first);
    }

    @Test
    void aSecondModelIsComparedOnTheSameCasesOnly() {
        state.first().set(outcome("m", scores(60, 1, 2), Optional.empty()));
        Outcome second = outcome("n", scores(60, 2, 2), Optional.empty());
        state.second().set(second);
        assertThat(shown().figures().against().orElseThrow().auc()).isEqualTo(Metrics.auc(second.raw()));
        Outcome elsewhere = new Outcome(
                "m",
                Path.of("m"),
                Mode.DETERMINISTIC,
                second.labels(),
                Path.of("noise.npz"),
                Split.VAL,
                scores(30, 3, 2),
                Optional.empty(),
                List.of());
        state.first().set(elsewhere);
        assertThat(state.second().get()).isNull();
        assertThat(shown().figures().against()).isEmpty();
    }

    @Test
    void manyClassesAreToldByTheLikeliestAndShownOneAgainstTheRest() {
        state.first().set(outcome("m", scores(60, 1, 3), Optional.of(calibration(3))));
        state.positiveClass().set(2);
        assertThat(shown().className()).isEqualTo("class c");
        assertThat(shown().confusion(0.9)).isDeepEqualTo(Metrics.confusion(shown().scores()));
        assertThat(state.statistics().orElseThrow().sensitivity().of()).isEqualTo(20);
        assertThat(state.rows().get()).allMatch(CaseRow::wrong);
        state.moveThreshold(0.9);
        state.calibrated().set(false);
        assertThat(state.threshold().get()).isEqualTo(0.9);
    }

    @Test
    void casesOfOneClassHaveNoCurveButAreListed() {
        Scores scores = new Scores(new int[] {1, 1, 1}, new double[][] {{.2, .8}, {.6, .4}, {.1, .9}});
        state.first().set(outcome("m", scores, Optional.empty()));
        assertThat(shown().figures().curves()).isEmpty();
        assertThat(shown().figures().auc()).isNaN();
        assertThat(state.rows().get()).hasSize(1);
        assertThat(state.statistics().orElseThrow().specificity().value()).isNaN();
    }
}
