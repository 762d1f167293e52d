package org.lmttm.app.state;

import org.jspecify.annotations.Nullable;

/** Runs a model on a case. Called on the engine's thread only. */
public interface Inference extends AutoCloseable {
    /**
     * A forward pass with its trace.
     *
     * @param box what the model is fed; null: what its preprocessing says
     * @throws java.io.IOException when the checkpoint cannot be read
     * @throws IllegalArgumentException when the case does not fit the model; the message says why
     */
    CaseResult run(ModelEntry model, OpenCase openCase, @Nullable RoiBox box, Progress progress)
            throws java.io.IOException;

    /** Frees the loaded model. */
    @Override
    void close();
}
