package org.lmttm.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A loaded network that predicts and traces cases. Thread-safe: all work happens on one engine thread that the model
 * owns. The engine starts with the first prediction.
 *
 * <p>Deterministic mode: every case is computed alone, as a batch of one. Matrix kernels may round differently for
 * another batch size, so one fixed shape is what gives a case the same bits in whatever company it comes (one machine,
 * one thread count).
 *
 * <p>Published-code mode: cases that come together are computed in batches of as many as the checkpoint's memory has
 * rows, a single case as a batch of one. Each batch goes on with the memory and pointer that the one before left, be it
 * predicted or traced; the first, and the first after {@link #restart}, starts with the checkpoint's memory and pointer
 * 0. So a prediction depends on the cases before it, and the same cases in the same order give the same bits.
 */
public final class InferenceModel implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final DeviceChoice device;
    private final Factors factors;
    private final ExecutorService engine;
    private @Nullable Loaded loaded; // engine thread only
    private @Nullable MemoryState carried; // engine thread only; null: the checkpoint's
    private @Nullable MemoryState begun; // what the last pass began with; null: the checkpoint's

    private record Loaded(NDManager manager, LmttmNetwork network) {}

    private InferenceModel(Checkpoint checkpoint, DeviceChoice device, Factors factors) {
        this.checkpoint = checkpoint;
        this.device = device;
        this.factors = factors;
        this.engine = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("lmttm-engine").factory());
    }

    /** As {@link #load(Path, DeviceChoice)}, on whatever there is. */
    public static InferenceModel load(Path safetensors) throws IOException {
        return load(safetensors, DeviceChoice.AUTO);
    }

    /**
     * Loads a checkpoint; the engine does not start yet.
     *
     * @throws IOException if the file cannot be read or does not fit its own architecture; names the file
     */
    public static InferenceModel load(Path safetensors, DeviceChoice device) throws IOException {
        return of(Checkpoint.read(safetensors), device);
    }

    /** A model with these weights, on whatever there is. */
    public static InferenceModel of(Checkpoint checkpoint) {
        return of(checkpoint, DeviceChoice.AUTO);
    }

    /** A model with these weights. */
    public static InferenceModel of(Checkpoint checkpoint, DeviceChoice device) {
        return of(checkpoint, device, Factors.FLOAT32);
    }

    /** The same, with products of less precise factors, emulated: to see what that does to predictions. */
    public static InferenceModel of(Checkpoint checkpoint, DeviceChoice device, Factors factors) {
        return new InferenceModel(checkpoint, device, factors);
    }

    /** What the checkpoint says about itself. */
    public ModelInfo info() {
        return checkpoint.info();
    }

    /**
     * What it computes on, such as cpu or gpu0; loads the network where that was not done yet.
     *
     * @throws DeviceException as {@link #predict(float[])}
     */
    public String device() {
        return onEngine(() -> {
            Device used = loaded().manager().getDevice();
            return used.isGpu() ? "gpu" + used.getDeviceId() : used.getDeviceType();
        });
    }

    /** Cases that are computed together where several come: 1 in deterministic mode. */
    public int batchSize() {
        Tensor memory = checkpoint.memory();
        return memory == null ? 1 : Math.toIntExact(memory.shape()[0]);
    }

    /** Forgets what was carried from case to case; without effect in deterministic mode. */
    public void restart() {
        onEngine(() -> {
            forget();
            return true;
        });
    }

    private void forget() {
        if (carried != null) {
            carried.tokens().close();
            carried = null;
        }
        if (begun != null) {
            begun.tokens().close();
            begun = null;
        }
    }

    /**
     * Predicts one case.
     *
     * @param cube voxels (depth, height, width), row-major, in [0, 1]; as many as the architecture's input has
     * @throws IllegalArgumentException if the cube has another size
     * @throws DeviceException if the engine does not start, the device is missing or its memory does not suffice; says
     *     what to do
     * @throws IllegalStateException if the model is closed
     * @throws CancellationException if the calling thread is interrupted
     */
    public Prediction predict(float[] cube) {
        return predict(List.of(cube)).getFirst();
    }

    /**
     * Predicts cases in order, in batches of {@link #batchSize}; in deterministic mode with the same bits as one by
     * one.
     */
    public List<Prediction> predict(List<float[]> cubes) {
        return inBatches(
                cubes,
                (network, batch, cases) -> CaseParts.of(logits(network, batch), cases.size()).stream()
                        .map(Prediction::of)
                        .toList());
    }

    /** One forward pass with everything it looked at and remembered; the logits have the bits of {@link #predict}. */
    public Trace trace(float[] cube) {
        return trace(List.of(cube)).getFirst();
    }

    /** Traces cases in order, in the batches of {@link #predict(List)}. */
    public List<Trace> trace(List<float[]> cubes) {
        return inBatches(
                cubes, (network, batch, cases) -> CaseParts.traces(checkpoint.info(), cases, traced(network, batch)));
    }

    /**
     * A forward pass with interventions. In published-code mode it begins with the memory and position embeddings of the
     * case predicted or traced last, and nothing is carried on from it; so it can be compared with that case's trace.
     * Without interventions it has the bits of {@link #trace(float[])}.
     *
     * @throws IllegalArgumentException if the model has no such block or timestamp
     */
    public Trace trace(float[] cube, List<Intervention> interventions) {
        check(cube);
        Edits edits = Edits.of(interventions, info().architecture());
        return onEngine(() -> compute(
                        List.of(cube),
                        (network, batch, cases) -> CaseParts.traces(
                                checkpoint.info(),
                                cases,
                                network.forwardTraced(batch, start(batch.getManager()), edits))))
                .getFirst();
    }

    /**
     * Predictions of one case with dropout as in training, each with its own masks. What else training does differently
     * stays as in evaluation.
     *
     * @param seeds one for each prediction; the same seed gives the same masks on the same device
     * @throws IllegalStateException in published-code mode, or if the model was trained without dropout
     */
    public List<Prediction> predictDropping(float[] cube, long[] seeds) {
        check(cube);
        if (info().mode() != Mode.DETERMINISTIC || info().architecture().dropout() == 0) {
            throw new IllegalStateException("model " + info().name()
                    + (info().mode() == Mode.DETERMINISTIC
                            ? " was trained without dropout"
                            : ": predictions with dropout need mode " + Mode.DETERMINISTIC.label()));
        }
        List<Prediction> predictions = new ArrayList<>();
        for (long seed : seeds) {
            predictions.addAll(onEngine(() -> compute(List.of(cube), (network, batch, cases) -> {
                LmttmNetwork.seedDropout(batch.getManager(), seed, 0);
                return List.of(Prediction.of(network.forwardDropping(batch).toFloatArray()));
            })));
        }
        return predictions;
    }

    private @Nullable MemoryState start(NDManager scope) {
        if (info().mode() == Mode.DETERMINISTIC) {
            return null;
        }
        return begun == null ? fromCheckpoint(scope) : begun;
    }

    private NDArray logits(LmttmNetwork network, NDArray batch) {
        if (info().mode() == Mode.DETERMINISTIC) {
            return network.forward(batch, false);
        }
        LmttmNetwork.Continued continued = network.forward(batch, false, carried(batch.getManager()));
        carryOn(continued.memory());
        return continued.logits();
    }

    private LmttmNetwork.Traced traced(LmttmNetwork network, NDArray batch) {
        if (info().mode() == Mode.DETERMINISTIC) {
            return network.forwardTraced(batch);
        }
        MemoryState before = carried(batch.getManager());
        LmttmNetwork.Traced traced = network.forwardTraced(batch, before);
        carryOn(network.after(before, traced));
        return traced;
    }

    private MemoryState carried(NDManager scope) {
        MemoryState present = carried;
        return present == null ? fromCheckpoint(scope) : present;
    }

    private MemoryState fromCheckpoint(NDManager scope) {
        Tensor memory = Objects.requireNonNull(checkpoint.memory());
        return MemoryState.start(scope.create(memory.floats(), new Shape(memory.shape())));
    }

    private void carryOn(MemoryState after) {
        after.tokens().attach(loaded().manager());
        if (begun != null) {
            begun.tokens().close();
        }
        begun = carried;
        carried = after;
    }

    private void check(float[] cube) {
        Architecture.Extent input = info().architecture().input();
        if (cube.length != input.count()) {
            throw new IllegalArgumentException("model " + info().name() + " takes " + input.depth() + " × "
                    + input.height() + " × " + input.width() + " = " + input.count() + " voxels but was given "
                    + cube.length);
        }
    }

    private interface Work<R> {
        List<R> on(LmttmNetwork network, NDArray batch, List<float[]> cases);
    }

    private <R> List<R> inBatches(List<float[]> cubes, Work<R> work) {
        cubes.forEach(this::check);
        List<R> results = new ArrayList<>(cubes.size());
        for (int from = 0; from < cubes.size(); from += batchSize()) {
            List<float[]> cases = cubes.subList(from, Math.min(cubes.size(), from + batchSize()));
            results.addAll(onEngine(() -> compute(cases, work)));
        }
        return results;
    }

    private <R> List<R> compute(List<float[]> cases, Work<R> work) {
        Loaded ready = loaded();
        try (NDManager scope = ready.manager().newSubManager()) {
            float[] voxels = cases.size() == 1 ? cases.getFirst() : CaseParts.join(cases);
            NDArray batch = scope.create(voxels, ready.network().inputShape(cases.size()));
            return work.on(ready.network(), batch, cases);
        }
    }

    private Loaded loaded() {
        Loaded ready = loaded;
        if (ready == null) {
            NDManager manager = NativeEngine.newManager(device);
            try {
                // Only the thread that loads the engine starts without gradients; this one must not build graphs
                // either.
                JniUtils.setGradMode(false);
                LmttmNetwork network = checkpoint.network(manager);
                network.freezeParameters(true);
                network.multiply(factors);
                ready = new Loaded(manager, network);
                loaded = ready;
            } catch (RuntimeException e) {
                manager.close();
                throw e;
            }
        }
        return ready;
    }

    private <R> R onEngine(Callable<R> work) {
        try {
            return engine.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("model " + info().name() + " is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            Optional<MemoryShortage> shortage = MemoryShortage.in(e);
            if (shortage.isPresent()) {
                throw new DeviceException(
                        "model " + info().name() + ": " + shortage.get().text() + "; "
                                + shortage.get().advice(),
                        e);
            }
            switch (cause) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Ends the engine thread and frees its native memory as soon as work in progress is done; does not wait for that. */
    @Override
    public void close() {
        try {
            engine.execute(() -> {
                if (loaded != null) {
                    loaded.manager().close();
                    loaded = null;
                    carried = null;
                    begun = null;
                }
            });
        } catch (RejectedExecutionException _) {
            return; // closed before
        }
        engine.shutdown();
    }
}
