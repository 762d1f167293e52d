package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;

/**
 * A folder of volumes with a table of labels, made of the sample dataset, in which a few things are wrong, so that the
 * tour can show how a cohort is checked. The patients are nobody.
 */
final class SampleCohort {
    private static final int CASES = 36;

    private SampleCohort() {}

    /** Writes the volumes and the table, which is returned. */
    static Path write(LabelledVolumes samples, Path folder) throws IOException {
        Path scans = Files.createDirectories(folder.resolve("scans"));
        StringBuilder table = new StringBuilder("file,label,patient,split\n");
        for (int n = 0; n < CASES; n++) {
            Split split = n < 24 ? Split.TRAIN : n < 30 ? Split.VAL : Split.TEST;
            float spacing = n == 7 ? 1.2f : 0.6f;
            volume(samples, n == 27 ? 3 : n, spacing, scans.resolve(name(n)));
            String label = samples.classNames().get(samples.label(Split.TRAIN, n));
            String patient = String.format(Locale.ROOT, "P%03d", n == 31 ? 12 : n);
            table.append(String.join(",", "scans/" + name(n), label, patient, n == 20 ? "tran" : split.label()))
                    .append('\n');
        }
        Files.delete(scans.resolve(name(14)));
        Files.write(scans.resolve(name(17)), new byte[] {31});
        Path csv = folder.resolve("labels.csv");
        Files.writeString(csv, table);
        return csv;
    }

    /** The same table without the rows in which something is wrong. */
    static Path sound(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        StringBuilder table = new StringBuilder();
        for (String line : lines) {
            boolean wrong = line.contains(name(14))
                    || line.contains(name(17))
                    || line.contains(name(20))
                    || line.contains(name(27))
                    || line.contains(name(31));
            table.append(wrong ? "" : line + "\n");
        }
        Path sound = csv.resolveSibling("vessels.csv");
        Files.writeString(sound, table);
        return sound;
    }

    private static String name(int n) {
        return String.format(Locale.ROOT, "vessel-%03d.nii.gz", n);
    }

    private static void volume(LabelledVolumes samples, int index, float mm, Path file) throws IOException {
        float[] values = samples.cube(Split.TRAIN, index);
        for (int v = 0; v < values.length; v++) {
            values[v] = Math.round(values[v] * 255);
        }
        String name = String.valueOf(file.getFileName());
        Affine affine = Affine.scaling(mm, mm, mm);
        try (Volume volume =
                Volume.ofFloats(name, samples.depth(), samples.height(), samples.width(), values, affine)) {
            NiftiWriter.write(file, volume, VoxelType.INT16);
        }
    }
}
