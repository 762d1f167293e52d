package org.lmttm.app.volume;

import java.nio.file.Path;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.MeshFiles;

/** Writes the selected surface to a mesh file that the user chooses. */
final class SurfaceExport {
    private final TaskRunner tasks;
    private final FileDialogs dialogs;
    private final ViewState state;
    private final SurfaceState surface;
    private final Messages text;

    SurfaceExport(TaskRunner tasks, FileDialogs dialogs, ViewState state, SurfaceState surface, Messages text) {
        this.tasks = tasks;
        this.dialogs = dialogs;
        this.state = state;
        this.surface = surface;
        this.text = text;
    }

    /** Asks where to and writes; nothing while there is no mesh. */
    void export(MeshFiles.Space space) {
        SurfaceItem item = surface.selected().get();
        OpenCase openCase = state.shown().get();
        Mesh mesh = item == null ? null : item.mesh().get();
        if (item == null || mesh == null || openCase == null) {
            return;
        }
        MeshFiles.Space used = openCase.volume().affine().isPresent() ? space : MeshFiles.Space.VOXEL;
        String name = (openCase.name() + "-" + item.settings().get().name()).replaceAll("[^A-Za-z0-9_-]+", "-");
        dialogs.saveMesh(name + ".stl").ifPresent(file -> write(mesh, file, used));
    }

    private void write(Mesh mesh, Path file, MeshFiles.Space space) {
        String done = text.text("exported", String.valueOf(file.getFileName()));
        tasks.start(
                done,
                TaskRunner.Lane.FILES,
                progress -> {
                    MeshFiles.write(mesh, file, space);
                    return done;
                },
                words -> tasks.notice(new Notice(Notice.Severity.INFO, words, "")));
    }
}
