package org.lmttm.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Architecture.Family;
import org.lmttm.model.Architecture.Unit;
import org.lmttm.model.Mode;
import org.lmttm.model.Trace;

/** Traces with the right shapes and softmax rows, from a seed: no network ran. */
public final class RandomTraces {
    private RandomTraces() {}

    /** 28³ cube, patch 3, K = 4, m = 16, d = 64, r = 8. */
    public static Trace lmttm(Border border, long seed) {
        return make(architecture(Family.LMTTM, border, 4, 64), seed);
    }

    /** TTM with 24 memory tokens. */
    public static Trace ttm(long seed) {
        return make(architecture(Family.TTM, Border.PAD, 1, 24), seed);
    }

    private static Architecture architecture(Family family, Border border, int blocks, int tokens) {
        return new Architecture(
                family,
                Unit.TRANSFORMER,
                Extent.cube(28),
                Extent.cube(3),
                border,
                64,
                tokens,
                blocks,
                8,
                8,
                3,
                true,
                0,
                2);
    }

    /** Any architecture. */
    public static Trace make(Architecture a, long seed) {
        Random random = new Random(seed);
        float[] input = ball(a.input());
        List<float[]> memory = new ArrayList<>();
        memory.add(new float[a.memoryTokens() * a.dim()]);
        List<Trace.Step> steps = new ArrayList<>();
        for (int t = 0; t < a.steps(); t++) {
            List<float[]> read = new ArrayList<>();
            for (int b = 0; b < a.blocksRead(); b++) {
                read.add(softmaxRows(random, a.readTokens(), a.readColumns()));
            }
            float[] next = memory.get(t).clone();
            int size = a.blockTokens() * a.dim();
            int block = a.nextBlock(t);
            for (int i = 0; i < size; i++) {
                next[block * size + i] = (float) (random.nextGaussian() * 0.4);
            }
            memory.add(next);
            float[] running = pair(0.45 + 0.05 * t);
            steps.add(new Trace.Step(
                    read,
                    softmaxRows(random, a.writeRows(), a.writeColumns()),
                    new float[a.outputTokens() * a.dim()],
                    pair(0.4 + 0.4 * random.nextDouble()),
                    running));
        }
        float[] last = steps.getLast().runningProbabilities();
        float[] logits = {(float) Math.log(last[0]), (float) Math.log(last[1])};
        return new Trace(
                "random", Mode.DETERMINISTIC, a, List.of("normal", "aneurysm"), 0, input, memory, steps, logits, last);
    }

    private static float[] pair(double p) {
        return new float[] {(float) (1 - p), (float) p};
    }

    private static float[] ball(Extent e) {
        float[] voxels = new float[e.count()];
        int at = 0;
        for (int z = 0; z < e.depth(); z++) {
            for (int y = 0; y < e.height(); y++) {
                for (int x = 0; x < e.width(); x++) {
                    double r = Math.hypot(Math.hypot(z - 13.5, y - 12), x - 16);
                    voxels[at++] = r < 7 ? 0.9f : 0.1f;
                }
            }
        }
        return voxels;
    }

    private static float[] softmaxRows(Random random, int rows, int columns) {
        float[] weights = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                weights[row * columns + c] = (float) Math.exp(random.nextGaussian() * 1.2);
                sum += weights[row * columns + c];
            }
            for (int c = 0; c < columns; c++) {
                weights[row * columns + c] /= (float) sum;
            }
        }
        return weights;
    }
}
