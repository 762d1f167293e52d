package org.lmttm.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Extent;

/**
 * The training and validation split of a labelled dataset, in memory.
 *
 * @param training at least one case
 * @param validation at least one case, of the same extent
 * @param classNames names of the classes in the order of their labels, at least two
 */
record RunData(CubeSet training, CubeSet validation, List<String> classNames) {
    RunData {
        classNames = List.copyOf(classNames);
    }

    /**
     * Loads what a configuration names and checks that network and pinned case fit it.
     *
     * @throws IOException if the dataset cannot be used; says what does not fit
     */
    static RunData load(TrainingConfig config) throws IOException {
        String name = config.dataset();
        if (name == null) {
            throw new IOException("the configuration names no dataset");
        }
        RunData data = load(locate(name)).of(name, config.crossValidation());
        data.check(name, config);
        return data;
    }

    /**
     * What of these data a run uses: its fold, or all.
     *
     * @throws IOException if there are fewer cases than folds
     */
    RunData of(String name, CrossValidation wanted) throws IOException {
        try {
            return wanted.folds() == 0 ? this : Folds.split(this, wanted);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks that a configuration fits these data.
     *
     * @throws IOException if not; says what
     */
    void check(String name, TrainingConfig config) throws IOException {
        Architecture architecture = config.architecture();
        if (!training.extent().equals(architecture.input())) {
            throw new IOException(name + ": its volumes are " + text(training.extent()) + " but architecture.input is "
                    + text(architecture.input()));
        }
        if (classNames.size() != architecture.classes()) {
            throw new IOException(name + ": has " + classNames.size() + " classes but architecture.classes is "
                    + architecture.classes());
        }
        Integer pinned = config.keeping().pinnedCase();
        if (pinned != null && pinned >= validation.count()) {
            throw new IOException(name + ": pinned_case " + pinned + " is not in the validation split of "
                    + validation.count() + " cases (0 to " + (validation.count() - 1) + ")");
        }
    }

    /** The file a configuration means: as named, or below the application's home. */
    static Path locate(String name) throws IOException {
        Path file = Path.of(name);
        Path home = Path.of(System.getProperty("lmttm.home", "")).resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        if (Files.exists(home)) {
            return home;
        }
        throw new IOException(name + ": there is no such dataset; name it with --dataset");
    }

    /**
     * Loads both splits of a MedMNIST archive.
     *
     * @throws IOException if it cannot be read or lacks one of them
     */
    static RunData load(Path file) throws IOException {
        LabelledVolumes volumes = LabelledVolumes.open(file);
        return new RunData(split(volumes, Split.TRAIN), split(volumes, Split.VAL), volumes.classNames());
    }

    private static CubeSet split(LabelledVolumes volumes, Split split) throws IOException {
        Extent extent = new Extent(volumes.depth(), volumes.height(), volumes.width());
        int[] labels = volumes.labels(split);
        byte[][] voxels = new byte[labels.length][extent.count()];
        float[] cube = new float[extent.count()];
        for (int i = 0; i < labels.length; i++) {
            volumes.cube(split, i, cube);
            for (int v = 0; v < cube.length; v++) {
                voxels[i][v] = (byte) Math.round(cube[v] * 255);
            }
        }
        return new CubeSet(extent, voxels, labels);
    }

    static String text(Extent extent) {
        return extent.depth() + " × " + extent.height() + " × " + extent.width();
    }
}
