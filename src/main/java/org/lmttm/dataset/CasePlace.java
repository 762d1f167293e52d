package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;

/**
 * Where a case's region of interest lies, as its row says: {@code x,y,z} in patient mm (RAS+), {@code i,j,k} in voxels
 * from 0, or {@code roi}, a mask file, the middle of whose box around all voxels that are not 0 counts. A row that says
 * nothing means the volume's middle.
 */
final class CasePlace {
    /** Columns that belong together. */
    static final List<List<String>> GROUPS = List.of(List.of("x", "y", "z"), List.of("i", "j", "k"), List.of("roi"));

    /** All columns of places. */
    static final List<String> COLUMNS = GROUPS.stream().flatMap(List::stream).toList();

    private final List<String> columns;
    private final List<String> cells;
    private final Path folder;

    private CasePlace(List<String> columns, List<String> cells, Path folder) {
        this.columns = columns;
        this.cells = cells;
        this.folder = folder;
    }

    /**
     * The place that a row names.
     *
     * @param cells those that are filled, by column
     * @param folder what paths of masks are relative to
     * @return empty where it names none
     * @throws IllegalArgumentException when it names two, or half of one; goes on from "row N"
     */
    static Optional<CasePlace> of(Map<String, String> cells, Path folder) {
        List<List<String>> named = GROUPS.stream()
                .filter(group -> group.stream().anyMatch(cells::containsKey))
                .toList();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (named.size() > 1) {
            throw new IllegalArgumentException("names the region's place twice, by "
                    + String.join(
                            " and by ", named.stream().map(CasePlace::text).toList()));
        }
        List<String> group = named.getFirst();
        if (!cells.keySet().containsAll(group)) {
            throw new IllegalArgumentException("fills only some of " + text(group));
        }
        List<String> values = group.stream()
                .map(name -> Objects.requireNonNull(cells.get(name)))
                .toList();
        return Optional.of(new CasePlace(group, values, folder));
    }

    private static String text(List<String> group) {
        return String.join(",", group);
    }

    /**
     * The centre in a volume.
     *
     * @param progress asked whether to go on while a mask is read
     * @return x, y, z in patient mm; i, j, k where the volume has no geometry
     * @throws IllegalArgumentException when it cannot be one of this volume; goes on from "row N"
     * @throws IOException when the mask cannot be read
     */
    double[] in(Volume volume, ReadProgress progress) throws IOException {
        double[] centre = columns.size() == 1 ? ofMask(volume, progress) : ofNumbers(volume);
        double[] voxel = volume.affineOrVoxels().inverse().apply(centre[0], centre[1], centre[2]);
        for (int axis = 0; axis < 3; axis++) {
            if (!(voxel[axis] >= -0.5 && voxel[axis] <= volume.size(axis) - 0.5)) {
                throw new IllegalArgumentException("puts the region's centre outside the volume, at voxel "
                        + Stream.of(voxel[0], voxel[1], voxel[2])
                                .map(CasePlace::number)
                                .toList());
            }
        }
        return centre;
    }

    private static String number(double value) {
        return Math.rint(value) == value && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(java.util.Locale.ROOT, "%.1f", value);
    }

    private double[] ofNumbers(Volume volume) {
        double[] point = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            try {
                point[axis] = Double.parseDouble(cells.get(axis));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "has '" + cells.get(axis) + "' in the column " + columns.get(axis) + ", which is no number", e);
            }
            if (!Double.isFinite(point[axis])) {
                throw new IllegalArgumentException("has no finite number in the column " + columns.get(axis));
            }
        }
        boolean voxels = columns.contains("i");
        if (!voxels && volume.affine().isEmpty()) {
            throw new IllegalArgumentException(
                    "names its region in mm, but the volume has no geometry; name it by i,j,k");
        }
        return voxels ? volume.affineOrVoxels().apply(point[0], point[1], point[2]) : point;
    }

    private double[] ofMask(Volume volume, ReadProgress progress) throws IOException {
        Path file;
        try {
            file = folder.resolve(cells.getFirst()).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "names the mask '" + cells.getFirst() + "', which no file can be called", e);
        }
        VolumeChoice choice = VolumeFiles.prepared(file, VolumeChoice.FIRST, progress);
        try (Volume mask = VolumeFiles.open(file, choice, progress)) {
            double[] middle = middle(file, mask, progress);
            boolean alike = mask.ni() == volume.ni() && mask.nj() == volume.nj() && mask.nk() == volume.nk();
            Optional<Affine> own = volume.affine().isPresent() ? mask.affine() : Optional.empty();
            if (own.isEmpty() && !alike) {
                throw new IllegalArgumentException("names a mask of " + size(mask) + " voxels for a volume of "
                        + size(volume) + ", and they share no patient geometry");
            }
            return own.orElse(volume.affineOrVoxels()).apply(middle[0], middle[1], middle[2]);
        }
    }

    private static String size(Volume volume) {
        return volume.ni() + " × " + volume.nj() + " × " + volume.nk();
    }

    private static double[] middle(Path file, Volume mask, ReadProgress progress) throws VolumeFormatException {
        int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] high = {-1, -1, -1};
        float[] line = new float[mask.ni()];
        for (int k = 0; k < mask.nk(); k++) {
            progress.check();
            for (int j = 0; j < mask.nj(); j++) {
                mask.line(0, j, k, line, 0);
                for (int i = 0; i < line.length; i++) {
                    if (line[i] != 0) {
                        stretch(low, high, 0, i);
                        stretch(low, high, 1, j);
                        stretch(low, high, 2, k);
                    }
                }
            }
        }
        if (high[0] < 0) {
            throw new VolumeFormatException(file, "is a mask in which every voxel is 0");
        }
        return new double[] {(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0, (low[2] + high[2]) / 2.0};
    }

    private static void stretch(int[] low, int[] high, int axis, int at) {
        low[axis] = Math.min(low[axis], at);
        high[axis] = Math.max(high[axis], at);
    }
}
