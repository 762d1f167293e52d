package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lmttm.volume.VolumeFormatException;

/** Volumes with a class each, in splits that may be absent: a MedMNIST archive, or a folder with a table of labels. */
public sealed interface LabelledDataset permits LabelledVolumes, VolumeFolder {
    /** What a split that is not given is drawn with, unless someone chose otherwise. */
    long USUAL_SPLIT_SEED = 3407;

    /**
     * Opens a dataset; reads labels, no voxels.
     *
     * @param path an npz in MedMNIST's layout, a folder of volumes that holds a CSV of labels, or that CSV
     * @param splitSeed what the split of a table without one is drawn with
     * @throws VolumeFormatException when it is none of these, or holds a mistake; says which and where
     */
    static LabelledDataset open(Path path, long splitSeed) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        boolean table = Files.isDirectory(path)
                || String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv");
        return table ? VolumeFolder.open(path, splitSeed) : LabelledVolumes.open(path);
    }

    /** The archive, or the table of labels. */
    Path file();

    /** What the dataset is called. */
    DatasetName name();

    /** The splits that are there, in the order train, val, test. */
    List<Split> splits();

    /** Names of the classes, in the order of their labels, at least two. */
    List<String> classNames();

    /**
     * The classes of a split's cases, a fresh copy.
     *
     * @throws IOException when the split is absent
     */
    int[] labels(Split split) throws IOException;

    /**
     * The patient of each of a split's cases, as numbers that mean the same in every split; empty where the dataset does
     * not say.
     *
     * @throws IOException when the split is absent
     */
    Optional<int[]> patients(Split split) throws IOException;

    /** What a user of the dataset should know, such as how a split came to be; one line each. */
    List<String> notes();

    /** Whether a split is there. */
    default boolean has(Split split) {
        return splits().contains(split);
    }

    /** Classes, at least two. */
    default int classes() {
        return classNames().size();
    }

    /** The failure that says that a split is absent. */
    default VolumeFormatException absent(Split split) {
        return new VolumeFormatException(
                file(),
                "has no " + split.label() + " split, only "
                        + splits().stream().map(Split::label).toList());
    }
}
