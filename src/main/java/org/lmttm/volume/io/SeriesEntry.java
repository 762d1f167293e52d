package org.lmttm.volume.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Affine;

/**
 * A series to choose, told by its headers alone.
 *
 * @param choice what opens it, its headers already read
 * @param description what the scanner or its operator calls it, free of the patient's name and number; may be empty
 * @param modality such as CT or MR; may be empty
 * @param patientName who it is of: shown only to those who ask for it; may be empty
 * @param shape voxels along i (columns), j (rows) and k (slices)
 * @param volumes volumes along time or colour
 * @param affine voxel → patient mm, RAS+; empty where the files do not say where they lie
 * @param warnings what is odd, for the user to see
 */
public record SeriesEntry(
        VolumeChoice.SeriesChoice choice,
        String description,
        String modality,
        String patientName,
        int[] shape,
        int volumes,
        Optional<Affine> affine,
        List<String> warnings) {
    /** Names it; the same wherever its files lie, and says nothing of the patient. */
    public String id() {
        return choice.id();
    }

    /** Its files. */
    public List<Path> files() {
        return choice.files();
    }

    /** Without the patient's name, which logs and messages must not hold. */
    @Override
    public String toString() {
        return "series " + id() + " (" + modality + ", " + files().size() + " files)";
    }
}
