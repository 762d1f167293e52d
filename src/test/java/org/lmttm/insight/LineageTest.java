package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.insight.Lineage.Source;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;

class LineageTest {
    static List<Architecture> small() {
        return RolloutTest.small();
    }

    @ParameterizedTest
    @MethodSource("small")
    void followedToTheEndItIsTheRollout(Architecture architecture) {
        TraceReading reading = new TraceReading(RandomTraces.make(architecture, 5));
        Rollout rollout = Rollout.of(reading);
        int last = reading.steps() - 1;
        int n = architecture.patches();
        for (int token = 0; token < architecture.blockTokens(); token++) {
            Lineage lineage = Lineage.of(reading, last, reading.writtenBlock(last), token, Integer.MAX_VALUE);
            assertThat(lineage.settled()).isCloseTo(1, offset(1e-5));
            float[] expected = rollout.tokenShares(last, token);
            for (int t = 0; t < reading.steps(); t++) {
                for (int patch = 0; patch < n; patch++) {
                    assertThat(lineage.patches().get(t)[patch]).isCloseTo(expected[t * n + patch], offset(1e-6f));
                }
            }
        }
    }

    @Test
    void aBeamKeepsTheLargestAndSaysWhatIsLeft() {
        TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.PAD, 4));
        Lineage narrow = Lineage.of(reading, 6, 3, 2, 2);
        Lineage wide = Lineage.of(reading, 6, 3, 2, 6);
        assertThat(narrow.settled()).isLessThan(wide.settled());
        assertThat(wide.settled()).isLessThan(1);
        assertThat(narrow.nodes().getFirst().source()).isEqualTo(new Source.Token(6, 3, 2));
        assertThat(narrow.nodes().getFirst().share()).isEqualTo(1);
        for (int t = 0; t < 6; t++) {
            int now = t;
            assertThat(narrow.nodes().stream()
                            .filter(node -> node.followed() && node.source().timestamp() == now)
                            .count())
                    .isLessThanOrEqualTo(4);
        }
    }

    @Test
    void anEdgeIsTheWriteAttention() {
        TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.PAD, 4));
        Lineage lineage = Lineage.of(reading, 6, 3, 2, 1);
        Architecture a = reading.architecture();
        float expected = reading.write(6)[2 * a.writeColumns() + 3 * a.blockTokens() + 17];
        assertThat(lineage.edges())
                .anySatisfy(edge -> assertThat(edge)
                        .isEqualTo(new Lineage.Edge(new Source.Token(6, 3, 2), new Source.Patch(6, 17), expected)));
    }

    @Test
    void memoryThatNobodyWroteComesFromTheStart() {
        TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.PAD, 4));
        Lineage lineage = Lineage.of(reading, 0, 3, 0, 4);
        assertThat(lineage.nodes()).containsExactly(new Lineage.Node(new Source.Token(-1, 3, 0), 1, false));
        assertThat(lineage.settled()).isEqualTo(1);
    }
}
