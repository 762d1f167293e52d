package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * How precise the factors of a network's matrix products are: emulated, by rounding float32 numbers before they are
 * multiplied, so that any device shows what a GPU's shorter formats do to predictions. Convolutions are not rounded.
 */
public enum Factors {
    /** As they are. */
    FLOAT32(23, false),
    /** 10 bits behind the leading one, as NVIDIA's TF32; products stay float32. */
    TF32(10, false),
    /** 7 bits behind the leading one, products too, as PyTorch's autocast to bfloat16 computes. */
    BF16(7, true);

    private final int bits;
    private final boolean products;

    Factors(int bits, boolean products) {
        this.bits = bits;
        this.products = products;
    }

    /** A factor, rounded to nearest (Dekker, 1971); what is new belongs to the scope. */
    NDArray factor(NDArray x, NDManager scope) {
        if (this == FLOAT32) {
            return x;
        }
        NDArray scaled = x.mul((1 << (FLOAT32.bits - bits)) + 1f);
        scaled.attach(scope);
        return scaled.sub(scaled.sub(x));
    }

    /** A product. */
    NDArray product(NDArray product) {
        return products ? factor(product, product.getManager()) : product;
    }
}
