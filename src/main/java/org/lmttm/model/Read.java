package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Read: r tokens from each block read together with the input, Z_b = S_r([M_b ‖ I]), one S_r and one position embedding
 * for all blocks and timestamps.
 *
 * <p>Inputs: the blocks read (B, m, d) in the order current, previous, next, then the patches (B, n, d). Outputs: the
 * tokens (B, 3r, d) and the attention (B, 3, r, m + n).
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

    /** Features of a block (B, m, d); they hold until the block is written. */
    TokenSummarization.Features blockFeatures(Pass pass, NDArray block) {
        return summarization.features(pass, located(pass, block, 0));
    }

    /** Features of patches (…, n, d); any number of timestamps at once. */
    TokenSummarization.Features patchFeatures(Pass pass, NDArray patches) {
        return summarization.features(pass, located(pass, patches, 1));
    }

    private NDArray located(Pass pass, NDArray tokens, int part) {
        if (positions == null) {
            return tokens;
        }
        NDList parts = pass.pieces(positions, new long[] {architecture.blockTokens()}, UnaryOperator.identity());
        return tokens.add(parts.get(part));
    }

    /**
     * All reads of one timestamp. The patches' values are the same for every block, so the weighted mean is taken in
     * two parts instead of copying them behind each block.
     */
    NDList attend(Pass pass, List<TokenSummarization.Features> blocks, TokenSummarization.Features patches) {
        int reads = blocks.size();
        long batch = patches.values().getShape().get(0);
        int tokens = architecture.readTokens();
        NDArray blockScores = NDArrays.stack(
                new NDList(
                        blocks.stream().map(TokenSummarization.Features::scores).toList()),
                1);
        NDArray blockValues = NDArrays.stack(
                new NDList(
                        blocks.stream().map(TokenSummarization.Features::values).toList()),
                1);
        NDArray patchScores =
                patches.scores().expandDims(1).broadcast(new Shape(batch, reads, architecture.patches(), tokens));
        NDArray weights = summarization.weights(blockScores.concat(patchScores, 2));
        NDList parts = weights.split(new long[] {architecture.blockTokens()}, 3);
        NDArray fromPatches =
                parts.get(1).reshape(batch, (long) reads * tokens, -1).matMul(patches.values());
        NDArray summary = parts.get(0)
                .matMul(blockValues)
                .reshape(batch, (long) reads * tokens, architecture.dim())
                .add(fromPatches);
        return new NDList(summarization.dropout(pass, summary), weights);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        int reads = inputs.size() - 1;
        List<TokenSummarization.Features> blocks = inputs.subList(0, reads).stream()
                .map(b -> blockFeatures(pass, b))
                .toList();
        return attend(pass, blocks, patchFeatures(pass, inputs.get(reads)));
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
