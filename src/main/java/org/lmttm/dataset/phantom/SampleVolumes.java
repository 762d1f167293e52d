package org.lmttm.dataset.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

/**
 * Writes the files of {@code sample-volumes/}: all from formulas and a seed, so that each run gives the same voxels. (The
 * same bytes too, where the Java runtime packs with the same version of zlib.)
 */
public final class SampleVolumes {
    /** Voxels an axis of the labelled cubes. */
    static final int CUBE = 28;

    private static final long SEED = 3407;
    // two trees that show plainly what they are, and that the shipped model tells apart: not a sample to measure it on
    private static final long ANEURYSM_SEED = 27;
    private static final long NORMAL_SEED = 8;
    private static final int VESSEL_EDGE = 112;

    private SampleVolumes() {}

    /**
     * Writes all files into a folder.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: SampleVolumes FOLDER");
        }
        write(Path.of(args[0]));
    }

    /**
     * Writes all files.
     *
     * @param folder is made where it is missing; files of the same names are replaced
     * @return the files
     */
    public static List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path ct = folder.resolve("ct-phantom.nii.gz");
        head(ct, 160, 96);
        Path normal = folder.resolve("vessel-normal.nii.gz");
        vessel(normal, false, VESSEL_EDGE);
        Path aneurysm = folder.resolve("vessel-aneurysm.nii.gz");
        vessel(aneurysm, true, VESSEL_EDGE);
        Path dataset = folder.resolve("phantom-vessels.npz");
        dataset(dataset, 1200, 160, 320);
        Path names = folder.resolve("phantom-vessels.json");
        Files.writeString(names, "{\n  \"labels\": [\"vessel\", \"aneurysm\"]\n}\n");
        return List.of(ct, normal, aneurysm, dataset, names);
    }

    /** Writes the head with the given columns (and rows) and slices. */
    static void head(Path file, int columns, int slices) throws IOException {
        try (Volume volume = HeadPhantom.make(columns, slices, SEED)) {
            NiftiWriter.write(file, volume, VoxelType.INT16);
        }
    }

    /** Writes one vessel, isotropic, 28 mm wide, with values 0 to 255 as the labelled cubes have them. */
    static void vessel(Path file, boolean aneurysm, int edge) throws IOException {
        byte[] cube = VesselPhantom.draw(new Random(aneurysm ? ANEURYSM_SEED : NORMAL_SEED), aneurysm, edge, 0.055);
        float[] values = new float[cube.length];
        for (int v = 0; v < values.length; v++) {
            values[v] = cube[v] & 0xFF;
        }
        double mm = VesselTree.BOX / edge;
        double first = -(edge - 1) / 2.0 * mm;
        Affine affine = Affine.of(new double[][] {{mm, 0, 0, first}, {0, mm, 0, first}, {0, 0, mm, first}});
        try (Volume volume = Volume.ofFloats("vessel", edge, edge, edge, values, affine)) {
            NiftiWriter.write(file, volume, VoxelType.UINT8);
        }
    }

    /** Writes the labelled dataset in MedMNIST's layout with the given numbers of cases. */
    static void dataset(Path file, int train, int val, int test) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        put(arrays, "train", VesselDataset.make(train, CUBE, SEED));
        put(arrays, "val", VesselDataset.make(val, CUBE, SEED + 1));
        put(arrays, "test", VesselDataset.make(test, CUBE, SEED + 2));
        NpzFile.write(file, arrays);
    }

    private static void put(Map<String, NpyArray> arrays, String split, VesselDataset data) {
        int edge = data.edge();
        arrays.put(split + "_images", NpyArray.of(data.images(), data.count(), edge, edge, edge));
        arrays.put(split + "_labels", NpyArray.of(data.labels(), data.count(), 1));
    }
}
