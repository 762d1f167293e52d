package org.lmttm.model;

/**
 * What a network costs, counted from its definition as written; exact savings make it faster than this. Only matrix
 * products count.
 *
 * @param forwardFlops floating-point operations of one case's forward pass, a multiplication and an addition each
 *     counting one
 * @param activationFloats about how many numbers a case leaves for its backward pass
 */
public record Cost(double forwardFlops, double activationFloats) {
    /** A backward pass costs two forward passes: a product for the inputs, one for the weights. */
    public double trainingFlops() {
        return 3 * forwardFlops;
    }

    /** The cost of a network. */
    public static Cost of(Architecture a) {
        double d = a.dim();
        double output = a.outputTokens();
        double readTokens = a.readColumns();
        double writeTokens = a.writeColumns();
        double products = stem(a)
                + a.blocksRead() * summarization(d, readTokens, a.readTokens())
                + a.layers() * layer(a, d, output)
                + summarization(d, writeTokens, a.writeRows());
        // Per token: both norms' and linear layers' results, before and after GELU.
        double kept = 6 * d * (a.blocksRead() * readTokens + writeTokens)
                + a.layers() * output * (14 * d + 2 * a.heads() * output);
        return new Cost(2 * a.steps() * products, a.steps() * (kept + stemKept(a)));
    }

    /** Products of a timestamp. */
    private static double stem(Architecture a) {
        double patches = a.patches();
        double voxels = patches * a.patch().count();
        return switch (a.variant().stem()) {
            case PATCH -> voxels * a.dim();
            case PATCH_BATCH_NORM ->
                BatchNormStem.CHANNELS * voxels + patches * BatchNormStem.CHANNELS * 27.0 * a.dim();
            case RESNET18 -> ResNetStem.products(a);
        };
    }

    /** Results before and after every batch norm, of a timestamp. */
    private static double stemKept(Architecture a) {
        return switch (a.variant().stem()) {
            case PATCH -> 0;
            case PATCH_BATCH_NORM -> 3.0 * a.patches() * (BatchNormStem.CHANNELS + a.dim());
            case RESNET18 -> ResNetStem.kept(a);
        };
    }

    /**
     * What is really computed in training: the last timestamp writes nothing, and fast arithmetic computes features of
     * the patches once for all reads and products of a block once when it is written.
     */
    public static Cost of(Architecture a, Arithmetic arithmetic) {
        double d = a.dim();
        Cost written = of(a);
        double writes = a.steps() - 1;
        double flops = written.forwardFlops - 2 * summarization(d, a.writeColumns(), a.writeRows());
        boolean saves = arithmetic == Arithmetic.FAST && a.variant().access() == Variant.Access.TOKEN_SUMMARIZATION;
        if (saves) {
            double again = a.blocksRead() - 1;
            double block = a.blockTokens();
            double read = again * a.patches() * (2 * d * d + d * a.readTokens()) * a.steps()
                    + (a.blocksRead() * a.steps() - writes) * block * (2 * d * d + d * a.readTokens());
            double write = again * block * 2 * d * d * writes;
            flops -= 2 * (read + write);
        }
        return new Cost(flops, written.activationFloats);
    }

    /** Two layers d → d, the scores and the weighted sum. */
    private static double summarization(double d, double tokens, double results) {
        return 2 * tokens * d * d + 2 * tokens * results * d;
    }

    private static double layer(Architecture a, double d, double tokens) {
        double mlp = 6 * tokens * d * d;
        return switch (a.unit()) {
            case TRANSFORMER -> mlp + 4 * tokens * d * d + 2 * tokens * tokens * d;
            case MLP -> mlp;
            case MIXER -> mlp + 12 * tokens * tokens * d;
        };
    }
}
