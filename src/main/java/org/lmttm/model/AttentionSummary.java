package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reading or writing in the TTM paper's multi-head-attention mode: k learned queries attend to all tokens V of a
 * timestamp, whose trainable position embedding is added before. No dropout, as in the TTM authors' code.
 *
 * <p>Inputs: what is joined to V (B, N, d), each (B, …, d). Outputs: k tokens (B, k, d) and the attention, the mean of
 * the heads', whose rows sum to 1: (B, k, N), in reading (B, 1, k, N) because one block is read.
 */
final class AttentionSummary extends ModelBlock {
    private final int queries;
    private final int dim;
    private final boolean reads;
    private final Parameter query;
    private final MultiHeadAttention attention;
    private final @Nullable Parameter positions;

    private AttentionSummary(
            Architecture architecture, int queries, int columns, boolean reads, String names, WeightInit init) {
        super(init);
        this.queries = queries;
        this.dim = architecture.dim();
        this.reads = reads;
        query = parameter(names + "query", WeightInit.Kind.NORMAL, 1, queries, dim);
        attention =
                addChildBlock("attention", new MultiHeadAttention(names + "attn.", dim, architecture.heads(), 0, init));
        positions = architecture.positionEmbeddings()
                ? parameter((reads ? "read" : "write") + ".position", WeightInit.Kind.POSITION, 1, columns, dim)
                : null;
    }

    /** From memory and patches, r tokens; attention (B, 1, r, K·m + n). */
    static AttentionSummary reading(Architecture architecture, WeightInit init) {
        return new AttentionSummary(
                architecture,
                architecture.readTokens(),
                architecture.readColumns(),
                true,
                "tokenTuringMachineUnit.tokenLearnerMHA1.",
                init);
    }

    /** From memory, patches and outputs, the whole memory anew; attention (B, K·m, K·m + n + r). */
    static AttentionSummary writing(Architecture architecture, WeightInit init) {
        return new AttentionSummary(
                architecture,
                architecture.writeRows(),
                architecture.writeColumns(),
                false,
                "tokenTuringMachineUnit.tokenLearnerMHA2.",
                init);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray tokens = NDArrays.concat(inputs, 1);
        NDArray placed = positions == null ? tokens : tokens.add(pass.value(positions));
        NDList summary = attention.toTokens(pass, query, placed);
        return reads ? new NDList(summary.get(0), summary.get(1).expandDims(1)) : summary;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        long columns = 0;
        for (Shape shape : inputShapes) {
            columns += shape.get(1);
        }
        return new Shape[] {
            new Shape(batch, queries, dim),
            reads ? new Shape(batch, 1, queries, columns) : new Shape(batch, queries, columns)
        };
    }
}
