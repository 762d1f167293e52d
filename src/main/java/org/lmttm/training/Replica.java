package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.NativeEngine;

/** The network on one of the devices that train it, and the cases there. */
final class Replica implements AutoCloseable {
    private final NDManager manager;
    private final LmttmNetwork network;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<DeviceCubes, DeviceCubes> copies = new HashMap<>();

    /** Starts with the weights of the configuration's seed, which are the same on every device. */
    Replica(TrainingConfig config, DeviceChoice device) {
        manager = NativeEngine.newManager(device);
        network = LmttmNetwork.create(config.architecture(), config.mode(), config.seed(), manager);
        network.namedParameters().forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            array.setRequiresGradient(true);
            weights.put(name, array);
        });
    }

    /** Owns what belongs to this device. */
    NDManager manager() {
        return manager;
    }

    LmttmNetwork network() {
        return network;
    }

    /** What follows a gradient, by name: all but the network's buffers. */
    Map<String, NDArray> weights() {
        return Collections.unmodifiableMap(weights);
    }

    boolean isGpu() {
        return manager.getDevice().isGpu();
    }

    /** "CPU" or "GPU 0". */
    String device() {
        return isGpu() ? "GPU " + manager.getDevice().getDeviceId() : "CPU";
    }

    /** The cases on this device; copied the first time, unless they are on it. */
    DeviceCubes here(DeviceCubes cases) {
        return copies.computeIfAbsent(cases, there -> there.on(manager));
    }

    /** Takes over the weights of another one. Call with gradient mode off. */
    void follow(Map<String, NDArray> others) {
        weights.forEach((name, weight) -> {
            try (NDManager scratch = manager.newSubManager()) {
                NDArray other = Objects.requireNonNull(others.get(name));
                NDArray here = other.toDevice(weight.getDevice(), true);
                here.attach(scratch);
                weight.set(new NDIndex("..."), here);
            }
        });
    }

    @Override
    public void close() {
        manager.close();
    }
}
