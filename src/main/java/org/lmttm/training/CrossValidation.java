package org.lmttm.training;

/**
 * Whether training and validation split are joined and cut anew into folds.
 *
 * @param folds folds, at least 2; 0: the dataset's own splits are used
 * @param fold the fold that validates, 0-based; the others train
 */
public record CrossValidation(int folds, int fold) {
    /** The dataset's own splits. */
    public static final CrossValidation OFF = new CrossValidation(0, 0);

    /** Checks every range; the message names the key as it stands in JSON. */
    public CrossValidation {
        TrainingConfig.require(folds == 0 || folds >= 2, "folds", "0 or at least 2", folds);
        TrainingConfig.require(
                fold >= 0 && fold < Math.max(1, folds), "fold", "0 to " + (Math.max(1, folds) - 1), fold);
    }
}
