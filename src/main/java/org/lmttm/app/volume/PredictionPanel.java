package org.lmttm.app.volume;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CalibratedText;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Session;
import org.lmttm.model.Mode;
import org.lmttm.model.Trace;

/** What the active model says about the active case, how it was computed, and what the model saw. */
final class PredictionPanel {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Session session;
    private final Messages text;
    private final Label mode = Controls.label("", "badge");
    private final MenuButton models = new MenuButton();
    private final Label value = Controls.label("", "result-value");
    private final Label answer = Controls.label("", "result-class");
    private final ClassBars bars = new ClassBars();
    private final Label caution = wrapped("muted");
    private final Label state = wrapped("muted");
    private final GridPane table = Sections.table();
    private final RegionState roi;
    private final Button update = new Button();
    private final HBox stale;
    private final VBox prediction;
    private final VBox answerBox;
    private final HBox running;

    PredictionPanel(Session session, RegionState roi, ActionSpec reporting, Messages text) {
        this.session = session;
        this.roi = roi;
        this.text = text;
        mode.setId("mode-badge");
        value.setId("prediction-value");
        answer.setId("prediction-class");
        state.setId("prediction-state");
        caution.setId("prediction-caution");
        prediction = Sections.section(text.text("prediction"), mode);
        prediction.setId("prediction-panel");
        models.setId("model-choice");
        models.getStyleClass().add("choice-button");
        models.setMaxWidth(Double.MAX_VALUE);
        models.setGraphic(Controls.icon(MaterialDesignH.HEXAGON_MULTIPLE_OUTLINE, "small-icon"));
        HBox big = new HBox(10, value, answer);
        big.setAlignment(Pos.BASELINE_LEFT);
        Button open = new Button(text.text("open_in_memory"), Controls.icon(MaterialDesignV.VECTOR_SQUARE));
        open.setId("open-in-memory");
        open.getStyleClass().add("filled");
        open.setMaxWidth(Double.MAX_VALUE);
        open.setOnAction(event -> session.workspace().set("memory"));
        Button report = Controls.textButton("prediction-report", reporting);
        update.setText(text.text("roi.update"));
        update.setId("predict-update");
        update.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        update.setOnAction(event -> session.predict());
        stale = new HBox(8, Controls.label(text.text("roi.stale"), "small", "warning"), Controls.spring(), update);
        stale.setAlignment(Pos.CENTER_LEFT);
        stale.setId("prediction-stale");
        answerBox = new VBox(8, big, stale, bars, caution, table, open, report);
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.setMaxSize(18, 18);
        running = new HBox(8, spinner, Controls.label(text.text("predict.running"), "muted"));
        running.setAlignment(Pos.CENTER_LEFT);
        prediction.getChildren().addAll(models, running, state, answerBox);
        observe();
    }

    VBox predictionView() {
        return prediction;
    }

    private void observe() {
        session.models().addListener((javafx.collections.ListChangeListener<ModelEntry>) change -> listModels());
        session.activeModel().addListener((property, before, now) -> update());
        session.activeCase().addListener((property, before, now) -> update());
        session.result().addListener((property, before, now) -> update());
        session.resultProblem().addListener((property, before, now) -> update());
        session.inferring().addListener((property, before, now) -> update());
        roi.box().addListener((property, before, now) -> update());
        listModels();
        update();
    }

    private void listModels() {
        models.getItems().clear();
        for (ModelEntry model : session.models()) {
            MenuItem item = new MenuItem(model.name());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> session.activeModel().set(model));
            models.getItems().add(item);
        }
    }

    private void update() {
        ModelEntry model = session.activeModel().get();
        CaseResult result = session.result().get();
        models.setText(model == null ? text.text("choose_model") : model.name());
        models.setDisable(session.models().isEmpty());
        mode.setText(model == null ? "" : model.info().mode().label());
        mode.setVisible(model != null);
        boolean published = model != null && model.info().mode() == Mode.PUBLISHED_CODE;
        mode.getStyleClass().remove("warning");
        mode.setTooltip(published ? new Tooltip(text.text("predict.published")) : null);
        if (published) {
            mode.getStyleClass().add("warning");
        }
        show(answerBox, result != null);
        boolean old = roi.stale();
        show(stale, old);
        value.getStyleClass().remove("muted");
        if (old) {
            value.getStyleClass().add("muted");
        }
        show(running, session.inferring().get() != null);
        String problem = problem(model);
        show(state, result == null && !problem.isEmpty());
        state.setText(problem);
        if (result != null) {
            show(result, published);
        }
    }

    private String problem(ModelEntry model) {
        if (model == null) {
            return text.text("predict.no_model");
        }
        if (session.activeCase().get() == null) {
            return text.text("predict.none");
        }
        String problem = session.resultProblem().get();
        return problem.isEmpty() ? "" : text.text("predict.problem") + ": " + problem;
    }

    private void show(CaseResult result, boolean published) {
        Trace trace = result.trace();
        int best = trace.prediction();
        value.setText(ColorBar.number(trace.probabilities()[best], 2));
        answer.setText(trace.labels().get(best));
        bars.show(trace.labels(), trace.probabilities(), best);
        String calibrated = CalibratedText.of(result.model().info(), trace.probabilities(), best)
                .orElse(text.text("predict.not_calibrated"));
        caution.setText(calibrated + " " + validation(result.model())
                + (published ? " " + text.text("predict.published") : ""));
        table.getChildren().clear();
        Sections.row(table, text.text("predict.input"), result.region());
        String clock = CLOCK.format(result.computed().atZone(ZoneId.systemDefault()));
        Sections.row(
                table,
                text.text("predict.computed"),
                text.text("predict.seconds", ColorBar.number(result.seconds(), 2), clock));
    }

    private String validation(ModelEntry model) {
        Map<String, Object> provenance = model.info().provenance();
        Optional<Object> auc = find(provenance, "val_auc", "validation_auc");
        Optional<Object> acc = find(provenance, "val_acc", "validation_acc", "validation_accuracy");
        Optional<Object> n = find(provenance, "validation_cases", "val_cases", "val_n");
        if (auc.isEmpty() || acc.isEmpty()) {
            return text.text("predict.no_validation");
        }
        return n.isPresent()
                ? text.text("predict.validation", figure(auc.get()), figure(acc.get()), String.valueOf(n.get()))
                : text.text("predict.validation_uncounted", figure(auc.get()), figure(acc.get()));
    }

    private static Optional<Object> find(Map<String, Object> values, String... keys) {
        for (String key : keys) {
            if (values.get(key) != null) {
                return Optional.of(values.get(key));
            }
        }
        return Optional.empty();
    }

    private static String figure(Object number) {
        return number instanceof Number n ? ColorBar.number(n.doubleValue(), 3) : String.valueOf(number);
    }

    private static void show(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static Label wrapped(String style) {
        Label label = Controls.shrinkingLabel("", "small", style);
        label.setWrapText(true);
        label.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        return label;
    }
}
