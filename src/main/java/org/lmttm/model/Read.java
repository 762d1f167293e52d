package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Read: r tokens from each block read together with the input, Z_b = S_r([M_b ‖ I]), one S_r and one position embedding
 * for all blocks and timestamps.
 *
 * <p>Inputs: the blocks read (B, m, d) in the order current, previous, next, then the patches (B, n, d). Outputs: the
 * tokens (B, 3r, d) and the attention (B, 3, r, m + n). {@link #apply} computes it as written; the other methods do so
 * in the parts that {@link FastRecurrence} keeps.
 */
final class Read extends ModelBlock {
    private final Architecture architecture;
    private final TokenSummarization summarization;
    private final @Nullable Parameter positions;

    Read(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        int dim = architecture.dim();
        summarization = addChildBlock(
                "summarization",
                new TokenSummarization(
                        "tokenTuringMachineUnit.tokenLearner1.",
                        dim,
                        architecture.readTokens(),
                        architecture.dropout(),
                        init));
        positions = architecture.positionEmbeddings()
                ? parameter("read.position", WeightInit.Kind.POSITION, 1, architecture.readColumns(), dim)
                : null;
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray patches = inputs.getLast();
        NDList tokens = new NDList();
        NDList attention = new NDList();
        for (NDArray block : inputs.subList(0, inputs.size() - 1)) {
            NDArray seen = block.concat(patches, 1);
            NDList summary =
                    summarization.apply(pass, new NDList(positions == null ? seen : seen.add(pass.value(positions))));
            tokens.add(summary.head());
            attention.add(summary.get(1));
        }
        return new NDList(Pass.concat(tokens, 1), NDArrays.stack(attention, 1));
    }

    /** Features of a block (B, m, d); they hold until the block is written. */
    TokenSummarization.Features blockFeatures(Pass pass, NDArray block) {
        NDArray position = position(pass, 0);
        return summarization.features(pass, position == null ? block : block.add(position));
    }

    /** Features of the patches of T timestamps, the same for all blocks read; see {@link TokenSummarization#byTimestamp}. */
    List<TokenSummarization.Features> patchFeatures(Pass pass, NDList groups) {
        return summarization.byTimestamp(pass, groups, position(pass, 1));
    }

    private @Nullable NDArray position(Pass pass, int part) {
        return positions == null
                ? null
                : pass.parts(positions, architecture.blockTokens()).get(part);
    }

    /**
     * All reads of one timestamp, as one softmax whose columns are the summaries of all blocks. The patches' values are
     * the same for every block, so they are multiplied once.
     *
     * @return tokens (B, 3r, d) and weights (B, m + n, 3r)
     */
    NDList attend(Pass pass, List<TokenSummarization.Features> blocks, TokenSummarization.Features patches) {
        int reads = blocks.size();
        long batch = patches.values().getShape().get(0);
        NDArray ofBlocks = Pass.concat(
                new NDList(blocks.stream()
                        .map(block -> Recurrence.forEachCase(block.scores(), batch))
                        .toList()),
                2);
        NDArray ofPatches = Pass.concat(new NDList(Collections.nCopies(reads, patches.scores())), 2);
        NDArray weights = summarization.softmax(ofBlocks.concat(ofPatches, 1));
        NDList parts = weights.split(new long[] {architecture.blockTokens()}, 1);
        NDList byBlock = parts.head().split(reads, 2);
        NDList fromBlocks = new NDList();
        for (int i = 0; i < reads; i++) {
            fromBlocks.add(
                    summarization.pooled(pass, byBlock.get(i), blocks.get(i).values()));
        }
        NDArray summary = Pass.concat(fromBlocks, 1).add(summarization.pooled(pass, parts.get(1), patches.values()));
        return new NDList(summarization.dropout(pass, summary), weights);
    }

    /** Weights of {@link #attend} as attention (B, 3, r, m + n). */
    NDArray attention(NDArray weights) {
        Shape shape = weights.getShape();
        return weights.swapAxes(1, 2)
                .reshape(shape.get(0), architecture.blocksRead(), architecture.readTokens(), shape.get(1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        int reads = inputShapes.length - 1;
        return new Shape[] {
            new Shape(batch, (long) reads * architecture.readTokens(), architecture.dim()),
            new Shape(batch, reads, architecture.readTokens(), architecture.readColumns())
        };
    }
}
