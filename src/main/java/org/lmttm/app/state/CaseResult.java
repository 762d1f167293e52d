package org.lmttm.app.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Trace;

/**
 * What a model says about a case, with the trace of how it got there.
 *
 * @param openCase the case
 * @param model the model
 * @param trace input as the model saw it, memory, attention, probabilities
 * @param box what the model was fed; null: what its preprocessing says
 * @param region which part of the volume was fed, for the user
 * @param device what it was computed on, such as cpu or gpu0
 * @param seconds how long the forward pass took
 * @param computed when
 */
public record CaseResult(
        OpenCase openCase,
        ModelEntry model,
        Trace trace,
        @Nullable RoiBox box,
        String region,
        String device,
        double seconds,
        Instant computed) {}
