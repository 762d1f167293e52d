package org.lmttm.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lmttm.insight.ColumnGroup;
import org.lmttm.insight.Phase;
import org.lmttm.insight.RandomTraces;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Trace;

class MemoryStateTest {
    private final TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.DROP, 1));
    private final MemoryState state = new MemoryState();

    @Test
    void thePlayHeadStaysInTheTrace() {
        state.goTo(4);
        assertThat(state.step().get()).isZero();
        state.original().set(reading);
        state.goTo(99);
        assertThat(state.step().get()).isEqualTo(8);
        state.move(-20);
        assertThat(state.step().get()).isZero();
    }

    @Test
    void playGoesToTheEndAndStops() {
        state.original().set(reading);
        state.goTo(6);
        state.togglePlay();
        state.advance();
        assertThat(state.playing().get()).isTrue();
        state.advance();
        assertThat(state.step().get()).isEqualTo(8);
        assertThat(state.playing().get()).isFalse();
        state.togglePlay();
        assertThat(state.step().get()).isZero();
    }

    @Test
    void aLoopBeginsAgain() {
        state.original().set(reading);
        state.loop().set(true);
        state.goTo(8);
        state.advance();
        assertThat(state.step().get()).isZero();
    }

    @Test
    void oneScaleForAllTimestampsUnlessAskedOtherwise() {
        Trace calm = RandomTraces.lmttm(Border.DROP, 1);
        List<Trace.Step> steps = new ArrayList<>(calm.steps());
        int columns = calm.architecture().readColumns();
        float[] even = new float[8 * columns];
        java.util.Arrays.fill(even, 1f / columns);
        Trace.Step first = steps.getFirst();
        steps.set(
                0,
                new Trace.Step(
                        List.of(even, even, even),
                        first.write(),
                        first.output(),
                        first.probabilities(),
                        first.runningProbabilities()));
        state.original()
                .set(new TraceReading(new Trace(
                        calm.model(),
                        calm.mode(),
                        calm.architecture(),
                        calm.labels(),
                        calm.pointer(),
                        calm.input(),
                        calm.memory(),
                        steps,
                        calm.logits(),
                        calm.probabilities())));
        double whole = Objects.requireNonNull(state.limits()).read();
        state.goTo(5);
        assertThat(Objects.requireNonNull(state.limits()).read()).isEqualTo(whole);
        state.sameScale().set(false);
        state.goTo(0);
        // even attention never exceeds uniform: the smallest cap is 2
        assertThat(Objects.requireNonNull(state.limits()).read()).isEqualTo(2).isLessThan(whole);
    }

    @Test
    void scalesWorkedOutElsewhereAreThoseFoundHereAndNothingIsDrawnBefore() {
        state.original().set(reading);
        MemoryState waiting = new MemoryState();
        waiting.original().set(reading);
        waiting.scale().await();
        assertThat(waiting.drawable()).isFalse();
        assertThat(waiting.limits()).isNull();
        waiting.scale().set(RunScale.of(reading));
        assertThat(waiting.drawable()).isTrue();
        assertThat(waiting.limits()).isEqualTo(state.limits());
        for (MemoryState each : List.of(state, waiting)) {
            each.sameScale().set(false);
            each.goTo(3);
        }
        assertThat(waiting.limits()).isEqualTo(state.limits());
        waiting.scale().await();
        waiting.original().set(new TraceReading(RandomTraces.lmttm(Border.DROP, 2)));
        assertThat(waiting.drawable()).isTrue();
        assertThat(waiting.scale().known().get()).isNull();
    }

    @Test
    void whatWasAskedForOfLateIsKeptAndTheOldestForgotten() {
        List<Integer> made = new ArrayList<>();
        Recent<Integer, Integer> recent = new Recent<>(2);
        for (int key : new int[] {1, 2, 1, 3, 1, 2}) {
            assertThat(recent.get(key, asked -> {
                        made.add(asked);
                        return 10 * asked;
                    }))
                    .isEqualTo(10 * key);
        }
        assertThat(made).containsExactly(1, 2, 3, 2);
    }

    @Test
    void thePointerSaysExactlyWhatTheTraceHolds() {
        int column = 16 + 40;
        Pointed.Weight weight = Pointed.read(reading, 5, Role.CURRENT, 6, column);
        float expected = reading.trace().steps().get(5).read().get(0)[6 * 97 + column];
        assertThat(weight.weight()).isEqualTo(expected);
        assertThat(weight.multiple()).isEqualTo((double) expected * 97);
        List<PointerText.Line> lines = PointerText.lines(reading, weight);
        assertThat(lines.get(0).value()).startsWith(Numbers.fixed(expected, 4)).endsWith("uniform");
        assertThat(lines.get(1).value()).isEqualTo("Read, current, row 6");
        assertThat(lines.get(2).value()).isEqualTo("patch 4, 4 of the slab");
        assertThat(lines.get(3).value()).isEqualTo("15 – 17, 12 – 14, 12 – 14");
    }

    @Test
    void memoryTokensHaveNoVoxels() {
        Pointed.Weight weight = Pointed.write(reading, 5, 3, 16 + 2);
        List<PointerText.Line> lines = PointerText.lines(reading, weight);
        assertThat(lines.get(2).value()).isEqualTo("token 2 of previous block 0");
        assertThat(lines.get(3).value()).isEqualTo("–");
    }

    @Test
    void aMemoryValueIsNamed() {
        Pointed.Value value = Pointed.value(reading, 5, 2, Phase.AFTER, 3, 7);
        assertThat(value.value()).isEqualTo(reading.trace().memory().get(6)[(2 * 16 + 3) * 64 + 7]);
        assertThat(PointerText.lines(reading, value))
                .extracting(PointerText.Line::value)
                .contains("3", "7");
    }

    @Test
    void movingThePlayHeadForgetsThePointer() {
        state.original().set(reading);
        state.pointed().set(Pointed.write(reading, 0, 0, 0));
        state.goTo(1);
        assertThat(state.pointed().get()).isNull();
    }

    @Test
    void columnsAreFoundWhereTheyStand() {
        List<ColumnGroup> groups = reading.readColumns(5, Role.CURRENT);
        MatrixLayout layout = new MatrixLayout(groups, 9, 92, 700);
        for (int column = 0; column < 97; column++) {
            assertThat(layout.columnAt(layout.x(column))).isEqualTo(column);
            assertThat(layout.x(column)).isEqualTo(Math.rint(layout.x(column)));
        }
        assertThat(layout.columnAt(91)).isEqualTo(-1);
        assertThat(layout.columnAt(layout.end(15) + 2)).isEqualTo(-1);
        assertThat(layout.end()).isLessThanOrEqualTo(792);
    }
}
