package org.lmttm.volume;

import java.util.Arrays;
import java.util.List;

/**
 * A box in a volume: its centre in patient mm (voxels where there is no geometry) and its edge lengths in mm (or voxels)
 * along the axes it is resampled to.
 *
 * @param centre x, y, z in RAS+ mm, or i, j, k
 * @param edges three positive lengths
 */
public record Region(List<Double> centre, List<Double> edges) {
    /** Checks and copies. */
    public Region {
        centre = List.copyOf(centre);
        edges = List.copyOf(edges);
        if (centre.size() != 3 || centre.stream().anyMatch(c -> !Double.isFinite(c))) {
            throw new IllegalArgumentException("a region's centre is three finite numbers, not " + centre);
        }
        if (edges.size() != 3 || edges.stream().anyMatch(e -> !(e > 0 && e < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("a region's edges are three positive lengths, not " + edges);
        }
    }

    /** A region from arrays of three. */
    public static Region of(double[] centre, double[] edges) {
        return new Region(
                Arrays.stream(centre).boxed().toList(),
                Arrays.stream(edges).boxed().toList());
    }
}
