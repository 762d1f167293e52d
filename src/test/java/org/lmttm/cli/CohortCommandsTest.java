package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.VolumeFolders;
import tools.jackson.databind.JsonNode;

/** {@code datasets check} and {@code datasets build} as a user types them. */
class CohortCommandsTest {
    @TempDir
    private Path folder;

    private Path scans() throws IOException {
        return VolumeFolders.noisy(folder.resolve("scans"), 20, null);
    }

    @Test
    void aSoundCohortEndsWithZeroAndItsCounts() throws IOException {
        Path scans = scans();
        CommandRun text = CommandRun.of("datasets", "check", scans.toString());
        assertThat(text.status()).isZero();
        assertThat(text.out())
                .contains("40 rows, 0 errors, 0 warnings")
                .containsPattern("train +clear +\\d+ cases of +\\d+ patients")
                .contains("note: labels.csv gives no split: split_seed 3407");
        CommandRun run =
                CommandRun.of("datasets", "check", scans.resolve("labels.csv").toString(), "--json");
        assertThat(run.status()).isZero();
        JsonNode json = run.json();
        assertThat(json.at("/errors").asInt()).isZero();
        assertThat(json.at("/rows").asInt()).isEqualTo(40);
        assertThat(json.at("/splits/0/split").asString()).isEqualTo("train");
        assertThat(json.at("/splits/0/classes/1/name").asString()).isEqualTo("lesion");
        assertThat(json.at("/splits/0/cases").asInt())
                .isEqualTo(json.at("/splits/0/classes/0/cases").asInt()
                        + json.at("/splits/0/classes/1/cases").asInt());
    }

    @Test
    void errorsEndWithOneAndStandInTextJsonAndCsv() throws IOException {
        Path scans = scans();
        Files.writeString(scans.resolve("scans/p3-1.nii.gz"), "broken");
        Path csv = folder.resolve("findings.csv");
        CommandRun text = CommandRun.of("datasets", "check", scans.toString(), "-o", csv.toString(), "--roi-mm", "64");
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.out())
                .contains("40 rows, 1 error, 39 warnings")
                .contains("error: row 9 cannot be read")
                .contains("reaches 10.0 mm along S, less than the region's 64.0 mm");
        assertThat(Files.readAllLines(csv)).hasSize(41).element(1).asString().startsWith("error,unreadable,9,");
        CommandRun json = CommandRun.of("datasets", "check", scans.toString(), "--json");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.json().at("/findings/0/kind").asString()).isEqualTo("unreadable");
        assertThat(json.json().at("/findings/0/advice").asString()).contains("export it anew");

        CommandRun build = CommandRun.of(
                "datasets",
                "build",
                scans.toString(),
                "-o",
                folder.resolve("a.npz").toString());
        assertThat(build.status()).isEqualTo(1);
        assertThat(build.out()).isEmpty();
        assertThat(build.err()).contains("the check found 1 error, to be put right first: row 9 cannot be read");
        assertThat(folder.resolve("a.npz")).doesNotExist();
        assertThat(CommandRun.of("datasets", "check", folder.resolve("none.csv").toString())
                        .err())
                .contains("none.csv: there is no such table of labels");
    }

    @Test
    void aBuiltArchiveIsEvaluatedAndRead() throws IOException {
        Path npz = folder.resolve("lesions_28.npz");
        CommandRun build = CommandRun.of(
                "datasets",
                "build",
                scans().toString(),
                "-o",
                npz.toString(),
                "--roi-mm",
                "8,7,8",
                "--intensity",
                "window:-1000,400",
                "--json");
        assertThat(build.err()).contains("gives no split: split_seed 3407");
        assertThat(build.status()).isZero();
        assertThat(build.json().at("/cases/train").asInt()).isEqualTo(28);
        assertThat(build.json().at("/sidecar").asString()).endsWith("lesions_28.json");
        CommandRun info = CommandRun.of("info", npz.toString(), "--case", "test:0", "--json");
        assertThat(info.json().at("/shape/0").asInt()).isEqualTo(28);
        assertThat(info.json().at("/dtype").asString()).isEqualTo("uint8");
        CommandRun train = CommandRun.of(
                "train",
                "--dataset",
                npz.toString(),
                "--run",
                folder.resolve("run").toString(),
                "--dry-run");
        assertThat(train.status()).as(train.err()).isZero();
    }

    @Test
    void wrongUsageIsSaid() throws IOException {
        Path scans = scans();
        String npz = folder.resolve("a.npz").toString();
        CommandRun intensity = CommandRun.of("datasets", "build", scans.toString(), "-o", npz, "--intensity", "window");
        assertThat(intensity.status()).isEqualTo(2);
        assertThat(intensity.err()).contains("--intensity is uint8, window:LO,HI");
        assertThat(CommandRun.of("datasets", "build", scans.toString(), "-o", npz, "--size", "2")
                        .err())
                .contains("--size is 4 to 256, not 2");
        assertThat(CommandRun.of("datasets", "build", scans.toString(), "-o", npz, "--axes", "SAX")
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("datasets", "build", scans.toString(), "-o", npz, "--roi-mm", "1,2")
                        .err())
                .contains("roi_mm needs three positive lengths");
    }

    @Test
    void wrongUsageIsSaidBeforeAnythingIsRead() throws IOException {
        Path scans = scans();
        Path table = scans.resolve("labels.csv");
        Files.writeString(scans.resolve("scans/p3-1.nii.gz"), "broken");
        CommandRun axes = CommandRun.of("datasets", "check", scans.toString(), "--axes", "SAX");
        assertThat(axes.status()).isEqualTo(2);
        CommandRun own = CommandRun.of("datasets", "check", scans.toString(), "-o", table.toString());
        assertThat(own.status()).isEqualTo(2);
        assertThat(own.err()).contains("is the table; name another file for the findings");
        assertThat(Files.readString(table)).startsWith("file,label");
        CommandRun names = CommandRun.of(
                "datasets",
                "check",
                scans.toString(),
                "-o",
                scans.resolve("labels.json").toString());
        assertThat(names.status()).isEqualTo(2);
        CommandRun nowhere = CommandRun.of(
                "datasets",
                "check",
                scans.toString(),
                "-o",
                folder.resolve("none/findings.csv").toString());
        assertThat(nowhere.err()).contains("there is no folder");
        CommandRun build = CommandRun.of(
                "datasets",
                "build",
                scans.toString(),
                "-o",
                folder.resolve("a.npz").toString(),
                "--intensity",
                "window:5,2");
        assertThat(build.status()).isEqualTo(2);
    }
}
