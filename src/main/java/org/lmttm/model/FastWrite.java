package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Write} in parts, for one pass. A block M meets three position offsets p, as current, previous and next. Both
 * products are linear in M + p, and the deviation of M + p follows from the variances of M and p and their covariance,
 * so what costs a matrix product is computed once for all three.
 */
final class FastWrite {
    private final Pass pass;
    private final TokenSummarization summarization;
    private final @Nullable NDList positions;
    private final List<@Nullable Offset> offsets;
    private final NDArray one;
    private final NDArray epsilon;
    private final NDArray dim;

    /**
     * Position offset of a block.
     *
     * @param products with the offset (1, m, d)
     * @param variance over the channels (1, m, 1)
     * @param covaried (1, m, d): twice the offset less its mean over the channels, by d
     */
    private record Offset(TokenSummarization.Products products, NDArray variance, NDArray covaried) {}

    /** A block and what was computed of it so far. */
    static final class Block {
        private final NDArray tokens;
        private TokenSummarization.@Nullable Products products;
        private @Nullable NDArray variance;

        Block(NDArray tokens) {
            this.tokens = tokens;
        }

        NDArray tokens() {
            return tokens;
        }
    }

    FastWrite(Pass pass, Write write, Architecture architecture) {
        this.pass = pass;
        summarization = write.summarization();
        one = pass.scope().create(1f);
        epsilon = pass.scope().create(Pass.LAYER_NORM_EPS);
        dim = pass.scope().create((float) architecture.dim());
        positions = write.positions(pass);
        offsets = new ArrayList<>();
        for (int i = 0; i < architecture.blocksRead(); i++) {
            offsets.add(positions == null ? null : offset(positions.get(i)));
        }
    }

    private Offset offset(NDArray position) {
        NDArray centred = centred(position);
        return new Offset(
                summarization.products(pass, position),
                variance(centred),
                centred.add(centred).div(dim));
    }

    private static NDArray centred(NDArray tokens) {
        return tokens.sub(tokens.mean(new int[] {-1}, true));
    }

    private static NDArray variance(NDArray centred) {
        return centred.mul(centred).mean(new int[] {-1}, true);
    }

    /** Features of the patches (B, n, d). */
    TokenSummarization.Features patchFeatures(NDArray patches) {
        return located(patches, offsets.size());
    }

    private TokenSummarization.Features located(NDArray tokens, int part) {
        return summarization.features(pass, positions == null ? tokens : tokens.add(positions.get(part)));
    }

    /**
     * The next block.
     *
     * @param blocks those read
     * @param outputs (B, 3r, d)
     * @return the block (B, m, d) and the weights (B, 3m + n + 3r, m)
     */
    NDList attend(List<Block> blocks, TokenSummarization.Features patches, NDArray outputs) {
        int reads = blocks.size();
        NDArray[] scores = new NDArray[reads + 2];
        NDArray[] values = new NDArray[reads + 2];
        for (int i = 0; i < reads; i++) {
            TokenSummarization.Features features = features(blocks.get(i), offsets.get(i));
            scores[i] = features.scores();
            values[i] = features.values();
        }
        scores[reads] = patches.scores();
        values[reads] = patches.values();
        TokenSummarization.Features ofOutputs = located(outputs, reads + 1);
        scores[reads + 1] = ofOutputs.scores();
        values[reads + 1] = ofOutputs.values();
        NDArray weights = summarization.softmax(
                TokenSummarization.joined(outputs.getShape().get(0), scores));
        return new NDList(summarization.dropout(pass, summarization.pooled(weights, values)), weights);
    }

    private TokenSummarization.Features features(Block block, @Nullable Offset offset) {
        TokenSummarization.Products products = block.products;
        NDArray variance = block.variance;
        if (products == null || variance == null) {
            products = summarization.products(pass, block.tokens);
            variance = variance(centred(block.tokens)).add(epsilon);
            block.products = products;
            block.variance = variance;
        }
        NDArray hidden = products.hidden();
        NDArray values = products.values();
        NDArray spread = variance;
        if (offset != null) {
            hidden = hidden.add(offset.products().hidden());
            values = values.add(offset.products().values());
            spread = variance.add(offset.variance())
                    .add(block.tokens.mul(offset.covaried()).sum(new int[] {-1}, true));
        }
        NDArray normed = hidden.mul(one.div(spread.sqrt())).add(summarization.hiddenShift(pass));
        return new TokenSummarization.Features(summarization.scores(pass, normed), summarization.values(pass, values));
    }
}
