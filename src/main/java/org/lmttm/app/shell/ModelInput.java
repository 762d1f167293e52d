package org.lmttm.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.RoiBox;
import org.lmttm.model.Architecture;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Point;
import org.lmttm.volume.Volume;

/**
 * A volume as a model takes it.
 *
 * @param cube (depth, height, width), row-major, in [0, 1]
 * @param description which part of the volume it is, for the user
 */
record ModelInput(float[] cube, String description) {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");

    /**
     * The whole volume, or the model's region around the volume's middle, or a box that the user placed.
     *
     * @throws IllegalArgumentException when the volume does not suit the model
     */
    static ModelInput of(Volume volume, Preprocessing preprocessing, @Nullable RoiBox box) {
        if (box == null) {
            return new ModelInput(CubeInput.of(volume, preprocessing), describe(volume, preprocessing));
        }
        float[] cube = CubeInput.ofBox(volume, preprocessing, box.region());
        return new ModelInput(cube, describe(volume, preprocessing, box));
    }

    private static String describe(Volume volume, Preprocessing preprocessing, RoiBox box) {
        Architecture.Extent e = preprocessing.cube();
        String size = e.depth() + "\u00a0×\u00a0" + e.height() + "\u00a0×\u00a0" + e.width();
        String edges = edges(box.edges());
        boolean patient = volume.affine().isPresent();
        Point c = box.centre();
        String place = String.format(Locale.ROOT, "%.1f, %.1f, %.1f", c.x(), c.y(), c.z())
                .replace('-', '−');
        String region = TEXT.text(patient ? "region.placed" : "region.placed_voxels", edges, place, size);
        return preprocessing.intensity() instanceof Preprocessing.Distance
                ? TEXT.text("region.distances", region)
                : region;
    }

    private static String edges(List<Double> edges) {
        boolean cube = edges.stream().distinct().count() == 1;
        return (cube ? edges.subList(0, 1) : edges)
                .stream().map(mm -> String.valueOf(Math.round(mm))).collect(Collectors.joining(" × "));
    }

    private static String describe(Volume volume, Preprocessing preprocessing) {
        String region = region(volume, preprocessing);
        return preprocessing.intensity() instanceof Preprocessing.Distance
                ? TEXT.text("region.distances", region)
                : region;
    }

    private static String region(Volume volume, Preprocessing preprocessing) {
        Architecture.Extent e = preprocessing.cube();
        String size = e.depth() + "\u00a0×\u00a0" + e.height() + "\u00a0×\u00a0" + e.width();
        List<Double> edges = preprocessing.roiMm();
        if (preprocessing.axes().equals(Preprocessing.AS_STORED)) {
            boolean resampled = volume.ni() != e.depth() || volume.nj() != e.height() || volume.nk() != e.width();
            return TEXT.text(resampled ? "region.resampled" : "region.stored", size);
        }
        if (edges == null) {
            return TEXT.text("region.whole", size);
        }
        String box = edges.stream().map(mm -> String.valueOf(Math.round(mm))).collect(Collectors.joining(" × "));
        return TEXT.text("region.box", box, size);
    }
}
