package org.lmttm.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block whose parameters carry the full names that checkpoints use. */
abstract class ModelBlock extends AbstractBlock {
    private final WeightInit init;
    private final List<Parameter> drawn = new ArrayList<>();

    ModelBlock(WeightInit init) {
        this.init = init;
    }

    final Parameter parameter(String name, WeightInit.Kind kind, long... shape) {
        Parameter.Type type = kind == WeightInit.Kind.XAVIER ? Parameter.Type.WEIGHT : Parameter.Type.OTHER;
        Parameter parameter = Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(shape))
                .optInitializer(init.of(name, kind))
                .build();
        if (init.isDrawn(kind)) {
            drawn.add(parameter); // no weight of the block: each pass has its own values
            return parameter;
        }
        return addParameter(parameter);
    }

    /** A linear layer's parameters: weight and bias behind the prefix. */
    final Affine linear(String prefix, int outputs, int inputs) {
        return new Affine(
                parameter(prefix + "weight", WeightInit.Kind.XAVIER, outputs, inputs),
                parameter(prefix + "bias", WeightInit.Kind.ZEROS, outputs));
    }

    /** A layer norm's parameters: weight and bias behind the prefix. */
    final Affine norm(String prefix, int dim) {
        return new Affine(
                parameter(prefix + "weight", WeightInit.Kind.ONES, dim),
                parameter(prefix + "bias", WeightInit.Kind.ZEROS, dim));
    }

    /** What has no lasting values, of this block and those within: every pass draws it anew. */
    final List<Parameter> drawnInEveryPass() {
        List<Parameter> all = new ArrayList<>(drawn);
        for (Block child : getChildren().values()) {
            all.addAll(((ModelBlock) child).drawnInEveryPass());
        }
        return all;
    }

    /** State that travels with the parameters but that no gradient reaches, such as running statistics. */
    final Parameter buffer(String name, WeightInit.Kind kind, long... shape) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.RUNNING_MEAN)
                .optRequiresGrad(false)
                .optShape(new Shape(shape))
                .optInitializer(init.of(name, kind))
                .build());
    }

    static boolean isBuffer(Parameter parameter) {
        return parameter.getType() == Parameter.Type.RUNNING_MEAN;
    }

    /** The forward pass on typed arguments. */
    abstract NDList apply(Pass pass, NDList inputs);

    /** Parameters know their shapes from the architecture, so no input shape has to travel down. */
    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        getChildren().values().forEach(child -> child.initialize(manager, type, inputShapes));
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        return apply(new Pass(store, inputs.head().getManager(), training), inputs);
    }
}
