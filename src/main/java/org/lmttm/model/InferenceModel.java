package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A loaded network that predicts and traces cases, in deterministic mode. Thread-safe: all work happens on one engine
 * thread that the model owns. The engine starts with the first prediction.
 *
 * <p>Every case is computed alone, as a batch of one: matrix kernels may round differently for another batch size, so
 * one fixed shape is what gives a case the same bits in whatever company it comes (one machine, one thread count).
 */
public final class InferenceModel implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final ExecutorService engine;
    private @Nullable Loaded loaded; // engine thread only

    private record Loaded(NDManager manager, LmttmNetwork network) {}

    private InferenceModel(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        this.engine = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("lmttm-engine").factory());
    }

    /**
     * Loads a checkpoint; the engine does not start yet.
     *
     * @throws IOException if the file cannot be read, does not fit its own architecture, or was made in a mode that
     *     cannot be computed; names the file
     */
    public static InferenceModel load(Path safetensors) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(safetensors);
        if (checkpoint.info().mode() != Mode.DETERMINISTIC) {
            throw new IOException(safetensors.getFileName() + ": mode "
                    + checkpoint.info().mode().label() + " cannot be computed; only "
                    + Mode.DETERMINISTIC.label() + " models can");
        }
        return of(checkpoint);
    }

    /** A model with these weights. */
    public static InferenceModel of(Checkpoint checkpoint) {
        return new InferenceModel(checkpoint);
    }

    /** What the checkpoint says about itself. */
    public ModelInfo info() {
        return checkpoint.info();
    }

    /**
     * Predicts one case.
     *
     * @param cube voxels (depth, height, width), row-major, in [0, 1]; as many as the architecture's input has
     * @throws IllegalArgumentException if the cube has another size
     * @throws IllegalStateException if the model is closed or the engine does not start; says why
     * @throws CancellationException if the calling thread is interrupted
     */
    public Prediction predict(float[] cube) {
        check(cube);
        return onEngine(() -> compute(
                cube,
                (network, batch) -> Prediction.of(network.forward(batch, false).toFloatArray())));
    }

    /** Predicts cases in order; the same bits as one by one. */
    public List<Prediction> predict(List<float[]> cubes) {
        List<Prediction> predictions = new ArrayList<>(cubes.size());
        for (float[] cube : cubes) {
            predictions.add(predict(cube));
        }
        return predictions;
    }

    /** One forward pass with everything it looked at and remembered; the logits have the bits of {@link #predict}. */
    public Trace trace(float[] cube) {
        check(cube);
        return onEngine(
                () -> compute(cube, (network, batch) -> trace(checkpoint.info(), cube, network.forwardTraced(batch))));
    }

    /** The trace of a batch of one. */
    static Trace trace(ModelInfo info, float[] cube, LmttmNetwork.Traced traced) {
        Architecture architecture = info.architecture();
        List<Trace.Step> steps = new ArrayList<>();
        for (int t = 0; t < architecture.steps(); t++) {
            float[] read = traced.readAttention().get(t).toFloatArray();
            List<float[]> blocks = new ArrayList<>();
            int size = read.length / architecture.blocksRead();
            for (int b = 0; b < architecture.blocksRead(); b++) {
                blocks.add(Arrays.copyOfRange(read, b * size, (b + 1) * size));
            }
            steps.add(new Trace.Step(
                    blocks,
                    traced.writeAttention().get(t).toFloatArray(),
                    traced.outputs().get(t).toFloatArray(),
                    Prediction.softmax(traced.stepLogits().get(t).toFloatArray()),
                    Prediction.softmax(traced.runningLogits().get(t).toFloatArray())));
        }
        float[] logits = traced.logits().toFloatArray();
        return new Trace(
                info.name(),
                info.mode(),
                architecture,
                info.labels(),
                cube.clone(),
                traced.memory().stream().map(NDArray::toFloatArray).toList(),
                steps,
                logits,
                Prediction.softmax(logits));
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
        R on(LmttmNetwork network, NDArray batch);
    }

    private <R> R compute(float[] cube, Work<R> work) {
        Loaded ready = loaded();
        try (NDManager scope = ready.manager().newSubManager()) {
            return work.on(ready.network(), scope.create(cube, ready.network().inputShape(1)));
        }
    }

    private Loaded loaded() {
        Loaded ready = loaded;
        if (ready == null) {
            NDManager manager = NativeEngine.newManager();
            try {
                // Only the thread that loads the engine starts without gradients; this one must not build graphs
                // either.
                JniUtils.setGradMode(false);
                LmttmNetwork network = checkpoint.network(manager);
                network.freezeParameters(true);
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
                }
            });
        } catch (RejectedExecutionException _) {
            return; // closed before
        }
        engine.shutdown();
    }
}
