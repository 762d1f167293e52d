package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Trace;

class MeasuresTest {
    private final Trace trace = RandomTraces.lmttm(Border.PAD, 1);
    private final Architecture a = trace.architecture();

    /** The trace with the same attention everywhere: all on some columns, evenly. */
    private TraceReading even(int readColumns, int writeColumns) {
        List<Trace.Step> steps = new ArrayList<>();
        for (Trace.Step step : trace.steps()) {
            steps.add(new Trace.Step(
                    Collections.nCopies(3, rows(a.readTokens(), a.readColumns(), readColumns)),
                    rows(a.writeRows(), a.writeColumns(), writeColumns),
                    step.output(),
                    step.probabilities(),
                    step.runningProbabilities()));
        }
        return with(trace.memory(), steps);
    }

    private TraceReading with(List<float[]> memory, List<Trace.Step> steps) {
        return new TraceReading(new Trace(
                trace.model(),
                trace.mode(),
                a,
                trace.labels(),
                0,
                trace.input(),
                memory,
                steps,
                trace.logits(),
                trace.probabilities()));
    }

    private static float[] rows(int rows, int columns, int used) {
        float[] weights = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(weights, row * columns, row * columns + used, 1f / used);
        }
        return weights;
    }

    @Test
    void entropyIsBitsOfARow() {
        TraceReading one = even(1, 1);
        assertThat(AttentionMeasures.readEntropy(one, 3)).isZero();
        assertThat(AttentionMeasures.writeEntropy(one, 3)).isZero();
        TraceReading eight = even(8, 64);
        assertThat(AttentionMeasures.readEntropy(eight, 3)).isCloseTo(3, offset(1e-6));
        assertThat(AttentionMeasures.writeEntropy(eight, 3)).isCloseTo(6, offset(1e-6));
    }

    @Test
    void usageIsTheShareOfTokensThatMatter() {
        assertThat(AttentionMeasures.memoryUsage(even(16, 1), 2)).isCloseTo(1, offset(1e-6));
        assertThat(AttentionMeasures.memoryUsage(even(4, 1), 2)).isCloseTo(0.25, offset(1e-6));
    }

    @Test
    void aSkippedTimestampHasNoEntropy() {
        List<Trace.Step> steps = new ArrayList<>(trace.steps());
        steps.set(
                2,
                new Trace.Step(
                        Collections.nCopies(3, new float[a.readTokens() * a.readColumns()]),
                        new float[a.writeRows() * a.writeColumns()],
                        new float[a.outputTokens() * a.dim()],
                        new float[] {Float.NaN, Float.NaN},
                        new float[] {0.5f, 0.5f}));
        TraceReading skipped = with(trace.memory(), steps);
        assertThat(AttentionMeasures.readEntropy(skipped, 2)).isNaN();
        assertThat(AttentionMeasures.memoryUsage(skipped, 2)).isNaN();
        assertThat(AttentionMeasures.readEntropy(skipped, 1)).isPositive();
        Rollout rollout = Rollout.of(skipped);
        assertThat(rollout.share(5, 2)).isZero();
        assertThat(rollout.share(5, 1)).isPositive();
    }

    @Test
    void tracesPartWhereTheMemoryDoes() {
        TraceReading reading = new TraceReading(trace);
        assertThat(Divergence.of(reading, reading).first()).isEmpty();
        List<float[]> memory = new ArrayList<>(trace.memory());
        for (int state = 4; state < memory.size(); state++) {
            float[] changed = memory.get(state).clone();
            changed[5] += 1;
            memory.set(state, changed);
        }
        Divergence apart = Divergence.of(reading, with(memory, trace.steps()));
        assertThat(apart.first()).hasValue(3);
        assertThat(apart.memory()[2]).isZero();
        assertThat(apart.read()[3]).isZero();
    }

    @Test
    void differentFamiliesAreComparedByWhatTheyShare() {
        TraceReading reading = new TraceReading(trace);
        TraceReading ttm = new TraceReading(RandomTraces.ttm(8));
        Divergence apart = Divergence.of(reading, ttm);
        assertThat(apart.memory()[0]).isNaN();
        assertThat(apart.read()[0]).isBetween(0.0, 1.0).isPositive();
        assertThat(apart.first()).hasValue(0);
    }
}
