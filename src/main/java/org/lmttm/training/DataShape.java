package org.lmttm.training;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.model.Architecture.Extent;

/**
 * What a dataset decides about a network before any voxel of it is read.
 *
 * @param extent voxels of every case; null where volumes of a folder are brought to the network's input
 * @param classes classes, at least two
 */
public record DataShape(@Nullable Extent extent, int classes) {

    /**
     * Reads shapes and labels.
     *
     * @param name as configurations name datasets: a relative path stands against the current folder, then against the
     *     program's
     * @throws IOException if there is no such dataset or it has another layout; says which
     */
    public static DataShape of(String name) throws IOException {
        LabelledDataset data = RunCases.open(name, LabelledDataset.USUAL_SPLIT_SEED);
        Extent extent =
                data instanceof LabelledVolumes cubes ? new Extent(cubes.depth(), cubes.height(), cubes.width()) : null;
        return new DataShape(extent, data.classes());
    }
}
