package org.lmttm.app.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;

/** Saves and copies pictures of panes, with scale bar, letters, colour bar and the research-use line. */
final class PictureSaving {
    private final Session session;
    private final FileDialogs dialogs;
    private final ViewState state;
    private final Messages text;

    PictureSaving(Session session, FileDialogs dialogs, ViewState state, Messages text) {
        this.session = session;
        this.dialogs = dialogs;
        this.state = state;
        this.text = text;
    }

    /** Saving each pane, and copying the one that has the focus. */
    List<ActionSpec> actions(Map<Plane, SlicePane> slices, Node surface) {
        List<ActionSpec> actions = new ArrayList<>();
        slices.forEach((plane, pane) -> {
            String name = SliceView.name(plane);
            actions.add(action(
                    name,
                    () -> save(
                            name, pane.view(), session.settings().pictureScale().get())));
        });
        actions.add(action(
                "surface",
                () -> save("surface", surface, session.settings().pictureScale().get())));
        actions.add(ActionSpec.of(
                        "edit.copy-picture",
                        Menu.EDIT,
                        text.text("picture.copy_pane"),
                        () -> copy(Objects.requireNonNull(
                                        slices.get(state.focused().get()))
                                .view()))
                .withShortcut("Shortcut+C")
                .when(state.shown().isNotNull()));
        return actions;
    }

    private ActionSpec action(String name, Runnable save) {
        return ActionSpec.of("file.save-" + name, Menu.FILE, text.text("save_" + name), save)
                .when(state.shown().isNotNull());
    }

    /** Copies the picture of a pane to the clipboard. */
    void copy(Node node) {
        PictureExport.copy(pictureOf(node, session.settings().pictureScale().get()));
        session.tasks().notice(new Notice(Notice.Severity.INFO, text.text("picture.copied"), ""));
    }

    /**
     * Asks for a file and writes the picture of a pane to it.
     *
     * @param name what the file's name says of the pane
     * @param scale pixels for each of the screen's
     */
    void save(String name, Node node, int scale) {
        session.settings().pictureScale().set(scale);
        String caseName = session.openCase().map(c -> c.name()).orElse("volume").replaceAll("[^A-Za-z0-9_-]+", "-");
        dialogs.savePicture(caseName + "-" + name + ".png").ifPresent(file -> write(node, scale, file));
    }

    private void write(Node node, int scale, Path file) {
        var taken = PictureExport.buffered(pictureOf(node, scale));
        String done = text.text("exported", String.valueOf(file.getFileName()));
        session.tasks()
                .start(
                        done,
                        TaskRunner.Lane.FILES,
                        progress -> {
                            PictureExport.write(taken, file);
                            return done;
                        },
                        words -> session.tasks().notice(new Notice(Notice.Severity.INFO, words, "")));
    }

    private WritableImage pictureOf(Node node, int scale) {
        if (!(node instanceof SliceView slice)) {
            return PictureExport.picture(node, scale, text.text("research"), "");
        }
        slice.exporting(true);
        WritableImage taken = PictureExport.picture(slice, scale, text.text("research"), caption(slice));
        slice.exporting(false);
        return taken;
    }

    /** Such as "Axial  I 15.5 mm", without the case's name, which may be the patient's. */
    private String caption(SliceView slice) {
        OpenCase shown = slice.openCase();
        if (shown == null) {
            return "";
        }
        String plane = text.text("plane." + SliceView.name(slice.plane()));
        boolean turned = !state.turn().get().isNone();
        SliceGeometry g = shown.slices().geometry(slice.plane());
        return plane + "  "
                + (turned
                        ? Positions.patient(shown.volume(), shown.crosshair().get())
                        : Positions.slice(shown.volume(), g, shown.crosshair().get()));
    }
}
