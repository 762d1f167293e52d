package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.download.FileServer;
import tools.jackson.databind.JsonNode;

class DatasetsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void allTwelveAreListedAndNoneIsHere() {
        CommandRun run = CommandRun.of("datasets", "-o", folder.toString(), "--json");

        assertThat(run.status()).isZero();
        JsonNode datasets = run.json().path("datasets");
        assertThat(datasets.size()).isEqualTo(12);
        assertThat(datasets.findValuesAsString("present")).containsOnly("false");
        assertThat(run.json().path("licence").asString()).isEqualTo("CC BY 4.0");
        assertThat(CommandRun.of("datasets", "-o", folder.toString()).out())
                .contains("adrenalmnist3d   64   2 classes  not here")
                .contains("doi:10.1038/s41597-022-01721-8");
    }

    @Test
    void aWrongFileFailsWithBothChecksumsAndLeavesNothing() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(new byte[100], "\"v1\""))) {
            CommandRun run = CommandRun.of(
                    "datasets",
                    "get",
                    "adrenalmnist3d",
                    "--size",
                    "64",
                    "-o",
                    folder.toString(),
                    "--mirror",
                    server.place());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("adrenalmnist3d_64.npz: localhost sent another file of 100 bytes")
                    .contains("expected 17721accfe9fb005146a47d33bc54b2f");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatIsNotInTheCatalogueIsWrongUsage() {
        CommandRun run = CommandRun.of("datasets", "get", "adrenalmnist3d", "--size", "32", "-o", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no adrenalmnist3d of size 32");
    }
}
