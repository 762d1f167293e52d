package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.experiment.RunCatalog;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunStatus;
import org.lmttm.training.TinyRuns;
import org.lmttm.training.TrainingConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands train and config as a user runs them. */
class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path dataset = Path.of("");

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = TinyRuns.dataset(folder);
    }

    private CommandRun train(String run, String config) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        return CommandRun.of(
                "train",
                "--dataset",
                dataset.toString(),
                "--run",
                folder.resolve(run).toString(),
                "--config",
                file.toString(),
                "--json");
    }

    private static void assertOneLine(CommandRun run, String... parts) {
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("lmttm: ").contains(parts);
    }

    @Test
    void configPrintsAConfigurationThatTrainTakes() {
        CommandRun text = CommandRun.of("config", "--preset", "paper");
        assertThat(TrainingConfig.parse(text.out())).isEqualTo(TrainingConfig.paper());
        CommandRun json = CommandRun.of("config", "--json");
        assertThat(json.out().lines()).hasSize(1);
        assertThat(TrainingConfig.parse(json.out())).isEqualTo(TrainingConfig.recommended());
        assertThat(CommandRun.of("config", "--preset", "magic").status()).isEqualTo(2);
        CommandRun schema = CommandRun.of("config", "--schema");
        assertThat(JsonMapper.shared()
                        .readTree(schema.out())
                        .at("/properties/ema/default")
                        .asDouble())
                .isZero();
    }

    private String tinyConfig() throws IOException {
        String json = """
                {"epochs": 1, "batch_size": 8, "dataset": "%s", "pinned_case": null,
                 "architecture": {"dim": 16, "memory_tokens": 12, "blocks": 3, "read_tokens": 2, "heads": 2}}
                """.formatted(dataset.toString().replace("\\", "/"));
        return Files.writeString(folder.resolve("setup.json"), json).toString();
    }

    @Test
    void theDatasetMayStandInTheConfiguration() throws IOException {
        String run = folder.resolve("named").toString();
        CommandRun trained = CommandRun.of("train", "--run", run, "--config", tinyConfig(), "--json");
        assertThat(trained.status()).as(trained.err()).isZero();
        Path bare = Files.writeString(folder.resolve("bare.json"), "{\"epochs\": 1}");
        assertOneLine(
                CommandRun.of("train", "--run", folder.resolve("x").toString(), "--config", bare.toString()),
                "bare.json",
                "names no \"dataset\"");
    }

    @Test
    void aDryRunCountsAndWritesNothing() throws IOException {
        CommandRun plan = CommandRun.of("train", "--config", tinyConfig(), "--dry-run", "--json");
        assertThat(plan.status()).as(plan.err()).isZero();
        JsonNode json = plan.json();
        assertThat(json.path("training_cases").asInt()).isEqualTo(22);
        assertThat(json.path("steps_per_epoch").asInt()).isEqualTo(3);
        long count = json.path("parameters")
                .valueStream()
                .mapToLong(parameter -> parameter.path("count").asLong())
                .sum();
        assertThat(json.path("parameter_count").asLong()).isEqualTo(count).isPositive();
        // Weights, gradients and Adam's two moments, 4 bytes each.
        assertThat(json.at("/memory_bytes/weights").asLong()).isEqualTo(16 * count);
        assertThat(json.at("/memory_bytes/data").asLong()).isEqualTo(32 * 512);
        assertThat(json.path("step_gflop").asDouble()).isPositive();
        CommandRun text = CommandRun.of(
                "train",
                "--config",
                tinyConfig(),
                "--dry-run",
                "--run",
                folder.resolve("dry").toString());
        assertThat(text.out()).contains("cls.weight", "2 × 16", "22 cases train, 10 validate", "Nothing was written.");
        assertThat(folder.resolve("dry")).doesNotExist();
    }

    @Test
    void foldsAreRunsOfTheirOwnAndAreSummedUp() throws IOException {
        Path series = folder.resolve("folds");
        CommandRun trained =
                CommandRun.of("train", "--run", series.toString(), "--config", tinyConfig(), "--folds", "3", "--json");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.json().path("folds").asInt()).isEqualTo(3);
        assertThat(trained.json().at("/val_acc/n").asInt()).isEqualTo(3);
        int validated = 0;
        for (int fold = 0; fold < 3; fold++) {
            RunFolder member = RunFolder.open(series.resolve("fold-" + fold));
            assertThat(member.summary().status()).isEqualTo(RunStatus.COMPLETED);
            validated += Files.readAllLines(member.results().resolve("validation.csv"))
                    .size();
        }
        assertThat(validated).isEqualTo(32);
        assertThat(series.resolve("results/folds.json")).exists();
    }

    @Test
    void seedsMakeASeriesThatCanBeContinued() throws IOException {
        Path series = folder.resolve("series");
        CommandRun trained = CommandRun.of(
                "train", "--run", series.toString(), "--config", tinyConfig(), "--seeds", "1,2", "--json");
        assertThat(trained.status()).as(trained.err()).isZero();
        JsonNode json = trained.json();
        assertThat(json.path("runs")).hasSize(2);
        double first = json.at("/runs/0/val_auc").asDouble();
        double second = json.at("/runs/1/val_auc").asDouble();
        assertThat(json.at("/val_auc/mean").asDouble()).isEqualTo((first + second) / 2, within(1e-12));
        assertThat(json.at("/val_auc/sd").asDouble()).isEqualTo(Math.abs(first - second) / Math.sqrt(2), within(1e-12));
        assertThat(JsonMapper.shared().readTree(Files.readString(series.resolve("results/seeds.json"))))
                .isEqualTo(json);
        assertThat(RunFolder.open(series.resolve("seed-2")).config().seed()).isEqualTo(2);
        Files.delete(RunFolder.open(series.resolve("seed-2")).events());
        CommandRun resumed = CommandRun.of("train", "--run", series.toString(), "--resume", "--json");
        assertThat(resumed.json().path("runs")).hasSize(2);
        assertOneLine(
                CommandRun.of("train", "--run", series.toString(), "--config", tinyConfig(), "--seeds", "1", "--json"),
                "is not an empty folder",
                "--resume");
    }

    @Test
    void trainPrintsTheLastEventAndLeavesARun() throws IOException {
        CommandRun run = train("run", """
                {"epochs": 2, "batch_size": 8, "checkpoint_every": 2, "trace_every": 2,
                 "architecture": {"dim": 16, "memory_tokens": 12, "blocks": 3, "read_tokens": 2, "heads": 2}}
                """);
        assertThat(run.status()).as(run.err()).isEqualTo(0);
        assertThat(run.json().path("kind").asString()).isEqualTo("end");
        assertThat(run.json().path("reason").asString()).isEqualTo("completed");
        assertThat(run.json().path("step").asInt()).isEqualTo(6);
        List<String> events = Files.readAllLines(folder.resolve("run").resolve("events.jsonl"));
        assertThat(JsonMapper.shared().readTree(events.getLast())).isEqualTo(run.json());

        RunFolder made = RunFolder.open(folder.resolve("run"));
        assertThat(made.config().architecture().input().depth()).isEqualTo(8);
        RunCatalog.Listing listing = new RunCatalog(folder).scan();
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.runs()).singleElement().satisfies(summary -> {
            assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(summary.epochsDone()).isEqualTo(2);
            assertThat(summary.bestEpoch()).isBetween(1, 2);
        });

        CommandRun evaluation = CommandRun.of(
                "evaluate",
                "--model",
                made.bestCheckpoint().toString(),
                "--dataset",
                dataset.toString(),
                "--split",
                "val",
                "--json");
        assertThat(evaluation.status()).as(evaluation.err()).isEqualTo(0);
        assertThat(evaluation.json().path("auc").asDouble())
                .isEqualTo(listing.runs().getFirst().bestValAuc());

        assertOneLine(train("run", "{}"), "there is a run already", "--resume");
    }

    @Test
    void aPublishedCodeRunIsWarnedOfAndItsEvaluationRepeatsItsValidation() throws IOException {
        CommandRun run = train("carried", """
                {"epochs": 1, "batch_size": 8, "mode": "published-code",
                 "architecture": {"dim": 16, "memory_tokens": 12, "blocks": 3, "read_tokens": 2, "heads": 2}}
                """);
        assertThat(run.status()).as(run.err()).isEqualTo(0);
        assertThat(run.err().strip()).hasLineCount(1).startsWith("lmttm: warning: mode published-code");
        RunFolder made = RunFolder.open(folder.resolve("carried"));
        assertThat(Files.readString(made.summaryFile())).contains("published-code");
        CommandRun evaluation = CommandRun.of(
                "evaluate",
                "--model",
                made.bestCheckpoint().toString(),
                "--dataset",
                dataset.toString(),
                "--split",
                "val",
                "--json");
        assertThat(evaluation.err()).startsWith("lmttm: warning: mode published-code");
        assertThat(evaluation.json().path("mode").asString()).isEqualTo("published-code");
        assertThat(evaluation.json().path("auc").asDouble())
                .isEqualTo(new RunCatalog(folder).scan().runs().getFirst().bestValAuc());
    }

    @Test
    void mistakesAreOneLineEachAndLeaveNoRun() throws IOException {
        assertOneLine(train("run", "{\"epoch\": 1}"), "config.json", "unknown key \"epoch\"");
        assertOneLine(train("run", "{\"architecture\": {\"classes\": 5}}"), "tiny.npz", "2 classes", "is 5");
        assertOneLine(
                train("run", "{\"architecture\": {\"input\": {\"depth\": 9, \"height\": 8, \"width\": 8}}}"),
                "8 × 8 × 8",
                "9 × 8 × 8");
        assertOneLine(train("run", "{\"pinned_case\": 10}"), "pinned_case 10", "0 to 9");
        assertOneLine(train("run", "nonsense"), "config.json", "not JSON");
        assertOneLine(
                CommandRun.of(
                        "train",
                        "--dataset",
                        "absent.npz",
                        "--run",
                        folder.resolve("run").toString()),
                "absent.npz");
        assertThat(folder.resolve("run")).doesNotExist();
        assertOneLine(
                CommandRun.of("train", "--run", folder.resolve("run").toString(), "--resume"), "not a run folder");
    }

    @Test
    void wrongUsageIsStatusTwo() {
        String run = folder.resolve("run").toString();
        assertThat(CommandRun.of("train", "--run", run).status()).isEqualTo(2);
        assertThat(CommandRun.of("train", "--dataset", dataset.toString()).status())
                .isEqualTo(2);
        assertThat(CommandRun.of("train", "--run", run, "--resume", "--config", "x.json")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aCatalogueNumbersNewRunsAndNamesUnreadableOnes() throws IOException {
        RunCatalog catalog = new RunCatalog(folder.resolve("runs"));
        assertThat(catalog.scan().runs()).isEmpty();
        TrainingConfig config = TinyRuns.config(dataset, 1);
        assertThat(catalog.create("Vessels, first try", config).name()).isEqualTo("001-Vessels-first-try");
        RunFolder second = catalog.create("", config);
        assertThat(second.name()).isEqualTo("002");
        Files.writeString(second.configFile(), "{");
        RunCatalog.Listing listing = catalog.scan();
        assertThat(listing.runs())
                .singleElement()
                .extracting(summary -> summary.status())
                .isEqualTo(RunStatus.NEW);
        assertThat(listing.problems()).singleElement().asString().contains("002");
    }
}
