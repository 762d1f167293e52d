package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
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
import org.lmttm.report.AttentionMap;

/** Shows how the memory of the active case's forward pass fills, timestamp by timestamp. */
public final class MemoryWorkspace implements Workspace {
    /** The workspace's id. */
    public static final String ID = "memory";

    private final Session session;
    private final MemoryState state = new MemoryState();
    private final WhatIfState whatIf;
    private final MemoryInspector sections;
    private final ScrollPane inspector;
    private final VolumeLink volume;
    private final Derivations derivations;
    private final StackPane view = new StackPane();
    private final Label empty = new Label(Words.text("empty"));
    private final MemoryModes modes;
    private final List<Player> players;
    private @Nullable CaseResult shown;

    /**
     * The workspace of a session; follows its result.
     *
     * @param session what is open
     * @param dialogs ask where to save
     * @param report asks for the case report
     */
    public MemoryWorkspace(Session session, FileDialogs dialogs, ActionSpec report) {
        this.session = session;
        // first: what follows a trace must know that its scales are being worked out
        derivations = new Derivations(session, state);
        volume = new VolumeLink(session, state);
        whatIf = new WhatIfState(session, state);
        sections = new MemoryInspector(
                state,
                report,
                new WhatIfPanel(session, state, whatIf),
                new WhatIfAnswer(whatIf),
                new ExperimentList(session, dialogs, whatIf),
                new FaithfulnessPanel(session, state),
                new TrustPanel(session, state));
        modes = new MemoryModes(session);
        inspector = new ScrollPane(sections);
        inspector.setFitToWidth(true);
        inspector.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        inspector.getStyleClass().addAll("inspector", "clear-scroll");
        players = List.of(
                new Player(state.playing(), state::advance),
                new Player(
                        modes.compare().difference().playing(), modes.compare().difference()::advance),
                new Player(modes.epochs().playing(), modes.epochs()::advance));
        view.getStylesheets()
                .add(Objects.requireNonNull(MemoryWorkspace.class.getResource("/org/lmttm/app/memory.css"))
                        .toExternalForm());
        inspector.getStylesheets().setAll(view.getStylesheets());
        EpochsExport saving = new EpochsExport(session, dialogs, modes.epochs());
        Node one = new MemoryBody(session, dialogs, state, volume, modes.lead("memory"), saving, modes.mode());
        Node side = new CompareBody(
                modes.compare(), modes.lead("compare"), new CompareExport(session, dialogs, modes.compare()));
        empty.getStyleClass().add("muted");
        empty.setWrapText(true);
        view.getChildren().addAll(one, side, empty);
        side.visibleProperty().bind(modes.mode().isEqualTo(MemoryMode.SIDE));
        one.visibleProperty().bind(side.visibleProperty().not());
        empty.visibleProperty().bind(state.reading().isNull().and(one.visibleProperty()));
        empty.setMouseTransparent(true);
        ComparePanel comparing = new ComparePanel(session, modes.compare());
        EpochsPanel epochs = new EpochsPanel(session, modes.epochs(), state);
        modes.mode().addListener((property, before, now) -> {
            inspector.setContent(
                    switch (now) {
                        case ONE -> sections;
                        case SIDE -> comparing;
                        case EPOCHS -> epochs;
                    });
            show();
        });
        session.result().addListener((property, before, now) -> show());
        session.resultProblem().addListener((property, before, now) -> explain());
        modes.epochs().reading().addListener((property, before, now) -> show());
        modes.epochs().scale().addListener((property, before, now) -> show());
        modes.epochs().version().addListener((property, before, now) -> explain());
        state.step().bindBidirectional(session.selectedTimestep());
        show();
    }

    /** Shows the active case's pass, or while epochs are shown the one of the epoch chosen. */
    private void show() {
        boolean epochs = modes.mode().get() == MemoryMode.EPOCHS;
        CaseResult result = session.result().get();
        TraceReading traced = modes.epochs().reading().get();
        state.runScale().set(epochs ? modes.epochs().scale().get() : null);
        if (epochs) {
            if (volume.possible().get()) {
                volume.follow(null);
            }
            if (state.original().get() != traced) {
                state.original().set(traced);
            }
        } else if (!Objects.equals(result, shown) || volume.possible().get() != (result != null)) {
            volume.follow(result);
            state.original().set(result == null ? null : new TraceReading(result.trace()));
            sections.show(result);
        }
        shown = epochs ? null : result;
        explain();
    }

    private void explain() {
        String problem = session.resultProblem().get();
        if (modes.mode().get() == MemoryMode.EPOCHS) {
            empty.setText(modes.epochs().emptyText());
        } else {
            empty.setText(problem.isEmpty() ? Words.text("empty") : problem);
        }
    }

    /** Shows where the token with the largest norm came from that the timestamp at the play head wrote. */
    public void showLineage() {
        derivations.askMostWritten();
    }

    /** Whether what was asked for is there: a lineage, passes beside each other, the traces of a run. */
    public boolean settled() {
        return modes.settled()
                && state.drawable()
                && (state.lineageAsked().get() == null || state.lineage().get() != null);
    }

    /**
     * Scrolls the inspector.
     *
     * @param share 0 for its top, 1 for its end
     */
    public void scrollInspector(double share) {
        inspector.setVvalue(share);
    }

    /** The map chosen for the slab and the slices. */
    public AttentionMap map() {
        return switch (state.overlayKind().get()) {
            case READ -> AttentionMap.READ;
            case WRITE -> AttentionMap.WRITE;
            case ROLLOUT -> AttentionMap.ROLLOUT;
        };
    }

    /** What is shown; for tests. */
    MemoryState state() {
        return state;
    }

    /** What is shown in which way. */
    MemoryModes modes() {
        return modes;
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
        List<ActionSpec> actions = new ArrayList<>(modes.actions());
        actions.addAll(List.of(
                ActionSpec.of("memory.play", ActionSpec.Menu.MODEL, Words.text("timeline.play"), state::togglePlay)
                        .when(state.reading().isNotNull()),
                ActionSpec.toggle(
                        "memory.slab-attention", ActionSpec.Menu.MODEL, Words.text("slab.attention"), state.overlay()),
                ActionSpec.toggle("memory.lineage", ActionSpec.Menu.MODEL, Words.text("lineage"), state.lineageShown())
                        .when(state.reading().isNotNull()),
                ActionSpec.toggle("memory.paint", ActionSpec.Menu.MODEL, Words.text("volume.paint"), volume.painted())
                        .when(volume.possible())));
        return List.copyOf(actions);
    }

    @Override
    public List<DeskPart<?>> deskParts() {
        return List.of(
                modes.deskPart(), DeskPart.of("experiments", KeptExperiments.class, whatIf::keep, whatIf::restore));
    }

    @Override
    public void shown(boolean visible) {
        if (!visible) {
            state.playing().set(false);
            modes.epochs().playing().set(false);
        }
        modes.shown(visible);
    }

    @Override
    public void close() {
        players.forEach(Player::stop);
        modes.close();
    }
}
