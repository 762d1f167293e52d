package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/** Weight and bias of a linear layer or of a layer norm. */
record Affine(Parameter weight, Parameter bias) {
    /** x · weightᵀ + bias over the last axis. */
    NDArray linear(Pass pass, NDArray x) {
        return pass.linear(x, weight, bias);
    }

    /** Layer norm over the last axis. */
    NDArray norm(Pass pass, NDArray x) {
        return pass.layerNorm(x, weight, bias);
    }
}
