package org.lmttm.app.shell;

import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.RoiBox;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.report.RegionText;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;

/**
 * A volume as a model takes it.
 *
 * @param cube (depth, height, width), row-major, in [0, 1]
 * @param description which part of the volume it is, for the user
 */
record ModelInput(float[] cube, String description) {
    /**
     * The whole volume, or the model's region around the volume's middle, or a box that the user placed.
     *
     * @throws IllegalArgumentException when the volume does not suit the model
     */
    static ModelInput of(Volume volume, Preprocessing preprocessing, @Nullable RoiBox box) {
        Region region = box == null ? null : box.region();
        float[] cube =
                region == null ? CubeInput.of(volume, preprocessing) : CubeInput.ofBox(volume, preprocessing, region);
        return new ModelInput(cube, RegionText.of(volume, preprocessing, region));
    }
}
