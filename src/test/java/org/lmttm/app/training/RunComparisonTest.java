package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.training.RunComparison.Row;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunStatus;
import org.lmttm.training.TrainingConfig;

class RunComparisonTest {
    private static RunSnapshot run(Path folder, Map<String, Object> values) throws IOException {
        RunFolder run = RunFolder.create(folder, TrainingConfig.recommended().with(values));
        return new RunSnapshot(
                run,
                run.config(),
                RunStatus.NEW,
                false,
                List.of(),
                new StepCurve().steps(StepQuery.ALL),
                List.of(),
                List.of(),
                null,
                null,
                "");
    }

    @Test
    void keysThatDifferStandAboveTheResultsAndTheOthersBelowThemOnRequest(@TempDir Path folder) throws IOException {
        RunComparison comparison = RunComparison.of(List.of(
                run(folder.resolve("a"), Map.of("architecture.blocks", 4, "seed", 7L)),
                run(folder.resolve("b"), Map.of("architecture.blocks", 8, "seed", 7L)),
                run(folder.resolve("c"), Map.of("architecture.blocks", 8, "seed", 9L))));
        assertThat(comparison.runs()).containsExactly("a", "b", "c");
        assertThat(comparison.differing()).isEqualTo(2);
        assertThat(comparison.shown(false))
                .filteredOn(row -> !row.result())
                .extracting(Row::key, Row::values)
                .containsExactlyInAnyOrder(
                        tuple("architecture.blocks", List.of("4", "8", "8")), tuple("seed", List.of("7", "7", "9")));
        assertThat(comparison.shown(false)).extracting(Row::result).startsWith(false, false, true);
        assertThat(comparison.shown(false).getLast().result()).isTrue();
        assertThat(comparison.shown(true)).extracting(Row::result).startsWith(false, false, true);
        assertThat(comparison.shown(true).getLast().differs()).isFalse();
        assertThat(comparison.shown(true)).hasSize(comparison.rows().size());
        assertThat(comparison.table(false).lines())
                .contains(
                        "# Research use only \u2014 not for clinical use",
                        "\"\",\"a\",\"b\",\"c\"",
                        "\"architecture.blocks\",\"4\",\"8\",\"8\"")
                .noneMatch(line -> line.startsWith("\"architecture.dim\""));
        assertThat(comparison.table(true).lines()).anyMatch(line -> line.startsWith("\"architecture.dim\""));
    }

    @Test
    void aSingleRunHasNothingToBeComparedWith(@TempDir Path folder) throws IOException {
        RunComparison one = RunComparison.of(List.of(run(folder.resolve("a"), Map.of())));
        assertThat(one.differing()).isZero();
        assertThat(one.shown(true)).isEmpty();
    }
}
