package org.lmttm.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.TrainingConfig;

/** Writes a run folder step by step, as a trainer would. */
public final class RunFiles {
    private final RunFolder run;

    public RunFiles(Path folder) throws IOException {
        run = RunFolder.create(folder, TrainingConfig.recommended().withDataset("vessels.npz"));
    }

    public RunFolder run() {
        return run;
    }

    public void start() throws IOException {
        append(RunEvent.now(RunEvent.Kind.START).with(RunEvent.EPOCH, 0).with(RunEvent.STEP, 0));
    }

    public void epoch(int epoch, double loss, double auc) throws IOException {
        append(RunEvent.now(RunEvent.Kind.EPOCH)
                .with(RunEvent.EPOCH, epoch)
                .with(RunEvent.STEP, epoch * 10L)
                .with(RunEvent.LOSS, loss)
                .with(RunEvent.VAL_LOSS, loss + 0.1)
                .with(RunEvent.VAL_AUC, auc)
                .with(RunEvent.VAL_ACC, 0.75)
                .with(RunEvent.LEARNING_RATE, 1e-3)
                .with(RunEvent.SAMPLES_PER_SECOND, 68.25)
                .with(RunEvent.ETA_SECONDS, 125.0));
        append(RunEvent.now(RunEvent.Kind.CHECKPOINT)
                .with(RunEvent.EPOCH, epoch)
                .with(RunEvent.STEP, epoch * 10L)
                .with(RunEvent.FILE, "checkpoints/last.safetensors"));
    }

    public void trace(int epoch) throws IOException {
        append(RunEvent.now(RunEvent.Kind.TRACE)
                .with(RunEvent.EPOCH, epoch)
                .with(RunEvent.STEP, epoch * 10L)
                .with(RunEvent.FILE, run.relative(run.trace(epoch))));
    }

    /** The state that a trainer would go on from; without weights. */
    public void state(int epoch, int batch, long step) throws IOException {
        Safetensors.write(
                run.trainingState(),
                Map.of("weight", Tensor.of(new float[] {1}, 1)),
                Map.of(
                        "epoch", Integer.toString(epoch),
                        "batch", Integer.toString(batch),
                        "step", Long.toString(step),
                        "loss_sum", "0",
                        "best_score", "0"));
    }

    /** This process stands for a trainer that is at work on the run. */
    public void trainerComes() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String started =
                self.info().startInstant().map(start -> "\"" + start + "\"").orElse("null");
        Files.writeString(trainerFile(), "{\"pid\":" + self.pid() + ",\"started\":" + started + "}");
    }

    /** The trainer is gone. */
    public void trainerGoes() throws IOException {
        Files.delete(trainerFile());
    }

    private Path trainerFile() {
        return run.control().resolve("trainer.json");
    }

    public void end(String reason) throws IOException {
        append(RunEvent.now(RunEvent.Kind.END).with(RunEvent.REASON, reason));
    }

    private void append(RunEvent.Builder event) throws IOException {
        Files.writeString(
                run.events(), event.build().toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
