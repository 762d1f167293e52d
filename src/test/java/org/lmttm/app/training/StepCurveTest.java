package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lmttm.training.RunEvent;

class StepCurveTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    private static RunEvent event(RunEvent.Kind kind, double seconds, Map<String, Object> values) {
        return new RunEvent(BEGAN.plusMillis(Math.round(1000 * seconds)), kind, new LinkedHashMap<>(values));
    }

    private static RunEvent start(double seconds, long step) {
        return event(RunEvent.Kind.START, seconds, Map.of(RunEvent.STEP, step));
    }

    private static RunEvent step(double seconds, long step, double loss) {
        return event(
                RunEvent.Kind.BATCH,
                seconds,
                Map.of(RunEvent.STEP, step, RunEvent.LOSS, loss, RunEvent.LEARNING_RATE, 1e-3));
    }

    private static RunEvent epoch(double seconds, long epoch, long step) {
        return event(RunEvent.Kind.EPOCH, seconds, Map.of(RunEvent.STEP, step, RunEvent.EPOCH, epoch));
    }

    private static StepCurve curve(double[] losses, int stepsPerEpoch) {
        StepCurve curve = new StepCurve();
        curve.add(start(0, 0));
        for (int i = 0; i < losses.length; i++) {
            curve.add(step(i + 1, i + 1, losses[i]));
            if ((i + 1) % stepsPerEpoch == 0) {
                curve.add(epoch(i + 1.5, (i + 1) / stepsPerEpoch, i + 1));
            }
        }
        return curve;
    }

    private static StepQuery all(double tau, int columns) {
        return new StepQuery(PlotAxis.STEP, 0, Double.MAX_VALUE, tau, columns);
    }

    private static double[] noise(long seed, int n) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> 1 + random.nextGaussian()).limit(n).toArray();
    }

    @RepeatedTest(10)
    void bandsHoldTheStepsOfTheirStretchesWhereverOneLooks(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        double[] losses = noise(random.nextLong(), 1000 + random.nextInt(4000));
        StepCurve curve = curve(losses, 100);
        int from = random.nextInt(losses.length / 2);
        int to = from + 200 + random.nextInt(losses.length - from - 200);
        StepView view =
                curve.view(new StepQuery(PlotAxis.STEP, from, to, 0.1, 100)).steps().length == 0
                        ? curve.view(new StepQuery(PlotAxis.STEP, from, to, 0.1, 100))
                        : StepView.EMPTY;
        assertThat(view.banded()).isTrue();
        assertThat(view.bandX()).isSorted();
        assertThat(view.bandX().length).isBetween(5, 40);
        double least = DoubleStream.of(view.least()).min().orElseThrow();
        double greatest = DoubleStream.of(view.greatest()).max().orElseThrow();
        double[] seen = Arrays.copyOfRange(losses, from, to);
        assertThat(least).isLessThanOrEqualTo(DoubleStream.of(seen).min().orElseThrow());
        assertThat(greatest).isGreaterThanOrEqualTo(DoubleStream.of(seen).max().orElseThrow());
        for (int b = 0; b < view.bandX().length; b++) {
            assertThat(view.least()[b]).isLessThanOrEqualTo(view.low()[b]);
            assertThat(view.low()[b]).isLessThanOrEqualTo(view.high()[b]);
            assertThat(view.high()[b]).isLessThanOrEqualTo(view.greatest()[b]);
        }
    }

    @Test
    void aStretchIsWhatSortingItsStepsSays() {
        double[] losses = noise(3, 4096);
        StepLog log = new StepLog();
        StepBands bands = new StepBands(log);
        for (int i = 0; i < losses.length; i++) {
            log.add(i + 1, i, losses[i], 0);
            if (i % 37 == 0) {
                bands.follow(); // as it comes while a run is followed
            }
        }
        bands.follow();
        List<StepBands.Stretch> stretches = bands.over(300, 3700, 20);
        assertThat(stretches.getFirst().from()).isLessThanOrEqualTo(300);
        assertThat(stretches.getLast().to()).isGreaterThanOrEqualTo(3700);
        for (StepBands.Stretch stretch : stretches) {
            double[] sorted = Arrays.copyOfRange(losses, stretch.from(), stretch.to());
            Arrays.sort(sorted);
            double at = 0.04 * (sorted.length - 1);
            int below = (int) at;
            double low = sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
            assertThat(stretch.least()).isEqualTo(sorted[0]);
            assertThat(stretch.low()).isCloseTo(low, within(1e-12));
            assertThat(stretch.greatest()).isEqualTo(sorted[sorted.length - 1]);
        }
    }

    @Test
    void aSpikeAmongAMillionStepsIsSeenAndTheViewHasNoMorePointsThanPixels() {
        double[] losses = new double[1_000_000];
        Arrays.fill(losses, 0.5);
        losses[654_321] = 40;
        StepCurve curve = curve(losses, 10_000);
        StepView view = curve.view(all(1, 800));
        assertThat(view.x()).hasSize(800);
        assertThat(view.bandX().length).isLessThanOrEqualTo(201);
        assertThat(view.greatest()).contains(40);
        assertThat(view.high()).doesNotContain(40);
        StepView close = curve.view(new StepQuery(PlotAxis.STEP, 654_300, 654_340, 1, 800));
        assertThat(close.banded()).isFalse();
        assertThat(close.steps()).contains(40);
        assertThat(close.stepX()[0]).isLessThanOrEqualTo(654_300);
    }

    /** Two runs over the same cases, one of half the batch size: the same loss over epochs. */
    @Test
    void runsOfOtherBatchSizesAreSmoothedAlikeOverEpochs() {
        double[] few = new double[400];
        double[] many = new double[800];
        for (int i = 0; i < many.length; i++) {
            many[i] = Math.exp(-(i + 1) / 300.0) + 0.2 * Math.sin((i + 1) / 60.0);
        }
        for (int i = 0; i < few.length; i++) {
            few[i] = many[2 * i + 1];
        }
        StepQuery query = new StepQuery(PlotAxis.EPOCH, 0, Double.MAX_VALUE, 1.5, 1000);
        StepView coarse = curve(few, 40).view(query);
        StepView fine = curve(many, 80).view(query);
        for (double epoch = 1; epoch <= 10; epoch += 0.25) {
            assertThat(fine.lineAt(epoch)).isCloseTo(coarse.lineAt(epoch), within(0.01));
        }
    }

    @Test
    void whatAResumedTrainerDoesAgainTakesThePlaceOfWhatItDidBefore() {
        StepCurve curve = curve(noise(1, 100), 10);
        curve.add(start(5000, 60));
        for (int i = 61; i <= 120; i++) {
            curve.add(step(5000 + (i - 60), i, 7));
        }
        StepView view = curve.view(all(0, 1000));
        assertThat(view.stepX()).hasSize(120);
        assertThat(view.steps()[59]).isNotEqualTo(7);
        assertThat(Arrays.copyOfRange(view.steps(), 60, 120)).containsOnly(7);
        StepView banded = curve.view(all(0, 100));
        assertThat(banded.greatest()[banded.greatest().length - 1]).isEqualTo(7);
        assertThat(banded.least()[banded.least().length - 1]).isEqualTo(7);
        // the time between the trainers does not count
        StepView timed = curve.view(new StepQuery(PlotAxis.TIME, 0, Double.MAX_VALUE, 0, 1000));
        assertThat(timed.x()[119]).isCloseTo(120, within(1e-6));
    }

    @Test
    void aRunWithoutStepsShowsNone() {
        assertThat(new StepCurve().view(all(1, 100)).x()).isEmpty();
        StepCurve broken = curve(new double[] {Double.NaN, Double.NaN, Double.NaN}, 10);
        assertThat(broken.view(all(1, 100)).line()).containsOnly(Double.NaN);
    }
}
