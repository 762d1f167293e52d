package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Keeps what the timestamps of a pass made; for timestamps that were left out, zeros. */
final class TraceRecorder implements Recurrence.Listener {
    private final Architecture architecture;
    private final long cases;
    private final List<NDArray> read = new ArrayList<>();
    private final List<NDArray> write = new ArrayList<>();
    private final List<NDArray> outputs = new ArrayList<>();
    private final List<NDArray> written = new ArrayList<>();
    private final List<LmttmNetwork.Changed> changes = new ArrayList<>();
    private final BitSet skipped = new BitSet();

    TraceRecorder(Architecture architecture, long cases) {
        this.architecture = architecture;
        this.cases = cases;
    }

    @Override
    public void done(NDArray readAttention, NDArray writeAttention, NDArray output, NDArray block) {
        read.add(readAttention);
        write.add(writeAttention);
        outputs.add(output);
        written.add(Recurrence.forEachCase(block, cases));
    }

    @Override
    public void skipped(NDArray kept) {
        Architecture a = architecture;
        NDManager scope = kept.getManager();
        skipped.set(outputs.size());
        read.add(scope.zeros(new Shape(cases, a.blocksRead(), a.readTokens(), a.readColumns())));
        write.add(scope.zeros(new Shape(cases, a.writeRows(), a.writeColumns())));
        outputs.add(scope.zeros(new Shape(cases, a.outputTokens(), a.dim())));
        written.add(Recurrence.forEachCase(kept, cases));
    }

    @Override
    public void changed(int t, int block, NDArray tokens) {
        changes.add(new LmttmNetwork.Changed(t, block, Recurrence.forEachCase(tokens, cases)));
    }

    /**
     * What was kept.
     *
     * @param before memory that the pass began with
     * @param logits of the pass
     * @param classifier from mean tokens (T, B, d) to logits (T, B, classes)
     */
    LmttmNetwork.Traced traced(Recurrence.Memory before, NDArray logits, UnaryOperator<NDArray> classifier) {
        NDList means = new NDList(
                outputs.stream().map(output -> output.mean(new int[] {1})).toList());
        NDArray single = NDArrays.stack(means, 0);
        NDArray counts = logits.getManager().create(counts()).reshape(-1, 1, 1);
        return new LmttmNetwork.Traced(
                logits,
                before,
                written,
                read,
                write,
                outputs,
                classifier.apply(skipped.isEmpty() ? single : NDArrays.stack(withGaps(means), 0)),
                classifier.apply(single.cumSum(0).div(counts)),
                changes);
    }

    /** Timestamps that count up to each one; 0 / 0 is the NaN of nothing seen yet. */
    private float[] counts() {
        float[] counts = new float[outputs.size()];
        int count = 0;
        for (int t = 0; t < counts.length; t++) {
            count += skipped.get(t) ? 0 : 1;
            counts[t] = count;
        }
        return counts;
    }

    private NDList withGaps(NDList means) {
        NDList gaps = new NDList();
        for (int t = 0; t < means.size(); t++) {
            gaps.add(skipped.get(t) ? means.get(t).add(Float.NaN) : means.get(t));
        }
        return gaps;
    }
}
