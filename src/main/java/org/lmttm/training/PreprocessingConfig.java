package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Preprocessing;
import org.lmttm.model.Preprocessing.Interpolation;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/**
 * How stored volumes become the network's input, as a configuration writes it; see {@link Preprocessing}, which it
 * becomes in the checkpoint. The archives of MedMNIST are taken as stored: uint8 or distances.
 *
 * @param intensity how stored values become [0, 1]
 * @param lo lower end of a window in the volume's own units, or percentile 0 to 100; null: 0.5 for percentiles
 * @param hi upper end; null: 99.5 for percentiles, a quarter of the input's shortest edge for distances
 * @param axes {@link Preprocessing#AS_STORED}, or the directions in which depth (time), height and width grow
 * @param roiMm edge lengths in mm of the region around the volume's middle; null: the whole volume
 * @param interpolation how values between voxels are found
 */
public record PreprocessingConfig(
        Intensity intensity,
        @Nullable Double lo,
        @Nullable Double hi,
        String axes,
        @Nullable List<Double> roiMm,
        Interpolation interpolation) {

    /** Values 0 to 255 as they are stored. */
    static final PreprocessingConfig MEDMNIST = new PreprocessingConfig(
            Intensity.UINT8, null, null, Preprocessing.AS_STORED, null, Interpolation.TRILINEAR);

    /** Which values become 0 and 1. */
    public enum Intensity {
        /** 0 and 255. */
        @JsonProperty("uint8")
        UINT8,
        /** The ends of a window, such as −100 and 300 HU. */
        @JsonProperty("window")
        WINDOW,
        /** Two percentiles of the case's own values. */
        @JsonProperty("percentiles")
        PERCENTILES,
        /** For masks: no distance to the outside, and {@code hi} voxels of it. */
        @JsonProperty("distance")
        DISTANCE
    }

    /** Checks every range; the message names the key as it stands in JSON. */
    public PreprocessingConfig {
        if (roiMm != null) {
            roiMm = List.copyOf(roiMm);
        }
        preprocessing(intensity, lo, hi, axes, roiMm, interpolation, Extent.cube(1));
    }

    /** The same for a network's input. */
    public Preprocessing of(Extent input) {
        return preprocessing(intensity, lo, hi, axes, roiMm, interpolation, input);
    }

    private static Preprocessing preprocessing(
            Intensity intensity,
            @Nullable Double lo,
            @Nullable Double hi,
            String axes,
            @Nullable List<Double> roiMm,
            Interpolation interpolation,
            Extent input) {
        Preprocessing.Intensity scaled = switch (intensity) {
            case UINT8 -> new Preprocessing.Uint8();
            case PERCENTILES -> new Preprocessing.Percentiles(lo == null ? 0.5 : lo, hi == null ? 99.5 : hi);
            case DISTANCE -> {
                if (lo != null) {
                    throw new IllegalArgumentException("preprocessing: distances start at 0, so lo must be null");
                }
                int edge = Math.min(input.depth(), Math.min(input.height(), input.width()));
                yield new Preprocessing.Distance(hi == null ? edge / 4.0 : hi);
            }
            case WINDOW -> {
                if (lo == null || hi == null) {
                    throw new IllegalArgumentException(
                            "preprocessing: a window needs lo and hi, in the volumes' own units");
                }
                yield new Preprocessing.Window(lo, hi);
            }
        };
        return new Preprocessing(scaled, input, roiMm, axes, interpolation);
    }

    /**
     * What usually suits a folder, judged by its first volume: axes SAR where it has patient geometry, so that time runs
     * from feet to head, otherwise as stored; uint8 values as they are, others between two percentiles.
     */
    static PreprocessingConfig suiting(VolumeFolder folder) throws IOException {
        try (Volume volume = folder.volume(folder.splits().getFirst(), 0)) {
            return suiting(volume.description());
        }
    }

    /** What usually suits a volume, as {@link #suiting(VolumeFolder)} judges. */
    public static PreprocessingConfig suiting(Volume.Description stored) {
        boolean bytes = stored.type() == VoxelType.UINT8 && stored.slope() == 1 && stored.intercept() == 0;
        return new PreprocessingConfig(
                bytes ? Intensity.UINT8 : Intensity.PERCENTILES,
                null,
                null,
                stored.affine().isPresent() ? "SAR" : Preprocessing.AS_STORED,
                null,
                Interpolation.TRILINEAR);
    }
}
