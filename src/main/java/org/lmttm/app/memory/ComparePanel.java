package org.lmttm.app.memory;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.DoubleSpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Session;
import org.lmttm.insight.Alignment;
import org.lmttm.insight.Divergence;
import org.lmttm.insight.Divergence.Measure;
import org.lmttm.model.Mode;
import org.lmttm.model.Trace;

/** The right side while two passes stand side by side: what is compared, what each answers, where they part. */
final class ComparePanel extends VBox {
    private final CompareState state;
    /** Kept: bindings hold it weakly. */
    private final ObjectProperty<Double> threshold;

    private final Map<Measure, Hyperlink> firsts = new EnumMap<>(Measure.class);
    private final Map<Measure, Label> values = new EnumMap<>(Measure.class);
    private final Label note = new Label();

    ComparePanel(Session session, CompareState state) {
        this.state = state;
        threshold = state.threshold().asObject();
        Button swap = Controls.iconButton(
                "compare-swap", MaterialDesignS.SWAP_VERTICAL, Words.text("compare.swap"), state::swap);
        swap.getStyleClass().add("small");
        getChildren()
                .addAll(
                        side(session, "A", state.first(), swap),
                        side(session, "B", state.second(), null),
                        parting(),
                        new PointerPanel(
                                "compare-pointer",
                                state.first().state(),
                                state.second().state(),
                                state.difference()));
        state.comparison().addListener((property, before, now) -> show());
        state.threshold().addListener((property, before, now) -> show());
        state.difference().step().addListener((property, before, now) -> show());
        show();
    }

    private static Node side(Session session, String name, CompareSide of, @Nullable Node tool) {
        String id = "compare-" + name.toLowerCase(Locale.ROOT);
        Label title = Controls.label(name, "inspector-title", "A".equals(name) ? "side-first" : "side-second");
        Label badge = Controls.label("", "badge");
        badge.setId(id + "-mode");
        HBox head = new HBox(8, title, Controls.spring(), badge);
        if (tool != null) {
            head.getChildren().add(tool);
        }
        Node model = Choice.of(
                id + "-model",
                MaterialDesignH.HEXAGON_MULTIPLE_OUTLINE,
                Words.text("choose.model"),
                session.models(),
                entry -> entry.name(),
                of.model());
        Node openCase = Choice.of(
                id + "-case",
                MaterialDesignF.FOLDER_IMAGE,
                Words.text("choose.case"),
                session.cases(),
                entry -> entry.name(),
                of.openCase());
        VBox answer = new VBox(2);
        answer.setId(id + "-answer");
        of.result().addListener((property, before, now) -> answer(answer, badge, now));
        answer(answer, badge, of.result().get());
        VBox section = new VBox(head, model, openCase, answer);
        section.getStyleClass().addAll("inspector-section", "compare-side");
        return section;
    }

    private static void answer(VBox box, Label badge, @Nullable CaseResult result) {
        box.getChildren().clear();
        badge.setVisible(result != null);
        badge.getStyleClass().remove("warning");
        badge.setTooltip(null);
        if (result == null) {
            return;
        }
        Trace trace = result.trace();
        badge.setText(trace.mode().label());
        if (trace.mode() == Mode.PUBLISHED_CODE) {
            badge.getStyleClass().add("warning");
            badge.setTooltip(new Tooltip(Words.text("prediction.published")));
        }
        Label value = Controls.label(Numbers.fixed(trace.probabilities()[trace.prediction()], 2), "result-class");
        Label name = Controls.shrinkingLabel(trace.labels().get(trace.prediction()));
        HBox line = new HBox(8, value, name);
        line.getStyleClass().add("result-line");
        box.getChildren().addAll(line, MemoryInspector.calibration(result));
    }

    private Node parting() {
        Label title = Controls.label(Words.text("compare.divergence"), "inspector-title");
        title.setTooltip(tip("compare.divergence.tip"));
        Spinner<Double> field = new Spinner<>(
                new DoubleSpinnerValueFactory(0, 2, state.threshold().get(), 0.01));
        DoubleSpinnerValueFactory factory = (DoubleSpinnerValueFactory) field.getValueFactory();
        factory.setConverter(new DecimalConverter(state.threshold()::get));
        factory.setValue(state.threshold().get());
        factory.valueProperty().bindBidirectional(threshold);
        field.setId("compare-threshold");
        field.setEditable(true);
        field.setPrefWidth(96);
        field.setTooltip(tip("compare.threshold.tip"));
        field.getEditor().focusedProperty().addListener((property, before, now) -> {
            if (!now) {
                field.commitValue();
            }
        });
        HBox above = new HBox(8, Controls.label(Words.text("compare.threshold"), "muted"), Controls.spring(), field);
        above.getStyleClass().add("result-line");
        Node align = MemoryCards.segments(
                "compare-align",
                List.of(Alignment.By.values()),
                by -> Words.text("compare.align." + by.name().toLowerCase(Locale.ROOT)),
                state.by());
        note.setId("compare-note");
        note.setWrapText(true);
        note.getStyleClass().add("muted");
        HBox aligned = new HBox(8, Controls.label(Words.text("compare.align"), "muted"), Controls.spring(), align);
        aligned.getStyleClass().add("result-line");
        VBox section = new VBox(8, title, above, table(), aligned, note);
        section.getStyleClass().add("inspector-section");
        return section;
    }

    private GridPane table() {
        GridPane grid = MemoryInspector.grid();
        grid.addRow(
                0,
                Controls.label(Words.text("compare.measure"), "subtle"),
                Controls.label(Words.text("compare.here"), "subtle"),
                Controls.label(Words.text("compare.first"), "subtle"));
        int row = 1;
        for (Measure measure : Measure.values()) {
            String name = measure.name().toLowerCase(Locale.ROOT);
            Label label = Controls.label(Words.text("compare.measure." + name));
            label.setTooltip(tip("compare.measure." + name + ".tip"));
            Label value = Controls.label("\u2013");
            value.setId("compare-value-" + name);
            Hyperlink first = new Hyperlink("\u2013");
            first.setId("compare-first-" + name);
            first.setOnAction(event -> {
                first.setVisited(false);
                first(measure).ifPresent(state.difference()::goTo);
            });
            values.put(measure, value);
            firsts.put(measure, first);
            grid.addRow(row++, label, value, first);
        }
        return grid;
    }

    private static Tooltip tip(String key) {
        Tooltip tip = new Tooltip(Words.text(key));
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        return tip;
    }

    private OptionalInt first(Measure measure) {
        Comparison shown = state.comparison().get();
        Divergence divergence = shown == null ? null : shown.divergence();
        return divergence == null
                ? OptionalInt.empty()
                : divergence.first(measure, state.threshold().get());
    }

    private void show() {
        Comparison shown = state.comparison().get();
        Divergence divergence = shown == null ? null : shown.divergence();
        int head = state.difference().step().get();
        values.forEach((measure, label) -> {
            double value = divergence == null || head >= divergence.values(measure).length
                    ? Double.NaN
                    : divergence.values(measure)[head];
            label.setText(Double.isNaN(value) ? "\u2013" : Numbers.fixed(value, 3));
        });
        firsts.forEach((measure, link) -> {
            OptionalInt first = first(measure);
            link.setDisable(first.isEmpty());
            link.setText(first.isPresent() ? "t " + first.getAsInt() : Words.text("compare.never"));
        });
        note.setText(
                shown == null
                        ? ""
                        : divergence == null ? Words.text("compare.other-classes") : CompareText.alignment(shown));
        note.setManaged(!note.getText().isEmpty());
    }
}
