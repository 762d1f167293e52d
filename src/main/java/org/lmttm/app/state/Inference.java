package org.lmttm.app.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Subject;

/** Runs a model on a case. {@link #run} is called on the engine's thread only. */
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

    /**
     * The model as one that can be asked again, on any thread; loaded if it is not. Its answers end with an
     * {@link IllegalStateException} when another model is loaded meanwhile.
     *
     * @throws java.io.IOException when the checkpoint cannot be read
     */
    Subject subject(ModelEntry model) throws java.io.IOException;

    /**
     * Class probabilities of a cube with dropout as in training, one for each seed.
     *
     * @throws java.io.IOException when the checkpoint cannot be read
     * @throws IllegalStateException when the model has no dropout or is in published-code mode
     */
    List<float[]> dropping(ModelEntry model, float[] cube, long[] seeds) throws java.io.IOException;

    /** Frees the loaded model. */
    @Override
    void close();
}
