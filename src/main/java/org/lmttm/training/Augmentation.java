package org.lmttm.training;

/**
 * Random changes of a training case.
 *
 * @param flips each axis is reversed with probability ½
 * @param shift largest shift along each axis in voxels, zeros move in; 0 switches it off
 */
public record Augmentation(boolean flips, int shift) {
    /** No changes. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    /** Checks the range; the message names the key as it stands in JSON. */
    public Augmentation {
        TrainingConfig.require(shift >= 0, "augmentation.shift", "at least 0", shift);
    }
}
