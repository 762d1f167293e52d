package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.dataset.VolumeFolders;
import org.lmttm.evaluation.MedMnistCsv;

/** A folder of volumes with a table of labels, from training to evaluation, as a user runs it. */
class FolderCommandsTest {
    @TempDir
    private Path folder;

    private String config() throws IOException {
        return Files.writeString(folder.resolve("tiny.json"), """
                {"epochs": 2, "batch_size": 8,
                 "architecture": {"input": {"depth": 8, "height": 8, "width": 8}, "dim": 16, "memory_tokens": 12,
                                  "blocks": 3, "read_tokens": 2, "heads": 2}}
                """).toString();
    }

    @Test
    void aFolderTrainsAndItsTestSplitIsEvaluatedAsPredictSeesIt() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 20, null);
        CommandRun plan = CommandRun.of("train", "--dataset", scans.toString(), "--config", config(), "--dry-run");
        assertThat(plan.err()).contains("lmttm: warning: labels.csv gives no split: split_seed 3407 divides its 40");
        assertThat(plan.out()).contains("28 cases train, 6 validate");

        String run = folder.resolve("run").toString();
        CommandRun trained =
                CommandRun.of("train", "--dataset", scans.toString(), "--run", run, "--config", config(), "--json");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("labels.csv gives no split");
        String model = Path.of(run, "checkpoints", "best.safetensors").toString();

        Path results = Files.createDirectory(folder.resolve("results"));
        CommandRun evaluated = CommandRun.of(
                "evaluate",
                "--model",
                model,
                "--dataset",
                scans.toString(),
                "--split",
                "test",
                "-o",
                results.toString(),
                "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.err().lines()).singleElement().asString().contains("gives no split");
        assertThat(evaluated.json().get("n").asInt()).isEqualTo(6);
        try (Stream<Path> files = Files.list(results)) {
            Path csv = files.findFirst().orElseThrow();
            assertThat(csv.getFileName().toString()).startsWith("scans_test_[AUC]");
            double[][] scores = MedMnistCsv.read(csv);
            assertThat(scores[2][1]).isCloseTo(predicted(model, scans, 2), within(1e-6));
        }
    }

    /** What predict says about a case of the test split. */
    private static double predicted(String model, Path scans, int index) throws IOException {
        Path file = VolumeFolder.open(scans, LabelledDataset.USUAL_SPLIT_SEED).file(Split.TEST, index);
        CommandRun run = CommandRun.of("predict", "--model", model, file.toString(), "--json");
        assertThat(run.status()).as(run.err()).isZero();
        return run.json().at("/cases/0/probabilities/1").asDouble();
    }

    @Test
    void foldsOfAFolderAreCutByPatientAndTheRunSaysSo() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 8, p -> p < 6 ? "train" : "val");
        String run = folder.resolve("folds").toString();
        CommandRun trained = CommandRun.of(
                "train",
                "--dataset",
                scans.resolve("labels.csv").toString(),
                "--run",
                run,
                "--config",
                config(),
                "--folds",
                "2",
                "--json");
        assertThat(trained.status()).as(trained.err()).isZero();
        List<String> events = Files.readAllLines(Path.of(run, "fold-1", "events.jsonl"));
        assertThat(events.getFirst())
                .contains("8 cases train, 8 validate: fold 1 of 2 (the first is 0), cut from 12 of train and 4 of val,"
                        + " patient by patient");
        CommandRun few = CommandRun.of(
                "train",
                "--dataset",
                scans.toString(),
                "--run",
                folder.resolve("x").toString(),
                "--config",
                config(),
                "--folds",
                "9");
        assertThat(few.status()).isEqualTo(1);
        assertThat(few.err().strip()).hasLineCount(1).endsWith("folds is 9 but there are only 8 patients");
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 4, p -> p < 2 ? "train" : "val");
        VolumeFolders.table(
                scans, "file,label,patient,split", "scans/p0-0.nii.gz,0,A,train", "scans/p1-0.nii.gz,1,A,val");
        CommandRun both = CommandRun.of(
                "train",
                "--dataset",
                scans.toString(),
                "--run",
                folder.resolve("x").toString(),
                "--config",
                config());
        assertThat(both.status()).isEqualTo(1);
        assertThat(both.err().strip()).hasLineCount(1).contains("labels.csv: row 3 puts its patient into val");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void aResumedRunKeepsItsDataWhereOthersDoNotFit() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 6, p -> p < 4 ? "train" : "val");
        Path run = folder.resolve("run");
        CommandRun trained = CommandRun.of(
                "train", "--dataset", scans.toString(), "--run", run.toString(), "--config", config(), "--json");
        assertThat(trained.status()).as(trained.err()).isZero();
        String before = Files.readString(run.resolve("config.json"));
        Path three = VolumeFolders.noisy(folder.resolve("three"), 6, p -> p < 4 ? "train" : "val");
        Path table = three.resolve("labels.csv");
        Files.writeString(table, Files.readString(table).replace("p0-0.nii.gz,clear", "p0-0.nii.gz,other"));
        CommandRun resumed = CommandRun.of("train", "--run", run.toString(), "--resume", "--dataset", three.toString());
        assertThat(resumed.status()).isEqualTo(1);
        assertThat(resumed.out()).isEmpty();
        assertThat(resumed.err().strip())
                .hasLineCount(1)
                .contains("three: has 3 classes [clear, lesion, other] but architecture.classes is 2");
        assertThat(Files.readString(run.resolve("config.json"))).isEqualTo(before);
    }
}
