package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.VolumeReader;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeListing;
import org.lmttm.volume.io.VolumeSeries;

/**
 * Volumes from files of every format that the workbench reads. Of a file with several volumes all are brought into memory
 * once and stay while one of them is open, so that going from one to the next reads nothing.
 */
public final class FileVolumes implements VolumeReader {
    private @Nullable Shared shared;
    private @Nullable Prepared prepared;

    /** A file as it was when its volumes were opened. */
    private record Shared(Path file, FileTime modified, long size, VolumeChoice choice, VolumeSeries series) {
        boolean holds(Path other, FileTime time, long bytes, VolumeChoice wanted) {
            return file.equals(other) && modified.equals(time) && size == bytes && choice.equals(wanted.withVolume(0));
        }
    }

    /** A choice whose headers are read, which listing, fields and voxels all need. */
    private record Prepared(Path file, VolumeChoice asked, VolumeChoice choice) {}

    private synchronized VolumeChoice prepared(Path file, VolumeChoice choice, ReadProgress progress)
            throws IOException {
        Prepared before = prepared;
        if (before == null || !before.file().equals(file) || !before.asked().equals(choice)) {
            before = new Prepared(file, choice, VolumeFiles.prepared(file, choice, progress));
            prepared = before;
        }
        return before.choice();
    }

    @Override
    public VolumeListing list(Path file) throws IOException {
        return VolumeFiles.list(file);
    }

    @Override
    public VolumeListing list(Path file, VolumeChoice choice) throws IOException {
        return VolumeFiles.list(file, prepared(file, choice, ReadProgress.NONE));
    }

    @Override
    public List<SeriesEntry> series(Path path, ReadProgress progress) throws IOException {
        if (VolumeFiles.holdsSeries(path)) {
            return VolumeFiles.series(path, progress);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !VolumeFiles.isDicom(path)) {
            return List.of();
        }
        // of the files beside it those of the same series; those below may be very many and are not looked at
        List<Path> beside;
        try (var files = Files.list(folder)) {
            beside = files.filter(Files::isRegularFile).sorted().toList();
        }
        return VolumeFiles.seriesOf(path, beside, progress);
    }

    @Override
    public List<HeaderField> header(Path file, VolumeChoice choice) throws IOException {
        return VolumeFiles.header(file, prepared(file, choice, ReadProgress.NONE));
    }

    @Override
    public synchronized Volume open(Path file, VolumeChoice choice) throws IOException {
        if (!Files.isRegularFile(file)) {
            return VolumeFiles.open(file, choice);
        }
        FileTime modified = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        if (shared != null && shared.holds(file, modified, size, choice)) {
            Optional<Volume> volume = shared.series().share(choice.volume());
            if (volume.isPresent()) {
                return volume.get();
            }
        }
        shared = null;
        int volumes = VolumeFiles.list(file, choice).volumes();
        if (volumes < 2 || choice.volume() >= volumes) {
            return VolumeFiles.open(file, choice);
        }
        try (VolumeSeries series = VolumeFiles.openAll(file, choice)) {
            shared = new Shared(file, modified, size, choice.withVolume(0), series);
            return series.share(choice.volume()).orElseThrow();
        }
    }

    @Override
    public Volume open(Path file, VolumeChoice choice, ReadProgress progress) throws IOException {
        boolean many = choice.series().isPresent() || Files.isDirectory(file);
        if (!many) {
            return open(file, choice);
        }
        VolumeChoice ready = prepared(file, choice, progress);
        forget();
        return VolumeFiles.open(file, ready, progress);
    }

    /** What is opened next is looked at anew: files may have come to its folder. */
    private synchronized void forget() {
        prepared = null;
    }
}
