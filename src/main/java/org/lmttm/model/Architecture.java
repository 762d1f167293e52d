package org.lmttm.model;

/**
 * Everything that fixes the network's parameters and arithmetic. Notation as in the paper and the model's
 * specification: d = {@code dim}, K = {@code blocks}, m = {@link #blockTokens()}, r = {@code readTokens},
 * n = {@link #patches()}, T = {@link #steps()}.
 *
 * @param family LMTTM or its predecessor TTM
 * @param unit the processing unit MAFA
 * @param input voxels of the model's cube: depth (time) × height × width
 * @param patch voxels of a patch: depth × height × width; with stem RESNET18, which looks at single slices and has a
 *     stride of 8 voxels, always 1 × 8 × 8
 * @param border what happens to voxels beyond the last whole patch; with stem RESNET18, which drops none, always PAD
 * @param dim token dimension d
 * @param memoryTokens memory tokens in all, K·m
 * @param blocks memory blocks K (1 for TTM); divides {@code memoryTokens}; at least 3 for LMTTM
 * @param readTokens tokens r read from a block
 * @param heads attention heads; divides {@code dim}
 * @param layers how often the processing unit is applied (weights shared)
 * @param positionEmbeddings whether trainable position embeddings are added before read and write
 * @param dropout probability in [0, 1), used in training only
 * @param classes classes, at least 2
 * @param variant the choices that few models change
 */
public record Architecture(
        Family family,
        Unit unit,
        Extent input,
        Extent patch,
        Border border,
        int dim,
        int memoryTokens,
        int blocks,
        int readTokens,
        int heads,
        int layers,
        boolean positionEmbeddings,
        double dropout,
        int classes,
        Variant variant) {

    /** The network family. */
    public enum Family {
        LMTTM,
        TTM
    }

    /** The processing unit MAFA. */
    public enum Unit {
        TRANSFORMER,
        MLP,
        MIXER
    }

    /** The border's treatment: zeros appended up to a whole patch, or voxels beyond the last whole patch dropped. */
    public enum Border {
        PAD,
        DROP
    }

    /** Voxels along the model's axes: depth (time), height, width. */
    public record Extent(int depth, int height, int width) {
        /** A cube. */
        public static Extent cube(int size) {
            return new Extent(size, size, size);
        }

        /** Voxels in all. */
        public int count() {
            return depth * height * width;
        }
    }

    /** A network of the usual variant, {@link Variant#DEFAULT}. */
    public Architecture(
            Family family,
            Unit unit,
            Extent input,
            Extent patch,
            Border border,
            int dim,
            int memoryTokens,
            int blocks,
            int readTokens,
            int heads,
            int layers,
            boolean positionEmbeddings,
            double dropout,
            int classes) {
        this(
                family,
                unit,
                input,
                patch,
                border,
                dim,
                memoryTokens,
                blocks,
                readTokens,
                heads,
                layers,
                positionEmbeddings,
                dropout,
                classes,
                Variant.DEFAULT);
    }

    /** Checks that the numbers fit together. */
    public Architecture {
        require(dim > 0 && heads > 0 && dim % heads == 0, "heads must divide dim");
        require(blocks > 0 && memoryTokens > 0 && memoryTokens % blocks == 0, "blocks must divide memory_tokens");
        require(family == Family.TTM ? blocks == 1 : blocks >= 3, "LMTTM needs at least 3 blocks, TTM exactly 1");
        require(readTokens > 0 && layers > 0 && classes > 1, "read_tokens, layers and classes must be positive");
        require(dropout >= 0 && dropout < 1, "dropout must lie in [0, 1)");
        require(
                patch.depth() > 0
                        && patch.height() > 0
                        && patch.width() > 0
                        && patch.depth() <= input.depth()
                        && patch.height() <= input.height()
                        && patch.width() <= input.width(),
                "patch must fit into the input");
        checkVariant(family, patch, border, variant);
    }

    private static void checkVariant(Family family, Extent patch, Border border, Variant variant) {
        require(
                family == Family.TTM || variant.access() == Variant.Access.TOKEN_SUMMARIZATION,
                "family LMTTM reads and writes by TOKEN_SUMMARIZATION only; variant.access " + variant.access()
                        + " needs family TTM");
        Extent slicePatch = new Extent(1, ResNetStem.STRIDE, ResNetStem.STRIDE);
        require(
                variant.stem() != Variant.Stem.RESNET18 || (patch.equals(slicePatch) && border == Border.PAD),
                "variant.stem RESNET18 sees single slices at a stride of 8, so patch must be 1 × 8 × 8 with border PAD,"
                        + " not " + patch.depth() + " × " + patch.height() + " × " + patch.width() + " with border "
                        + border);
    }

    /** The same network with another variant. */
    public Architecture with(Variant other) {
        return new Architecture(
                family,
                unit,
                input,
                patch,
                border,
                dim,
                memoryTokens,
                blocks,
                readTokens,
                heads,
                layers,
                positionEmbeddings,
                dropout,
                classes,
                other);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("architecture: " + message);
        }
    }

    /** Timestamps T. */
    public int steps() {
        return patchesAlong(input.depth(), patch.depth());
    }

    /** Patches along the height. */
    public int patchRows() {
        return patchesAlong(input.height(), patch.height());
    }

    /** Patches along the width. */
    public int patchColumns() {
        return patchesAlong(input.width(), patch.width());
    }

    /** Input tokens n of a timestamp; token index = row · {@link #patchColumns()} + column. */
    public int patches() {
        return patchRows() * patchColumns();
    }

    /** Tokens m of a block. */
    public int blockTokens() {
        return memoryTokens / blocks;
    }

    /** Blocks read at a timestamp: 3 for LMTTM (current, previous, next), 1 for TTM. */
    public int blocksRead() {
        return family == Family.LMTTM ? 3 : 1;
    }

    /** Output tokens of a timestamp: r a block read. */
    public int outputTokens() {
        return blocksRead() * readTokens;
    }

    /** Columns of a read attention row: m + n, memory first. */
    public int readColumns() {
        return blockTokens() + patches();
    }

    /** Rows of the write attention: tokens written. */
    public int writeRows() {
        return blockTokens();
    }

    /** Columns of a write attention row: current m, previous m, next m (TTM: m), patches n, outputs. */
    public int writeColumns() {
        return blocksRead() * blockTokens() + patches() + outputTokens();
    }

    /** Index of the current block at timestamp t. */
    public int currentBlock(int t) {
        return t % blocks;
    }

    /** Index of the previous block at timestamp t. */
    public int previousBlock(int t) {
        return (t - 1 + blocks) % blocks;
    }

    /** Index of the next block, the one written, at timestamp t. */
    public int nextBlock(int t) {
        return (t + 1) % blocks;
    }

    /**
     * How many roles of current, previous and next, in this order, the block written at a timestamp will still have in
     * writes.
     *
     * @param written the timestamp that writes it
     * @param end the first timestamp that does not write any more
     */
    int rolesAhead(int written, int end) {
        int block = nextBlock(written);
        int roles = 0;
        for (int t = written + 1; t < end && roles < blocksRead(); t++) {
            if (nextBlock(t) == block) {
                return blocksRead();
            }
            if (previousBlock(t) == block) {
                roles = Math.max(roles, 2);
            } else if (currentBlock(t) == block) {
                roles = Math.max(roles, 1);
            }
        }
        return roles;
    }

    private int patchesAlong(int voxels, int size) {
        return border == Border.PAD ? (voxels + size - 1) / size : voxels / size;
    }
}
