package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;
import org.lmttm.training.RunEvent.Kind;

/** Batch norm's running statistics are state that no optimizer touches: they must travel with everything. */
class BatchNormRunTest {
    private static final String MEAN = "pre2.bn1.running_mean";

    @TempDir
    private Path folder;

    private RunFolder run(String name, Path dataset) throws IOException {
        TrainingConfig tiny = TinyRuns.config(dataset, 2);
        String json = tiny.toJson().replaceFirst("(?i)\"stem\" *: *\"patch\"", "\"stem\": \"patch_batch_norm\"");
        return RunFolder.create(folder.resolve(name), TrainingConfig.parse(json));
    }

    private static float[] values(Path file, String name) throws IOException {
        Tensor tensor = Safetensors.read(file).tensors().get(name);
        return Objects.requireNonNull(tensor).floats();
    }

    @Test
    void aStoppedRunResumesBitForBitAndItsModelPredictsWithTheRunningStatistics() throws IOException {
        Path dataset = TinyRuns.dataset(folder);
        RunFolder through = run("through", dataset);
        TrainingRun.train(through, _ -> {});
        RunFolder stopped = run("stopped", dataset);
        RunEvent end = TrainingRun.train(stopped, event -> {
            if (event.kind() == Kind.EPOCH) {
                stop(stopped);
            }
        });
        assertThat(end.toString()).contains("stopped");
        TrainingRun.train(stopped, _ -> {});
        assertThat(TinyRuns.curve(stopped)).isEqualTo(TinyRuns.curve(through));
        assertThat(Files.readAllBytes(stopped.trainingState())).isEqualTo(Files.readAllBytes(through.trainingState()));
        float[] learned = values(through.lastCheckpoint(), MEAN);
        assertThat(learned).isEqualTo(values(through.trainingState(), "weight." + MEAN));
        assertThat(learned).doesNotContain(0);
        assertThat(values(stopped.lastCheckpoint(), MEAN)).isEqualTo(learned);
        Checkpoint trained = Checkpoint.read(through.lastCheckpoint());
        Map<String, Tensor> forgetful = new LinkedHashMap<>(trained.weights());
        forgetful.put(MEAN, Tensor.of(new float[learned.length], learned.length));
        assertThat(logits(trained)).isEqualTo(logits(Checkpoint.read(stopped.lastCheckpoint())));
        assertThat(logits(trained)).isNotEqualTo(logits(new Checkpoint(trained.info(), forgetful)));
    }

    private static float[] logits(Checkpoint checkpoint) {
        float[] cube = new float[checkpoint.info().architecture().input().count()];
        Arrays.fill(cube, 0.5f);
        try (InferenceModel model = InferenceModel.of(checkpoint)) {
            return model.predict(cube).logits();
        }
    }

    private static void stop(RunFolder run) {
        try {
            run.requestStop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
