package org.lmttm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.model.Cost;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunPlan;
import org.lmttm.training.TinyRuns;
import org.lmttm.training.TrainingConfig;

class RunPaceTest {
    private static void trained(Path folder, TrainingConfig config, double... casesPerSecond) throws IOException {
        RunFolder run = RunFolder.create(folder, config);
        StringBuilder events = new StringBuilder("x".repeat(100_000)).append('\n');
        for (double speed : casesPerSecond) {
            events.append(RunEvent.now(RunEvent.Kind.EPOCH)
                            .with(RunEvent.EPOCH, 1)
                            .with(RunEvent.SAMPLES_PER_SECOND, speed)
                            .build()
                            .toJson())
                    .append('\n');
        }
        Files.writeString(run.events(), events);
    }

    @Test
    void aTimeIsThatOfTheNewestEpochOfTheMostSimilarRunOnTheDevice(@TempDir Path folder) throws IOException {
        TrainingConfig config = TinyRuns.config(TinyRuns.dataset(folder), 5);
        Path runs = folder.resolve("runs");
        trained(runs.resolve("alike"), config, 3, 20);
        trained(runs.resolve("larger"), config.with(Map.of("architecture.dim", 64)), 1000);
        trained(runs.resolve("elsewhere"), config.with(Map.of("device", "gpu0")), 5000);
        RunPace pace = RunPace.of(runs);
        assertThat(pace.measured()).hasSize(3);
        RunPlan plan = RunPlan.of(config);
        Cost cost = Cost.of(config.architecture());
        double cases = plan.trainingCases() + plan.validationCases() * cost.forwardFlops() / cost.trainingFlops();
        assertThat(pace.seconds(config, plan).orElseThrow()).isCloseTo(5 * cases / 20, within(1e-9));
        assertThat(pace.seconds(config.with(Map.of("device", "cpu")), plan)).isEmpty();
    }

    @Test
    void damagedRunsAndThoseWithoutAnEpochAreNoMeasure(@TempDir Path folder) throws IOException {
        TrainingConfig config = TinyRuns.config(TinyRuns.dataset(folder), 5);
        Path runs = folder.resolve("runs");
        assertThat(RunPace.of(runs).measured()).isEmpty();
        trained(runs.resolve("new"), config);
        trained(runs.resolve("damaged"), config, 7);
        Files.writeString(runs.resolve("damaged").resolve("config.json"), "{");
        assertThat(RunPace.of(runs).measured()).isEmpty();
    }
}
