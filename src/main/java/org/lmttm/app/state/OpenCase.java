package org.lmttm.app.state;

import java.nio.file.Path;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.lmttm.volume.Volume;

/** An open volume and where in it the user is. Properties change on the user interface thread only. */
public final class OpenCase implements AutoCloseable {
    private final Path file;
    private final Volume volume;
    private final ObjectProperty<Voxel> crosshair;

    /**
     * A case with the crosshair at the volume's middle.
     *
     * @param file where the volume comes from
     * @param volume the voxels; closed with the case
     */
    public OpenCase(Path file, Volume volume) {
        this.file = file;
        this.volume = volume;
        this.crosshair = new SimpleObjectProperty<>(
                new Voxel((volume.ni() - 1) / 2.0, (volume.nj() - 1) / 2.0, (volume.nk() - 1) / 2.0));
    }

    /** Where the volume comes from. */
    public Path file() {
        return file;
    }

    /** The voxels and their geometry. */
    public Volume volume() {
        return volume;
    }

    /** What to call the case. */
    public String name() {
        return volume.name();
    }

    /** The position that all views share, in voxel indices. */
    public ObjectProperty<Voxel> crosshair() {
        return crosshair;
    }

    @Override
    public void close() {
        volume.close();
    }
}
