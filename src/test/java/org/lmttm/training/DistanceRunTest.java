package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;

/** Runs whose network sees how thick a mask is. */
class DistanceRunTest {
    @TempDir
    private Path folder;

    @Test
    void trainingSeesTheDistancesThatTheCheckpointAsksFor() throws IOException {
        Path archive = TinyRuns.dataset(folder);
        TrainingConfig config = TinyRuns.config(archive, 1)
                .with(Map.of("preprocessing.intensity", PreprocessingConfig.Intensity.DISTANCE));
        Preprocessing asked = config.preprocessing().of(config.architecture().input());
        assertThat(asked.intensity())
                .isEqualTo(
                        new Preprocessing.Distance(config.architecture().input().depth() / 4.0));
        RunData data = RunData.load(config, ReadProgress.SILENT);
        LabelledVolumes volumes = LabelledVolumes.open(archive);
        for (int i = 0; i < data.validation().count(); i++) {
            float[] cube = CubeInput.of(volumes.cube(Split.VAL, i), asked.cube(), asked);
            for (int v = 0; v < cube.length; v++) {
                assertThat((data.validation().voxels()[i][v] & 0xFF) / 255f).isEqualTo(cube[v]);
            }
        }
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        TrainingRun.train(run, _ -> {});
        assertThat(Checkpoint.read(run.bestCheckpoint()).info().preprocessing()).isEqualTo(asked);
    }

    @Test
    void anArchiveHasNoDirectionsOrUnits() throws IOException {
        Path archive = TinyRuns.dataset(folder);
        for (Map<String, ?> other : List.of(
                Map.of("preprocessing.axes", "SAR"),
                Map.of("preprocessing.intensity", PreprocessingConfig.Intensity.PERCENTILES))) {
            TrainingConfig config = TinyRuns.config(archive, 1).with(other);
            assertThatThrownBy(() -> RunData.load(config, ReadProgress.SILENT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("preprocessing.axes must be as-stored");
        }
    }
}
