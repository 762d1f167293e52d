package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;

/** Orders of blocks and tokens, courses over time, and shares of writing. */
class BlockOrderTest {
    private final TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.PAD, 1));

    @Test
    void tokensFallInNorm() {
        double[] norms = reading.tokenNorms(5, 2, Phase.AFTER);
        int[] tokens = BlockOrder.NORM.tokens(reading, 5, 2, Phase.AFTER);
        assertThat(tokens).doesNotHaveDuplicates().hasSize(norms.length);
        for (int row = 1; row < tokens.length; row++) {
            assertThat(norms[tokens[row]]).isLessThanOrEqualTo(norms[tokens[row - 1]]);
        }
        // a block never written has equal norms: its tokens stay as they are
        assertThat(BlockOrder.NORM.tokens(reading, 0, 3, Phase.AFTER)).isSorted();
        assertThat(BlockOrder.NORM.blocks(reading, 5, Phase.AFTER)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theBlockWrittenLastComesFirst() {
        // timestamps 0 to 5 write blocks 1, 2, 3, 0, 1, 2
        assertThat(BlockOrder.WRITTEN.blocks(reading, 5, Phase.AFTER)).containsExactly(2, 1, 0, 3);
        assertThat(BlockOrder.WRITTEN.blocks(reading, 5, Phase.BEFORE)).containsExactly(1, 0, 3, 2);
        assertThat(BlockOrder.WRITTEN.blocks(reading, 1, Phase.AFTER)).containsExactly(2, 1, 0, 3);
        assertThat(BlockOrder.WRITTEN.blocks(reading, 0, Phase.BEFORE)).containsExactly(0, 1, 2, 3);
        assertThat(BlockOrder.WRITTEN.tokens(reading, 5, 2, Phase.AFTER)).isSorted();
    }

    @Test
    void aBlocksCourseIsItsNormAtEveryTimestamp() {
        NormCourse course = NormCourse.of(reading);
        for (int block = 0; block < 4; block++) {
            for (int t = 0; t < reading.steps(); t++) {
                assertThat(course.norm()[block][t]).isEqualTo(reading.norm(t, block, Phase.AFTER));
                assertThat(course.change()[block][t] > 0).isEqualTo(reading.writtenBlock(t) == block);
                assertThat(course.largest()).isGreaterThanOrEqualTo(course.norm()[block][t]);
            }
        }
    }

    @Test
    void writingSplitsOverMemoryPatchesAndOutputs() {
        Architecture a = reading.architecture();
        float[] write = reading.write(4);
        double outputs = 0;
        for (int row = 0; row < a.writeRows(); row++) {
            for (int column = a.writeColumns() - a.outputTokens(); column < a.writeColumns(); column++) {
                outputs += write[row * a.writeColumns() + column];
            }
        }
        Map<Role, Double> shares = reading.writeShares(4);
        assertThat(shares).containsOnlyKeys(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES, Role.OUTPUTS);
        assertThat(shares.getOrDefault(Role.OUTPUTS, 0.0)).isCloseTo(outputs / a.writeRows(), within(1e-9));
        assertThat(shares.values().stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-5));
        assertThat(reading.writeMemoryShare(4))
                .isCloseTo(
                        1 - shares.getOrDefault(Role.PATCHES, 0.0) - shares.getOrDefault(Role.OUTPUTS, 0.0),
                        within(1e-5));
    }

    @Test
    void theTableHasTheSameNumbersAndNothingStaysBesideIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trace.csv");
        TraceTable.write(file, reading);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(reading.steps() + 2);
        assertThat(lines.getFirst()).startsWith("# Research use only");
        List<String> header = List.of(lines.get(1).split(",", -1));
        String[] row = lines.get(2 + 4).split(",", -1);
        assertThat(row).hasSameSizeAs(header.toArray());
        assertThat(Double.parseDouble(row[header.indexOf("write_outputs")]))
                .isCloseTo(reading.writeShares(4).getOrDefault(Role.OUTPUTS, 0.0), within(1e-6));
        assertThat(Double.parseDouble(row[header.indexOf("change_1")]))
                .isCloseTo(reading.norm(4, 1, Phase.CHANGE), within(1e-6));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
