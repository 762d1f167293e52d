package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.model.Arithmetic;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.Cost;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;

/**
 * How fast a network trains and predicts here. Plain and fast arithmetic take turns step by step, and so do inference
 * with and without a trace, so that whatever else the machine does slows both alike. Cases are noise.
 */
public final class ModelBench {
    private static final Path LINUX_STATUS = Path.of("/proc/self/status");

    private final TrainingConfig config;
    private final int repeats;

    /**
     * What was measured.
     *
     * @param device device and engine
     * @param threads that the engine used for one operation
     * @param plain training as the paper writes it
     * @param fast training with what does not change computed once
     * @param inference one case, arithmetic as in use
     * @param peakRssBytes largest resident size of this process so far; null where the system does not tell
     */
    public record Result(
            String device,
            int threads,
            Form plain,
            Form fast,
            Inference inference,
            @Nullable Long peakRssBytes) {}

    /**
     * Training steps in one arithmetic: batch, forward, backward and optimizer.
     *
     * @param stepSeconds each step, in order
     * @param forwardSeconds median of the forward passes
     * @param backwardSeconds median of the backward passes
     * @param samplesPerSecond cases of a step by the median step
     * @param gflops 1e9 operations a second of the matrix products that this arithmetic really computes
     */
    public record Form(
            List<Double> stepSeconds,
            double forwardSeconds,
            double backwardSeconds,
            double samplesPerSecond,
            double gflops) {}

    /**
     * Medians of the seconds that one case takes, from voxels to answer.
     *
     * @param plainSeconds prediction alone
     * @param tracedSeconds prediction with the whole trace, arrays on the host
     */
    public record Inference(double plainSeconds, double tracedSeconds) {}

    private ModelBench(TrainingConfig config, int repeats) {
        this.config = config;
        this.repeats = repeats;
    }

    /**
     * Measures; takes one warm-up and so many repeats of everything. Starts the engine with the configuration's threads
     * where it does not run yet.
     *
     * @param config network, batch, optimizer, device and threads; its dataset is not used
     * @param repeats of every measure, at least 1
     */
    public static Result run(TrainingConfig config, int repeats) {
        return new ModelBench(config, repeats).run();
    }

    /**
     * A network of a configuration as training begins with it, for measures that no training is needed for. Starts the
     * engine where it does not run yet.
     */
    public static Checkpoint untrained(TrainingConfig config) {
        try (Learner learner = new Learner(config)) {
            return learner.checkpoint(new ModelBench(config, 1).info());
        }
    }

    private Result run() {
        Map<Arithmetic, Laps> laps = new EnumMap<>(Arithmetic.class);
        String device;
        int threads;
        Checkpoint checkpoint;
        try (Learner learner = new Learner(config)) {
            device = learner.device();
            threads = JniUtils.getNumThreads();
            train(learner, laps);
            checkpoint = learner.checkpoint(info());
        }
        Inference inference = predict(checkpoint);
        return new Result(
                device, threads, form(laps, Arithmetic.PLAIN), form(laps, Arithmetic.FAST), inference, peakResident());
    }

    private ModelInfo info() {
        Architecture architecture = config.architecture();
        List<String> labels = IntStream.range(0, architecture.classes())
                .mapToObj(Integer::toString)
                .toList();
        return new ModelInfo(
                "bench", architecture, config.mode(), labels, Preprocessing.medMnist(architecture.input()), Map.of());
    }

    private void train(Learner learner, Map<Arithmetic, Laps> laps) {
        CubeSet cases = CubeSet.noise(config, config.casesPerStep());
        DeviceCubes cubes = learner.load(cases);
        Objective objective = Objective.of(config, cases.labels());
        List<int[]> batches = IntStream.range(0, config.optimization().accumulation())
                .mapToObj(i -> IntStream.range(i * config.batchSize(), (i + 1) * config.batchSize())
                        .toArray())
                .toList();
        long step = 0;
        for (int repeat = 0; repeat <= repeats; repeat++) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
                Laps measured = new Laps();
                learner.compute(arithmetic);
                learner.step(
                        cubes, batches, objective, step++, config.optimization().learningRate(), measured);
                learner.takeLosses(); // waits for the device
                measured.finish();
                if (repeat == 0) { // warms up
                    laps.put(arithmetic, new Laps());
                } else {
                    laps.merge(arithmetic, measured, Laps::and);
                }
            }
        }
    }

    private Form form(Map<Arithmetic, Laps> laps, Arithmetic arithmetic) {
        Laps measured = laps.getOrDefault(arithmetic, new Laps());
        double perSecond = config.casesPerStep() / median(measured.steps);
        Cost cost = Cost.of(config.architecture(), arithmetic);
        return new Form(
                List.copyOf(measured.steps),
                median(measured.forward),
                median(measured.backward),
                perSecond,
                cost.trainingFlops() * perSecond / 1e9);
    }

    private Inference predict(Checkpoint checkpoint) {
        Random random = new Random(config.seed());
        float[] cube = new float[config.architecture().input().count()];
        for (int i = 0; i < cube.length; i++) {
            cube[i] = random.nextFloat();
        }
        List<Double> plain = new ArrayList<>();
        List<Double> traced = new ArrayList<>();
        try (InferenceModel model =
                InferenceModel.of(checkpoint, config.compute().choice())) {
            model.predict(cube);
            model.trace(cube);
            for (int repeat = 0; repeat < repeats; repeat++) {
                plain.add(seconds(() -> model.predict(cube)));
                traced.add(seconds(() -> model.trace(cube)));
            }
        }
        return new Inference(median(plain), median(traced));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The kernel's own high-water mark, which Linux alone shows as a file. */
    private static @Nullable Long peakResident() {
        try {
            return Files.readAllLines(LINUX_STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(null);
        } catch (IOException _) {
            return null; // not Linux: unknown, not zero
        }
    }

    /** Seconds of steps and of their parts. */
    private static final class Laps implements Learner.Watch {
        private final List<Double> steps = new ArrayList<>();
        private final List<Double> forward = new ArrayList<>();
        private final List<Double> backward = new ArrayList<>();
        private final long start = System.nanoTime();
        private long mark;
        private double forwardSum;
        private double backwardSum;

        @Override
        public void begins() {
            mark = System.nanoTime();
        }

        @Override
        public void forwardDone(NDArray loss) {
            forwardSum += lap(loss);
        }

        @Override
        public void backwardDone(NDArray loss) {
            backwardSum += lap(loss);
        }

        /** A GPU works behind the caller's back until a number is asked for. */
        private double lap(NDArray loss) {
            if (loss.getDevice().isGpu()) {
                loss.toFloatArray();
            }
            long now = System.nanoTime();
            double seconds = (now - mark) / 1e9;
            mark = now;
            return seconds;
        }

        void finish() {
            steps.add((System.nanoTime() - start) / 1e9);
            forward.add(forwardSum);
            backward.add(backwardSum);
        }

        Laps and(Laps later) {
            steps.addAll(later.steps);
            forward.addAll(later.forward);
            backward.addAll(later.backward);
            return this;
        }
    }
}
