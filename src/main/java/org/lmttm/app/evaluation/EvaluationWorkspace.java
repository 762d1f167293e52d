package org.lmttm.app.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Card;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.dataset.CasePictures;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.SampleDatasets;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.dataset.Split;

/** The evaluation desk: figures, curves and every case of a model on a split, with one threshold for all of it. */
public final class EvaluationWorkspace implements Workspace {
    /** The workspace's id. */
    public static final String ID = "evaluation";

    private static final double WIDTH = 900;
    private static final double HEIGHT = 800;

    private final EvaluationDesk desk;
    private final CasePictures pictures;
    private final Exports exports;
    private final EvaluationCards cards;
    private final CaseInspector inspector;
    private final StackPane view = new StackPane();

    /**
     * The desk of a session.
     *
     * @param session its models and datasets are offered
     * @param dialogs asks for files
     */
    public EvaluationWorkspace(Session session, FileDialogs dialogs) {
        desk = new EvaluationDesk(session);
        pictures = new CasePictures(session.tasks());
        EvaluationState state = desk.state();
        exports = new Exports(session.tasks(), dialogs);
        cards = new EvaluationCards(desk, pictures, exports);
        inspector = new CaseInspector(desk, pictures);
        Runnable saveResults = () -> exports.results(desk.state().first().get());
        Node body = body();
        Node empty = empty();
        BorderPane pane = new BorderPane(new StackPane(body, empty));
        pane.setTop(new VBox(new EvaluationBar(desk, session, dialogs, saveResults), new StatusStrip(desk)));
        body.visibleProperty().bind(state.shown().isNotNull());
        empty.visibleProperty().bind(state.shown().isNull());
        desk.running().addListener(observable -> body.setOpacity(desk.running().get() == null ? 1 : 0.4));
        view.setId("evaluation");
        view.getChildren().add(pane);
        view.getStylesheets()
                .add(Objects.requireNonNull(EvaluationWorkspace.class.getResource("/org/lmttm/app/evaluation.css"))
                        .toExternalForm());
        inspector.getStylesheets().setAll(view.getStylesheets());
        session.tasks()
                .latestWins(TaskRunner.Lane.FILES)
                .submit(
                        () -> SampleDatasets.of(session.home()),
                        samples -> samples.forEach(
                                sample -> desk.offer(session.home().resolve(sample))),
                        error -> session.tasks().notice(TaskRunner.error(Texts.text("task.datasets"), error)));
    }

    private Node empty() {
        Button start = new Button(Texts.text("empty.start"));
        start.setId("evaluation-start");
        start.getStyleClass().add("filled");
        start.setOnAction(event -> desk.evaluate());
        start.disableProperty()
                .bind(desk.source()
                        .isNull()
                        .or(desk.dataset().isNull())
                        .or(desk.running().isNotNull()));
        Label text = new Label(Texts.text("empty"));
        text.getStyleClass().add("muted");
        VBox box = new VBox(Controls.icon(MaterialDesignC.CLIPBOARD_CHECK_OUTLINE), text, start);
        box.getStyleClass().add("empty-state");
        return box;
    }

    private Node body() {
        Card curves = cards.curves();
        Card confusion = cards.confusion();
        Card diagram = cards.calibration();
        HBox top = new HBox(curves, confusion, diagram);
        grow(curves, 356);
        grow(confusion, 308);
        grow(diagram, 396);
        top.getStyleClass().add("evaluation-row");
        top.setMinHeight(300);
        top.setPrefHeight(360);
        Card slider = cards.threshold();
        slider.setMinHeight(164);
        slider.setPrefHeight(164);
        Card cases = cards.cases();
        cases.setMinHeight(200);
        VBox.setVgrow(top, Priority.SOMETIMES);
        VBox.setVgrow(cases, Priority.ALWAYS);
        VBox column = new VBox(new DeskTiles(desk.state()), top, slider, cases);
        column.getStyleClass().add("evaluation-body");
        column.setMinSize(WIDTH, HEIGHT);
        ScrollPane scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().addAll("clear-scroll", "evaluation-scroll");
        return scroll;
    }

    private static void grow(Card card, double width) {
        card.setPrefWidth(width);
        card.setMinWidth(260);
        HBox.setHgrow(card, Priority.ALWAYS);
    }

    /** Chooses a model and dataset and evaluates them, as a hand would; for the tour. */
    public void evaluate(Path dataset, Split split) {
        desk.offer(dataset);
        desk.dataset().set(dataset.toAbsolutePath().normalize());
        desk.split().set(split);
        desk.evaluate();
    }

    /** Compares with another model, drawing precision over recall; for the tour. */
    public void against(ModelEntry model) {
        desk.against().set(new Source.Model(model));
        desk.state().curve().set(CurveKind.PR);
        desk.evaluate();
    }

    /** Selects the first listed case. */
    public void selectFirst() {
        desk.state().step(1);
    }

    /** Whether something is shown and nothing is under way. */
    public boolean settled() {
        return desk.state().shown().get() != null
                && !desk.state().computing().get()
                && desk.running().get() == null
                && pictures.pending().get() == 0;
    }

    /** The menu items that export plots; for tests. */
    List<MenuItem> exports() {
        return cards.exports();
    }

    /** What is evaluated and shown; for tests. */
    EvaluationDesk desk() {
        return desk;
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
        return MaterialDesignC.CLIPBOARD_CHECK_OUTLINE;
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
        EvaluationState state = desk.state();
        return List.of(
                ActionSpec.of(
                                "evaluation.evaluate",
                                ActionSpec.Menu.MODEL,
                                Texts.text("action.evaluate"),
                                desk::evaluate)
                        .when(desk.running().isNull()),
                ActionSpec.of(
                                "evaluation.calibrate",
                                ActionSpec.Menu.MODEL,
                                Texts.text("action.calibrate"),
                                desk::calibrate)
                        .when(state.shown().isNotNull().and(desk.running().isNull())),
                ActionSpec.of(
                                "evaluation.results",
                                ActionSpec.Menu.MODEL,
                                Texts.text("action.results"),
                                () -> exports.results(desk.state().first().get()))
                        .when(state.shown().isNotNull()),
                ActionSpec.of(
                                "evaluation.next-case",
                                ActionSpec.Menu.MODEL,
                                Texts.text("case.next"),
                                () -> state.step(1))
                        .when(state.shown().isNotNull()),
                ActionSpec.of(
                                "evaluation.previous-case",
                                ActionSpec.Menu.MODEL,
                                Texts.text("case.previous"),
                                () -> state.step(-1))
                        .when(state.shown().isNotNull()));
    }

    @Override
    public void close() {
        desk.cancel();
    }
}
