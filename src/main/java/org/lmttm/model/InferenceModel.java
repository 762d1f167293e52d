package org.lmttm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded network that predicts and traces cases, in deterministic mode. Thread-safe: all work happens on one engine
 * thread that the model owns. Every case is computed alone, in one fixed shape, so that a case gives the same bits in
 * whatever company it comes.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class InferenceModel implements AutoCloseable {
    private InferenceModel() {}

    /**
     * Loads a checkpoint. The engine starts with the first use.
     *
     * @throws IOException if the file cannot be read or does not fit its own architecture; names the file
     */
    public static InferenceModel load(Path safetensors) throws IOException {
        throw new IOException(safetensors + ": not yet");
    }

    /** What the checkpoint says about itself. */
    public ModelInfo info() {
        throw new UnsupportedOperationException();
    }

    /**
     * Predicts one case.
     *
     * @param cube voxels (depth, height, width), row-major, in [0, 1]; {@code info().architecture().input().count()}
     */
    public Prediction predict(float[] cube) {
        throw new UnsupportedOperationException();
    }

    /** Predicts cases in order; the same bits as one by one. */
    public List<Prediction> predict(List<float[]> cubes) {
        return cubes.stream().map(this::predict).toList();
    }

    /** One forward pass with everything it looked at and remembered; the logits have the bits of {@link #predict}. */
    public Trace trace(float[] cube) {
        throw new UnsupportedOperationException();
    }

    /** Frees the native memory and ends the engine thread. */
    @Override
    public void close() {}
}
