package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Write} in parts, for one pass. A block M meets R position offsets p, as current, previous and next. Both
 * products are linear in M + p, and the deviation of M + p follows from the variances of M and p and their covariance,
 * so what costs a matrix product is computed once for all three.
 */
final class FastWrite {
    private final Pass pass;
    private final TokenSummarization summarization;
    private final long most;
    private final NDArray one;
    private final NDArray epsilon;
    private final NDArray dim;
    private final @Nullable NDArray ofPatches;
    private final @Nullable NDArray ofOutputs;
    private final @Nullable Offsets offsets;
    private final Map<List<Integer>, Offsets> ranges = new HashMap<>();

    /**
     * Position offsets of a block, R of them.
     *
     * @param products with the offsets (R, 1, m, d)
     * @param variance over the channels (R, 1, m, 1)
     * @param covaried (R, 1, m, d): twice the offset less its mean over the channels, by d
     */
    private record Offsets(TokenSummarization.Products products, NDArray variance, NDArray covaried) {
        /** Those from one on (inclusive) to another (exclusive). */
        Offsets range(int from, int to) {
            return new Offsets(
                    new TokenSummarization.Products(cut(products.hidden(), from, to), cut(products.values(), from, to)),
                    cut(variance, from, to),
                    cut(covaried, from, to));
        }
    }

    /**
     * Prepares what all timestamps share.
     *
     * @param most numbers of the arrays that are computed together
     */
    FastWrite(Pass pass, Write write, Architecture architecture, long most) {
        this.pass = pass;
        this.most = most;
        summarization = write.summarization();
        one = pass.scope().create(1f);
        epsilon = pass.scope().create(Pass.LAYER_NORM_EPS);
        dim = pass.scope().create((float) architecture.dim());
        NDList positions = write.positions(pass);
        ofPatches = positions == null ? null : positions.get(1);
        ofOutputs = positions == null ? null : positions.get(2);
        offsets = positions == null
                ? null
                : offsets(positions
                        .get(0)
                        .reshape(architecture.blocksRead(), 1, architecture.blockTokens(), architecture.dim()));
    }

    private Offsets offsets(NDArray positions) {
        NDArray centred = positions.sub(positions.mean(new int[] {-1}, true));
        return new Offsets(
                summarization.products(pass, positions),
                squares(centred).div(dim),
                centred.add(centred).div(dim));
    }

    private static NDArray squares(NDArray centred) {
        return centred.mul(centred).sum(new int[] {-1}, true);
    }

    private static NDArray cut(NDArray array, int from, int to) {
        int size = Math.toIntExact(array.getShape().get(0));
        if (from == 0) {
            return to == size ? array : array.split(new long[] {to}).head();
        }
        return array.split(to == size ? new long[] {from} : new long[] {from, to})
                .get(1);
    }

    private Offsets range(Offsets all, int from, int to) {
        return ranges.computeIfAbsent(List.of(from, to), _ -> all.range(from, to));
    }

    /** Features of the patches of T timestamps, T arrays; see {@link TokenSummarization#byTimestamp}. */
    List<TokenSummarization.Features> patchFeatures(NDList groups) {
        return summarization.byTimestamp(pass, groups, ofPatches);
    }

    /**
     * Features of a block in the roles that are still to come.
     *
     * @param tokens (B, m, d), or (1, m, d) where all cases have the same
     * @param roles how many of current, previous and next
     */
    List<TokenSummarization.Features> blockFeatures(NDArray tokens, int roles) {
        if (roles == 0) {
            return List.of();
        }
        if (offsets == null) {
            return Collections.nCopies(roles, summarization.features(pass, tokens));
        }
        TokenSummarization.Products products = summarization.products(pass, tokens);
        NDArray centred = tokens.sub(tokens.mean(new int[] {-1}, true));
        NDArray variance = squares(centred).div(dim).add(epsilon);
        int together = tokens.getShape().size() * roles <= most ? roles : 1;
        List<TokenSummarization.Features> features = new ArrayList<>();
        for (int from = 0; from < roles; from += together) {
            Offsets met = range(offsets, from, Math.min(roles, from + together));
            NDArray covariance = tokens.mul(met.covaried).sum(new int[] {-1}, true);
            NDArray scale = one.div(variance.add(met.variance).add(covariance).sqrt());
            NDArray hidden = products.hidden().add(met.products.hidden()).mul(scale);
            NDArray values = products.values().add(met.products.values());
            features.addAll(new TokenSummarization.Features(
                            summarization.scores(pass, hidden.addi(summarization.hiddenShift(pass))),
                            summarization.values(pass, values))
                    .each());
        }
        return features;
    }

    /**
     * The next block.
     *
     * @param blocks features of those read, each in its role
     * @param patches of this timestamp
     * @param outputs (B, 3r, d)
     * @return the block (B, m, d) and the weights (B, 3m + n + 3r, m)
     */
    NDList attend(List<TokenSummarization.Features> blocks, TokenSummarization.Features patches, NDArray outputs) {
        List<TokenSummarization.Features> all = new ArrayList<>(blocks);
        all.add(patches);
        all.add(summarization.features(pass, ofOutputs == null ? outputs : outputs.add(ofOutputs)));
        NDArray weights = summarization.softmax(TokenSummarization.joined(
                outputs.getShape().get(0),
                all.stream().map(TokenSummarization.Features::scores).toArray(NDArray[]::new)));
        NDArray[] values = all.stream().map(TokenSummarization.Features::values).toArray(NDArray[]::new);
        return new NDList(summarization.dropout(pass, summarization.pooled(pass, weights, values)), weights);
    }
}
