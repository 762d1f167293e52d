package org.lmttm.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.NativeEngine;
import org.lmttm.model.Tensor;

/**
 * The network and its optimizer on the device. One a process, because the engine allows one gradient collector a
 * process; used by one thread. Losses stay on the device until {@link #takeLosses}.
 */
final class Learner implements AutoCloseable {
    private static final int VALIDATION_BATCH = 32;
    private static final String WEIGHT = "weight.";
    private static final String BUFFER = "buffer.";

    private final TrainingConfig config;
    private final NDManager manager;
    private final LmttmNetwork network;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> buffers = new LinkedHashMap<>();
    private final Adam adam;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss("cross-entropy", 1, -1, true, true);
    private NDManager pending;
    private List<NDArray> losses = new ArrayList<>();

    /** Makes the network with the starting weights of the configuration's seed. */
    Learner(TrainingConfig config) {
        this.config = config;
        if (config.threads() > 0) {
            System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(config.threads()));
        }
        manager = NativeEngine.newManager();
        network = LmttmNetwork.create(config.architecture(), config.seed(), manager);
        network.namedParameters().forEach((name, parameter) -> {
            NDArray weight = parameter.getArray();
            weight.setRequiresGradient(true);
            weights.put(name, weight);
        });
        network.namedBuffers().forEach((name, buffer) -> buffers.put(name, buffer.getArray()));
        adam = new Adam(manager, weights);
        pending = manager.newSubManager();
    }

    /** Device and engine, for the record. */
    String device() {
        Engine engine = manager.getEngine();
        String device =
                manager.getDevice().isGpu() ? "GPU " + manager.getDevice().getDeviceId() : "CPU";
        return device + ", " + engine.getEngineName() + " " + engine.getVersion();
    }

    /** Copies a split to the device, where it stays as long as this learner. */
    DeviceCubes load(CubeSet cubes) {
        return new DeviceCubes(cubes, manager);
    }

    long parameterCount() {
        return network.parameterCount();
    }

    /**
     * One optimizer step.
     *
     * @param cubes the training split
     * @param cases which of them
     * @param step optimizer steps done before this one
     */
    void step(DeviceCubes cubes, int[] cases, long step, double learningRate) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray batch = cubes.batch(scratch, cases, config.augmentation(), config.seed(), step);
            LmttmNetwork.seedDropout(scratch, config.seed(), step);
            NDArray loss;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray logits = network.forward(batch, true);
                loss = crossEntropy.evaluate(new NDList(scratch.create(cubes.labelsOf(cases))), new NDList(logits));
                collector.backward(loss);
            }
            JniUtils.setGradMode(false);
            adam.step(scratch, learningRate, config.weightDecay(), config.gradientClip());
            NDArray value = loss.stopGradient();
            value.attach(pending);
            losses.add(value);
        }
    }

    /** The batch-mean losses of the steps since the last call, in order; the only number that leaves the device. */
    float[] takeLosses() {
        float[] values = new float[losses.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = losses.get(i).getFloat();
        }
        losses = new ArrayList<>();
        pending.close();
        pending = manager.newSubManager();
        return values;
    }

    /** Logits of every case, without dropout, in batches of one fixed size. */
    List<float[]> logits(DeviceCubes cases) {
        JniUtils.setGradMode(false);
        List<float[]> result = new ArrayList<>();
        int classes = config.architecture().classes();
        for (int from = 0; from < cases.count(); from += VALIDATION_BATCH) {
            int[] indices = new int[Math.min(VALIDATION_BATCH, cases.count() - from)];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = from + i;
            }
            try (NDManager scratch = manager.newSubManager()) {
                float[] rows = network.forward(cases.batch(scratch, indices, Augmentation.NONE, 0, 0), false)
                        .toFloatArray();
                for (int i = 0; i < indices.length; i++) {
                    result.add(Arrays.copyOfRange(rows, i * classes, (i + 1) * classes));
                }
            }
        }
        return result;
    }

    /** The network, to be saved. */
    LmttmNetwork network() {
        return network;
    }

    /** Weights, buffers and optimizer moments by name. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        weights.forEach((name, weight) -> state.put(WEIGHT + name, Adam.tensor(weight)));
        buffers.forEach((name, buffer) -> state.put(BUFFER + name, Adam.tensor(buffer)));
        state.putAll(adam.state());
        return state;
    }

    /**
     * Puts back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException if an array is missing or has another shape
     */
    void restore(Map<String, Tensor> state, long steps) {
        weights.forEach((name, weight) -> Adam.fill(weight, state, WEIGHT + name));
        buffers.forEach((name, buffer) -> Adam.fill(buffer, state, BUFFER + name));
        adam.restore(state, steps);
    }

    @Override
    public void close() {
        manager.close();
    }
}
