package org.lmttm.dataset.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

/** Writes the files of {@code sample-volumes/}: all made here, from formulas and a seed. */
public final class SampleVolumes {
    /** Voxels an axis of the labelled cubes. */
    static final int CUBE = 28;

    private static final long SEED = 3407;

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
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        dataset(folder.resolve("phantom-vessels.npz"), 1200, 160, 320);
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
