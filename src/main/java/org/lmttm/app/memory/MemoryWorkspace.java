package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.Phase;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.CubePlace;

/** Shows how the memory of the active case's forward pass fills, timestamp by timestamp. */
public final class MemoryWorkspace implements Workspace {
    /** The workspace's id. */
    public static final String ID = "memory";

    private static final double STEPS_A_SECOND = 2;
    private static final double LEFT = 340;
    /** Tokens and outputs followed of each timestamp: all of a small model, what matters of a large one. */
    private static final int LINEAGE_BEAM = 32;

    private final Session session;
    private final FileDialogs dialogs;
    private final MemoryState state = new MemoryState();
    private final WhatIfState whatIf;
    private final MemoryInspector sections;
    private final ScrollPane inspector;
    private final CheckBox paint = new CheckBox(Words.text("volume.paint"));
    private final CheckBox oneStep = new CheckBox(Words.text("volume.paint.step"));
    private final StackPane view = new StackPane();
    private final LatestWins rollouts;
    private final LatestWins lineages;
    private final ChangeListener<Voxel> marker = (property, before, now) -> mark(now);
    private @Nullable CubePlace place;
    private @Nullable OpenCase followed;
    private final Timeline player;
    private final Label empty = new Label(Words.text("empty"));
    private final Label names = new Label();

    /**
     * The workspace of a session; follows its result.
     *
     * @param session what is open
     * @param dialogs ask where to save
     */
    public MemoryWorkspace(Session session, FileDialogs dialogs) {
        this.session = session;
        this.dialogs = dialogs;
        lineages = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        rollouts = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        whatIf = new WhatIfState(session, state);
        sections = new MemoryInspector(
                state,
                new WhatIfPanel(session, state, whatIf),
                new WhatIfAnswer(whatIf),
                new ExperimentList(session, dialogs, whatIf),
                new FaithfulnessPanel(session, state),
                new TrustPanel(session, state));
        inspector = new ScrollPane(sections);
        inspector.setFitToWidth(true);
        inspector.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        inspector.getStyleClass().addAll("inspector", "clear-scroll");
        player = new Timeline(new KeyFrame(Duration.seconds(1 / STEPS_A_SECOND), event -> state.advance()));
        player.setCycleCount(Animation.INDEFINITE);
        state.playing().addListener((property, before, now) -> play(now));
        view.getStylesheets()
                .add(Objects.requireNonNull(MemoryWorkspace.class.getResource("/org/lmttm/app/memory.css"))
                        .toExternalForm());
        inspector.getStylesheets().setAll(view.getStylesheets());
        Node content = content();
        empty.getStyleClass().add("muted");
        view.getChildren().addAll(content, empty);
        content.visibleProperty().bind(state.reading().isNotNull());
        empty.visibleProperty().bind(state.reading().isNull());
        session.result().addListener((property, before, now) -> show(now));
        state.sought().addListener((property, before, now) -> seek(now));
        state.reading().addListener((property, before, now) -> rollOut(now));
        state.lineageAsked().addListener((property, before, now) -> trace(now));
        session.resultProblem().addListener((property, before, now) -> explain());
        state.step().bindBidirectional(session.selectedTimestep());
        show(session.result().get());
    }

    private void play(boolean on) {
        if (on) {
            player.play();
        } else {
            player.stop();
        }
    }

    private void show(@Nullable CaseResult result) {
        state.original().set(result == null ? null : new TraceReading(result.trace()));
        sections.show(result);
        place = result == null ? null : VoxelAttention.place(result);
        if (followed != null) {
            followed.crosshair().removeListener(marker);
        }
        followed = result == null ? null : result.openCase();
        if (followed != null) {
            followed.crosshair().addListener(marker);
        }
        paint.setDisable(result == null);
        paint.setSelected(false);
        names.setText(
                result == null
                        ? ""
                        : result.model().name() + "  \u00b7  "
                                + result.openCase().name());
        explain();
    }

    /** Moves the crosshair to the middle of a patch's voxels, where the case's voxels are the model's. */
    private void seek(@Nullable VoxelBox patch) {
        CaseResult result = session.result().get();
        CubePlace shown = place;
        if (patch != null && result != null && shown != null) {
            result.openCase().moveCrosshair(VoxelAttention.voxel(shown, patch));
        }
    }

    /** Marks the patch that sees the crosshair's voxel. */
    private void mark(Voxel crosshair) {
        TraceReading original = state.original().get();
        CubePlace shown = place;
        if (original != null && shown != null) {
            double[] at = shown.cube(crosshair.i(), crosshair.j(), crosshair.k());
            int t = original.grid().stepAt((int) Math.floor(at[0] + 0.5));
            int patch = original.grid().patchAt((int) Math.floor(at[1] + 0.5), (int) Math.floor(at[2] + 0.5));
            state.target().set(t < 0 || patch < 0 ? null : original.grid().box(t, patch));
        }
    }

    /** Follows a token back, off the user interface thread. */
    private void trace(MemoryState.@Nullable TokenAt asked) {
        TraceReading reading = state.reading().get();
        if (asked != null && reading != null) {
            lineages.submit(
                    () -> Lineage.of(reading, asked.t(), asked.block(), asked.token(), LINEAGE_BEAM),
                    lineage -> {
                        if (asked.equals(state.lineageAsked().get())) {
                            state.lineage().set(lineage);
                        }
                    },
                    error -> session.tasks().notice(TaskRunner.error(Words.text("lineage"), error)));
        }
    }

    private void rollOut(@Nullable TraceReading reading) {
        // what a change made of a pass is not the recurrence that the rollout follows
        if (reading != null && state.changed().get() == null) {
            rollouts.submit(
                    () -> RolledOut.of(reading),
                    out -> {
                        if (state.reading().get() == out.reading()) {
                            state.rolledOut().set(out);
                            paint();
                        }
                    },
                    error -> session.tasks().notice(TaskRunner.error(Words.text("slab.rollout"), error)));
        }
    }

    private void explain() {
        String problem = session.resultProblem().get();
        empty.setText(problem.isEmpty() ? Words.text("empty") : problem);
    }

    private Node content() {
        MemoryCards cards = new MemoryCards(state);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("memory-grid");
        ColumnConstraints left = new ColumnConstraints(LEFT, LEFT, LEFT);
        ColumnConstraints right = new ColumnConstraints();
        right.setHgrow(Priority.ALWAYS);
        right.setFillWidth(true);
        grid.getColumnConstraints().addAll(left, right);
        RowConstraints all = new RowConstraints();
        all.setVgrow(Priority.ALWAYS);
        grid.getRowConstraints().add(all);
        VBox narrow = column(cards.ring(), 45, cards.slab(), 55);
        VBox attention = new VBox(cards.read(), cards.write());
        attention.getStyleClass().add("memory-column");
        share(attention.getChildren().getFirst(), 270);
        share(attention.getChildren().getLast(), 214);
        Node lineage = cards.lineage();
        attention.visibleProperty().bind(state.lineageShown().not());
        lineage.visibleProperty().bind(state.lineageShown());
        StackPane below = new StackPane(attention, lineage);
        below.setMinSize(0, 0);
        VBox.setVgrow(below, Priority.ALWAYS);
        VBox wide = new VBox(cards.blocks(), below);
        wide.getStyleClass().add("memory-column");
        ((Region) wide.getChildren().getFirst()).setMinHeight(148);
        ((Region) wide.getChildren().getFirst()).setPrefHeight(148);
        grid.add(narrow, 0, 0);
        grid.add(wide, 1, 0);
        Region timeline = (Region) cards.timeline();
        timeline.setPrefHeight(284);
        timeline.setMinHeight(284);
        VBox body = new VBox(grid, timeline);
        body.getStyleClass().add("memory-body");
        VBox.setVgrow(grid, Priority.ALWAYS);
        BorderPane pane = new BorderPane(body);
        pane.setTop(toolBar(new TraceExport(session, dialogs, state, body).button()));
        return pane;
    }

    private static VBox column(Node top, double topShare, Node bottom, double bottomShare) {
        share(top, topShare * 5);
        share(bottom, bottomShare * 5);
        VBox column = new VBox(top, bottom);
        column.getStyleClass().add("memory-column");
        return column;
    }

    private static void share(Node card, double height) {
        ((Region) card).setPrefHeight(height);
        VBox.setVgrow(card, Priority.ALWAYS);
    }

    private Node toolBar(Node export) {
        CheckBox same = new CheckBox(Words.text("same-scale"));
        same.setId("same-scale");
        same.selectedProperty().bindBidirectional(state.sameScale());
        Label unit = new Label(Words.text("unit"));
        unit.getStyleClass().add("muted");
        paint.setId("paint-on-volume");
        paint.setTooltip(new Tooltip(Words.text("volume.paint.tip")));
        paint.selectedProperty().addListener((property, before, now) -> paint());
        oneStep.setId("paint-one-step");
        oneStep.setTooltip(new Tooltip(Words.text("volume.paint.step.tip")));
        oneStep.disableProperty().bind(paint.selectedProperty().not());
        oneStep.selectedProperty().addListener((property, before, now) -> paint());
        state.overlayKind().addListener((property, before, now) -> paint());
        state.reading().addListener((property, before, now) -> paint());
        state.step().addListener((property, before, now) -> paint());
        session.attentionOverlay().addListener((property, before, now) -> {
            if (!(now instanceof VoxelAttention)) {
                paint.setSelected(false);
            }
        });
        HBox bar = new HBox(
                names,
                Controls.rule(),
                same,
                Controls.rule(),
                unit,
                Controls.spring(),
                paint,
                oneStep,
                Controls.rule());
        bar.getChildren()
                .add(Controls.iconToggle(
                        "lineage-toggle",
                        MaterialDesignF.FAMILY_TREE,
                        Words.text("lineage.tip"),
                        state.lineageShown()));
        bar.getChildren().add(export);
        bar.getStyleClass().add("workspace-bar");
        return bar;
    }

    /** Paints the map chosen on the case's slices, or takes it away. */
    private void paint() {
        TraceReading reading = state.reading().get();
        CubePlace shown = place;
        if (paint.isSelected() && reading != null && shown != null) {
            List<float[]> patches = patches(reading);
            if (patches != null) {
                String label = Words.text(
                        "overlay.label",
                        PointerText.map(state.overlayKind().get()).toLowerCase(Locale.ROOT));
                int t = state.step().get();
                List<float[]> painted = oneStep.isSelected() ? VoxelAttention.only(patches, t) : patches;
                session.attentionOverlay().set(new VoxelAttention(reading, painted, shown, label));
            }
        } else if (session.attentionOverlay().get() instanceof VoxelAttention) {
            session.attentionOverlay().set(null);
        }
    }

    /** The map of all timestamps; null while it is not known. */
    private @Nullable List<float[]> patches(TraceReading reading) {
        List<float[]> all = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            float[] values = state.patches(reading, t);
            if (values == null) {
                return null;
            }
            all.add(values);
        }
        return all;
    }

    /** Shows where the token with the largest norm came from that the timestamp at the play head wrote. */
    public void showLineage() {
        TraceReading reading = state.reading().get();
        if (reading != null) {
            int t = state.step().get();
            int block = reading.writtenBlock(t);
            double[] norms = reading.tokenNorms(t, block, Phase.AFTER);
            int most = 0;
            for (int token = 1; token < norms.length; token++) {
                most = norms[token] > norms[most] ? token : most;
            }
            state.askLineage(t, block, most);
        }
    }

    /** Whether the lineage that was asked for is there. */
    public boolean settled() {
        return state.lineageAsked().get() == null || state.lineage().get() != null;
    }

    /**
     * Scrolls the inspector.
     *
     * @param share 0 for its top, 1 for its end
     */
    public void scrollInspector(double share) {
        inspector.setVvalue(share);
    }

    /** What is shown; for tests. */
    MemoryState state() {
        return state;
    }

    /** What is changed and was tried; for tests. */
    WhatIfState whatIf() {
        return whatIf;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Words.text("workspace.title");
    }

    @Override
    public Ikon icon() {
        return MaterialDesignV.VECTOR_SQUARE;
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
        return true;
    }

    @Override
    public List<ActionSpec> actions() {
        return List.of(
                ActionSpec.of("memory.play", ActionSpec.Menu.MODEL, Words.text("timeline.play"), state::togglePlay)
                        .when(state.reading().isNotNull()),
                ActionSpec.toggle(
                        "memory.slab-attention", ActionSpec.Menu.MODEL, Words.text("slab.attention"), state.overlay()),
                ActionSpec.toggle("memory.lineage", ActionSpec.Menu.MODEL, Words.text("lineage"), state.lineageShown())
                        .when(state.reading().isNotNull()),
                ActionSpec.toggle(
                                "memory.paint",
                                ActionSpec.Menu.MODEL,
                                Words.text("volume.paint"),
                                paint.selectedProperty())
                        .when(paint.disabledProperty().not()));
    }

    @Override
    public void shown(boolean visible) {
        if (!visible) {
            state.playing().set(false);
        }
    }

    @Override
    public void close() {
        player.stop();
    }
}
