package org.lmttm.app.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.lmttm.app.audit.AuditView;
import org.lmttm.app.cohort.CohortView;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Island;
import org.lmttm.app.control.KeyMap;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.dataset.DatasetBrowser;
import org.lmttm.app.dataset.DatasetsView;
import org.lmttm.app.doctor.DoctorView;
import org.lmttm.app.preferences.Preferences;
import org.lmttm.app.report.CaseReports;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.system.SystemMonitor;

/** The content of the window: top bar, library, the workspace shown with its inspector, status bar. */
public final class Shell {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");
    private static final String TRAINING = "training";

    private final List<Workspace> workspaces;
    private final List<ActionSpec> actions;
    private final KeyMap keyMap;
    private final BorderPane root = new BorderPane();
    private final BorderPane body = new BorderPane();
    private final StackPane centre = new StackPane();
    private final StackPane right = new StackPane();
    private final Library library;
    private final StatusBar status;
    private final TopBar top;
    private final Desks desks;
    private final RunNews news;
    private final Guide guide;
    private final DatasetBrowser browser;
    private final CohortView cohort;
    private final Crashes crashes;
    private final Scene scene;

    /**
     * The shell of a session.
     *
     * @param workspaces in the order of their tabs; the session's workspace is shown
     * @param dialogs asks for files
     * @param opener opens whatever file or folder the user gives
     * @param reports writes case reports
     * @param monitor measures the machine
     * @param news notices the end of runs; closed with the shell
     * @param quit closes the window
     */
    Shell(
            Session session,
            List<Workspace> workspaces,
            FileDialogs dialogs,
            Opener opener,
            CaseReports reports,
            SystemMonitor monitor,
            RunNews news,
            Runnable quit) {
        this.workspaces = List.copyOf(workspaces);
        Runnable open = () -> opener.openAll(dialogs.open());
        Runnable openFolder = () -> dialogs.openFolder().ifPresent(opener::open);
        HelpPopup help = new HelpPopup(root, this::actions, this::keyMap, TEXT);
        ShellActions own = new ShellActions(session, TEXT);
        this.news = news;
        this.guide = new Guide(session, root, this::actions, TEXT);
        this.desks = new Desks(
                session,
                workspaces.stream()
                        .flatMap(workspace -> workspace.deskParts().stream())
                        .toList(),
                dialogs,
                opener,
                TEXT);
        reports.over(root);
        AuditView audit = new AuditView(session, dialogs, root);
        this.browser = new DatasetBrowser(session, root);
        this.cohort = new CohortView(session, dialogs, root, browser::show);
        DatasetsView datasets = new DatasetsView(session, root, browser::show, cohort::show);
        this.crashes = new Crashes(session, root, TEXT);
        Preferences preferences = new Preferences(
                session,
                dialogs,
                root,
                () -> new KeyEditor(actions(), keyMap(), TEXT),
                folder -> FileManager.showFolder(folder, session.tasks(), TEXT));
        DoctorView doctor = new DoctorView(session, root, preferences::showComputing);
        this.actions = own.all(
                workspaces,
                Stream.concat(
                                desks.actions().stream(),
                                Stream.of(
                                        datasets.action(),
                                        cohort.action(),
                                        reports.action(),
                                        preferences.action(),
                                        audit.action(),
                                        doctor.action()))
                        .toList(),
                open,
                openFolder,
                opener::openSample,
                this::search,
                help,
                guide::restart,
                this::fullScreen,
                quit);
        this.keyMap = new KeyMap(actions, session.settings().keys());
        Consumer<Path> openRun = run -> {
            session.activeRun().set(run);
            session.workspace().set(TRAINING);
        };
        NewsBell bell = new NewsBell(news, session.settings(), TEXT, openRun);
        this.top = new TopBar(session, workspaces, actions, keyMap, own.recent(opener::open), bell, TEXT);
        this.library = new Library(session, TEXT, open, datasets.action()::fire, browser::show);
        this.status = new StatusBar(session, monitor, TEXT);
        keyMap.attach(root);
        root.setId("shell");
        root.getStyleClass().add("shell");
        Island left = new Island(library);
        library.folded().addListener((property, before, now) -> left.requestLayout());
        body.setLeft(left);
        body.setCenter(centre);
        body.setRight(right);
        root.setTop(new VBox(top, crashes.bar(), desks.bar()));
        root.setCenter(layers(new Toasts(news, session.settings(), TEXT, openRun)));
        root.setBottom(new Island(status));
        scene = new Scene(root, 1600, 1000);
        Theme.apply(scene, session.settings());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::shortcut);
        root.addEventHandler(KeyEvent.KEY_PRESSED, Shell::keepFromMenus);
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> session.history().hold());
        root.addEventFilter(
                MouseEvent.MOUSE_RELEASED, event -> session.history().release());
        acceptDrops(opener);
        opener.chooseWith(new SeriesChooser(root, TEXT)::show);
        opener.openTablesWith(cohort::check);
        session.workspace().addListener((property, before, now) -> show(now, before));
        show(session.workspace().get(), "");
        session.runs().addListener((InvalidationListener) observable -> watchRuns(session));
        watchRuns(session);
        news.start();
        datasets.look();
        // else the first field has it, and swallows the keys of the workspace
        root.requestFocus();
    }

    private void watchRuns(Session session) {
        session.runs().forEach(news::watch);
    }

    /** The workspace with its neighbours, and over it what does not hold it up: the guide and what just happened. */
    private StackPane layers(Toasts toasts) {
        StackPane layers = new StackPane(body);
        layers.getChildren().addAll(guide.layers());
        layers.getChildren().add(toasts);
        StackPane.setAlignment(toasts, Pos.BOTTOM_CENTER);
        StackPane.setMargin(toasts, new Insets(0, 0, 12, 0));
        return layers;
    }

    /** Shows the guide to the first steps. */
    public void guide() {
        guide.restart();
    }

    /** The scene, dressed in the theme of the settings. */
    public Scene scene() {
        return scene;
    }

    /** The workspaces. */
    public List<Workspace> workspaces() {
        return workspaces;
    }

    /** Every action, for tests and the tour. */
    public List<ActionSpec> actions() {
        return actions;
    }

    /** The keys of all actions. */
    public KeyMap keyMap() {
        return keyMap;
    }

    /** Looks through datasets. */
    public DatasetBrowser browser() {
        return browser;
    }

    /** Checks and builds cohorts. */
    public CohortView cohort() {
        return cohort;
    }

    /** Offers to reopen what a crash left, if anything. */
    public void offerDesk() {
        desks.offer();
    }

    /** Keeps crash reports from now on, and offers those of the last time. */
    void watchCrashes() {
        crashes.watch();
    }

    /** Offers crash reports that nobody has seen. */
    void offerCrashes() {
        crashes.offer();
    }

    /** Keeps a report of an error that nobody caught; called on any thread. */
    void crashed(Thread thread, Throwable error) {
        crashes.record(thread, error);
    }

    /** Stops what the window's views have running; the session is closed by who made it. */
    public void close() {
        desks.close();
        workspaces.forEach(Workspace::close);
        status.close();
        news.close();
    }

    private void fullScreen() {
        if (scene.getWindow() instanceof Stage stage) {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }

    private void search() {
        top.search().open();
    }

    private void show(String id, String before) {
        for (Workspace workspace : workspaces) {
            if (workspace.id().equals(before)) {
                workspace.shown(false);
            }
        }
        for (Workspace workspace : workspaces) {
            if (workspace.id().equals(id)) {
                centre.getChildren().setAll(workspace.view());
                Node inspector = workspace.inspector();
                right.getChildren().clear();
                if (inspector != null) {
                    right.getChildren().setAll(inspector);
                }
                library.folded().set(workspace.prefersRail());
                workspace.shown(true);
            }
        }
    }

    /**
     * Shortcuts act before focused controls see the key, so that arrows and letters in fields stay theirs; while a text is
     * written, keys that write do no action, and the 3D pane keeps the letters of its standard views.
     */
    private void shortcut(KeyEvent event) {
        if (writing(event) || SurfacePane.takes(event)) {
            return;
        }
        keyMap.action(event).filter(action -> !editing(event, action)).ifPresent(action -> {
            action.fire();
            event.consume();
        });
    }

    private static boolean writing(KeyEvent event) {
        return event.getTarget() instanceof TextInputControl && KeyMap.types(event);
    }

    /** What is typed is undone, copied and the like by the field it is typed into. */
    private static boolean editing(KeyEvent event, ActionSpec action) {
        return event.getTarget() instanceof TextInputControl && action.menu() == ActionSpec.Menu.EDIT;
    }

    /** Menus would still act on a key that a text field let through. */
    private static void keepFromMenus(KeyEvent event) {
        if (writing(event)) {
            event.consume();
        }
    }

    private void acceptDrops(Opener opener) {
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        scene.setOnDragDropped(event -> {
            List<Path> files =
                    event.getDragboard().getFiles().stream().map(File::toPath).toList();
            opener.openAll(files);
            event.setDropCompleted(!files.isEmpty());
            event.consume();
        });
    }
}
