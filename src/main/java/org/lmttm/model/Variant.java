package org.lmttm.model;

/**
 * Choices of a network that few models change. A checkpoint that does not name them has {@link #DEFAULT}.
 *
 * @param stem how a volume becomes tokens
 * @param access how memory is read and written; LMTTM knows token summarization only
 * @param sharedLayers whether the processing unit's layers share one set of weights, as in the published code
 * @param initialMemory what the memory holds before the first timestamp
 * @param noise random change of the memory while training
 */
public record Variant(Stem stem, Access access, boolean sharedLayers, InitialMemory initialMemory, MemoryNoise noise) {
    /** Patch convolution, token summarization, shared layers, memory that starts as zeros, no noise. */
    public static final Variant DEFAULT =
            new Variant(Stem.PATCH, Access.TOKEN_SUMMARIZATION, true, InitialMemory.ZERO, MemoryNoise.NONE);

    /** The same with another stem. */
    public Variant with(Stem other) {
        return new Variant(other, access, sharedLayers, initialMemory, noise);
    }

    /** How a volume becomes tokens. */
    public enum Stem {
        /** A convolution whose kernel equals its stride, then ReLU ({@code 3d} in the published code). */
        PATCH,
        /** Patch convolution to 64 channels and a 3×3×3 convolution to d, each with batch norm ({@code 3dBN}). */
        PATCH_BATCH_NORM,
        /**
         * The front of ResNet-18 on each slice, up to its second stage, then a linear layer to d; a timestamp is a
         * slice, a token a position of the feature map, whose stride is 8 voxels: the patch is 1 × 8 × 8, border PAD.
         */
        RESNET18
    }

    /** How memory is read and written. */
    public enum Access {
        /** Token summarization, the paper's. */
        TOKEN_SUMMARIZATION,
        /** Multi-head attention from learned queries, of the TTM paper; TTM only. */
        ATTENTION,
        /** Reading by token summarization, writing by erase and add gates, of the TTM paper; TTM only. */
        ADD_ERASE
    }

    /** What the memory holds before the first timestamp. */
    public enum InitialMemory {
        ZERO,
        LEARNED
    }
}
