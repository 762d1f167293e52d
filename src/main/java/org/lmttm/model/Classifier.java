package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** Logits of the mean over tokens: (B, tokens, d) → (B, classes). */
final class Classifier extends ModelBlock {
    private final int classes;
    private final Parameter weight;
    private final Parameter bias;

    Classifier(Architecture architecture, WeightInit init) {
        super(init);
        classes = architecture.classes();
        weight = parameter("cls.weight", WeightInit.Kind.XAVIER, classes, architecture.dim());
        bias = parameter("cls.bias", WeightInit.Kind.ZEROS, classes);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        return new NDList(logits(pass, inputs.head().mean(new int[] {1})));
    }

    /** Logits (…, classes) of means (…, d). */
    NDArray logits(Pass pass, NDArray means) {
        return pass.linear(means, weight, bias);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
