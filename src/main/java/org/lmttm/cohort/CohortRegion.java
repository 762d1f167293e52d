package org.lmttm.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lmttm.dataset.CohortFinding;
import org.lmttm.dataset.CohortFinding.Severity;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortRow;
import org.lmttm.dataset.FindingKind;
import org.lmttm.dataset.VolumeFacts;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;

/** The region of interest of a cohort's cases, and whether the volumes hold it. */
public final class CohortRegion {
    private static final double TOLERANCE_MM = 0.01;

    private CohortRegion() {}

    /**
     * Which volumes do not hold their region of interest.
     *
     * @param preprocessing whose axes and edges count; without edges the whole volume is taken, and nothing is found
     */
    public static List<CohortFinding> findings(CohortReport report, Preprocessing preprocessing) {
        List<CohortFinding> findings = new ArrayList<>();
        List<Double> edges = preprocessing.roiMm();
        if (edges == null) {
            return findings;
        }
        for (CohortRow row : report.rows()) {
            row.volume()
                    .flatMap(facts -> overlap(facts, preprocessing.axes(), edges))
                    .ifPresent(what -> findings.add(
                            new CohortFinding(FindingKind.REGION, Severity.WARNING, row.number(), row.file(), what)));
        }
        return findings;
    }

    private static Optional<String> overlap(VolumeFacts facts, String axes, List<Double> edges) {
        boolean stored = axes.equals(Preprocessing.AS_STORED);
        Volume.Description of = facts.description();
        if (!stored && of.affine().isEmpty()) {
            return Optional.empty(); // cannot be built at all, which is told as that
        }
        Affine affine = of.affine().orElseGet(() -> Affine.scaling(1, 1, 1));
        double[][] directions = CubeInput.directions(axes, affine);
        double[] centre = facts.place().orElseGet(() -> middle(of, affine));
        for (int axis = 0; axis < 3; axis++) {
            double[] bounds = bounds(of, affine, directions[axis]);
            double edge = edges.get(axis);
            double at = dot(directions[axis], centre);
            double over = Math.max(bounds[0] - (at - edge / 2), at + edge / 2 - bounds[1]);
            String along = stored ? "its axis " + "ijk".charAt(axis) : String.valueOf(axes.charAt(axis));
            if (bounds[1] - bounds[0] < edge - TOLERANCE_MM) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "reaches %.1f mm along %s, less than the region's %.1f mm",
                        bounds[1] - bounds[0],
                        along,
                        edge));
            }
            if (over > TOLERANCE_MM) {
                return Optional.of(String.format(
                        Locale.ROOT, "has its region reach %.1f mm over the volume's border along %s", over, along));
            }
        }
        return Optional.empty();
    }

    private static double[] middle(Volume.Description of, Affine affine) {
        return affine.apply((of.ni() - 1) / 2.0, (of.nj() - 1) / 2.0, (of.nk() - 1) / 2.0);
    }

    /** Lowest and highest position along a direction that voxels reach, edges included. */
    private static double[] bounds(Volume.Description of, Affine affine, double[] direction) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 8; corner++) {
            double position = dot(
                    direction,
                    affine.apply(
                            (corner & 1) * of.ni() - 0.5,
                            (corner >> 1 & 1) * of.nj() - 0.5,
                            (corner >> 2) * of.nk() - 0.5));
            low = Math.min(low, position);
            high = Math.max(high, position);
        }
        return new double[] {low, high};
    }

    private static double dot(double[] direction, double[] point) {
        return direction[0] * point[0] + direction[1] * point[1] + direction[2] * point[2];
    }

    /**
     * A case's cube, as models are fed it. As stored, a region's edges run along the voxel axes; without edges the whole
     * volume is taken.
     *
     * @param facts of the volume, which says where the region lies
     * @return (depth, height, width), row-major, in [0, 1]
     * @throws IllegalArgumentException when the volume does not suit the preprocessing; says why
     */
    static float[] cube(Volume volume, VolumeFacts facts, Preprocessing preprocessing) {
        List<Double> edges = preprocessing.roiMm();
        boolean stored = preprocessing.axes().equals(Preprocessing.AS_STORED);
        if (!stored || edges == null) {
            return CubeInput.of(volume, preprocessing, facts.place().orElse(null));
        }
        double[] centre = facts.place().orElseGet(() -> middle(volume.description(), volume.affineOrVoxels()));
        double[] lengths = edges.stream().mapToDouble(Double::doubleValue).toArray();
        return CubeInput.ofBox(volume, preprocessing, Region.of(centre, lengths));
    }
}
