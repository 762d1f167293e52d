package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Island;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Pane;
import org.lmttm.volume.Plane;

/** Slices in three planes and the surface of the active case, with what the active model says about it. */
public final class VolumeWorkspace implements Workspace {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    private final Session session;
    private final FileDialogs dialogs;
    private final ViewState state = new ViewState();
    private final Cine cine = new Cine(state);
    private final RegionState roi;
    private final PictureSaving pictures;
    private final Markups markups;
    private final CinePanel cinePanel = new CinePanel(cine, TEXT);
    private final Map<Plane, SlicePane> compared = new EnumMap<>(Plane.class);
    private final SurfaceDesk surface;
    private final Map<Plane, SlicePane> slices = new EnumMap<>(Plane.class);
    private final List<ActionSpec> actions;
    private final VBox view = new VBox();
    private final Island inspector;

    /**
     * The workspace.
     *
     * @param dialogs asks where to save pictures
     * @param openSample opens the case that comes with the workbench
     * @param report asks for the case report
     */
    public VolumeWorkspace(Session session, FileDialogs dialogs, Runnable openSample, ActionSpec report) {
        this.session = session;
        this.dialogs = dialogs;
        remember(session.settings());
        roi = new RegionState(session);
        markups = new Markups(session, state, TEXT);
        new CaseLink(session, state);
        pictures = new PictureSaving(session, dialogs, state, TEXT);
        surface =
                new SurfaceDesk(session, dialogs, state, TEXT, camera("surface", this::surfacePicture, state.shown()));
        for (Plane plane : Plane.values()) {
            slices.put(plane, slicePane(plane, state.shown(), ""));
            compared.put(plane, slicePane(plane, state.compared(), "compared-"));
        }
        actions = new ArrayList<>(new VolumeActions(state, cine, roi, TEXT).all());
        actions.addAll(pictures.actions(slices, surfacePicture()));
        actions.addAll(surface.actions());
        actions.add(
                new VolumeSaving(session, dialogs, TEXT).action(state.shown().isNotNull()));
        actions.add(new RawImport(session, dialogs, view, TEXT).action());
        view.setId("volume-workspace");
        Node loading = CaseStates.loading(session, TEXT);
        StackPane centre = new StackPane(panes(loading), CaseStates.empty(TEXT, openSample));
        centre.getChildren().get(1).visibleProperty().bind(state.shown().isNull());
        Island panes = new Island(centre);
        // it gets what the bars leave: what it would want is not worth measuring
        panes.setMinSize(0, 0);
        panes.setPrefSize(0, 0);
        VBox.setVgrow(panes, Priority.ALWAYS);
        view.getChildren()
                .addAll(
                        new VolumeBar(session, state, actions, TEXT),
                        loading,
                        CaseStates.error(session, TEXT),
                        panes,
                        new SeriesControl(session, state, TEXT),
                        new ProbeBar(state, TEXT));
        state.drawnWhen(
                () -> slices.values().stream().allMatch(pane -> pane.view().moved()));
        inspector = new Island(inspectorPane(report));
        session.activeCase()
                .addListener((property, before, now) -> session.history().silently(() -> state.show(now)));
        DisplayHistory history = new DisplayHistory(session, TEXT);
        history.watch(state);
        history.watch(roi);
        surface.remember(history);
        state.show(session.activeCase().get());
        new PaneFit(state, slices.values(), compared.values());
    }

    /** What the user chose before is there again. */
    private void remember(Settings settings) {
        state.radiological().bindBidirectional(settings.radiological());
        state.linked().bindBidirectional(settings.linkCases());
        state.smoothPreferred().bindBidirectional(settings.smooth());
        state.centimetres().bind(settings.centimetres());
        state.smooth().addListener((property, before, now) -> {
            OpenCase shown = state.shown().get();
            if (shown != null && shown.volume().affine().isPresent()) {
                settings.smooth().set(now);
            }
        });
        state.layout().set(named(Layout.values(), settings.layout().get(), Layout.GRID));
        state.large().set(named(Pane.values(), settings.largePane().get(), Pane.AXIAL));
        state.layout().addListener((property, before, now) -> settings.layout().set(now.name()));
        state.large()
                .addListener((property, before, now) -> settings.largePane().set(now.name()));
        cine.framesPerSecond().bindBidirectional(settings.cineSpeed());
        cine.bounce().bindBidirectional(settings.cineBounce());
    }

    private static <E extends Enum<E>> E named(E[] values, String name, E usual) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(usual);
    }

    private SlicePane slicePane(Plane plane, ObservableValue<OpenCase> source, String prefix) {
        String id = prefix + SliceView.name(plane);
        SliceView slice = new SliceView(session, state, roi, markups, plane, TEXT, source, "slice-" + id);
        PictureMenu menu = camera(id, () -> slice, source);
        boolean second = source.equals(state.compared());
        Node[] extras = second ? new Node[] {new CompareChoice(session, state, TEXT)} : new Node[0];
        return new SlicePane(slice, state, source, cine, TEXT, menu, extras);
    }

    private PictureMenu camera(String id, Supplier<Node> pane, ObservableValue<OpenCase> source) {
        PictureMenu menu = new PictureMenu(
                id, TEXT, scale -> pictures.save(id, pane.get(), scale), () -> pictures.copy(pane.get()));
        menu.disableProperty().bind(Bindings.createBooleanBinding(() -> source.getValue() == null, source));
        return menu;
    }

    private PaneGrid panes(Node loading) {
        Map<Pane, Node> panes = new EnumMap<>(Pane.class);
        Map<Pane, Node> beside = new EnumMap<>(Pane.class);
        slices.forEach((plane, pane) -> panes.put(Pane.valueOf(plane.name()), pane));
        compared.forEach((plane, pane) -> beside.put(Pane.valueOf(plane.name()), pane));
        panes.put(Pane.SURFACE, surface.pane());
        PaneGrid grid = new PaneGrid(state, panes, beside);
        // the last picture stays, dimmed, while another file is read for so long that this is said
        grid.opacityProperty()
                .bind(Bindings.when(loading.visibleProperty()).then(0.4).otherwise(1.0));
        return grid;
    }

    private ScrollPane inspectorPane(ActionSpec report) {
        PredictionPanel prediction = new PredictionPanel(session, roi, report, TEXT);
        VBox display = new DisplayPanel(state, TEXT).view();
        VBox overlay = new OverlayPanel(session, state, TEXT).view();
        VBox region = new RegionPanel(session, roi, TEXT).view();
        for (VBox section : List.of(display, overlay, cinePanel.view())) {
            section.managedProperty().bind(section.visibleProperty());
            section.setVisible(state.shown().get() != null);
            state.shown()
                    .addListener((property, before, now) -> state.panels()
                            .later(
                                    section,
                                    () -> section.setVisible(state.shown().get() != null)));
        }
        VBox marked = new MarkupPanel(session, dialogs, state, markups, TEXT).view();
        VBox sections = new VBox(prediction.predictionView(), region, marked, display, overlay, cinePanel.view());
        sections.getChildren().addAll(surface.panel(), new MetadataPanel(state, TEXT).view());
        sections.setMaxWidth(311);
        sections.setMinWidth(311);
        ScrollPane scroll = new ScrollPane(sections);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("inspector", "clear-scroll");
        return scroll;
    }

    /** The region of interest; for tests and the tour. */
    RegionState roi() {
        return roi;
    }

    /** Plays slices; for tests and the tour. */
    Cine cine() {
        return cine;
    }

    /** Shows another open case beside the one shown; for the tour. */
    public void compare(@Nullable OpenCase other) {
        state.compared().set(other);
        state.layout().set(other == null ? Layout.GRID : Layout.COMPARE);
    }

    /** Paints another open case over the one shown, where they have a common space; for the tour. */
    public void paintOver(@Nullable OpenCase other) {
        OpenCase shown = state.shown().get();
        boolean possible = other != null && shown != null && CommonSpace.have(shown, other);
        state.overlay().set(possible && other != null ? Overlay.of(other) : null);
    }

    /**
     * Feeds the model a cube on the crosshair, or the whole volume; for the tour.
     *
     * @param edge in mm; 0 for the whole volume
     */
    public void feedBox(double edge) {
        roi.boxed().set(edge > 0);
        if (edge > 0) {
            roi.edges().set(List.of(edge, edge, edge));
        }
    }

    /** How the active case is shown; for tests and the tour. */
    public ViewState state() {
        return state;
    }

    /** The 3D picture; for tests and the tour. */
    public SurfacePane surfacePicture() {
        return surface.picture();
    }

    /** What the 3D pane shows; for saved desks, tests and the tour. */
    public SurfaceDesk surfaces() {
        return surface;
    }

    /** Whether the pane of a plane shows the slice last asked for of a case; a large one perhaps not yet with all its pixels. */
    public boolean shows(Plane plane) {
        SliceView view = Objects.requireNonNull(slices.get(plane)).view();
        return view.openCase() != null && view.moved();
    }

    /** Whether every pane shows what was last asked for; for tests and the tour. */
    public boolean settled() {
        return slices.values().stream().allMatch(pane -> pane.view().settled())
                && compared.values().stream().allMatch(pane -> pane.view().settled())
                && state.panels().done()
                && roi.settled()
                && surface.settled();
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
    public List<DeskPart<?>> deskParts() {
        return List.of(VolumeView.part(session, state), surface.deskPart(), surface.cameraPart(), roi.deskPart());
    }

    @Override
    public List<ActionSpec> actions() {
        return List.copyOf(actions);
    }

    @Override
    public void close() {
        cinePanel.close();
        surface.close();
    }
}
