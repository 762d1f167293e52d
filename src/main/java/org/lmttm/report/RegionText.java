package org.lmttm.report;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;

/** Which part of a volume a model is fed, in one sentence. */
public final class RegionText {
    private RegionText() {}

    /**
     * The sentence.
     *
     * @param box null: what the preprocessing says
     */
    public static String of(Volume volume, Preprocessing preprocessing, @Nullable Region box) {
        String size = cube(preprocessing.cube());
        String region = box == null ? usual(volume, preprocessing, size) : placed(volume, box, size);
        return preprocessing.intensity() instanceof Preprocessing.Distance
                ? Words.text("region.distances", region)
                : region;
    }

    /** The extent of a cube, such as "28 × 28 × 28". */
    static String cube(Architecture.Extent e) {
        return e.depth() + "\u00a0×\u00a0" + e.height() + "\u00a0×\u00a0" + e.width();
    }

    private static String placed(Volume volume, Region box, String size) {
        String place = box.centre().stream().map(c -> Words.number(c, 1)).collect(Collectors.joining(", "));
        boolean patient = volume.affine().isPresent();
        return Words.text(patient ? "region.placed" : "region.placed_voxels", edges(box.edges()), place, size);
    }

    private static String usual(Volume volume, Preprocessing preprocessing, String size) {
        Architecture.Extent e = preprocessing.cube();
        List<Double> edges = preprocessing.roiMm();
        if (preprocessing.axes().equals(Preprocessing.AS_STORED)) {
            boolean resampled = volume.ni() != e.depth() || volume.nj() != e.height() || volume.nk() != e.width();
            return Words.text(resampled ? "region.resampled" : "region.stored", size);
        }
        return edges == null ? Words.text("region.whole", size) : Words.text("region.box", edges(edges), size);
    }

    private static String edges(List<Double> edges) {
        boolean cube = edges.stream().distinct().count() == 1;
        return (cube ? edges.subList(0, 1) : edges)
                .stream().map(mm -> String.valueOf(Math.round(mm))).collect(Collectors.joining(" × "));
    }
}
