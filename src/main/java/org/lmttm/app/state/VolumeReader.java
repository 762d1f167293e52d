package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeListing;

/** Reads volumes from files; the front door of {@code volume.io}, which tests replace. */
public interface VolumeReader {
    /**
     * What a file holds, without its voxels.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    VolumeListing list(Path file) throws IOException;

    /**
     * What a file or a part of it, such as one series of a folder, holds, without its voxels.
     *
     * @param choice which part, or how voxels lie where there is no header; its volume is not read
     * @throws IOException naming the file, what is wrong and what to do
     */
    default VolumeListing list(Path file, VolumeChoice choice) throws IOException {
        return list(file);
    }

    /**
     * All fields of a file's header, in its order; none where the source of volumes is no file.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    default List<HeaderField> header(Path file, VolumeChoice choice) throws IOException {
        return List.of();
    }

    /**
     * The series to choose from in a folder, on a medium, or beside an image file of one; empty where the path holds a
     * volume that needs no choice.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    default List<SeriesEntry> series(Path path, ReadProgress progress) throws IOException {
        return List.of();
    }

    /**
     * One volume of a file, followed while it is read.
     *
     * @throws IOException naming the file, what is wrong and what to do
     * @throws java.util.concurrent.CancellationException when the progress asked for it
     */
    default Volume open(Path file, VolumeChoice choice, ReadProgress progress) throws IOException {
        return open(file, choice);
    }

    /**
     * One volume of a file.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    Volume open(Path file, VolumeChoice choice) throws IOException;
}
