package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Write: the next block becomes S_m([current ‖ previous ‖ next ‖ I ‖ O]) with its own weights and position embedding.
 *
 * <p>Inputs: the blocks (B, m, d) in the order current, previous, next, the patches I (B, n, d), the outputs O
 * (B, 3r, d). Outputs: the block written (B, m, d) and the attention (B, m, 3m + n + 3r).
 */
final class Write extends ModelBlock {
    private final Architecture architecture;
    private final TokenSummarization summarization;
    private final @Nullable Parameter positions;
    private final long memoryColumns;

    Write(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        memoryColumns = (long) architecture.blocksRead() * architecture.blockTokens();
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

    /** Position embedding of the memory and outputs together, and of the patches. */
    private NDList parts(Pass pass, Parameter embedding) {
        long[] cuts = {memoryColumns, memoryColumns + architecture.patches()};
        return pass.pieces(embedding, cuts, cut -> new NDList(cut.get(0).concat(cut.get(2), 1), cut.get(1)));
    }

    /** Features of patches (…, n, d); any number of timestamps at once. */
    TokenSummarization.Features patchFeatures(Pass pass, NDArray patches) {
        NDArray located =
                positions == null ? patches : patches.add(parts(pass, positions).get(1));
        return summarization.features(pass, located);
    }

    /** The block written and the attention. */
    NDList attend(Pass pass, NDList blocks, TokenSummarization.Features patches, NDArray outputs) {
        NDList changing = new NDList(blocks);
        changing.add(outputs);
        NDArray tokens = NDArrays.concat(changing, 1);
        NDArray located =
                positions == null ? tokens : tokens.add(parts(pass, positions).get(0));
        TokenSummarization.Features features = summarization.features(pass, located);
        return summarization.pool(
                pass,
                new TokenSummarization.Features(
                        between(features.scores(), patches.scores()), between(features.values(), patches.values())));
    }

    /** Puts the patches between memory and outputs. */
    private NDArray between(NDArray changing, NDArray patches) {
        NDList cut = changing.split(new long[] {memoryColumns}, 1);
        return NDArrays.concat(new NDList(cut.get(0), patches, cut.get(1)), 1);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        int reads = inputs.size() - 2;
        return attend(
                pass,
                new NDList(inputs.subList(0, reads)),
                patchFeatures(pass, inputs.get(reads)),
                inputs.get(reads + 1));
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
