package org.lmttm.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

/** Datasets and configurations so small that a step takes milliseconds. */
public final class TinyRuns {
    private static final int EDGE = 8;

    private TinyRuns() {}

    /** Cubes of noise; class 1 has a bright corner. */
    public static Path dataset(Path folder) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        Random random = new Random(1);
        for (var split : Map.of("train", 22, "val", 10).entrySet()) {
            int count = split.getValue();
            byte[] voxels = new byte[count * EDGE * EDGE * EDGE];
            byte[] labels = new byte[count];
            random.nextBytes(voxels);
            for (int i = 0; i < count; i++) {
                labels[i] = (byte) (i % 2);
                for (int v = 0; v < 3 * EDGE && labels[i] == 1; v++) {
                    voxels[i * EDGE * EDGE * EDGE + v] = (byte) 255;
                }
            }
            arrays.put(split.getKey() + "_images", NpyArray.of(voxels, count, EDGE, EDGE, EDGE));
            arrays.put(split.getKey() + "_labels", NpyArray.of(labels, count, 1));
        }
        Path file = folder.resolve("tiny.npz");
        NpzFile.write(file, arrays);
        return file;
    }

    /** A configuration of the tiny network; 6 steps an epoch, the last with 2 cases. */
    public static TrainingConfig config(Path dataset, int epochs) {
        return TrainingConfig.parse("""
                {"epochs": %d, "batch_size": 4, "threads": 1, "augmentation": {"flips": true},
                 "architecture": {"input": {"depth": 8, "height": 8, "width": 8}, "dim": 16, "memory_tokens": 12,
                                  "blocks": 3, "read_tokens": 2, "heads": 2, "layers": 1}}
                """.formatted(epochs)).withDataset(dataset.toString());
    }

    /** The numbers of a run that must not depend on when or how often it was interrupted. */
    static List<String> curve(RunFolder run) throws IOException {
        RunHistory history = new RunHistory();
        history.add(new RunFollower(run).poll());
        List<String> lines = new ArrayList<>();
        history.batches().forEach(b -> lines.add(b.step() + " " + b.loss() + " " + b.learningRate()));
        history.epochs()
                .forEach(e -> lines.add("epoch " + e.epoch() + " " + e.step() + " " + e.loss() + " " + e.valLoss() + " "
                        + e.valAuc() + " " + e.valAcc()));
        return lines;
    }
}
