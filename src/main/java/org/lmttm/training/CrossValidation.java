package org.lmttm.training;

import org.lmttm.dataset.LabelledDataset;

/**
 * Which cases train and which validate. Folds and split depend on {@code split_seed} and the dataset alone, so that runs
 * with other seeds see the same cases.
 *
 * @param folds folds into which training and validation split, joined, are cut anew, at least 2; 0: the splits are used
 * @param fold the fold that validates, 0-based; the others train
 * @param splitSeed decides among the patients where folds, or a split that the dataset does not give, are made
 */
public record CrossValidation(int folds, int fold, long splitSeed) {
    /** The dataset's own splits. */
    public static final CrossValidation OFF = new CrossValidation(0, 0);

    /** Checks every range; the message names the key as it stands in JSON. */
    public CrossValidation {
        TrainingConfig.require(folds == 0 || folds >= 2, "folds", "0 or at least 2", folds);
        TrainingConfig.require(
                fold >= 0 && fold < Math.max(1, folds), "fold", "0 to " + (Math.max(1, folds) - 1), fold);
    }

    /** With the usual seed. */
    public CrossValidation(int folds, int fold) {
        this(folds, fold, LabelledDataset.USUAL_SPLIT_SEED);
    }
}
