package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * S_k: N tokens become k, each a weighted mean of features of all N.
 *
 * <p>Input V (B, N, d); outputs Z (B, k, d) and the weights W (B, k, N), whose rows sum to 1. All but the softmax works
 * token by token, so it comes in two halves, {@link #features} and {@link #pool}: features of tokens that several
 * summaries share are computed once.
 */
final class TokenSummarization extends ModelBlock {
    private final int dim;
    private final int summaries;
    private final double dropout;
    private final Parameter normWeight;
    private final Parameter normBias;
    private final Parameter hiddenWeight;
    private final Parameter scoreWeight;
    private final Parameter valueWeight;

    /**
     * A token's part in a summary.
     *
     * @param scores (…, N, k), before softmax over N
     * @param values (…, N, d)
     */
    record Features(NDArray scores, NDArray values) {
        /** Along the first axis, one by one; views. */
        List<Features> each() {
            List<NDArray> scored = TokenSummarization.each(scores);
            List<NDArray> valued = TokenSummarization.each(values);
            return IntStream.range(0, scored.size())
                    .mapToObj(i -> new Features(scored.get(i), valued.get(i)))
                    .toList();
        }
    }

    /**
     * Both products of tokens with weights, linear in the tokens.
     *
     * @param hidden (…, N, d): the hidden weight, times the norm's weight, times what the token has above its mean; over
     *     the token's deviation, plus {@link #hiddenShift}, this is the hidden layer before GELU
     * @param values (…, N, d): before GELU
     */
    record Products(NDArray hidden, NDArray values) {}

    TokenSummarization(String prefix, int dim, int summaries, double dropout, WeightInit init) {
        super(init);
        this.dim = dim;
        this.summaries = summaries;
        this.dropout = dropout;
        normWeight = parameter(prefix + "norm.weight", WeightInit.Kind.ONES, dim);
        normBias = parameter(prefix + "norm.bias", WeightInit.Kind.ZEROS, dim);
        hiddenWeight = parameter(prefix + "attention_maps.0.weight", WeightInit.Kind.XAVIER, dim, dim, 1);
        scoreWeight = parameter(prefix + "attention_maps.2.weight", WeightInit.Kind.XAVIER, summaries, dim, 1);
        valueWeight = parameter(prefix + "feat_conv.weight", WeightInit.Kind.XAVIER, dim, dim, 1);
    }

    Features features(Pass pass, NDArray tokens) {
        NDArray normed = pass.layerNorm(tokens, normWeight, normBias);
        return new Features(
                scores(pass, pass.linear(normed, hiddenWeight)), values(pass, pass.linear(tokens, valueWeight)));
    }

    /**
     * Features of the patches of all timestamps.
     *
     * @param groups of timestamps, (timestamps, B, n, d) each
     * @param position added before (1, n, d); null: none
     * @return one a timestamp
     */
    List<Features> byTimestamp(Pass pass, NDList groups, @Nullable NDArray position) {
        List<Features> all = new ArrayList<>();
        for (NDArray group : groups) {
            all.addAll(features(pass, position == null ? group : group.add(position))
                    .each());
        }
        return all;
    }

    /**
     * The patches (T, B, n, d) in groups of timestamps that are computed together, as views (timestamps, B, n, d).
     *
     * @param most numbers that a group should have
     */
    static NDList groups(NDArray patches, long most) {
        long each = patches.getShape().size() / patches.getShape().get(0);
        long together = Math.max(1, most / each);
        long steps = patches.getShape().get(0);
        return together >= steps ? new NDList(patches) : patches.split(cuts(steps, together), 0);
    }

    private static long[] cuts(long steps, long together) {
        return LongStream.iterate(together, cut -> cut < steps, cut -> cut + together)
                .toArray();
    }

    /** The groups but for the last if that is one timestamp alone. */
    static NDList withoutLast(NDList groups) {
        boolean alone = groups.size() > 1 && groups.getLast().getShape().get(0) == 1;
        return alone ? new NDList(groups.subList(0, groups.size() - 1)) : groups;
    }

    private static List<NDArray> each(NDArray array) {
        long count = array.getShape().get(0);
        NDList parts = count == 1 ? new NDList(array) : array.split(count, 0);
        return parts.stream().map(part -> part.squeeze(0)).toList();
    }

    /** Scores of a hidden layer before GELU. */
    NDArray scores(Pass pass, NDArray hidden) {
        return pass.linear(pass.gelu(hidden), scoreWeight);
    }

    /** Values before GELU become values. */
    NDArray values(Pass pass, NDArray values) {
        return pass.gelu(values);
    }

    /** Products with tokens; those of a sum of tokens are the sums of their products. */
    Products products(Pass pass, NDArray tokens) {
        return new Products(pass.linear(tokens, centred(pass)), pass.linear(tokens, valueWeight));
    }

    /** The hidden weight times the norm's, rows less their mean: x less its own mean gives the same product. */
    private NDArray centred(Pass pass) {
        return pass.once(hiddenWeight, () -> {
            NDArray scaled = pass.matrix(hiddenWeight).mul(pass.value(normWeight));
            return scaled.sub(scaled.mean(new int[] {1}, true));
        });
    }

    /** The hidden weight on the norm's bias (d). */
    NDArray hiddenShift(Pass pass) {
        return pass.once(normBias, () -> pass.product(pass.matrix(hiddenWeight), pass.value(normBias)));
    }

    /** Softmax over the tokens (B, N, k), in the order of the scores. */
    NDArray softmax(NDArray scores) {
        return scores.softmax(-2);
    }

    NDArray dropout(Pass pass, NDArray summary) {
        return pass.dropout(summary, dropout);
    }

    /** Z and W. */
    NDList pool(Pass pass, Features features) {
        NDArray weights = softmax(features.scores()).swapAxes(-2, -1);
        return new NDList(dropout(pass, pass.product(weights, features.values())), weights);
    }

    /**
     * Z (B, k, d), before dropout, of tokens that come in parts.
     *
     * @param weights softmax over all parts (B, N, k)
     * @param values the parts (B, N_i, d), or (1, N_i, d) where all cases have the same
     */
    NDArray pooled(Pass pass, NDArray weights, NDArray... values) {
        long[] cuts = new long[values.length - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = (i == 0 ? 0 : cuts[i - 1]) + values[i].getShape().get(1);
        }
        NDList shares = cuts.length == 0 ? new NDList(weights) : weights.split(cuts, 1);
        NDArray sum = product(pass, shares.head(), values[0]);
        for (int i = 1; i < values.length; i++) {
            sum.addi(product(pass, shares.get(i), values[i]));
        }
        return sum;
    }

    private static NDArray product(Pass pass, NDArray weights, NDArray values) {
        NDArray rows = weights.swapAxes(1, 2);
        boolean same = values.getShape().get(0) == 1;
        return pass.product(rows, same ? values.squeeze(0) : values);
    }

    /** Scores of parts (B or 1, N_i, k) behind each other, for every case. */
    static NDArray joined(long batch, NDArray... scores) {
        NDList all = new NDList();
        for (NDArray part : scores) {
            all.add(Recurrence.forEachCase(part, batch));
        }
        return Pass.concat(all, 1);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        return pool(pass, features(pass, inputs.head()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        return new Shape[] {new Shape(batch, summaries, dim), new Shape(batch, summaries, inputShapes[0].get(1))};
    }
}
