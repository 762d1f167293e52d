package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Path;
import org.lmttm.app.state.VolumeReader;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeListing;

/** Volumes from files of every format that the workbench reads. */
public final class FileVolumes implements VolumeReader {
    @Override
    public VolumeListing list(Path file) throws IOException {
        return VolumeFiles.list(file);
    }

    @Override
    public Volume open(Path file, VolumeChoice choice) throws IOException {
        return VolumeFiles.open(file, choice);
    }
}
