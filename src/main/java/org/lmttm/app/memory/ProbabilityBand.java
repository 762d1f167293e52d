package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.insight.Samples;
import org.lmttm.model.Trace;

/**
 * A class's probability after each timestamp, over several passes.
 *
 * @param label the class
 * @param low 2.5th percentile, one a timestamp
 * @param high 97.5th percentile
 * @param passes how many
 */
record ProbabilityBand(int label, double[] low, double[] high, int passes) {
    /** The band of passes over the same number of timestamps. */
    static ProbabilityBand of(List<Trace> traces, int label) {
        int steps = traces.getFirst().steps().size();
        double[] low = new double[steps];
        double[] high = new double[steps];
        for (int t = 0; t < steps; t++) {
            List<Double> values = new ArrayList<>();
            for (Trace trace : traces) {
                values.add((double) trace.steps().get(t).runningProbabilities()[label]);
            }
            Samples samples = new Samples(values);
            low[t] = samples.quantile(0.025);
            high[t] = samples.quantile(0.975);
        }
        return new ProbabilityBand(label, low, high, traces.size());
    }
}
