package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmttmCommandTest {
    @Test
    void versionIsTheBuilds() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("lmttm \\d+\\.\\d+\\.\\d+\\R");
    }

    @Test
    void helpNamesTheResearchUse() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Research use only");
    }

    @Test
    void helpListsEveryCommand() {
        assertThat(CommandRun.of("--help").out())
                .contains("open", "info", "slice", "convert", "predict", "trace", "evaluate", "calibrate")
                .contains("train", "config", "import", "isosurface", "raycast", "bench", "tour");
    }

    /** What a desktop calls for a file that it associates with the program; the bad option shows who was asked. */
    @Test
    void aFileInPlaceOfACommandIsOpened(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("scan.nii"), "");

        CommandRun run = CommandRun.of(file.toString(), "--frobnicate");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--frobnicate").contains("lmttm open --help");
    }

    @Test
    void aFileThatIsNotThereIsAnUnknownCommand(@TempDir Path folder) {
        CommandRun run = CommandRun.of(folder.resolve("scan.nii").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("scan.nii");
    }

    @Test
    void wrongUsageIsStatusTwoAndOneLine() {
        CommandRun run = CommandRun.of("frobnicate");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("frobnicate");
    }
}
