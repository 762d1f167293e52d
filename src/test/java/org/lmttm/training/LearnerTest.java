package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;
import org.lmttm.model.Tensor;

/** Steps of the tiny network: what accumulation, smoothing, class weights and averaging do to its weights. */
@Execution(ExecutionMode.SAME_THREAD)
class LearnerTest {
    private static final CubeSet CASES = cases();
    private static final ModelInfo INFO = new ModelInfo(
            "tiny",
            config(Map.of()).architecture(),
            Mode.DETERMINISTIC,
            List.of("a", "b"),
            Preprocessing.medMnist(Extent.cube(8)),
            Map.of());

    private static CubeSet cases() {
        byte[][] voxels = new byte[7][512];
        Random random = new Random(3);
        for (byte[] cube : voxels) {
            random.nextBytes(cube);
        }
        return new CubeSet(Extent.cube(8), voxels, new int[] {0, 1, 0, 0, 1, 0, 0});
    }

    private static TrainingConfig config(Map<String, ?> values) {
        return TinyRuns.config(java.nio.file.Path.of("none.npz"), 1)
                .with(Map.of("augmentation.flips", false, "optimizer", "sgd", "momentum", 0, "weight_decay", 0.0))
                .with(values);
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static Map<String, Tensor> after(TrainingConfig config, int steps, List<int[]> batches) {
        try (Learner learner = new Learner(config)) {
            DeviceCubes cubes = learner.load(CASES);
            for (int step = 0; step < steps; step++) {
                learner.step(cubes, batches, Objective.of(config, CASES.labels()), step, 0.1);
            }
            return learner.state();
        }
    }

    private static double distance(Map<String, Tensor> a, Map<String, Tensor> b, String prefix) {
        double largest = 0;
        for (var entry : a.entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                float[] left = entry.getValue().floats();
                float[] right = Objects.requireNonNull(b.get(entry.getKey())).floats();
                for (int i = 0; i < left.length; i++) {
                    largest = Math.max(largest, Math.abs(left[i] - right[i]));
                }
            }
        }
        return largest;
    }

    @Test
    void unequalAccumulatedBatchesStepLikeOneOfAllTheirCases() {
        for (String balance : List.of("none", "class_weights")) {
            TrainingConfig config = config(Map.of("balance", balance, "label_smoothing", 0.1));
            Map<String, Tensor> whole = after(config, 3, List.of(range(0, 7)));
            Map<String, Tensor> parts = after(config, 3, List.of(range(0, 3), range(3, 6), range(6, 7)));
            Map<String, Tensor> untrained = after(config, 0, List.of());
            assertThat(distance(whole, parts, "weight.")).isLessThan(2e-6);
            assertThat(distance(whole, untrained, "weight.")).isGreaterThan(1e-3);
        }
    }

    @Test
    void theLossIsTheWeightedSmoothedCrossEntropy() {
        TrainingConfig config = config(Map.of("balance", "class_weights", "label_smoothing", 0.2));
        Objective objective = Objective.of(config, CASES.labels());
        assertThat(objective.classWeights()).containsExactly(7 / (2.0 * 5), 7 / (2.0 * 2));
        try (Learner learner = new Learner(config)) {
            DeviceCubes cubes = learner.load(CASES);
            List<float[]> logits = learner.logits(cubes);
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < CASES.count(); i++) {
                float[] row = logits.get(i);
                double normalizer = Math.log(Math.exp(row[0]) + Math.exp(row[1]));
                int label = CASES.labels()[i];
                double weight = label == 0 ? 0.7 : 1.75;
                sum -= weight * (0.9 * (row[label] - normalizer) + 0.1 * (row[1 - label] - normalizer));
                weights += weight;
            }
            learner.step(cubes, List.of(range(0, 4), range(4, 7)), objective, 0, 0.1);
            assertThat((double) learner.takeLosses()[0]).isEqualTo(sum / weights, within(1e-5));
        }
    }

    @Test
    void averagedWeightsFollowTheirRecurrence() {
        TrainingConfig config = config(Map.of("ema", 0.15));
        try (Learner learner = new Learner(config)) {
            DeviceCubes cubes = learner.load(CASES);
            Map<String, Tensor> before = learner.state();
            learner.step(cubes, List.of(range(0, 7)), Objective.of(config, CASES.labels()), 0, 0.1);
            Map<String, Tensor> one = learner.state();
            learner.step(cubes, List.of(range(0, 7)), Objective.of(config, CASES.labels()), 30, 0.1);
            Map<String, Tensor> two = learner.state();
            float w0 = first(before, "weight.cls.weight");
            float w1 = first(one, "weight.cls.weight");
            float w2 = first(two, "weight.cls.weight");
            double average = 0.1 * w0 + 0.9 * w1;
            assertThat((double) first(one, "ema.cls.weight")).isEqualTo(average, within(1e-6));
            average = 0.15 * average + 0.85 * w2;
            assertThat((double) first(two, "ema.cls.weight")).isEqualTo(average, within(1e-6));
            assertThat(w1).isNotEqualTo(w0);
            assertThat(first(learner.checkpoint(INFO).weights(), "cls.weight")).isEqualTo(first(two, "ema.cls.weight"));
        }
    }

    private static float first(Map<String, Tensor> state, String name) {
        return Objects.requireNonNull(state.get(name)).floats()[0];
    }
}
