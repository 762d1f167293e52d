package org.lmttm.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Architecture.Family;
import org.lmttm.model.Trace;

/**
 * Everything that the memory view shows of one trace, as pure functions of it. Weights are the softmax rows as they
 * are; multiples of uniform are weight × number of columns, so that 1 is what a model without preference would give.
 * Timestamps t run from 0 to T − 1.
 */
public final class TraceReading {
    private final Trace trace;
    private final Architecture architecture;
    private final PatchGrid grid;

    /**
     * Reads a trace.
     *
     * @param trace kept, not copied
     */
    public TraceReading(Trace trace) {
        this.trace = trace;
        this.architecture = trace.architecture();
        this.grid = new PatchGrid(architecture);
    }

    /** The trace read. */
    public Trace trace() {
        return trace;
    }

    /** Its architecture. */
    public Architecture architecture() {
        return architecture;
    }

    /** Its patches. */
    public PatchGrid grid() {
        return grid;
    }

    /** Timestamps T. */
    public int steps() {
        return trace.steps().size();
    }

    /** Whether the model is the predecessor with one memory. */
    public boolean singleMemory() {
        return architecture.family() == Family.TTM;
    }

    /** Roles of the blocks read, in the order shown: previous, current, next (TTM: current). */
    public List<Role> reads() {
        return singleMemory() ? List.of(Role.CURRENT) : List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT);
    }

    /** Roles of the blocks read, in the order of a trace's arrays: current, previous, next (TTM: current). */
    List<Role> traceOrder() {
        return singleMemory() ? List.of(Role.CURRENT) : List.of(Role.CURRENT, Role.PREVIOUS, Role.NEXT);
    }

    /** Whether a timestamp read anything: one that an intervention skipped did not. */
    public boolean looked(int t) {
        float[] read = trace.steps().get(t).read().getFirst();
        for (float weight : read) {
            if (weight != 0) {
                return true;
            }
        }
        return false;
    }

    /** What a block is at a timestamp. */
    public Role role(int t, int block) {
        return reads().stream()
                .filter(role -> block(t, role) == block)
                .findFirst()
                .orElse(Role.NOT_READ);
    }

    /** The block that has a role at a timestamp; −1 for roles that are no block. */
    public int block(int t, Role role) {
        return switch (role) {
            case PREVIOUS -> architecture.previousBlock(trace.pointer() + t);
            case CURRENT -> architecture.currentBlock(trace.pointer() + t);
            case NEXT -> architecture.nextBlock(trace.pointer() + t);
            case PATCHES, OUTPUTS, NOT_READ -> -1;
        };
    }

    /** The block that a timestamp writes. */
    public int writtenBlock(int t) {
        return architecture.nextBlock(trace.pointer() + t);
    }

    /** The last timestamp up to t that wrote the block, −1 when none did. */
    public int writtenAt(int t, int block) {
        for (int step = t; step >= 0; step--) {
            if (writtenBlock(step) == block) {
                return step;
            }
        }
        return -1;
    }

    /** Read attention of a block's role, (r, m + n). */
    public float[] read(int t, Role role) {
        int index = switch (role) {
            case CURRENT -> 0;
            case PREVIOUS -> 1;
            case NEXT -> 2;
            case PATCHES, OUTPUTS, NOT_READ -> throw new IllegalArgumentException(role + " is not read");
        };
        return trace.steps().get(t).read().get(index);
    }

    /** Write attention, (m, 3m + n + 3r). */
    public float[] write(int t) {
        return trace.steps().get(t).write();
    }

    /** Columns of a read: memory tokens of the block, then patches. */
    public List<ColumnGroup> readColumns(int t, Role role) {
        int m = architecture.blockTokens();
        return List.of(
                new ColumnGroup(role, block(t, role), 0, m),
                new ColumnGroup(Role.PATCHES, -1, m, architecture.patches()));
    }

    /** Columns of the write: current, previous, next (TTM: its memory), patches, outputs. */
    public List<ColumnGroup> writeColumns(int t) {
        int m = architecture.blockTokens();
        List<Role> blocks = singleMemory() ? List.of(Role.CURRENT) : List.of(Role.CURRENT, Role.PREVIOUS, Role.NEXT);
        List<ColumnGroup> groups = new ArrayList<>();
        int from = 0;
        for (Role role : blocks) {
            groups.add(new ColumnGroup(role, block(t, role), from, m));
            from += m;
        }
        groups.add(new ColumnGroup(Role.PATCHES, -1, from, architecture.patches()));
        from += architecture.patches();
        groups.add(new ColumnGroup(Role.OUTPUTS, -1, from, architecture.outputTokens()));
        return List.copyOf(groups);
    }

    /**
     * How one attention row splits over the groups.
     *
     * @param weights rows × columns
     * @param columns columns of a row
     * @param row the row
     * @param groups column groups
     * @return one share a group; together 1 where the groups cover the row
     */
    public static double[] shares(float[] weights, int columns, int row, List<ColumnGroup> groups) {
        double[] shares = new double[groups.size()];
        for (int g = 0; g < shares.length; g++) {
            ColumnGroup group = groups.get(g);
            for (int column = group.from(); column < group.to(); column++) {
                shares[g] += weights[row * columns + column];
            }
        }
        return shares;
    }

    /**
     * How a timestamp's reading splits: mean over all rows of all blocks read. A memory role's share is the attention
     * that its own r rows paid to its tokens, so together with the patches the shares make 1.
     */
    public Map<Role, Double> readShares(int t) {
        Map<Role, Double> shares = new EnumMap<>(Role.class);
        int rows = architecture.readTokens();
        double weight = 1.0 / (rows * reads().size());
        for (Role role : reads()) {
            for (int row = 0; row < rows; row++) {
                double[] split = shares(read(t, role), architecture.readColumns(), row, readColumns(t, role));
                shares.merge(role, split[0] * weight, Double::sum);
                shares.merge(Role.PATCHES, split[1] * weight, Double::sum);
            }
        }
        return shares;
    }

    /**
     * How a timestamp's writing splits: mean over the rows written, by the blocks' roles, patches and outputs. The shares
     * make 1; at a skipped timestamp, which wrote nothing, they are 0.
     */
    public Map<Role, Double> writeShares(int t) {
        Map<Role, Double> shares = new EnumMap<>(Role.class);
        List<ColumnGroup> groups = writeColumns(t);
        int rows = architecture.writeRows();
        for (int row = 0; row < rows; row++) {
            double[] split = shares(write(t), architecture.writeColumns(), row, groups);
            for (int g = 0; g < split.length; g++) {
                shares.merge(groups.get(g).role(), split[g] / rows, Double::sum);
            }
        }
        return shares;
    }

    /** Mean attention that the rows of one read pay to their block's tokens, 0 … 1. */
    public double memoryShare(int t, Role role) {
        return readShares(t).getOrDefault(role, 0.0) * reads().size();
    }

    /** Attention on memory over all reads of a timestamp, 0 … 1. */
    public double memoryShare(int t) {
        return 1 - readShares(t).getOrDefault(Role.PATCHES, 0.0);
    }

    /** Attention of writing on memory, 0 … 1. */
    public double writeMemoryShare(int t) {
        Map<Role, Double> shares = writeShares(t);
        return reads().stream()
                .mapToDouble(role -> shares.getOrDefault(role, 0.0))
                .sum();
    }

    /**
     * A block's tokens, (m, d).
     *
     * @param phase as read, after the write, or the difference
     */
    public float[] values(int t, int block, Phase phase) {
        int size = architecture.blockTokens() * architecture.dim();
        int from = block * size;
        return switch (phase) {
            case BEFORE -> Arrays.copyOfRange(trace.memory().get(t), from, from + size);
            case AFTER -> Arrays.copyOfRange(trace.memory().get(t + 1), from, from + size);
            case CHANGE -> minus(values(t, block, Phase.AFTER), values(t, block, Phase.BEFORE));
        };
    }

    private static float[] minus(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /** Euclidean norm of all values of a block. */
    public double norm(int t, int block, Phase phase) {
        return Math.sqrt(squares(values(t, block, phase), 0, architecture.blockTokens() * architecture.dim()));
    }

    /** Euclidean norm of each of a block's m tokens. */
    public double[] tokenNorms(int t, int block, Phase phase) {
        float[] values = values(t, block, phase);
        double[] norms = new double[architecture.blockTokens()];
        for (int token = 0; token < norms.length; token++) {
            norms[token] = Math.sqrt(squares(values, token * architecture.dim(), (token + 1) * architecture.dim()));
        }
        return norms;
    }

    private static double squares(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }

    /**
     * Attention on each patch of a timestamp as a multiple of uniform, mean over rows.
     *
     * @return n values; 1 is uniform
     */
    public float[] patchAttention(int t, AttentionKind kind) {
        double[] sums = new double[architecture.patches()];
        int rows = 0;
        if (kind == AttentionKind.READ) {
            for (Role role : reads()) {
                rows += addPatches(sums, read(t, role), architecture.readColumns(), architecture.blockTokens());
            }
        } else {
            int from = architecture.blocksRead() * architecture.blockTokens();
            rows = addPatches(sums, write(t), architecture.writeColumns(), from);
        }
        int columns = kind == AttentionKind.READ ? architecture.readColumns() : architecture.writeColumns();
        float[] multiples = new float[sums.length];
        for (int patch = 0; patch < sums.length; patch++) {
            multiples[patch] = (float) (sums[patch] / rows * columns);
        }
        return multiples;
    }

    private static int addPatches(double[] sums, float[] weights, int columns, int from) {
        int rows = weights.length / columns;
        for (int row = 0; row < rows; row++) {
            for (int patch = 0; patch < sums.length; patch++) {
                sums[patch] += weights[row * columns + from + patch];
            }
        }
        return rows;
    }

    /**
     * The middle slice of a timestamp's slab, (height, width), as the model saw it.
     */
    public float[] slabSlice(int t) {
        Extent input = architecture.input();
        int slice = (grid.firstSlice(t) + grid.lastSlice(t)) / 2;
        int size = input.height() * input.width();
        return Arrays.copyOfRange(trace.input(), slice * size, (slice + 1) * size);
    }

    /** Entropy of the running class probabilities at a timestamp, bit. */
    public double entropy(int t) {
        double bits = 0;
        for (float p : trace.steps().get(t).runningProbabilities()) {
            if (p > 0) {
                bits -= p * Math.log(p) / Math.log(2);
            }
        }
        return bits;
    }
}
