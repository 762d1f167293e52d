package org.lmttm.app.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.SampleDatasets;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.app.system.SystemMonitor;
import org.lmttm.app.system.SystemTiles;
import org.lmttm.training.RunFolder;
import org.lmttm.training.TrainingConfig;

/** Configures, starts and follows training runs. The trainer is a child process; the desk only follows its folder. */
public final class TrainingWorkspace implements Workspace {
    /** The workspace's id. */
    public static final String ID = "training";

    private final Session session;
    private final Path runsFolder;
    private final DeskState desk;
    private final ConfigDraft draft = new ConfigDraft();
    private final PlanWatch watch;
    private final ConfigForm form;
    private final BorderPane view = new BorderPane();
    private final VBox inspector;
    private final RunTiles tiles = new RunTiles();
    private final RunPlots plots;
    private final SystemMonitor monitor;
    private final RunDetails details;
    private final PinnedPanel pinned;
    private final CheckpointList checkpoints;
    private final ProblemBar problemBar = new ProblemBar(() -> onActive(RunTrack::resume));
    private final RunBar bar;
    private final QueueState queue;
    private final ChangeListener<Object> changed = (property, before, now) -> refresh();
    private @Nullable WorkTask opening;
    private String trouble = "";

    /**
     * The desk of a session.
     *
     * @param session what is open; its runs are listed, its {@code activeRun} is shown
     * @param services opens traces and checkpoints
     * @param runsFolder where new runs are proposed
     * @param dialogs asks where plots and tables go
     */
    public TrainingWorkspace(Session session, RunServices services, Path runsFolder, FileDialogs dialogs) {
        this.session = session;
        this.runsFolder = runsFolder;
        desk = new DeskState(session.tasks());
        desk.plots().remember(session.settings());
        bar = new RunBar(desk);
        PlotExports exports = new PlotExports(session.tasks(), dialogs, desk.plots());
        plots = new RunPlots(desk, exports);
        MemoryLink memory = new MemoryLink(session, services);
        pinned = new PinnedPanel(session.tasks(), services, memory::openTraces);
        checkpoints = new CheckpointList(memory::open);
        queue = new QueueState(runsFolder, session.tasks(), this::isTraining, this::begin);
        monitor = new SystemMonitor(session.tasks()::onUi);
        details = new RunDetails(
                session.tasks(),
                monitor,
                new ComparePanel(desk, session.tasks()),
                table -> exports.table("runs.csv", table),
                memory::open);
        tiles.append(new SystemTiles(monitor));
        inspector = side();
        watch = new PlanWatch(draft, session.tasks(), session.home(), runsFolder);
        form = new ConfigForm(
                draft,
                watch,
                session.settings().trainingAdvanced(),
                new ConfigForm.Handlers(this::take, this::start, this::enqueue));
        view.getStylesheets()
                .add(Objects.requireNonNull(TrainingWorkspace.class.getResource("/org/lmttm/app/training.css"))
                        .toExternalForm());
        inspector.getStylesheets().setAll(view.getStylesheets());
        view.getStyleClass().add("training");
        view.setLeft(form);
        view.setCenter(new BorderPane(centre(), bar, null, null, null));
        desk.tracks().addListener(this::tracksChanged);
        desk.active().addListener((property, before, now) -> activated(now));
        session.activeRun().addListener((property, before, now) -> open(now));
        open(session.activeRun().get());
        session.tasks()
                .start(
                        Texts.text("task.datasets"),
                        TaskRunner.Lane.FILES,
                        progress -> SampleDatasets.of(session.home()),
                        form::offer);
        propose();
        refresh();
    }

    private void activated(@Nullable RunTrack track) {
        trouble = "";
        // so that choosing a run in the library that was at the front before is a change again
        session.activeRun().set(track == null ? null : track.run().path());
        refresh();
    }

    private void open(@Nullable Path run) {
        if (opening != null) {
            opening.cancel(); // only the run chosen last comes to the front
            opening = null;
        }
        RunTrack front = desk.active().get();
        if (run == null || (front != null && front.run().path().equals(run))) {
            return;
        }
        opening = session.tasks()
                .start(
                        Texts.text("task.open", String.valueOf(run.getFileName())),
                        TaskRunner.Lane.FILES,
                        progress -> RunFolder.open(run),
                        desk::show,
                        error -> {
                            activated(desk.active().get());
                            trouble(String.valueOf(error.getMessage()));
                        });
    }

    private void propose() {
        session.tasks()
                .start(
                        Texts.text("task.propose"),
                        TaskRunner.Lane.FILES,
                        progress -> NewRun.nextFolder(runsFolder),
                        form::propose);
    }

    private void start() {
        ifRight(config -> start(config, form.folder()));
    }

    private void enqueue() {
        ifRight(config -> enqueue(config, form.folder()));
    }

    /** Does something with the form's configuration, or shows what is wrong with it. */
    private void ifRight(Consumer<TrainingConfig> then) {
        try {
            then.accept(draft.build());
        } catch (IllegalArgumentException e) {
            form.refuse(String.valueOf(e.getMessage()));
            form.reveal();
        }
    }

    /** Fills the form with the settings of the run at the front. */
    private void take() {
        RunTrack track = desk.active().get();
        RunSnapshot now = track == null ? null : track.snapshot().get();
        if (now != null) {
            draft.take(now.config(), now.run().name());
        }
    }

    /**
     * Makes a run, shows it and starts its trainer; the problem bar says what went wrong.
     *
     * @param config names a data set, which decides the network's input size and class count
     * @param folder does not exist or is empty
     */
    public void start(TrainingConfig config, Path folder) {
        make(folder, () -> NewRun.create(folder, config, session.home()), this::begin);
    }

    /**
     * Makes a run that starts when those before it have ended; the problem bar says what went wrong.
     *
     * @param config names a data set, which decides the network's input size and class count
     * @param folder does not exist or is empty
     */
    public void enqueue(TrainingConfig config, Path folder) {
        make(
                folder,
                () -> NewRun.estimated(NewRun.create(folder, config, session.home()), runsFolder),
                made -> queue.add(made.run(), made.seconds()));
    }

    private <T> void make(Path folder, Callable<T> making, Consumer<T> made) {
        form.refuse("");
        trouble("");
        session.tasks()
                .start(
                        Texts.text("task.create", folder.getFileName()),
                        TaskRunner.Lane.FILES,
                        progress -> making.call(),
                        run -> {
                            made.accept(run);
                            list(folder);
                            propose();
                        },
                        error -> trouble(String.valueOf(error.getMessage())));
    }

    private void list(Path run) {
        if (!session.runs().contains(run)) {
            session.runs().add(0, run);
        }
    }

    /** Whether a trainer is at work on a run of the desk. */
    private boolean isTraining() {
        return desk.tracks().stream().anyMatch(RunTrack::atWork);
    }

    /** Shows a run and starts its trainer. */
    private void begin(RunFolder run) {
        desk.show(run).resume();
        list(run.path());
    }

    private void trouble(String reason) {
        trouble = reason;
        refresh();
    }

    private void tracksChanged(ListChangeListener.Change<? extends RunTrack> change) {
        while (change.next()) {
            change.getRemoved().forEach(track -> {
                track.snapshot().removeListener(changed);
                track.problem().removeListener(changed);
                track.read().removeListener(changed);
            });
            change.getAddedSubList().forEach(track -> {
                track.snapshot().addListener(changed);
                track.problem().addListener(changed);
                track.read().addListener(changed);
            });
        }
        refresh();
    }

    /** Shows everything anew; called at most ten times a second for each run. */
    private void refresh() {
        RunTrack track = desk.active().get();
        RunSnapshot now = track == null ? null : track.snapshot().get();
        bar.refresh(track, now);
        tiles.show(now);
        plots.refresh();
        details.show(track, now);
        monitor.follow(track == null ? null : track.run());
        pinned.show(track);
        checkpoints.show(now);
        String text =
                !trouble.isEmpty() || track == null ? trouble : track.problem().get();
        problemBar.show(text, trouble.isEmpty(), track != null && track.canResume());
        form.offerRun(now == null ? null : now.run().name());
    }

    private void onActive(Consumer<RunTrack> action) {
        RunTrack track = desk.active().get();
        if (track != null) {
            action.accept(track);
        }
    }

    private Node centre() {
        details.setPrefHeight(220);
        details.setMinHeight(130);
        VBox centre = new VBox(problemBar, tiles, plots, details);
        centre.getStyleClass().add("training-centre");
        VBox.setVgrow(plots, Priority.ALWAYS);
        return centre;
    }

    private VBox side() {
        ScrollPane scroll = new ScrollPane(new VBox(pinned, checkpoints));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("clear-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox side = new VBox(scroll, new QueuePanel(queue));
        side.getStyleClass().add("inspector");
        return side;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Texts.text("workspace.title");
    }

    @Override
    public Ikon icon() {
        return MaterialDesignC.CHART_LINE;
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
                action("training.start", "form.start", this::start),
                action("training.queue", "form.queue", this::enqueue),
                action("training.clone", "action.clone", this::take).when(Bindings.isNotNull(desk.active())),
                action("training.pause", "action.pause", () -> onActive(RunTrack::togglePause))
                        .when(Bindings.not(bar.pause().disableProperty())),
                action("training.stop", "action.stop", () -> onActive(RunTrack::stop))
                        .when(Bindings.not(bar.stop().disableProperty())),
                action("training.resume", "action.resume", () -> onActive(RunTrack::resume))
                        .when(Bindings.not(bar.resume().disableProperty())));
    }

    private static ActionSpec action(String id, String text, Runnable handler) {
        return ActionSpec.of(id, ActionSpec.Menu.RUN, Texts.text(text), handler);
    }

    /** The run at the front, for tests and the tour. */
    public Optional<RunSnapshot> shown() {
        RunTrack track = desk.active().get();
        return Optional.ofNullable(track == null ? null : track.snapshot().get());
    }

    /** What is wrong in the form, with the start of a run or with the run at the front; empty for nothing. */
    public String problem() {
        return form.problem().isEmpty() ? problemBar.text() : form.problem();
    }

    /** The runs on the desk; for tests and the tour. */
    DeskState desk() {
        return desk;
    }

    /** The waiting runs; for tests and the tour. */
    QueueState queue() {
        return queue;
    }

    /** Measures the machine, and the trainer of the run at the front. */
    public SystemMonitor monitor() {
        return monitor;
    }

    /** Shows the next tab below the plots, after the last the first; for the tour. */
    public void nextDetails() {
        details.next();
    }

    /** The form's values; for tests and the tour. */
    ConfigDraft draft() {
        return draft;
    }

    /** Stops following; trainers go on. */
    @Override
    public void close() {
        watch.close();
        queue.close();
        desk.close();
        monitor.close();
    }
}
