package org.lmttm.insight;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.model.Architecture;
import org.lmttm.model.Trace;

/**
 * One trace minus another, position by position of an alignment, as a trace of the same shapes: memory, read and write
 * attention and probabilities are differences of what both hold after the write. Where shapes do not agree there is
 * nothing to subtract, and the arrays are zero; so are positions that only one trace has.
 *
 * @param reading the difference; its rows of attention sum to 0
 * @param memory whether memory could be subtracted: the same K, m and d
 * @param read whether read attention could be: the same number of blocks, rows and columns, and the same patches
 * @param write the same of write attention
 */
public record TraceDifference(TraceReading reading, boolean memory, boolean read, boolean write) {
    /** The first trace minus the second. */
    public static TraceDifference of(TraceReading a, TraceReading b, Alignment alignment) {
        Architecture one = a.architecture();
        Architecture other = b.architecture();
        boolean memory = Divergence.sameMemory(one, other);
        boolean patches = Divergence.samePatches(one, other) && one.blocksRead() == other.blocksRead();
        boolean read = patches && one.readTokens() == other.readTokens() && one.readColumns() == other.readColumns();
        boolean write = patches && one.writeRows() == other.writeRows() && one.writeColumns() == other.writeColumns();
        Trace shape = (b.steps() > a.steps() ? b : a).trace();
        List<float[]> states = new ArrayList<>();
        states.add(minus(a.trace().memory().getFirst(), b.trace().memory().getFirst(), memory, shape, 0));
        List<Trace.Step> steps = new ArrayList<>();
        for (int p = 0; p < alignment.positions(); p++) {
            boolean both = alignment.both(p);
            int first = Math.max(0, alignment.first(p));
            int second = Math.max(0, alignment.second(p));
            float[] state = a.trace().memory().get(first + 1);
            states.add(minus(state, b.trace().memory().get(second + 1), memory && both, shape, p + 1));
            steps.add(step(
                    a.trace().steps().get(first),
                    b.trace().steps().get(second),
                    shape.steps().get(p),
                    read && both,
                    write && both));
        }
        Trace difference = new Trace(
                a.trace().model() + " \u2212 " + b.trace().model(),
                shape.mode(),
                shape.architecture(),
                shape.labels(),
                shape.pointer(),
                shape.input(),
                states,
                steps,
                shape.logits(),
                shape.probabilities());
        return new TraceDifference(new TraceReading(difference), memory, read, write);
    }

    private static Trace.Step step(Trace.Step a, Trace.Step b, Trace.Step shape, boolean read, boolean write) {
        List<float[]> reads = new ArrayList<>();
        for (int block = 0; block < shape.read().size(); block++) {
            reads.add(
                    read
                            ? minus(a.read().get(block), b.read().get(block))
                            : new float[shape.read().get(block).length]);
        }
        float[] writes = write ? minus(a.write(), b.write()) : new float[shape.write().length];
        boolean classes = a.probabilities().length == b.probabilities().length;
        float[] none = new float[shape.probabilities().length];
        return new Trace.Step(
                reads,
                writes,
                new float[shape.output().length],
                classes ? minus(a.probabilities(), b.probabilities()) : none,
                classes ? minus(a.runningProbabilities(), b.runningProbabilities()) : none);
    }

    private static float[] minus(float[] a, float[] b, boolean possible, Trace shape, int state) {
        return possible ? minus(a, b) : new float[shape.memory().get(state).length];
    }

    private static float[] minus(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}
