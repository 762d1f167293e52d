package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.lmttm.model.Arithmetic;
import org.lmttm.model.DeviceChoice;

/**
 * The network once on each device of a run. Every batch is cut into shards, one a device; the first device adds up the
 * gradients in the order of the devices, makes the step, and the others take its weights: so all have the same weights
 * before every step. One thread gives all devices their work, because the engine has one random state for them all; GPUs
 * compute while others get theirs.
 */
final class Replicas implements AutoCloseable {
    private final List<Replica> all = new ArrayList<>();

    /** All with the starting weights of the configuration's seed. */
    Replicas(TrainingConfig config) {
        try {
            for (DeviceChoice device : config.compute().choices()) {
                all.add(new Replica(config, device));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The one whose weights are stepped, validated and saved. */
    Replica first() {
        return all.getFirst();
    }

    int count() {
        return all.size();
    }

    Replica get(int index) {
        return all.get(index);
    }

    /** Cuts a batch into one piece a device, the first ones a case longer; none for devices that get no case. */
    List<int[]> shards(int[] batch) {
        return shards(batch, all.size());
    }

    static List<int[]> shards(int[] batch, int devices) {
        List<int[]> shards = new ArrayList<>();
        for (int from = 0, left = devices; from < batch.length; left--) {
            int to = from + Math.ceilDiv(batch.length - from, left);
            shards.add(Arrays.copyOfRange(batch, from, to));
            from = to;
        }
        return shards;
    }

    /**
     * The gradients of the step on the first device: the sums over all that had cases. Call with gradient mode off.
     *
     * @param scratch of the first device; owns them
     * @param busy how many devices had cases
     */
    Map<String, NDArray> gradients(NDManager scratch, int busy) {
        Map<String, NDArray> sums = Gradients.of(first().weights(), scratch);
        for (Replica replica : all.subList(1, busy)) {
            try (NDManager there = replica.manager().newSubManager()) {
                Gradients.of(replica.weights(), there).forEach((name, gradient) -> {
                    try (NDArray here = gradient.toDevice(scratch.getDevice(), true)) {
                        Objects.requireNonNull(sums.get(name)).addi(here);
                    }
                    gradient.subi(gradient); // those of the first are cleared by the optimizer's update
                });
            }
        }
        return sums;
    }

    /** Gives all the weights of the first. Call with gradient mode off. */
    void spread() {
        all.subList(1, all.size()).forEach(replica -> replica.follow(first().weights()));
    }

    /** How all compute from now on. */
    void compute(Arithmetic arithmetic) {
        all.forEach(replica -> replica.network().compute(arithmetic));
    }

    boolean anyGpu() {
        return all.stream().anyMatch(Replica::isGpu);
    }

    /** "CPU", "GPU 0 + GPU 1". */
    String devices() {
        return all.stream().map(Replica::device).collect(Collectors.joining(" + "));
    }

    @Override
    public void close() {
        all.forEach(Replica::close);
    }
}
