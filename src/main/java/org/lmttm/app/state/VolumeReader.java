package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Path;
import org.lmttm.volume.Volume;
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
     * One volume of a file.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    Volume open(Path file, VolumeChoice choice) throws IOException;
}
