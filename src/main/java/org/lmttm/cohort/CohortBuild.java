package org.lmttm.cohort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortRow;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFacts;
import org.lmttm.dataset.VoxelContent;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.training.RunFolder;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.numpy.NpzFile;
import org.lmttm.volume.io.numpy.NpzFile.Streamed;

/**
 * Builds an archive in MedMNIST's layout from a cohort that was checked: {@code train_images} uint8 (N, D, H, W),
 * {@code train_labels} uint8 (N, 1), the same for val and test, each in the table's order. Cubes are made by what also
 * feeds models from a folder, one at a time, and never held together. The same cohort and settings give the same bytes.
 * Beside it stands a JSON of the same name, see {@link CohortSidecar}.
 */
public final class CohortBuild {
    private final CohortReport report;
    private final CohortSettings settings;
    private final Preprocessing preprocessing;
    private final ReadProgress progress;
    private int done;

    /**
     * What was built.
     *
     * @param file the archive
     * @param sidecar the JSON beside it
     * @param cases in all splits
     * @param bytes of the archive
     */
    public record Built(Path file, Path sidecar, int cases, long bytes) {}

    private CohortBuild(CohortReport report, CohortSettings settings, ReadProgress progress) {
        this.report = report;
        this.settings = settings;
        this.preprocessing = settings.cube();
        this.progress = progress;
    }

    /**
     * Builds an archive.
     *
     * @param report of the check, without errors
     * @param file the archive, ending in .npz; replaced whole if it exists, left as it was if anything fails
     * @throws IOException when the settings do not suit the cohort, the disk has no room, the table or a volume changed
     *     since the check, or reading or writing fails; says which row or file
     * @throws CancellationException when the progress says so; nothing is left then
     */
    public static Built write(CohortReport report, CohortSettings settings, Path file, ReadProgress progress)
            throws IOException {
        List<String> problems = settings.problems(report);
        if (!problems.isEmpty()) {
            throw new IOException(problems.getFirst());
        }
        Path target = file.toAbsolutePath().normalize();
        CohortSidecar.requireFree(target, report.table());
        report.source().requireUnchanged();
        requireRoom(target, settings.bytes(report));
        return new CohortBuild(report, settings, progress).write(target);
    }

    /**
     * Why an archive cannot be written to a file.
     *
     * @param table of the cohort
     * @throws IOException when its name does not end in .npz, its folder is missing, or the JSON beside it is someone's own
     *     or would name the table's classes
     */
    public static void requireTarget(Path file, Path table) throws IOException {
        CohortSidecar.requireFree(file.toAbsolutePath().normalize(), table);
    }

    private static void requireRoom(Path target, long bytes) throws IOException {
        long free = Files.getFileStore(target.getParent()).getUsableSpace();
        if (free < bytes) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: may take up to %.1f MB, but the disk has %.1f MB free; make room or choose a smaller size",
                    target.getFileName(),
                    bytes / 1e6,
                    free / 1e6));
        }
    }

    /** Both files are made under other names, so that those that are there stay until both are whole. */
    private Built write(Path target) throws IOException {
        Path json = CohortSidecar.beside(target);
        Path newArchive = temporary(target);
        Path newJson = temporary(json);
        try {
            Files.writeString(
                    newJson,
                    CohortSidecar.text(report, settings),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            NpzFile.write(newArchive, arrays());
            replace(newArchive, target, newJson, json);
            return new Built(target, json, report.rows().size(), Files.size(target));
        } catch (FileSystemException e) {
            throw new IOException(target.getFileName() + ": cannot be written: " + RunFolder.reason(e), e);
        } finally {
            Files.deleteIfExists(newArchive);
            Files.deleteIfExists(newJson);
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(".part-" + file.getFileName());
    }

    /** An archive never stands beside the JSON of another: the old JSON goes first, and comes back where the archive fails. */
    private static void replace(Path newArchive, Path archive, Path newJson, Path json) throws IOException {
        Path oldJson = json.resolveSibling(".part-old-" + json.getFileName());
        boolean had = Files.exists(json);
        if (had) {
            move(json, oldJson);
        }
        try {
            move(newArchive, archive);
        } catch (IOException e) {
            if (had) {
                move(oldJson, json);
            }
            throw e;
        }
        move(newJson, json);
        Files.deleteIfExists(oldJson);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Streamed> arrays() {
        List<Streamed> arrays = new ArrayList<>();
        int size = settings.size();
        for (Split split : report.splits()) {
            List<CohortRow> rows = report.rows(split, -1);
            int n = rows.size();
            arrays.add(new Streamed(
                    split.label() + "_images",
                    VoxelType.UINT8,
                    List.of(n, size, size, size),
                    out -> images(rows, out)));
            arrays.add(new Streamed(split.label() + "_labels", VoxelType.UINT8, List.of(n, 1), out -> {
                for (CohortRow row : rows) {
                    out.write(row.label());
                }
            }));
        }
        return arrays;
    }

    private void images(List<CohortRow> rows, OutputStream out) throws IOException {
        int all = report.rows().size();
        for (CohortRow row : rows) {
            if (progress.cancelled()) {
                throw new CancellationException("building was stopped");
            }
            out.write(cube(row));
            progress.update((double) ++done / all);
        }
    }

    private byte[] cube(CohortRow row) throws IOException {
        Path path = row.path().orElseThrow();
        VolumeFacts facts = row.volume().orElseThrow();
        if (!Files.exists(path)
                || Files.size(path) != facts.bytes()
                || !Files.getLastModifiedTime(path).equals(facts.changed())) {
            throw changed(row);
        }
        ReadProgress within = progress.cancelling();
        try {
            VolumeChoice choice = VolumeFiles.prepared(path, VolumeChoice.FIRST, within);
            try (Volume volume = VolumeFiles.open(path, choice, within)) {
                // The voxels may lie in another file than the one that the row names.
                if (VoxelContent.of(volume, within)
                        .hash()
                        .equals(facts.content().hash())) {
                    return CubeInput.bytes(CohortRegion.cube(volume, facts, preprocessing));
                }
            }
        } catch (IOException e) {
            throw failure(row, RunFolder.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw failure(row, String.valueOf(e.getMessage()), e);
        }
        throw changed(row);
    }

    private VolumeFormatException changed(CohortRow row) {
        return failure(row, row.file() + " changed since the check; check the cohort again", null);
    }

    private VolumeFormatException failure(CohortRow row, String reason, @Nullable Exception cause) {
        return new VolumeFormatException(report.table(), "row " + row.number() + ": " + reason, cause);
    }
}
