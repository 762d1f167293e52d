package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Random changes of a training case, drawn from (seed, step, case) alone: first flips, then the shift, turns, the warp
 * (rotation, shear and scale about the middle), intensity and noise. The first three move whole voxels; a warp
 * interpolates trilinearly, angles and directions being those of the voxel grid. What comes from outside is zero.
 *
 * @param flips each axis is reversed with probability ½
 * @param shift largest shift along each axis in voxels, 0 to 1 000; 0 switches it off
 * @param turns which axes a case is turned about, by 0, 90, 180 or 270° with equal probability
 * @param rotate largest angle about each axis in degrees, 0 to 180; 0 switches it off
 * @param scale largest change of size: a factor from 1 − scale to 1 + scale, the same for all axes; 0 to 0.9
 * @param shear largest shift of one axis by another in voxels per voxel, 0 to 1
 * @param noise standard deviation of Gaussian noise on values in [0, 1], added last and not clipped; 0 to 1
 * @param intensity largest change of brightness: values times 1 ± intensity plus ± intensity, clipped to [0, 1]; 0 to 1
 */
public record Augmentation(
        boolean flips,
        int shift,
        Turns turns,
        double rotate,
        double scale,
        double shear,
        double noise,
        double intensity) {

    /** No changes. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    /** The axes about which cases are turned; an axis whose plane is not square is left out. */
    public enum Turns {
        @JsonProperty("none")
        NONE,
        /** In the plane of height and width. */
        @JsonProperty("depth")
        DEPTH,
        /** In the plane of depth and width. */
        @JsonProperty("height")
        HEIGHT,
        /** In the plane of depth and height. */
        @JsonProperty("width")
        WIDTH,
        /** About each of the three, one after the other. */
        @JsonProperty("all")
        ALL;

        /** Whether there are turns about an axis: 0 depth, 1 height, 2 width. */
        boolean about(int axis) {
            return switch (this) {
                case NONE -> false;
                case DEPTH -> axis == 0;
                case HEIGHT -> axis == 1;
                case WIDTH -> axis == 2;
                case ALL -> true;
            };
        }
    }

    /** Checks the ranges; the message names the key as it stands in JSON. */
    public Augmentation {
        TrainingConfig.require(shift >= 0 && shift <= 1000, "augmentation.shift", "0 to 1000", shift);
        range("rotate", rotate, 180);
        range("scale", scale, 0.9);
        range("shear", shear, 1);
        range("noise", noise, 1);
        range("intensity", intensity, 1);
    }

    /** Flips and shifts only. */
    public Augmentation(boolean flips, int shift) {
        this(flips, shift, Turns.NONE, 0, 0, 0, 0, 0);
    }

    private static void range(String key, double value, double most) {
        TrainingConfig.require(value >= 0 && value <= most, "augmentation." + key, "0 to " + most, value);
    }

    /** Whether voxels change their place. */
    boolean moves() {
        return flips || shift > 0 || turns != Turns.NONE || warps();
    }

    /** Whether they come to lie between voxels. */
    boolean warps() {
        return rotate > 0 || scale > 0 || shear > 0;
    }
}
