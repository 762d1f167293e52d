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

    /** The cost of a network; of a ResNet-18 stem only what follows it. */
    public static Cost of(Architecture a) {
        double d = a.dim();
        double output = a.outputTokens();
        double readTokens = a.readColumns();
        double writeTokens = a.writeColumns();
        double products = (double) a.patches() * a.patch().count() * d
                + a.blocksRead() * summarization(d, readTokens, a.readTokens())
                + a.layers() * layer(a, d, output)
                + summarization(d, writeTokens, a.writeRows());
        // Per token: both norms' and linear layers' results, before and after GELU.
        double kept = 6 * d * (a.blocksRead() * readTokens + writeTokens)
                + a.layers() * output * (14 * d + 2 * a.heads() * output);
        return new Cost(2 * a.steps() * products, a.steps() * kept);
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
