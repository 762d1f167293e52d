package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Architecture.Family;
import org.lmttm.model.Architecture.Unit;
import org.lmttm.model.Trace;

class RolloutTest {
    /** Small enough to follow every path: 4 timestamps of 2 × 2 patches. */
    static List<Architecture> small() {
        return List.of(
                small(Family.LMTTM, Unit.TRANSFORMER, 3, 6),
                small(Family.LMTTM, Unit.MLP, 4, 8),
                small(Family.LMTTM, Unit.MIXER, 5, 5),
                small(Family.TTM, Unit.TRANSFORMER, 1, 3));
    }

    private static Architecture small(Family family, Unit unit, int blocks, int tokens) {
        return new Architecture(
                family,
                unit,
                new Extent(4, 4, 4),
                new Extent(1, 2, 2),
                Border.PAD,
                4,
                tokens,
                blocks,
                2,
                2,
                2,
                false,
                0,
                2);
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyOutputIsTheSumOverAllPaths(Architecture architecture) {
        TraceReading reading = new TraceReading(RandomTraces.make(architecture, 11));
        Rollout rollout = Rollout.of(reading);
        Paths paths = new Paths(reading);
        int n = architecture.patches();
        for (int t = 0; t < reading.steps(); t++) {
            double[] expected = new double[reading.steps() * n + 1];
            for (int row = 0; row < architecture.outputTokens(); row++) {
                paths.output(t, row, 1.0 / architecture.outputTokens(), expected);
            }
            for (int source = 0; source < reading.steps(); source++) {
                float[] shares = rollout.outputShares(t, source);
                for (int patch = 0; patch < n; patch++) {
                    assertThat(shares[patch]).isCloseTo((float) expected[source * n + patch], offset(1e-6f));
                }
            }
            assertThat(rollout.startShare(t)).isCloseTo(expected[expected.length - 1], offset(1e-6));
        }
    }

    @Test
    void sharesMakeOneAndNothingComesFromTheFuture() {
        for (Trace trace : List.of(RandomTraces.lmttm(Border.PAD, 2), RandomTraces.ttm(3))) {
            TraceReading reading = new TraceReading(trace);
            Rollout rollout = Rollout.of(reading);
            for (int t = 0; t < reading.steps(); t++) {
                double sum = rollout.startShare(t);
                for (int source = 0; source < reading.steps(); source++) {
                    double share = rollout.share(t, source);
                    sum += share;
                    assertThat(share).isEqualTo(source > t ? 0 : share);
                }
                assertThat(sum).isCloseTo(1, offset(1e-5));
                assertThat(rollout.share(t, t)).isPositive();
            }
            float[] token = rollout.tokenShares(4, 3);
            double sum = 0;
            for (float share : token) {
                sum += share;
            }
            assertThat(sum).isCloseTo(1, offset(1e-5));
        }
    }

    @Test
    void accumulatedIsAMultipleOfUniform() {
        TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.PAD, 2));
        Rollout rollout = Rollout.of(reading);
        double sum = 0;
        double start = 0;
        for (float[] values : rollout.accumulated(reading.steps() - 1)) {
            for (float value : values) {
                sum += value;
            }
        }
        for (int t = 0; t < reading.steps(); t++) {
            start += rollout.startShare(t) / reading.steps();
        }
        int patches = reading.steps() * reading.architecture().patches();
        assertThat(sum / patches).isCloseTo(1 - start, offset(1e-4));
    }

    /** Walks every path from an output back to patches and the start, without matrices. */
    private record Paths(TraceReading reading) {
        void output(int t, int row, double weight, double[] sums) {
            Architecture a = reading.architecture();
            double mixed = a.unit() == Unit.MLP ? 0 : 1 - Math.pow(0.5, a.layers());
            for (int other = 0; other < a.outputTokens(); other++) {
                double share = mixed / a.outputTokens() + (other == row ? 1 - mixed : 0);
                if (share > 0) {
                    readToken(t, other, weight * share, sums);
                }
            }
        }

        private void readToken(int t, int row, double weight, double[] sums) {
            Architecture a = reading.architecture();
            Role role = reading.traceOrder().get(row / a.readTokens());
            int from = row % a.readTokens() * a.readColumns();
            float[] attention = reading.read(t, role);
            for (int column = 0; column < a.readColumns(); column++) {
                double part = weight * attention[from + column];
                if (column < a.blockTokens()) {
                    memory(t - 1, reading.block(t, role), column, part, sums);
                } else {
                    sums[t * a.patches() + column - a.blockTokens()] += part;
                }
            }
        }

        private void memory(int t, int block, int token, double weight, double[] sums) {
            int writer = reading.writtenAt(t, block);
            if (writer < 0) {
                sums[sums.length - 1] += weight;
                return;
            }
            Architecture a = reading.architecture();
            float[] attention = reading.write(writer);
            for (int column = 0; column < a.writeColumns(); column++) {
                double part = weight * attention[token * a.writeColumns() + column];
                int inner = column - a.blocksRead() * a.blockTokens();
                if (inner < 0) {
                    Role role = reading.traceOrder().get(column / a.blockTokens());
                    memory(writer - 1, reading.block(writer, role), column % a.blockTokens(), part, sums);
                } else if (inner < a.patches()) {
                    sums[writer * a.patches() + inner] += part;
                } else {
                    output(writer, inner - a.patches(), part, sums);
                }
            }
        }
    }
}
