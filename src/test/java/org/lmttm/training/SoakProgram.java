package org.lmttm.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.InferenceModel;

/** What {@link MemorySoakTest} runs in processes of their own: it works on and prints sizes in KiB. */
final class SoakProgram {
    private SoakProgram() {}

    /** @param args {@code train FOLDER EARLY LATE}, {@code trace CHECKPOINT EARLY LATE} or {@code heap RUN} */
    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "train" -> train(path, Long.parseLong(args[2]), Long.parseLong(args[3]));
            case "trace" -> trace(path, Long.parseLong(args[2]), Long.parseLong(args[3]));
            default -> heap(path);
        }
        System.exit(0); // engine threads need not be waited for
    }

    /** Prints the Java heap in use when the dataset has gone to the device. */
    private static void heap(Path run) throws IOException {
        TrainingRun.train(RunFolder.open(run), event -> {
            if (event.kind() == RunEvent.Kind.START) {
                Runtime runtime = Runtime.getRuntime();
                System.out.println("0 " + (runtime.totalMemory() - runtime.freeMemory()) / 1024);
            }
        });
    }

    /** Prints the process's resident size. */
    private static void print(long at) {
        try {
            String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(text -> text.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            System.out.println(at + " " + line.replaceAll("\\D+", ""));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whole epochs, with validation, checkpoints and traces, and every change of a case that augmentation knows. */
    private static void train(Path folder, long early, long late) throws IOException {
        TrainingConfig config = TinyRuns.config(TinyRuns.dataset(folder), Math.toIntExact(Math.ceilDiv(late, 6)))
                .with(Map.of(
                        "device", "cpu",
                        "ema", 0.99,
                        "checkpoint_every", 10,
                        "trace_every", 10,
                        "gradient_clip", 1.0,
                        "architecture.dropout", 0.1,
                        "augmentation.rotate", 10,
                        "augmentation.noise", 0.1,
                        "augmentation.intensity", 0.1));
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        TrainingRun.train(run, event -> {
            long step = event.whole(RunEvent.STEP).orElse(0);
            if (event.kind() == RunEvent.Kind.BATCH && (step == early || step == late)) {
                print(step);
            }
        });
    }

    private static void trace(Path checkpoint, long early, long late) throws IOException {
        try (InferenceModel model = InferenceModel.of(Checkpoint.read(checkpoint), DeviceChoice.CPU)) {
            float[] cube = new float[model.info().architecture().input().count()];
            Random random = new Random(1);
            for (long done = 1; done <= late; done++) {
                for (int i = 0; i < cube.length; i++) {
                    cube[i] = random.nextFloat();
                }
                model.trace(cube);
                if (done == early || done == late) {
                    print(done);
                }
            }
        }
    }
}
