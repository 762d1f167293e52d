package org.lmttm.app.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.VolumeAxis;
import org.lmttm.volume.io.VolumeExport;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeSeries;

/** Writes the case shown, all its volumes along time or channel, as NIfTI, NRRD or MetaImage, without free text. */
final class VolumeSaving {
    private final Session session;
    private final FileDialogs dialogs;
    private final Messages text;

    VolumeSaving(Session session, FileDialogs dialogs, Messages text) {
        this.session = session;
        this.dialogs = dialogs;
        this.text = text;
    }

    ActionSpec action(ObservableBooleanValue hasCase) {
        return ActionSpec.of("file.export-volume", Menu.FILE, text.text("export_volume"), this::ask)
                .when(hasCase);
    }

    private void ask() {
        Optional<OpenCase> shown = session.openCase();
        if (shown.isPresent()) {
            dialogs.saveVolume(suggested(shown.get())).ifPresent(file -> save(shown.get(), file));
        }
    }

    /** The file's own name without its ending; folders, whose names may be a patient's, lend none. */
    private static String suggested(OpenCase openCase) {
        Path file = openCase.file();
        String name = Files.isDirectory(file) ? "volume" : String.valueOf(file.getFileName());
        String base = name.replaceFirst("(?i)\\.(nii|hdr|img)\\.gz$|\\.[A-Za-z0-9]{1,5}$", "");
        return base.replaceAll("[^A-Za-z0-9_+-]+", "-") + ".nii.gz";
    }

    private void save(OpenCase openCase, Path file) {
        String done = text.text("exported", String.valueOf(file.getFileName()));
        session.tasks()
                .start(
                        text.text("exporting", String.valueOf(file.getFileName())),
                        TaskRunner.Lane.FILES,
                        progress -> write(openCase, file),
                        written -> session.tasks()
                                .notice(new Notice(
                                        Notice.Severity.INFO,
                                        done,
                                        written.format()
                                                + (written.notes().isEmpty()
                                                        ? ""
                                                        : ": " + written.notes().getFirst()))));
    }

    /** Reads the file again: the case may be closed meanwhile, and only one of its volumes is shown. */
    private VolumeExport.Written write(OpenCase openCase, Path file) throws java.io.IOException {
        if (Files.exists(file) && Files.isSameFile(file, openCase.file())) {
            throw new java.io.IOException(text.text("export_itself", String.valueOf(file.getFileName())));
        }
        if (openCase.listing().volumes() > 1) {
            try (VolumeSeries series = VolumeFiles.openAll(openCase.file(), openCase.choice())) {
                return VolumeExport.write(
                        file, series.volumes(), openCase.listing().axis(), List.of());
            }
        }
        try (Volume volume = VolumeFiles.open(openCase.file(), openCase.choice())) {
            return VolumeExport.write(file, List.of(volume), VolumeAxis.UNKNOWN, List.of());
        }
    }
}
