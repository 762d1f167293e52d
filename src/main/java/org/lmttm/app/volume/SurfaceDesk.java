package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.volume.SceneSettings.Mode;
import org.lmttm.surface.Camera;
import org.lmttm.surface.MeshFiles;

/** All of the volume workspace that is about 3D: state, pane, inspector section and actions. */
public final class SurfaceDesk {
    private final SurfacePane picture = new SurfacePane();
    private final SurfaceState surface;
    private final SceneLink link;
    private final SurfaceExport export;
    private final SurfaceViewPane pane;
    private final SurfacesPanel panel;
    private final ViewState state;
    private final Messages text;

    SurfaceDesk(Session session, FileDialogs dialogs, ViewState state, Messages text, PictureMenu camera) {
        this.state = state;
        this.text = text;
        surface = new SurfaceState(session.tasks(), state, text);
        link = new SceneLink(session.tasks(), state, surface, picture, session.attentionOverlay());
        export = new SurfaceExport(session.tasks(), dialogs, state, surface, text);
        pane = new SurfaceViewPane(state, surface, picture, text, camera);
        pane.over(new AttentionNotes(session.attentionOverlay(), text));
        panel = new SurfacesPanel(state, surface, export, text);
    }

    SurfaceViewPane pane() {
        return pane;
    }

    VBox panel() {
        return panel.view();
    }

    /** The 3D picture. */
    public SurfacePane picture() {
        return picture;
    }

    /** What is shown in 3D. */
    public SceneSettings settings() {
        return surface.settings();
    }

    /** Shows what was shown before. */
    public void restore(SceneSettings settings) {
        surface.restore(settings);
    }

    /** Lets what is changed here be undone. */
    void remember(DisplayHistory history) {
        history.watch(surface);
    }

    /** From where it is looked at, as a saved desk keeps it. */
    DeskPart<Camera> cameraPart() {
        return DeskPart.of("camera", Camera.class, picture::getCamera, picture::frameAs);
    }

    /** What is shown in 3D, as a saved desk keeps it. */
    DeskPart<SceneSettings> deskPart() {
        return DeskPart.of(
                "surfaces", SceneSettings.class, () -> surface.counting() ? null : settings(), this::restore);
    }

    /** Whether the picture is that of the settings and the view. */
    boolean settled() {
        return !surface.busy().get()
                && link.settled().get()
                && picture.settledProperty().get();
    }

    List<ActionSpec> actions() {
        List<ActionSpec> actions = new ArrayList<>();
        actions.add(ActionSpec.of("volume.add-surface", Menu.VOLUME, text.text("add_surface"), surface::add)
                .when(state.shown().isNotNull()));
        actions.add(
                ActionSpec.of("volume.label-surfaces", Menu.VOLUME, text.text("surfaces_of_labels"), surface::addLabels)
                        .when(state.shown().isNotNull()));
        actions.add(ActionSpec.of(
                        "file.export-surface",
                        Menu.FILE,
                        text.text("export_surface"),
                        () -> export.export(MeshFiles.Space.RAS))
                .when(surface.selected().isNotNull()));
        SimpleBooleanProperty rays = new SimpleBooleanProperty(surface.mode().get() == Mode.VOLUME);
        surface.mode().addListener((property, before, now) -> rays.set(now == Mode.VOLUME));
        rays.addListener((property, before, now) -> surface.mode().set(now ? Mode.VOLUME : Mode.SURFACES));
        actions.add(ActionSpec.toggle("view.ray-casting", Menu.VIEW, text.text("mode.volume"), rays));
        actions.add(ActionSpec.toggle("view.slices-3d", Menu.VIEW, text.text("slices_3d"), surface.slices())
                .withShortcut("V"));
        return actions;
    }

    void close() {
        surface.close();
        picture.dispose();
    }
}
