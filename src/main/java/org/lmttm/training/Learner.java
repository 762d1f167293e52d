package org.lmttm.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Arithmetic;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.NativeEngine;
import org.lmttm.model.Tensor;

/**
 * The network and its optimizer on the device, or on several (see {@link Replicas}). One a process, because the engine allows one gradient collector a
 * process; used by one thread. Losses stay on the device until {@link #takeLosses}.
 */
final class Learner implements AutoCloseable {
    private static final String WEIGHT = "weight.";

    private final TrainingConfig config;
    private final Replicas replicas;
    /** That of the first device, on which all is but the other replicas. */
    private final NDManager manager;

    private final boolean tf32AsWanted;
    private final LmttmNetwork network;
    /** What a checkpoint holds. */
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    private final Optimizer optimizer;
    private final @Nullable AveragedWeights average;
    private final @Nullable CarriedMemory carried;
    private NDManager pending;
    private NDList losses = new NDList();

    /** Is told where each batch of a step stands. The loss is on the device; a GPU may still be computing it. */
    interface Watch {
        /** Nobody. */
        Watch NONE = new Watch() {};

        /** The batch is there; its forward pass begins. */
        default void begins() {}

        /** The loss is computed. */
        default void forwardDone(NDArray loss) {}

        /** The gradients are computed. */
        default void backwardDone(NDArray loss) {}
    }

    /** Makes the network with the starting weights of the configuration's seed. */
    Learner(TrainingConfig config) {
        this.config = config;
        Compute compute = config.compute();
        tf32AsWanted = NativeEngine.allowTf32(compute.tf32());
        replicas = new Replicas(config);
        manager = replicas.first().manager();
        network = replicas.first().network();
        if (compute.threads() > 0) {
            JniUtils.setNumThreads(compute.threads());
        }
        arrays.putAll(replicas.first().weights());
        network.namedBuffers().forEach((name, buffer) -> arrays.put(name, buffer.getArray()));
        optimizer =
                Optimizer.of(config.optimization(), manager, replicas.first().weights());
        average = config.regularization().ema() > 0 ? new AveragedWeights(config, network, manager) : null;
        carried = config.mode() == Mode.PUBLISHED_CODE ? new CarriedMemory(network, config.batchSize(), manager) : null;
        pending = manager.newSubManager();
    }

    /** Device and engine, for the record. */
    String device() {
        Engine engine = manager.getEngine();
        boolean tf32 = config.compute().tf32() == tf32AsWanted;
        return replicas.devices() + (replicas.anyGpu() && tf32 ? " with TF32" : "") + ", " + engine.getEngineName()
                + " " + engine.getVersion();
    }

    /** Whether the same run gives the same bits again on this device, with the same number of threads. */
    boolean repeatsExactly() {
        return !replicas.anyGpu();
    }

    /** What a person should know about the device, one line each. */
    List<String> warnings() {
        List<String> warnings = warnings(replicas.anyGpu(), config.compute().tf32(), tf32AsWanted);
        if (replicas.count() > 1 && !replicas.anyGpu()) {
            warnings.add("devices names the CPU " + replicas.count() + " times: it computes the shards of a batch one"
                    + " after another, which checks that several devices compute what one does, and saves no time");
        }
        return warnings;
    }

    static List<String> warnings(boolean gpu, boolean tf32, boolean tf32AsWanted) {
        List<String> warnings = new ArrayList<>();
        if (gpu) {
            warnings.add("the GPU adds numbers in changing order: a repeated or resumed run may differ in the last"
                    + " digits; device cpu repeats bit for bit");
        }
        if (!gpu && tf32) {
            warnings.add("tf32 has no effect: the run computes on the CPU");
        }
        if (gpu && !tf32AsWanted) {
            warnings.add("tf32 " + tf32 + " has no effect: the engine of this process computes with tf32 " + !tf32
                    + ", which an environment variable (NVIDIA_TF32_OVERRIDE) or an earlier run in it decided");
        }
        return warnings;
    }

    /** Copies a split to the device, where it stays as long as this learner. */
    DeviceCubes load(CubeSet cubes) {
        return new DeviceCubes(cubes, manager);
    }

    /** Chooses how the network is computed from now on; until then with every saving. */
    void compute(Arithmetic arithmetic) {
        replicas.compute(arithmetic);
    }

    long parameterCount() {
        return network.parameterCount();
    }

    /**
     * One optimizer step along the gradient of the mean over the cases of all its batches.
     *
     * @param cases where the cases stand
     * @param batches indices of each batch's cases
     * @param step optimizer steps done before this one
     */
    void step(DeviceCubes cases, List<int[]> batches, Objective objective, long step, double learningRate) {
        step(cases, batches, objective, step, learningRate, Watch.NONE);
    }

    /** The same, telling somebody where it stands. */
    void step(
            DeviceCubes cases, List<int[]> batches, Objective objective, long step, double learningRate, Watch watch) {
        double weight = batches.stream()
                .mapToDouble(batch -> objective.weight(cases.labelsOf(batch)))
                .sum();
        try (NDManager scratch = manager.newSubManager()) {
            NDList shares = new NDList();
            int busy = 0;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                for (int i = 0; i < batches.size(); i++) {
                    long pass = step * config.optimization().accumulation() + i;
                    List<int[]> shards = replicas.shards(batches.get(i));
                    busy = Math.max(busy, shards.size());
                    for (int k = 0; k < shards.size(); k++) {
                        Shard shard = new Shard(replicas.get(k), shards.get(k), pass * replicas.count() + k);
                        NDArray share = backward(collector, cases, shard, objective, step, weight, watch);
                        NDArray here = share.toDevice(manager.getDevice(), true);
                        share.close();
                        here.attach(scratch);
                        shares.add(here);
                    }
                }
            }
            JniUtils.setGradMode(false);
            Map<String, NDArray> gradients = replicas.gradients(scratch, busy);
            if (config.optimization().gradientClip() > 0) {
                Gradients.clip(gradients, config.optimization().gradientClip());
            }
            optimizer.step(gradients, learningRate);
            replicas.spread();
            if (average != null) {
                average.follow(step);
            }
            NDArray loss = shares.size() == 1 ? shares.head() : NDArrays.add(shares.toArray(new NDArray[0]));
            loss.attach(pending);
            losses.add(loss);
        }
    }

    /**
     * A device's share of a batch.
     *
     * @param cases where they stand in the split
     * @param draw of the dropout masks, another one for every shard of the run
     */
    private record Shard(Replica replica, int[] cases, long draw) {}

    /** Adds a shard's gradients to those its replica has; what it gives belongs to the replica's manager. */
    private NDArray backward(
            GradientCollector collector,
            DeviceCubes cases,
            Shard shard,
            Objective objective,
            long step,
            double stepWeight,
            Watch watch) {
        Replica replica = shard.replica();
        try (NDManager pass = replica.manager().newSubManager()) {
            NDArray input = replica.here(cases).batch(pass, shard.cases(), config.augmentation(), config.seed(), step);
            LmttmNetwork.seedDropout(pass, config.seed(), shard.draw());
            JniUtils.setGradMode(true); // making the batch switched it off
            watch.begins();
            NDArray logits = forward(replica.network(), carried, input, true);
            NDArray share = objective.share(pass, logits, cases.labelsOf(shard.cases()), stepWeight);
            watch.forwardDone(share);
            collector.backward(share);
            watch.backwardDone(share);
            NDArray loss = share.stopGradient();
            loss.attach(replica.manager());
            return loss;
        }
    }

    private static NDArray forward(LmttmNetwork by, @Nullable CarriedMemory memory, NDArray input, boolean training) {
        return memory == null ? by.forward(input, training) : memory.forward(by, input, training);
    }

    /** The losses of the steps since the last call, in order; the only numbers that leave the device, at once. */
    float[] takeLosses() {
        if (losses.isEmpty()) {
            return new float[0];
        }
        float[] values;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray stacked = NDArrays.stack(losses);
            stacked.attach(scratch);
            values = stacked.toFloatArray();
        }
        losses = new NDList();
        pending.close();
        pending = manager.newSubManager();
        return values;
    }

    /**
     * Logits of every case, without dropout, in batches of the training's size, so that they need no more memory. In published-code mode as an evaluation of a
     * checkpoint of this moment gives them; the training's memory is not touched.
     */
    List<float[]> logits(DeviceCubes cases) {
        JniUtils.setGradMode(false);
        if (carried == null) {
            return logits(cases, null);
        }
        try (CarriedMemory memory = carried.restarted()) {
            return logits(cases, memory);
        }
    }

    private List<float[]> logits(DeviceCubes cases, @Nullable CarriedMemory memory) {
        List<float[]> result = new ArrayList<>();
        int size = config.batchSize();
        int classes = config.architecture().classes();
        for (int from = 0; from < cases.count(); from += size) {
            int[] indices =
                    IntStream.range(from, Math.min(cases.count(), from + size)).toArray();
            try (NDManager scratch = manager.newSubManager()) {
                NDArray input = cases.batch(scratch, indices, Augmentation.NONE, 0, 0);
                float[] rows = forward(judged(), memory, input, false).toFloatArray();
                for (int i = 0; i < indices.length; i++) {
                    result.add(Arrays.copyOfRange(rows, i * classes, (i + 1) * classes));
                }
            }
        }
        return result;
    }

    /** The network to be validated and saved: the averaged one where weights are averaged. */
    private LmttmNetwork judged() {
        return average == null ? network : average.network();
    }

    /** The model of this moment. */
    Checkpoint checkpoint(ModelInfo info) {
        return carried == null ? Checkpoint.of(info, judged()) : carried.checkpoint(info, judged());
    }

    /** Weights, optimizer state, averaged weights and carried memory by name. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = Arrays32.out(arrays, WEIGHT);
        state.putAll(optimizer.state());
        if (average != null) {
            state.putAll(average.state());
        }
        if (carried != null) {
            state.putAll(carried.tensors());
        }
        return state;
    }

    /**
     * Puts back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException if an array is missing or has another shape
     */
    void restore(Map<String, Tensor> state, long steps) {
        Arrays32.in(arrays, state, WEIGHT);
        JniUtils.setGradMode(false);
        replicas.spread();
        optimizer.restore(state, steps);
        if (average != null) {
            average.restore(state);
        }
        if (carried != null) {
            carried.restore(state);
        }
    }

    @Override
    public void close() {
        replicas.close();
    }
}
