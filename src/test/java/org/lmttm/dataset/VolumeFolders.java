package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;

/** Folders of small volumes with a table of labels. */
public final class VolumeFolders {
    private VolumeFolders() {}

    /** A NIfTI file of one brightness. */
    public static Path volume(Path file, int ni, int nj, int nk, float value, VoxelType type) throws IOException {
        float[] values = new float[ni * nj * nk];
        java.util.Arrays.fill(values, value);
        return volume(file, ni, nj, nk, values, type);
    }

    /** A NIfTI file of some voxels, i fastest, with 1 mm spacing in RAS order. */
    public static Path volume(Path file, int ni, int nj, int nk, float[] values, VoxelType type) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Volume volume = Volume.ofFloats("made", ni, nj, nk, values, Affine.scaling(1, 1, 1))) {
            NiftiWriter.write(file, volume, type);
        }
        return file;
    }

    /** The table labels.csv in a folder. */
    public static Path table(Path folder, String... lines) throws IOException {
        Path csv = folder.resolve("labels.csv");
        Files.writeString(csv, String.join("\r\n", lines) + "\r\n");
        return csv;
    }

    /**
     * A folder in which class "lesion" has a bright corner and class "clear" has none; two volumes a patient, of
     * 9 × 8 × 10 voxels and HU-like values.
     *
     * @param split the split of a patient by its number; null: no such column
     */
    public static Path noisy(Path folder, int patients, java.util.function.@Nullable IntFunction<String> split)
            throws IOException {
        Random random = new Random(4);
        List<String> lines = new ArrayList<>();
        lines.add(split == null ? "file,label,patient" : "file,label,patient,split");
        for (int p = 0; p < patients; p++) {
            for (int scan = 0; scan < 2; scan++) {
                float[] values = new float[9 * 8 * 10];
                for (int v = 0; v < values.length; v++) {
                    values[v] = -1000 + random.nextInt(400) + (p % 2 == 1 && v / 72 < 4 && v % 9 < 4 ? 900 : 0);
                }
                String name = "scans/p" + p + "-" + scan + ".nii.gz";
                volume(folder.resolve(name), 9, 8, 10, values, VoxelType.INT16);
                lines.add(name + "," + (p % 2 == 1 ? "lesion" : "clear") + ",P" + p
                        + (split == null ? "" : "," + split.apply(p)));
            }
        }
        table(folder, lines.toArray(String[]::new));
        return folder;
    }
}
