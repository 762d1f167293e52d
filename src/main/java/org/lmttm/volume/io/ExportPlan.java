package org.lmttm.volume.io;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeStatistics;
import org.lmttm.volume.VoxelType;

/**
 * How volumes are stored in a file: as they are, or as their values where the format cannot say how to scale.
 *
 * @param volumes the volumes, all of one shape and type
 * @param type how a voxel is stored
 * @param slope value = slope · stored + intercept
 * @param intercept see slope
 * @param values whether values are stored rather than the volumes' own numbers
 * @param notes what the user should know
 */
record ExportPlan(
        List<Volume> volumes, VoxelType type, double slope, double intercept, boolean values, List<String> notes) {
    private static final double EXACT = 1L << 53;

    /**
     * A plan that keeps every value exactly.
     *
     * @param volumes the volumes, all of one shape
     * @param canScale whether the format has a slope and an intercept
     */
    static ExportPlan of(List<Volume> volumes, boolean canScale) {
        Volume.Description d = volumes.getFirst().description();
        boolean alike = volumes.stream()
                .map(Volume::description)
                .allMatch(o -> o.type() == d.type() && o.slope() == d.slope() && o.intercept() == d.intercept());
        boolean unscaled = d.slope() == 1 && d.intercept() == 0;
        if (alike && (canScale || unscaled)) {
            VoxelType type = storable(d.type());
            List<String> notes = type == VoxelType.FLOAT32 && d.type() == VoxelType.FLOAT16
                    ? List.of("float16 is written as float32, which holds the same values")
                    : List.of();
            return new ExportPlan(
                    volumes,
                    type,
                    d.slope(),
                    d.intercept(),
                    type.bytes() != d.type().bytes(),
                    notes);
        }
        VoxelType type = typeOfValues(volumes);
        return new ExportPlan(
                volumes,
                type,
                1,
                0,
                true,
                List.of("the format cannot say how stored numbers become values: values are written, as "
                        + type.numpyName()));
    }

    /** Medical formats have neither truth values nor half floats. */
    private static VoxelType storable(VoxelType type) {
        return switch (type) {
            case BOOL -> VoxelType.UINT8;
            case FLOAT16 -> VoxelType.FLOAT32;
            default -> type;
        };
    }

    /** The smallest type that holds every value exactly. */
    private static VoxelType typeOfValues(List<Volume> volumes) {
        List<VoxelType> candidates = new ArrayList<>();
        boolean whole = volumes.stream()
                .map(Volume::description)
                .allMatch(d -> !d.type().isFloating()
                        && d.slope() == Math.rint(d.slope())
                        && d.intercept() == Math.rint(d.intercept()));
        VolumeStatistics s = VolumeStatistics.of(volumes);
        if (whole && Math.max(Math.abs(s.min()), Math.abs(s.max())) < EXACT) {
            candidates.addAll(List.of(
                    VoxelType.UINT8,
                    VoxelType.INT16,
                    VoxelType.UINT16,
                    VoxelType.INT32,
                    VoxelType.UINT32,
                    VoxelType.INT64));
        }
        return candidates.stream()
                .filter(type -> s.min() >= lowest(type) && s.max() <= highest(type))
                .findFirst()
                .orElse(VoxelType.FLOAT64);
    }

    private static double lowest(VoxelType type) {
        boolean signed = type == VoxelType.INT16 || type == VoxelType.INT32 || type == VoxelType.INT64;
        return signed ? -Math.pow(2, 8 * type.bytes() - 1) : 0;
    }

    private static double highest(VoxelType type) {
        return lowest(type) == 0 ? Math.pow(2, 8 * type.bytes()) - 1 : -lowest(type) - 1;
    }
}
