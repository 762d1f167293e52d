package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writing in the TTM paper's add/erase mode: r heads choose places in the memory M (B, K·m, d), dim what is there and
 * add to it.
 *
 * <ul>
 *   <li>Address: W = softmax over the K·m tokens of MLP(LayerNorm(M + p)), (B, r, K·m); a head's row sums to 1. p is a
 *       trainable position embedding (1, K·m, d): without it, memory that starts as zeros would stay alike everywhere.
 *   <li>Erase and add: with C = LayerNorm(O) of the outputs O (B, r, d), E = sigmoid(MLP_d(MLP_r(C))) and
 *       A = MLP_d(MLP_r(C)), (B, r, d), each with MLPs of its own, MLP_r over the tokens and MLP_d over the channels.
 *   <li>Write: M_ic ← M_ic · Π_s (1 − W_si · E_sc) + Σ_s W_si · A_sc, as in Neural Turing Machines (Graves et al.,
 *       2014). The TTM authors' code has no sigmoid and adds the mean of 1 − W_si · A_sc instead.
 * </ul>
 *
 * <p>Every MLP is linear to 3d, GELU, linear back (the address: to r). The input tokens are read but not written.
 *
 * <p>Inputs: memory, patches (B, n, d), outputs. Outputs: the memory written and, as its attention (B, K·m, K·m + n + r),
 * what each new token is made of: the part kept of the token itself, the mean of the product over the channels, in the
 * token's own column, W_si in the column of output s, zero elsewhere, scaled so that rows sum to 1.
 */
final class AddEraseWrite extends ModelBlock {
    private static final String PREFIX = "tokenTuringMachineUnit.tokenAddEraseWrite.";

    private final int heads;
    private final Affine memoryNorm;
    private final Mlp address;
    private final Affine controlNorm;
    private final Mlp eraseTokens;
    private final Mlp eraseChannels;
    private final Mlp addTokens;
    private final Mlp addChannels;
    private final @Nullable Parameter positions;

    private record Mlp(Affine widen, Affine narrow) {
        NDArray of(Pass pass, NDArray x) {
            return narrow.linear(pass, pass.gelu(widen.linear(pass, x)));
        }
    }

    AddEraseWrite(Architecture architecture, WeightInit init) {
        super(init);
        int dim = architecture.dim();
        int wide = 3 * dim;
        heads = architecture.outputTokens();
        memoryNorm = norm(PREFIX + "mlp_block1.0.", dim);
        address = new Mlp(linear(PREFIX + "mlp_block1.1.", wide, dim), linear(PREFIX + "mlp_block1.3.", heads, wide));
        controlNorm = norm(PREFIX + "laynorm.", dim);
        eraseTokens = mlp("mlp_block2.", heads, wide);
        eraseChannels = mlp("mlp_block3.", dim, wide);
        addTokens = mlp("mlp_block4.", heads, wide);
        addChannels = mlp("mlp_block5.", dim, wide);
        positions = architecture.positionEmbeddings()
                ? parameter("write.position", WeightInit.Kind.POSITION, 1, architecture.memoryTokens(), dim)
                : null;
    }

    private Mlp mlp(String name, int narrow, int wide) {
        return new Mlp(linear(PREFIX + name + "0.", wide, narrow), linear(PREFIX + name + "2.", narrow, wide));
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray memory = inputs.get(0);
        NDArray placed = positions == null ? memory : memory.add(pass.value(positions));
        NDArray weights = address.of(pass, memoryNorm.norm(pass, placed)).softmax(1); // (B, K·m, r)
        NDArray control = controlNorm.norm(pass, inputs.get(2)).swapAxes(1, 2);
        NDArray erase = Activation.sigmoid(
                eraseChannels.of(pass, eraseTokens.of(pass, control).swapAxes(1, 2)));
        NDArray add = addChannels.of(pass, addTokens.of(pass, control).swapAxes(1, 2));
        NDArray kept = kept(pass, weights, erase);
        NDArray written = memory.mul(kept).add(pass.product(weights, add));
        return new NDList(
                written, shares(pass, weights, kept, inputs.get(1).getShape().get(1)));
    }

    /** Head after head, so that nothing of size heads × memory × d is made. */
    private NDArray kept(Pass pass, NDArray weights, NDArray erase) {
        NDArray one = pass.scope().create(1f);
        NDList columns = weights.split(heads, 2); // (B, K·m, 1)
        NDList rows = erase.split(heads, 1); // (B, 1, d)
        NDArray kept = null;
        for (int head = 0; head < heads; head++) {
            NDArray keeps = one.sub(columns.get(head).mul(rows.get(head)));
            kept = kept == null ? keeps : kept.mul(keeps);
        }
        return Objects.requireNonNull(kept);
    }

    private static NDArray shares(Pass pass, NDArray weights, NDArray kept, long patches) {
        long batch = weights.getShape().get(0);
        long tokens = weights.getShape().get(1);
        NDArray self = pass.scope().eye((int) tokens).mul(kept.mean(new int[] {2}, true));
        NDArray none = pass.scope().zeros(new Shape(batch, tokens, patches));
        NDArray parts = NDArrays.concat(new NDList(self, none, weights), 2);
        return parts.div(parts.sum(new int[] {2}, true));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape memory = inputShapes[0];
        long columns = memory.get(1) + inputShapes[1].get(1) + inputShapes[2].get(1);
        return new Shape[] {memory, new Shape(memory.get(0), memory.get(1), columns)};
    }
}
