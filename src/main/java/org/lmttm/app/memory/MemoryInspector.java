package org.lmttm.app.memory;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CalibratedText;
import org.lmttm.app.state.CaseResult;
import org.lmttm.model.Architecture;
import org.lmttm.model.Mode;
import org.lmttm.model.Trace;

/** The right side: what the model answers, where it came from, and the exact value under the pointer. */
final class MemoryInspector extends VBox {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Button report;
    private final VBox prediction = new VBox();

    /**
     * The right side.
     *
     * @param report asks for the case report
     * @param sections stand between the prediction and what is under the pointer
     */
    MemoryInspector(MemoryState state, ActionSpec report, Node... sections) {
        this.report = Controls.textButton("memory-report", report);
        prediction.getStyleClass().add("inspector-section");
        getChildren().add(prediction);
        getChildren().addAll(sections);
        getChildren().add(new PointerPanel("pointer", state));
    }

    /** Shows a result; null clears the section. */
    void show(@Nullable CaseResult result) {
        prediction.getChildren().clear();
        if (result == null) {
            return;
        }
        Trace trace = result.trace();
        prediction
                .getChildren()
                .addAll(header(trace), answer(trace), bars(trace), calibration(result), facts(result), report);
    }

    private static Node header(Trace trace) {
        Label title = new Label(Words.text("prediction"));
        title.getStyleClass().add("inspector-title");
        Label badge = new Label(trace.mode().label());
        badge.setId("memory-mode-badge");
        badge.getStyleClass().add("badge");
        if (trace.mode() == Mode.PUBLISHED_CODE) {
            badge.getStyleClass().add("warning");
            badge.setTooltip(new Tooltip(Words.text("prediction.published")));
        }
        return new HBox(title, Controls.spring(), badge);
    }

    /** The class with the largest probability. */
    private static Node answer(Trace trace) {
        int shown = trace.prediction();
        Label value = new Label(Numbers.fixed(trace.probabilities()[shown], 2));
        value.setId("memory-probability");
        value.getStyleClass().add("result-value");
        Label name = new Label(trace.labels().get(shown));
        name.getStyleClass().add("result-class");
        HBox line = new HBox(10, value, name);
        line.getStyleClass().add("result-line");
        return line;
    }

    private static Node bars(Trace trace) {
        GridPane grid = grid();
        for (int label = 0; label < trace.labels().size(); label++) {
            Label name = new Label(trace.labels().get(label));
            ProgressBar bar = new ProgressBar(trace.probabilities()[label]);
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.getStyleClass().add("small");
            GridPane.setHgrow(bar, Priority.ALWAYS);
            Label value = new Label(Numbers.fixed(trace.probabilities()[label], 2));
            value.setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(label, name, bar, value);
        }
        return grid;
    }

    /** How far the probability can be trusted, in words. */
    static Node calibration(CaseResult result) {
        List<String> sentences = new ArrayList<>();
        Trace trace = result.trace();
        sentences.add(CalibratedText.of(result.model().info(), trace.probabilities(), trace.prediction())
                .orElse(Words.text("prediction.softmax")));
        Map<String, Object> provenance = result.model().info().provenance();
        Optional<String> auc = figure(provenance, "val_auc");
        Optional<String> acc = figure(provenance, "val_acc");
        if (auc.isPresent() && acc.isPresent()) {
            sentences.add(Words.text("prediction.validation", auc.get(), acc.get()));
        }
        if (result.trace().mode() == Mode.PUBLISHED_CODE) {
            sentences.add(Words.text("prediction.published"));
        }
        Label text = new Label(String.join(" ", sentences));
        text.setWrapText(true);
        text.getStyleClass().add("muted");
        return text;
    }

    private static Optional<String> figure(Map<String, Object> provenance, String key) {
        return provenance.get(key) instanceof Number number
                ? Optional.of(Numbers.fixed(number.doubleValue(), 3))
                : Optional.empty();
    }

    private static Node facts(CaseResult result) {
        Architecture a = result.trace().architecture();
        GridPane grid = grid();
        String patch = a.patch().depth() + " \u00d7 " + a.patch().height() + " \u00d7 "
                + a.patch().width();
        String shape = Words.text("architecture.text", a.dim(), a.blocks(), a.blockTokens(), a.readTokens(), patch);
        fact(grid, 0, Words.text("case"), result.openCase().name());
        fact(grid, 1, Words.text("model"), result.model().name());
        fact(grid, 2, Words.text("architecture"), shape);
        fact(grid, 3, Words.text("region"), result.region());
        String time =
                Words.text("seconds", Numbers.fixed(result.seconds(), 2)) + ", " + CLOCK.format(result.computed());
        fact(grid, 4, Words.text("computed"), time);
        return grid;
    }

    private static void fact(GridPane grid, int row, String name, String value) {
        Label label = new Label(name);
        label.getStyleClass().add("muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        Label text = new Label(value);
        text.setWrapText(true);
        grid.addRow(row, label, text);
    }

    /** Names and values under each other. */
    static GridPane grid() {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(6);
        grid.setPadding(new Insets(4, 0, 0, 0));
        return grid;
    }
}
