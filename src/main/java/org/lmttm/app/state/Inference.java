package org.lmttm.app.state;

/** Runs a model on a case. Called on the engine's thread only. */
public interface Inference extends AutoCloseable {
    /**
     * A forward pass with its trace.
     *
     * @throws java.io.IOException when the checkpoint cannot be read
     * @throws IllegalArgumentException when the case does not fit the model; the message says why
     */
    CaseResult run(ModelEntry model, OpenCase openCase, Progress progress) throws java.io.IOException;

    /** Frees the loaded model. */
    @Override
    void close();
}
