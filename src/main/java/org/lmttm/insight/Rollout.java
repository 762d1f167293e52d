package org.lmttm.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Unit;

/**
 * Attention rollout through the linked memory: what share of everything that was ever read reached each memory token
 * and each output, by way of the blocks written before. After Abnar and Zuidema, "Quantifying Attention Flow in
 * Transformers" (ACL 2020), carried through the recurrence of {@code spec/lmttm.md} §4.
 *
 * <p>Sources are the T·n patches and the memory before the first timestamp. Every token is a composition: a row of
 * shares over the sources that sums to 1. With A_b(t) the read attention of block b, W(t) the write attention, E(t) the
 * patches of timestamp t as unit rows, and C_b the composition of block b:
 *
 * <pre>
 *   Z_b(t)  = A_b(t) · [C_b ‖ E(t)]                       for each block read, r rows
 *   O(t)    = P · [Z_current ‖ Z_previous ‖ Z_next]       3r rows
 *   C_next ← W(t) · [C_current ‖ C_previous ‖ C_next ‖ E(t) ‖ O(t)]
 *   out(t)  = mean over the rows of O(t)
 * </pre>
 *
 * The processing unit's own attention is not part of a trace. P stands for it: (½ I + ½ U)^layers with U = 1 / 3r
 * everywhere, half the residual and half an even mixture as Abnar and Zuidema have it; P = I for the MLP, which mixes no
 * tokens. The mean over the rows does not depend on P. Values, norms and the classifier play no part: a share says where
 * a token looked, not what it took from there. Attention is not explanation.
 *
 * <p>Cost: O(T · m · (3m + n + 3r) · T·n) multiplications; 0.3 · 10⁹ for the paper's configuration.
 */
public final class Rollout {
    private final TraceReading reading;
    private final int sources;
    private final List<float[]> written = new ArrayList<>();
    private final List<float[]> outputs = new ArrayList<>();
    private final boolean[] counts;

    private Rollout(TraceReading reading) {
        this.reading = reading;
        Architecture a = reading.architecture();
        this.sources = reading.steps() * a.patches() + 1;
        this.counts = new boolean[reading.steps()];
    }

    /** The rollout of a trace. */
    public static Rollout of(TraceReading reading) {
        Rollout rollout = new Rollout(reading);
        Architecture a = reading.architecture();
        float[] start = new float[a.blockTokens() * rollout.sources];
        for (int token = 0; token < a.blockTokens(); token++) {
            start[(token + 1) * rollout.sources - 1] = 1;
        }
        float[][] blocks = new float[a.blocks()][];
        Arrays.fill(blocks, start);
        for (int t = 0; t < reading.steps(); t++) {
            rollout.advance(t, blocks);
        }
        return rollout;
    }

    private void advance(int t, float[][] blocks) {
        int next = reading.writtenBlock(t);
        counts[t] = reading.looked(t);
        if (!counts[t]) {
            outputs.add(new float[sources]);
            written.add(blocks[next]);
            return;
        }
        List<float[]> read = new ArrayList<>();
        for (Role role : reading.traceOrder()) {
            read.add(blocks[reading.block(t, role)]);
        }
        float[] tokens = processed(t, read);
        outputs.add(meanRow(tokens, reading.architecture().outputTokens()));
        blocks[next] = written(t, read, tokens);
        written.add(blocks[next]);
    }

    /** O(t): 3r rows of shares. */
    private float[] processed(int t, List<float[]> blocks) {
        Architecture a = reading.architecture();
        float[] tokens = new float[a.outputTokens() * sources];
        List<Role> roles = reading.traceOrder();
        for (int b = 0; b < roles.size(); b++) {
            float[] weights = reading.read(t, roles.get(b));
            for (int row = 0; row < a.readTokens(); row++) {
                int to = (b * a.readTokens() + row) * sources;
                int from = row * a.readColumns();
                addRows(tokens, to, weights, from, blocks.get(b), a.blockTokens());
                addPatches(tokens, to, weights, from + a.blockTokens(), t);
            }
        }
        double mixed = mixed(a);
        if (mixed > 0) {
            float[] mean = meanRow(tokens, a.outputTokens());
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = (float) ((1 - mixed) * tokens[i] + mixed * mean[i % sources]);
            }
        }
        return tokens;
    }

    /** How much of an output token comes evenly from all: 1 − ½^layers, 0 for the MLP. */
    static double mixed(Architecture a) {
        return a.unit() == Unit.MLP ? 0 : 1 - Math.pow(0.5, a.layers());
    }

    private float[] written(int t, List<float[]> blocks, float[] tokens) {
        Architecture a = reading.architecture();
        int m = a.blockTokens();
        float[] weights = reading.write(t);
        float[] made = new float[m * sources];
        for (int row = 0; row < m; row++) {
            int to = row * sources;
            int from = row * a.writeColumns();
            for (float[] block : blocks) {
                addRows(made, to, weights, from, block, m);
                from += m;
            }
            addPatches(made, to, weights, from, t);
            addRows(made, to, weights, from + a.patches(), tokens, a.outputTokens());
        }
        return made;
    }

    private void addRows(float[] sum, int to, float[] weights, int from, float[] rows, int count) {
        for (int row = 0; row < count; row++) {
            float weight = weights[from + row];
            int at = row * sources;
            for (int s = 0; s < sources; s++) {
                sum[to + s] += weight * rows[at + s];
            }
        }
    }

    private void addPatches(float[] sum, int to, float[] weights, int from, int t) {
        int n = reading.architecture().patches();
        for (int patch = 0; patch < n; patch++) {
            sum[to + t * n + patch] += weights[from + patch];
        }
    }

    private float[] meanRow(float[] rows, int count) {
        float[] mean = new float[sources];
        for (int row = 0; row < count; row++) {
            for (int s = 0; s < sources; s++) {
                mean[s] += rows[row * sources + s] / count;
            }
        }
        return mean;
    }

    /**
     * Share of each patch of one timestamp in what another gave out.
     *
     * @param t the timestamp whose mean output token it is
     * @param source the timestamp whose patches they are
     * @return n shares; all of a timestamp's, over all sources and {@link #startShare}, make 1
     */
    public float[] outputShares(int t, int source) {
        int n = reading.architecture().patches();
        return Arrays.copyOfRange(outputs.get(t), source * n, (source + 1) * n);
    }

    /** Share of the memory before the first timestamp in what a timestamp gave out. */
    public double startShare(int t) {
        return outputs.get(t)[sources - 1];
    }

    /** Share of all patches of one timestamp in what another gave out. */
    public double share(int t, int source) {
        double sum = 0;
        for (float share : outputShares(t, source)) {
            sum += share;
        }
        return sum;
    }

    /**
     * Shares of the sources in a memory token.
     *
     * @param t the timestamp that wrote the block
     * @param token 0 … m − 1 of the block that it wrote
     * @return T·n shares of patches, timestamp by timestamp, then that of the memory before the first timestamp
     */
    public float[] tokenShares(int t, int token) {
        return Arrays.copyOfRange(written.get(t), token * sources, (token + 1) * sources);
    }

    /**
     * What all timestamps up to one gave out together, as the classifier takes it: the mean over those that count.
     *
     * @return for each of the T timestamps, its n patches as a multiple of uniform: share × T·n
     */
    public List<float[]> accumulated(int t) {
        return multiples(mean(t));
    }

    private double[] mean(int last) {
        double[] mean = new double[sources];
        int count = 0;
        for (int t = 0; t <= last; t++) {
            count += counts[t] ? 1 : 0;
        }
        for (int t = 0; t <= last; t++) {
            for (int s = 0; s < sources && counts[t]; s++) {
                mean[s] += (double) outputs.get(t)[s] / count;
            }
        }
        return mean;
    }

    private List<float[]> multiples(double[] shares) {
        int n = reading.architecture().patches();
        List<float[]> all = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            float[] values = new float[n];
            for (int patch = 0; patch < n; patch++) {
                values[patch] = (float) (shares[t * n + patch] * (sources - 1));
            }
            all.add(values);
        }
        return all;
    }
}
