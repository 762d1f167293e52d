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

    /**
     * Class probabilities of a cube after other cases, as published-code mode carries memory from them: once after each
     * of them alone, then after growing numbers of them. The loaded model is left as it is.
     *
     * @param others cases that suit the model
     * @throws java.io.IOException when the checkpoint cannot be read
     * @throws IllegalArgumentException when a case does not suit the model
     */
    List<float[]> afterOthers(ModelEntry model, float[] cube, List<OpenCase> others) throws java.io.IOException;

    /**
     * Class probabilities of a cube in one batch with other cases, as published-code mode mixes them: with each of them
     * alone, where the checkpoint's memory has room for a batch of two or more, then with growing numbers of them.
     *
     * @throws java.io.IOException when the checkpoint cannot be read
     * @throws IllegalArgumentException when a case does not suit the model
     */
    List<float[]> besideOthers(ModelEntry model, float[] cube, List<OpenCase> others) throws java.io.IOException;

    /** Frees the loaded model. */
    @Override
    void close();
}
