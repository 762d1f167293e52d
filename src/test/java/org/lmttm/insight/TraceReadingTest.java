package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Trace;

class TraceReadingTest {
    private final Trace trace = RandomTraces.lmttm(Border.PAD, 1);
    private final TraceReading reading = new TraceReading(trace);

    @Test
    void rolesWalkRoundTheRing() {
        assertThat(reading.role(0, 3)).isEqualTo(Role.PREVIOUS);
        assertThat(reading.role(0, 0)).isEqualTo(Role.CURRENT);
        assertThat(reading.role(0, 1)).isEqualTo(Role.NEXT);
        assertThat(reading.role(0, 2)).isEqualTo(Role.NOT_READ);
        assertThat(reading.role(5, 2)).isEqualTo(Role.NEXT);
        assertThat(reading.writtenBlock(5)).isEqualTo(2);
    }

    @Test
    void aBlockIsWrittenOnceARound() {
        assertThat(reading.writtenAt(0, 1)).isZero();
        assertThat(reading.writtenAt(0, 0)).isEqualTo(-1);
        assertThat(reading.writtenAt(5, 2)).isEqualTo(5);
        assertThat(reading.writtenAt(5, 3)).isEqualTo(2);
    }

    @Test
    void onlyTheWrittenBlockChanges() {
        for (int t = 0; t < reading.steps(); t++) {
            for (int block = 0; block < 4; block++) {
                double change = reading.norm(t, block, Phase.CHANGE);
                if (block == reading.writtenBlock(t)) {
                    assertThat(change).isPositive();
                } else {
                    assertThat(change).isZero();
                }
            }
        }
    }

    @Test
    void tokenNormsMakeTheBlocksNorm() {
        double sum = 0;
        for (double norm : reading.tokenNorms(3, 0, Phase.AFTER)) {
            sum += norm * norm;
        }
        assertThat(Math.sqrt(sum)).isCloseTo(reading.norm(3, 0, Phase.AFTER), within(1e-9));
    }

    @Test
    void writeColumnsAreNamedInTheOrderOfTheNetwork() {
        List<ColumnGroup> groups = reading.writeColumns(5);
        assertThat(groups)
                .containsExactly(
                        new ColumnGroup(Role.CURRENT, 1, 0, 16),
                        new ColumnGroup(Role.PREVIOUS, 0, 16, 16),
                        new ColumnGroup(Role.NEXT, 2, 32, 16),
                        new ColumnGroup(Role.PATCHES, -1, 48, 100),
                        new ColumnGroup(Role.OUTPUTS, -1, 148, 24));
        assertThat(groups.getLast().to()).isEqualTo(trace.architecture().writeColumns());
    }

    @Test
    void readsAreTakenInTheOrderOfTheTrace() {
        assertThat(reading.read(2, Role.CURRENT))
                .isSameAs(trace.steps().get(2).read().get(0));
        assertThat(reading.read(2, Role.PREVIOUS))
                .isSameAs(trace.steps().get(2).read().get(1));
        assertThat(reading.read(2, Role.NEXT))
                .isSameAs(trace.steps().get(2).read().get(2));
    }

    @Test
    void sharesOfATimestampMakeOne() {
        double sum = reading.readShares(4).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-5));
        double mean = (reading.memoryShare(4, Role.PREVIOUS)
                        + reading.memoryShare(4, Role.CURRENT)
                        + reading.memoryShare(4, Role.NEXT))
                / 3;
        assertThat(reading.memoryShare(4)).isCloseTo(mean, within(1e-5));
    }

    @Test
    void aRowsSharesFollowItsWeights() {
        float[] weights = {0.5f, 0.25f, 0.25f, 0.1f, 0.2f, 0.7f};
        List<ColumnGroup> groups =
                List.of(new ColumnGroup(Role.CURRENT, 0, 0, 1), new ColumnGroup(Role.PATCHES, -1, 1, 2));
        assertThat(TraceReading.shares(weights, 3, 1, groups)).containsExactly(new double[] {0.1, 0.9}, within(1e-6));
    }

    @Test
    void patchAttentionIsAMultipleOfUniform() {
        Architecture a = trace.architecture();
        float[] multiples = reading.patchAttention(3, AttentionKind.READ);
        double sum = 0;
        for (float multiple : multiples) {
            sum += multiple;
        }
        double patchShare = reading.readShares(3).getOrDefault(Role.PATCHES, 0.0);
        assertThat(sum / a.readColumns()).isCloseTo(patchShare, within(1e-4));
        int column = 3 * 16 + 7;
        double mean = 0;
        for (int row = 0; row < 16; row++) {
            mean += reading.write(3)[row * a.writeColumns() + column] / 16.0;
        }
        assertThat((double) reading.patchAttention(3, AttentionKind.WRITE)[7])
                .isCloseTo(mean * a.writeColumns(), within(1e-4));
    }

    @Test
    void thePredecessorHasOneMemory() {
        TraceReading ttm = new TraceReading(RandomTraces.ttm(2));
        assertThat(ttm.reads()).containsExactly(Role.CURRENT);
        assertThat(ttm.role(4, 0)).isEqualTo(Role.CURRENT);
        assertThat(ttm.writtenBlock(4)).isZero();
        assertThat(ttm.writeColumns(4))
                .extracting(ColumnGroup::role)
                .containsExactly(Role.CURRENT, Role.PATCHES, Role.OUTPUTS);
        assertThat(ttm.writeColumns(4).getLast().to())
                .isEqualTo(ttm.architecture().writeColumns());
    }

    @Test
    void entropyIsOneBitForAnEvenPair() {
        assertThat(reading.entropy(1)).isCloseTo(1, within(1e-6));
        assertThat(reading.entropy(9)).isLessThan(0.6);
    }

    @Test
    void scalesAreRound() {
        assertThat(Scales.roundUp(4.2)).isEqualTo(5);
        assertThat(Scales.roundUp(0.011)).isCloseTo(0.015, within(1e-12));
        assertThat(Scales.attentionCap(List.of(new float[] {0.5f, 0.5f}), 2)).isEqualTo(2);
        assertThat(Scales.signedLimit(List.of(new float[] {0, 0}))).isEqualTo(1);
        assertThat(Scales.signedLimit(List.of(new float[] {-3.7f, 1}))).isEqualTo(4);
    }
}
