package org.lmttm.app.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.History;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Pane;
import org.lmttm.volume.Plane;

/** Slices in three planes and the surface of the active case, with what the active model says about it. */
public final class VolumeWorkspace implements Workspace {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    private final Session session;
    private final FileDialogs dialogs;
    private final ViewState state = new ViewState();
    private final Markups markups;
    private final SurfaceState surface;
    private final SurfacePane picture = new SurfacePane();
    private final Map<Plane, SlicePane> slices = new EnumMap<>(Plane.class);
    private final SurfaceViewPane surfacePane;
    private final List<ActionSpec> actions;
    private final VBox view = new VBox();
    private final ScrollPane inspector;

    /**
     * The workspace.
     *
     * @param dialogs asks where to save pictures
     * @param openSample opens the case that comes with the workbench
     */
    public VolumeWorkspace(Session session, FileDialogs dialogs, Runnable openSample) {
        this.session = session;
        this.dialogs = dialogs;
        state.radiological().bindBidirectional(session.settings().radiological());
        markups = new Markups(session, state, TEXT);
        surface = new SurfaceState(session.tasks(), state);
        surfacePane = new SurfaceViewPane(state, surface, picture, TEXT, () -> export("surface", picture));
        for (Plane plane : Plane.values()) {
            slices.put(plane, slicePane(plane));
        }
        actions = new ArrayList<>(new VolumeActions(state, TEXT).all());
        actions.addAll(exports());
        view.setId("volume-workspace");
        StackPane centre = new StackPane(panes(), CaseStates.empty(TEXT, openSample));
        centre.getChildren().get(1).visibleProperty().bind(state.shown().isNull());
        VBox.setVgrow(centre, Priority.ALWAYS);
        view.getChildren()
                .addAll(
                        new VolumeBar(session, state, actions, TEXT),
                        CaseStates.loading(session, TEXT),
                        CaseStates.error(session, TEXT),
                        centre,
                        new ProbeBar(state, TEXT));
        inspector = inspectorPane();
        session.activeCase()
                .addListener((property, before, now) -> session.history().silently(() -> state.show(now)));
        watchDisplay();
        state.show(session.activeCase().get());
        fitTogether();
    }

    /** What changes the picture can be undone, as drawing can. */
    private void watchDisplay() {
        History history = session.history();
        history.watch(state.colorMap(), TEXT.text("colors"), null);
        history.watch(state.layout(), TEXT.text("undo.layout"), null);
        history.watch(state.smooth(), TEXT.text("smooth"), null);
        history.watch(state.crosshairShown(), TEXT.text("crosshair_shown"), null);
        history.watch(state.radiological(), TEXT.text("undo.convention"), null);
    }

    private SlicePane slicePane(Plane plane) {
        String name = plane.name().toLowerCase(Locale.ROOT);
        return new SlicePane(
                session,
                state,
                markups,
                plane,
                TEXT,
                () -> export(name, Objects.requireNonNull(slices.get(plane)).view()));
    }

    private PaneGrid panes() {
        Map<Pane, Node> panes = new EnumMap<>(Pane.class);
        slices.forEach((plane, pane) -> panes.put(Pane.valueOf(plane.name()), pane));
        panes.put(Pane.SURFACE, surfacePane);
        PaneGrid grid = new PaneGrid(state, panes);
        // the last picture stays, dimmed, while another file is read
        grid.opacityProperty()
                .bind(Bindings.when(session.opening().isNotNull()).then(0.4).otherwise(1.0));
        return grid;
    }

    /** One zoom for all slices: the one at which each fits, or only the pane that stands alone. */
    private void fitTogether() {
        // change listeners: an invalidation listener would stay silent once a value was not read
        Runnable fit = () -> {
            double least = Double.POSITIVE_INFINITY;
            for (SlicePane pane : slices.values()) {
                boolean counts = state.layout().get() != Layout.SINGLE
                        || state.large().get().name().equals(pane.view().plane().name());
                if (counts) {
                    least = Math.min(least, pane.view().fit());
                }
            }
            if (Double.isFinite(least)) {
                state.fitScale().set(least);
            }
        };
        for (SlicePane pane : slices.values()) {
            pane.view().widthProperty().addListener((property, before, now) -> fit.run());
            pane.view().heightProperty().addListener((property, before, now) -> fit.run());
        }
        state.shown().addListener((property, before, now) -> fit.run());
        state.layout().addListener((property, before, now) -> fit.run());
        state.large().addListener((property, before, now) -> fit.run());
        fit.run();
    }

    private ScrollPane inspectorPane() {
        PredictionPanel prediction = new PredictionPanel(session, TEXT);
        VBox display = new DisplayPanel(state, TEXT).view();
        display.visibleProperty().bind(state.shown().isNotNull());
        display.managedProperty().bind(display.visibleProperty());
        VBox sections = new VBox(
                prediction.predictionView(),
                prediction.regionView(),
                new MarkupPanel(state, markups, TEXT).view(),
                display,
                new MetadataPanel(state, TEXT).view());
        sections.setMaxWidth(311);
        sections.setMinWidth(311);
        ScrollPane scroll = new ScrollPane(sections);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("inspector", "clear-scroll");
        return scroll;
    }

    private List<ActionSpec> exports() {
        List<ActionSpec> exports = new ArrayList<>();
        slices.forEach((plane, pane) -> exports.add(exportAction(plane.name().toLowerCase(Locale.ROOT), pane.view())));
        exports.add(ActionSpec.of(
                        "file.save-surface", Menu.FILE, TEXT.text("save_surface"), () -> export("surface", picture))
                .when(surface.mesh().isNotNull()));
        return exports;
    }

    private ActionSpec exportAction(String name, Node node) {
        return ActionSpec.of("file.save-" + name, Menu.FILE, TEXT.text("save_" + name), () -> export(name, node))
                .when(state.shown().isNotNull());
    }

    private void export(String name, Node node) {
        String caseName = session.openCase().map(c -> c.name()).orElse("volume").replaceAll("[^A-Za-z0-9_-]+", "-");
        dialogs.savePicture(caseName + "-" + name + ".png").ifPresent(file -> save(node, file));
    }

    private void save(Node node, Path file) {
        var picture = PictureExport.buffered(PictureExport.picture(node, TEXT.text("research")));
        String done = TEXT.text("exported", String.valueOf(file.getFileName()));
        session.tasks()
                .start(
                        done,
                        TaskRunner.Lane.FILES,
                        progress -> {
                            PictureExport.write(picture, file);
                            return done;
                        },
                        text -> session.tasks().notice(new Notice(Notice.Severity.INFO, text, "")));
    }

    /** How the active case is shown; for tests and the tour. */
    public ViewState state() {
        return state;
    }

    /** The 3D picture; for tests and the tour. */
    public SurfacePane surfacePicture() {
        return picture;
    }

    /** Whether every pane shows what was last asked for; for tests and the tour. */
    public boolean settled() {
        return slices.values().stream().allMatch(pane -> pane.view().settled())
                && !surface.busy().get()
                && picture.settledProperty().get();
    }

    @Override
    public String id() {
        return "volume";
    }

    @Override
    public String title() {
        return TEXT.text("title");
    }

    @Override
    public Ikon icon() {
        return MaterialDesignC.CUBE_OUTLINE;
    }

    @Override
    public Node view() {
        return view;
    }

    @Override
    public Node inspector() {
        return inspector;
    }

    @Override
    public boolean prefersRail() {
        return false;
    }

    @Override
    public List<ActionSpec> actions() {
        return List.copyOf(actions);
    }

    @Override
    public void close() {
        surface.cancel();
        picture.dispose();
    }
}
