package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyHeader;
import org.lmttm.volume.io.numpy.NpzFile;

/**
 * Labelled cubes in MedMNIST's layout: an npz with {@code train_images} uint8 (N, D, H, W) and {@code train_labels} (N)
 * or (N, 1), the same for val and test; a split may be absent. Opening reads labels and shapes; a split's voxels are
 * read when its first cube is asked for, and kept. Thread-safe.
 */
public final class LabelledVolumes implements LabelledDataset {
    private static final int MOST_CLASSES = 1000;
    private final Path file;
    private final Map<Split, int[]> labels;
    private final Map<Split, byte[]> images = new EnumMap<>(Split.class);
    private final List<Integer> shape;
    private final List<String> classNames;
    private final Map<Split, int[]> patients;

    private LabelledVolumes(Path file, Map<Split, int[]> labels, List<Integer> shape) throws IOException {
        this.file = file;
        this.labels = labels;
        this.shape = shape;
        int largest = 1;
        for (int[] all : labels.values()) {
            for (int label : all) {
                largest = Math.max(largest, label);
            }
        }
        this.classNames = ClassNames.of(file, largest + 1);
        this.patients = CasePatients.beside(file, labels);
    }

    /**
     * Opens a dataset.
     *
     * @throws VolumeFormatException when the file is no npz, has no split, or its arrays do not fit; says which
     */
    public static LabelledVolumes open(Path npz) throws IOException {
        try (NpzFile archive = NpzFile.open(npz)) {
            Map<Split, int[]> labels = new EnumMap<>(Split.class);
            List<Integer> shape = List.of();
            for (Split split : Split.values()) {
                String name = split.label() + "_images";
                if (!archive.has(name)) {
                    continue;
                }
                List<Integer> all = imageShape(npz, name, archive.header(name));
                if (!shape.isEmpty() && !all.subList(1, 4).equals(shape)) {
                    throw new VolumeFormatException(
                            npz,
                            "array '" + name + "' has cubes of " + all.subList(1, 4) + " voxels, but another split has "
                                    + shape);
                }
                shape = List.copyOf(all.subList(1, 4));
                labels.put(split, labels(npz, archive, split.label() + "_labels", all.get(0)));
            }
            if (labels.isEmpty()) {
                throw new VolumeFormatException(
                        npz,
                        "holds no labelled volumes: train_images, val_images or test_images" + " is needed, there are "
                                + archive.names());
            }
            return new LabelledVolumes(npz, labels, shape);
        }
    }

    private static List<Integer> imageShape(Path npz, String name, NpyHeader header) throws VolumeFormatException {
        List<Integer> shape = header.shape();
        if (shape.size() != 4 || header.type() != VoxelType.UINT8 || shape.contains(0)) {
            throw new VolumeFormatException(
                    npz,
                    "array '" + name + "' must be uint8 (cases, depth, height, width), not "
                            + header.type().numpyName() + " " + shape);
        }
        return shape;
    }

    private static int[] labels(Path npz, NpzFile archive, String name, int cases) throws IOException {
        if (!archive.has(name)) {
            throw new VolumeFormatException(npz, "has images but no array '" + name + "'");
        }
        NpyHeader header = archive.header(name);
        List<Integer> shape = header.shape();
        boolean single = shape.equals(List.of(cases)) || shape.equals(List.of(cases, 1));
        if (!single || header.type().isFloating()) {
            throw new VolumeFormatException(
                    npz,
                    "array '" + name + "' must hold one whole number for each of the " + cases + " cases, not "
                            + header.type().numpyName() + " " + shape);
        }
        int[] labels = archive.array(name).ints();
        for (int i = 0; i < cases; i++) {
            if (labels[i] < 0 || labels[i] >= MOST_CLASSES) {
                throw new VolumeFormatException(
                        npz, "array '" + name + "' gives case " + i + " the class " + labels[i] + ", not 0 to 999");
            }
        }
        return labels;
    }

    /** The file. */
    @Override
    public Path file() {
        return file;
    }

    /** Flag and size from the file's name. */
    @Override
    public DatasetName name() {
        return DatasetName.of(file);
    }

    /** The splits that are there, in the order train, val, test. */
    @Override
    public List<Split> splits() {
        return List.copyOf(labels.keySet());
    }

    /** Whether a split is there. */
    @Override
    public boolean has(Split split) {
        return labels.containsKey(split);
    }

    /** Voxels along the first axis of a cube. */
    public int depth() {
        return shape.get(0);
    }

    /** Voxels along the second axis of a cube. */
    public int height() {
        return shape.get(1);
    }

    /** Voxels along the third axis of a cube. */
    public int width() {
        return shape.get(2);
    }

    /** Voxels of a cube. */
    public int voxels() {
        return Math.multiplyExact(Math.multiplyExact(depth(), height()), width());
    }

    /** Names of the classes, in the order of their labels, at least two. */
    @Override
    public List<String> classNames() {
        return classNames;
    }

    /** Classes, at least two. */
    @Override
    public int classes() {
        return classNames.size();
    }

    /** Cases of a split; 0 where it is absent. */
    public int count(Split split) {
        int[] all = labels.get(split);
        return all == null ? 0 : all.length;
    }

    /**
     * The class of a case.
     *
     * @throws IOException when the split is absent
     */
    public int label(Split split, int index) throws IOException {
        return present(split)[index];
    }

    /**
     * The classes of a split's cases, a fresh copy.
     *
     * @throws IOException when the split is absent
     */
    @Override
    public int[] labels(Split split) throws IOException {
        return present(split).clone();
    }

    /** Those that the JSON beside the archive names, as {@code datasets build} writes it; MedMNIST's own name none. */
    @Override
    public Optional<int[]> patients(Split split) throws IOException {
        present(split);
        return Optional.ofNullable(patients.get(split)).map(int[]::clone);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    /**
     * A cube as it is stored, a fresh copy.
     *
     * @param index 0 … {@code count(split)} − 1
     * @return {@link #voxels()} bytes 0 to 255, last axis fastest
     * @throws IOException when the split is absent, or cannot be read
     */
    public byte[] stored(Split split, int index) throws IOException {
        byte[] all = images(split);
        int start = Math.multiplyExact(Objects.checkIndex(index, count(split)), voxels());
        return Arrays.copyOfRange(all, start, start + voxels());
    }

    /**
     * Copies a cube, scaled to [0, 1] as MedMNIST does it (stored / 255).
     *
     * @param index 0 … {@code count(split)} − 1
     * @param target receives {@link #voxels()} values from its start, last axis fastest
     * @throws IOException when the split is absent, or cannot be read
     */
    public void cube(Split split, int index, float[] target) throws IOException {
        cube(split, index, target, 0);
    }

    /**
     * As {@link #cube(Split, int, float[])}, from an offset on, as batches need it.
     *
     * @param offset first index written
     */
    public void cube(Split split, int index, float[] target, int offset) throws IOException {
        byte[] all = images(split);
        int voxels = voxels();
        if (index < 0 || index >= count(split)) {
            throw new IndexOutOfBoundsException(
                    "case " + index + " of the " + count(split) + " in " + split.label() + " of " + file.getFileName());
        }
        int start = index * voxels;
        for (int v = 0; v < voxels; v++) {
            target[offset + v] = (all[start + v] & 0xFF) / 255f;
        }
    }

    /** As {@link #cube(Split, int, float[])}, into a fresh array. */
    public float[] cube(Split split, int index) throws IOException {
        float[] cube = new float[voxels()];
        cube(split, index, cube);
        return cube;
    }

    private int[] present(Split split) throws IOException {
        int @Nullable [] all = labels.get(split);
        if (all == null) {
            throw absent(split);
        }
        return all;
    }

    private byte[] images(Split split) throws IOException {
        int cases = present(split).length;
        synchronized (images) {
            byte[] all = images.get(split);
            if (all == null) {
                all = readImages(split.label() + "_images", cases);
                images.put(split, all);
            }
            return all;
        }
    }

    private byte[] readImages(String name, int cases) throws IOException {
        long bytes = (long) cases * voxels();
        long most = Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / 2);
        if (bytes > most) {
            throw new VolumeFormatException(
                    file,
                    "array '" + name + "' takes " + bytes + " bytes of memory, more than the " + most
                            + " that this program may use for it; start it with more memory (-Xmx)");
        }
        try (NpzFile archive = NpzFile.open(file)) {
            NpyArray array = archive.array(name);
            if (array.data().length != bytes) {
                throw new VolumeFormatException(file, "array '" + name + "' changed while the dataset was open");
            }
            return array.data();
        }
    }
}
