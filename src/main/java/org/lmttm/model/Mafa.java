package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The processing unit: layers one behind the other, (B, S, d) → (B, S, d). Where the variant shares the layers' weights,
 * as the published code does, one layer is applied several times; else each has weights of its own, whose names carry
 * the layer's number from 0 behind the part's name, as in {@code transformerBlock.1.linear1.weight}.
 *
 * @param <L> a layer
 */
abstract class Mafa<L extends ModelBlock> extends ModelBlock {
    static final String PREFIX = "tokenTuringMachineUnit.";

    private final List<L> layers = new ArrayList<>();

    /** @param layer makes a layer whose parameters' names hold this text: empty or a number and a dot */
    Mafa(Architecture architecture, WeightInit init, Function<String, L> layer) {
        super(init);
        boolean shared = architecture.variant().sharedLayers();
        for (int i = 0; i < architecture.layers(); i++) {
            layers.add(
                    shared && i > 0 ? layers.getFirst() : addChildBlock("layer", layer.apply(shared ? "" : i + ".")));
        }
    }

    /** The unit that the architecture names. */
    static Mafa<?> of(Architecture architecture, WeightInit init) {
        return switch (architecture.unit()) {
            case TRANSFORMER -> new MafaTransformer(architecture, init);
            case MLP -> new MafaMlp(architecture, init);
            case MIXER -> new MafaMixer(architecture, init);
        };
    }

    /** What follows the last layer. */
    NDArray finish(Pass pass, NDArray x) {
        return x;
    }

    /** A norm behind the last layer: the shared layers' own, or one with weights of its own. */
    final Affine finalNorm(Architecture architecture, Function<L, Affine> ofLayer) {
        return architecture.variant().sharedLayers()
                ? ofLayer.apply(layers.getFirst())
                : norm(PREFIX + "norm.", architecture.dim());
    }

    @Override
    final NDList apply(Pass pass, NDList inputs) {
        NDArray x = inputs.head();
        for (L layer : layers) {
            x = layer.apply(pass, new NDList(x)).head();
        }
        return new NDList(finish(pass, x));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes.clone();
    }
}
