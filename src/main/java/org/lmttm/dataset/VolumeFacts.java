package org.lmttm.dataset;

import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Volume;

/**
 * What is known of a case's volume once it was read.
 *
 * @param description size, type and geometry
 * @param content its voxels
 * @param centre of the region of interest in patient mm (voxels where there is no geometry); empty: the volume's middle
 * @param bytes of the file
 * @param changed when the file was changed last
 */
public record VolumeFacts(
        Volume.Description description, VoxelContent content, List<Double> centre, long bytes, FileTime changed) {
    /** Makes the list immutable. */
    public VolumeFacts {
        centre = List.copyOf(centre);
    }

    /** The centre as an array; empty where the region lies in the volume's middle. */
    public Optional<double[]> place() {
        return centre.isEmpty()
                ? Optional.empty()
                : Optional.of(centre.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
