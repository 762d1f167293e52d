package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Write: the next block becomes S_m([current ‖ previous ‖ next ‖ I ‖ O]) with its own weights and position embedding.
 *
 * <p>Inputs: the blocks (B, m, d) in the order current, previous, next, the patches I (B, n, d), the outputs O
 * (B, 3r, d). Outputs: the block written (B, m, d) and the attention (B, m, 3m + n + 3r). {@link FastWrite} computes the
 * same in parts.
 */
final class Write extends ModelBlock {
    private final TokenSummarization summarization;
    private final @Nullable Parameter positions;
    private final Architecture architecture;

    Write(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        int dim = architecture.dim();
        summarization = addChildBlock(
                "summarization",
                new TokenSummarization(
                        "tokenTuringMachineUnit.tokenLearner2.",
                        dim,
                        architecture.writeRows(),
                        architecture.dropout(),
                        init));
        positions = architecture.positionEmbeddings()
                ? parameter("write.position", WeightInit.Kind.POSITION, 1, architecture.writeColumns(), dim)
                : null;
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray seen = Pass.concat(inputs, 1);
        return summarization.apply(pass, new NDList(positions == null ? seen : seen.add(pass.value(positions))));
    }

    TokenSummarization summarization() {
        return summarization;
    }

    /** Position embedding, null where there is none: of the blocks read (1, 3m, d), patches (1, n, d), outputs (1, 3r, d). */
    @Nullable
    NDList positions(Pass pass) {
        if (positions == null) {
            return null;
        }
        long blocks = (long) architecture.blocksRead() * architecture.blockTokens();
        return pass.parts(positions, blocks, blocks + architecture.patches());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        return new Shape[] {
            new Shape(batch, architecture.writeRows(), architecture.dim()),
            new Shape(batch, architecture.writeRows(), architecture.writeColumns())
        };
    }
}
