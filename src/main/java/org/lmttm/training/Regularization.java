package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What keeps the network from learning the training cases by heart, or only the frequent class.
 *
 * @param labelSmoothing share of the target spread evenly over all classes, in [0, 1)
 * @param balance what is done about classes of unequal size
 * @param ema decay of the exponential moving average of the weights, in [0, 1): the average is what is validated,
 *     traced and exported. At step t the decay is min(ema, (1 + t) / (10 + t)), so that the start is forgotten soon. 0
 *     switches it off
 * @param earlyStopping epochs without improvement of {@code keep_best_by} after which the run ends; 0 switches it off
 */
public record Regularization(double labelSmoothing, Balance balance, double ema, int earlyStopping) {
    /** All switched off. */
    public static final Regularization NONE = new Regularization(0, Balance.NONE, 0, 0);

    /** What is done about classes of unequal size. */
    public enum Balance {
        /** Nothing: every case counts the same. */
        @JsonProperty("none")
        NONE,
        /** A case counts N / (C · N_class) in the loss. */
        @JsonProperty("class_weights")
        CLASS_WEIGHTS,
        /** Every class comes equally often in an epoch; see {@link CaseOrder}. */
        @JsonProperty("sampling")
        SAMPLING
    }

    /** Checks every range; the message names the key as it stands in JSON. */
    public Regularization {
        TrainingConfig.require(
                labelSmoothing >= 0 && labelSmoothing < 1, "label_smoothing", "at least 0 and below 1", labelSmoothing);
        TrainingConfig.require(ema >= 0 && ema < 1, "ema", "at least 0 and below 1", ema);
        TrainingConfig.require(earlyStopping >= 0, "early_stopping", "at least 0", earlyStopping);
    }

    /** The average's decay at a step, 0-based. */
    double emaDecay(long step) {
        return Math.min(ema, (1.0 + step) / (10.0 + step));
    }
}
