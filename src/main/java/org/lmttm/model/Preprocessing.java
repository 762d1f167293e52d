package org.lmttm.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a volume becomes the model's input cube. It is kept in the checkpoint and applied by every path that feeds the
 * model.
 *
 * @param intensity how stored values become [0, 1]
 * @param cube voxels of the model's axes: depth (time) × height × width
 * @param roiMm edge lengths in mm of the region that becomes the cube, along the model's axes; null: the whole volume
 * @param axes {@link #AS_STORED} for arrays without patient geometry (first array index is depth), or three of the
 *     letters R, L, A, P, S, I: the directions in which depth (time), height and width grow
 * @param interpolation how values between voxels are found
 */
public record Preprocessing(
        Intensity intensity,
        Architecture.Extent cube,
        @Nullable List<Double> roiMm,
        String axes,
        Interpolation interpolation) {

    /** Axes value of arrays without patient geometry, such as MedMNIST. */
    public static final String AS_STORED = "as-stored";

    /** How values between voxels are found. */
    public enum Interpolation {
        TRILINEAR,
        /** For masks. */
        NEAREST
    }

    /** How stored values become [0, 1]. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Uint8.class, name = "uint8"),
        @JsonSubTypes.Type(value = Window.class, name = "window"),
        @JsonSubTypes.Type(value = Percentiles.class, name = "percentiles"),
        @JsonSubTypes.Type(value = Distance.class, name = "distance")
    })
    public sealed interface Intensity permits Uint8, Window, Percentiles, Distance {}

    /** Values 0 to 255 divided by 255, as MedMNIST does. */
    public record Uint8() implements Intensity {}

    /** Values clipped to [lo, hi] and mapped linearly to [0, 1]; in the volume's own units, such as HU. */
    public record Window(double lo, double hi) implements Intensity {
        /** Checks the order. */
        public Window {
            if (!(lo < hi)) {
                throw new IllegalArgumentException("preprocessing: window [" + lo + ", " + hi + "] must have lo < hi");
            }
        }
    }

    /** As {@link Window} between two percentiles (0 to 100) of the region's finite values. */
    public record Percentiles(double lo, double hi) implements Intensity {
        /** Checks range and order. */
        public Percentiles {
            if (!(0 <= lo && lo < hi && hi <= 100)) {
                throw new IllegalArgumentException(
                        "preprocessing: percentiles [" + lo + ", " + hi + "] must satisfy 0 ≤ lo < hi ≤ 100");
            }
        }
    }

    /**
     * For masks of values 0 to 255, inside being 127.5 and above: how thick the mask is around each voxel, that is the
     * distance in the cube's voxels to the nearest voxel outside, divided by the reach and at most 1; 0 outside.
     *
     * @param reach distance that becomes 1, above 0
     */
    public record Distance(double reach) implements Intensity {
        /** Checks the range. */
        public Distance {
            if (!(reach > 0 && reach < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("preprocessing: reach must be above 0, not " + reach);
            }
        }
    }

    /** Checks the axes and makes the region's list immutable. */
    public Preprocessing {
        if (roiMm != null) {
            roiMm = List.copyOf(roiMm);
            if (roiMm.size() != 3 || roiMm.stream().anyMatch(edge -> !(edge > 0 && edge < Double.POSITIVE_INFINITY))) {
                throw new IllegalArgumentException("preprocessing: roi_mm needs three positive lengths, got " + roiMm);
            }
        }
        if (!axes.equals(AS_STORED) && !isOrientation(axes)) {
            throw new IllegalArgumentException("preprocessing: axes must be \"as-stored\" or three direction letters"
                    + " such as SAR, one of each pair R/L, A/P, S/I; got \"" + axes + "\"");
        }
    }

    /** What MedMNIST needs: uint8 / 255, the array as it is stored. */
    public static Preprocessing medMnist(Architecture.Extent cube) {
        return new Preprocessing(new Uint8(), cube, null, AS_STORED, Interpolation.TRILINEAR);
    }

    private static boolean isOrientation(String axes) {
        if (axes.length() != 3) {
            return false;
        }
        int seen = 0;
        for (int i = 0; i < 3; i++) {
            int pair = "RLAPSI".indexOf(axes.charAt(i)) / 2;
            if ("RLAPSI".indexOf(axes.charAt(i)) < 0) {
                return false;
            }
            seen |= 1 << pair;
        }
        return seen == 7;
    }
}
