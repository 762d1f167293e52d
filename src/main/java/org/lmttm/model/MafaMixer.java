package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * MAFA as an MLP-Mixer (Tolstikhin et al., NeurIPS 2021): in every layer u = x + T(N(x)), where T mixes the S tokens of
 * a case, then x ← x + C(N(u)), where C mixes the channels; at last N(x). T and C are linear to 6·S or 3·d, GELU,
 * dropout, linear back, GELU. The last N has the shared layers' weights, or weights of its own.
 */
final class MafaMixer extends Mafa<MafaMixer.Layer> {
    private final Affine norm;

    MafaMixer(Architecture architecture, WeightInit init) {
        super(architecture, init, number -> new Layer(architecture, number, init));
        norm = finalNorm(architecture, layer -> layer.norm);
    }

    @Override
    NDArray finish(Pass pass, NDArray x) {
        return norm.norm(pass, x);
    }

    static final class Layer extends ModelBlock {
        private final double dropout;
        private final Affine norm;
        private final Affine widenTokens;
        private final Affine narrowTokens;
        private final Affine widenChannels;
        private final Affine narrowChannels;

        Layer(Architecture architecture, String number, WeightInit init) {
            super(init);
            int dim = architecture.dim();
            int tokens = architecture.outputTokens();
            dropout = architecture.dropout();
            norm = norm(PREFIX + "norm." + number, dim);
            String sequence = PREFIX + "mixer_sequence_block." + number;
            widenTokens = linear(sequence + "0.", 6 * tokens, tokens);
            narrowTokens = linear(sequence + "3.", tokens, 6 * tokens);
            String channels = PREFIX + "mixer_channels__block." + number;
            widenChannels = linear(channels + "0.", 3 * dim, dim);
            narrowChannels = linear(channels + "3.", dim, 3 * dim);
        }

        @Override
        NDList apply(Pass pass, NDList inputs) {
            NDArray x = inputs.head();
            NDArray turned = norm.norm(pass, x).swapAxes(1, 2);
            NDArray u = x.add(mix(pass, turned, widenTokens, narrowTokens).swapAxes(1, 2));
            return new NDList(x.add(mix(pass, norm.norm(pass, u), widenChannels, narrowChannels)));
        }

        private NDArray mix(Pass pass, NDArray x, Affine widen, Affine narrow) {
            NDArray hidden = pass.dropout(pass.gelu(widen.linear(pass, x)), dropout);
            return pass.gelu(narrow.linear(pass, hidden));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes.clone();
        }
    }
}
