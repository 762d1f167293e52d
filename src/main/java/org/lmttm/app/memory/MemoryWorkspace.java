package org.lmttm.app.memory;

import java.util.List;
import java.util.Objects;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.insight.TraceReading;

/** Shows how the memory of the active case's forward pass fills, timestamp by timestamp. */
public final class MemoryWorkspace implements Workspace {
    /** The workspace's id. */
    public static final String ID = "memory";

    private static final double STEPS_A_SECOND = 2;

    private final Session session;
    private final MemoryState state = new MemoryState();
    private final WhatIfState whatIf;
    private final MemoryInspector sections;
    private final ScrollPane inspector;
    private final VolumeLink volume;
    private final Derivations derivations;
    private final StackPane view = new StackPane();
    private final Timeline player;
    private final Label empty = new Label(Words.text("empty"));
    private final StringProperty names = new SimpleStringProperty("");

    /**
     * The workspace of a session; follows its result.
     *
     * @param session what is open
     * @param dialogs ask where to save
     */
    public MemoryWorkspace(Session session, FileDialogs dialogs) {
        this.session = session;
        volume = new VolumeLink(session, state);
        derivations = new Derivations(session, state);
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
        Node content = new MemoryBody(session, dialogs, state, volume, names);
        empty.getStyleClass().add("muted");
        view.getChildren().addAll(content, empty);
        content.visibleProperty().bind(state.reading().isNotNull());
        empty.visibleProperty().bind(state.reading().isNull());
        session.result().addListener((property, before, now) -> show(now));
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
        volume.follow(result);
        state.original().set(result == null ? null : new TraceReading(result.trace()));
        sections.show(result);
        names.set(
                result == null
                        ? ""
                        : result.model().name() + "  \u00b7  "
                                + result.openCase().name());
        explain();
    }

    private void explain() {
        String problem = session.resultProblem().get();
        empty.setText(problem.isEmpty() ? Words.text("empty") : problem);
    }

    /** Shows where the token with the largest norm came from that the timestamp at the play head wrote. */
    public void showLineage() {
        derivations.askMostWritten();
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
                ActionSpec.toggle("memory.paint", ActionSpec.Menu.MODEL, Words.text("volume.paint"), volume.painted())
                        .when(volume.possible()));
    }

    @Override
    public List<DeskPart<?>> deskParts() {
        return List.of(DeskPart.of("experiments", KeptExperiments.class, whatIf::keep, whatIf::restore));
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
