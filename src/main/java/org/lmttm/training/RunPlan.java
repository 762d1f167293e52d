package org.lmttm.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lmttm.model.Cost;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.LmttmNetwork;

/**
 * What a run would do and cost, known before it begins.
 *
 * @param dataset as the configuration names it
 * @param trainingCases cases that train
 * @param validationCases cases that validate
 * @param epochs at most
 * @param stepsPerEpoch optimizer steps of an epoch
 * @param steps of the whole run, unless it stops early
 * @param parameters every array of the network
 * @param parameterCount numbers in them
 * @param stepGflop billions of operations of a full step, counted from the definition as written
 * @param memoryBytes about how much memory the run needs on the device; of several on the first, which needs most
 * @param deviceMemory the same by device, one after the other as the configuration names them
 * @param choice how training and validation cases came to be
 * @param notes what the user should be warned of about the data
 */
public record RunPlan(
        String dataset,
        int trainingCases,
        int validationCases,
        int epochs,
        int stepsPerEpoch,
        long steps,
        List<Parameter> parameters,
        long parameterCount,
        double stepGflop,
        MemoryBytes memoryBytes,
        List<DeviceMemory> deviceMemory,
        String choice,
        List<String> notes) {

    /** An array of the network. */
    public record Parameter(String name, List<Long> shape, long count) {}

    /**
     * Memory by purpose, in bytes.
     *
     * @param data both splits as stored
     * @param weights weights, gradients, what the optimizer remembers, averaged weights
     * @param activations what the passes of one batch keep for their way back; an estimate
     */
    public record MemoryBytes(long data, long weights, long activations, long total) {}

    /** About how much memory a device of the run needs. */
    public record DeviceMemory(String device, MemoryBytes bytes) {}

    /**
     * The plan of a configuration; reads labels, no voxels.
     *
     * @throws IOException if the dataset cannot be used or does not fit; says why
     */
    public static RunPlan of(TrainingConfig config) throws IOException {
        RunCases data = RunCases.of(config);
        int cases = data.training().size();
        List<Parameter> parameters = LmttmNetwork.stateShapes(config.architecture(), config.mode()).entrySet().stream()
                .map(entry -> parameter(entry.getKey(), entry.getValue()))
                .toList();
        long count = parameters.stream().mapToLong(Parameter::count).sum();
        Cost cost = Cost.of(config.architecture());
        List<DeviceMemory> memory = memory(config, data, count, cost);
        return new RunPlan(
                String.valueOf(config.dataset()),
                cases,
                data.validation().size(),
                config.epochs(),
                config.stepsPerEpoch(cases),
                config.totalSteps(cases),
                parameters,
                count,
                cost.trainingFlops() * Math.min(cases, config.casesPerStep()) / 1e9,
                memory.getFirst().bytes(),
                memory,
                data.choice(),
                data.notes());
    }

    private static Parameter parameter(String name, long[] shape) {
        return new Parameter(
                name,
                Arrays.stream(shape).boxed().toList(),
                Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }

    private static List<DeviceMemory> memory(TrainingConfig config, RunCases data, long parameters, Cost cost) {
        Optimization optimization = config.optimization();
        int remembered = switch (optimization.optimizer()) {
            case ADAM, ADAMW -> 2;
            case SGD -> optimization.momentum() > 0 ? 1 : 0;
        };
        int average = config.regularization().ema() > 0 ? 1 : 0;
        List<DeviceChoice> devices = config.compute().choices();
        int largest = Math.min(data.training().size(), config.batchSize());
        List<int[]> shards = Replicas.shards(new int[largest], devices.size());
        long voxels = config.architecture().input().count();
        List<DeviceMemory> memory = new ArrayList<>();
        for (int k = 0; k < devices.size(); k++) {
            // the first keeps all that is not a replica; cases are shared by replicas on the same device
            boolean first = k == 0;
            boolean shared = devices.indexOf(devices.get(k)) < k;
            long cases = first
                    ? data.training().size() + data.validation().size()
                    : data.training().size();
            long cubes = shared ? 0 : cases * voxels;
            long weights = parameters * (2 + (first ? remembered + average : 0)) * Float.BYTES;
            int batch = k < shards.size() ? shards.get(k).length : 0;
            long activations = (long) (cost.activationFloats() * batch * Float.BYTES);
            MemoryBytes bytes = new MemoryBytes(cubes, weights, activations, cubes + weights + activations);
            memory.add(new DeviceMemory(devices.get(k).name(), bytes));
        }
        return List.copyOf(memory);
    }
}
