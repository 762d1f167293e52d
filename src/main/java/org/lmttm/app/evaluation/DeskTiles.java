package org.lmttm.app.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;
import org.lmttm.evaluation.Comparison;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Proportion;
import org.lmttm.metrics.Scores;
import org.lmttm.metrics.ThresholdStatistics;

/** The figures in one line, each with its interval. */
final class DeskTiles extends HBox {
    /** Intervals have room beside their figures from this width on. */
    private static final double WIDE = 1000;

    private final EvaluationState state;
    private final Tile auc = new Tile("auc");
    private final Tile acc = new Tile("acc");
    private final Tile ece = new Tile("ece");
    private final Tile brier = new Tile("brier");
    private final Tile other = new Tile("other");
    private final Tile cases = new Tile("cases");

    private static final class Tile extends VBox {
        private final Label label = Controls.shrinkingLabel("", "tile-label");
        private final Label value = Controls.label("\u2013", "tile-value");
        private final Label unit = Controls.shrinkingLabel("", "tile-unit");
        private final Tooltip tip = new Tooltip();

        Tile(String name) {
            getStyleClass().add("tile");
            value.setId("tile-" + name);
            unit.setId("tile-" + name + "-interval");
            // the interval stands below where there is no room beside
            FlowPane line = new FlowPane(8, 0, value, unit);
            line.setPrefWrapLength(0);
            line.setRowValignment(VPos.BASELINE);
            getChildren().addAll(label, line);
            HBox.setHgrow(this, Priority.ALWAYS);
            setPrefWidth(150);
            tip.setWrapText(true);
            tip.setMaxWidth(360);
            Tooltip.install(this, tip);
        }

        void show(String newLabel, String newValue, String newUnit, String help) {
            label.setText(newLabel);
            value.setText(newValue);
            unit.setText(newUnit);
            tip.setText(help);
        }
    }

    DeskTiles(EvaluationState state) {
        this.state = state;
        setId("evaluation-tiles");
        getStyleClass().addAll("card", "evaluation-tiles");
        widthProperty().map(width -> width.doubleValue() < WIDE).subscribe(narrow -> {
            getStyleClass().remove("narrow");
            if (narrow) {
                getStyleClass().add("narrow");
            }
        });
        getChildren().addAll(auc, acc, ece, brier, other, cases);
        cases.setPrefWidth(230);
        state.shown().addListener(observable -> show());
        state.threshold().addListener(observable -> accuracy());
        show();
    }

    private void show() {
        Shown shown = state.shown().get();
        if (shown == null) {
            return;
        }
        Figures f = shown.figures();
        auc.show(
                Texts.text("tile.auc"),
                Texts.number(f.auc(), 3),
                Texts.interval(f.aucInterval(), 2),
                Texts.text("tile.auc.tip"));
        accuracy();
        ece.show(
                Texts.text("tile.ece", Metrics.CALIBRATION_BINS),
                Texts.number(f.ece(), 3),
                Texts.interval(f.eceInterval(), 2),
                Texts.text("tile.ece.tip"));
        brier.show(
                Texts.text("tile.brier"),
                Texts.number(f.brier(), 3),
                Texts.interval(f.brierInterval(), 2),
                Texts.text("tile.brier.tip"));
        second(shown);
        cases.show(
                Texts.text("tile.cases"),
                String.valueOf(shown.scores().count()),
                counts(shown),
                Texts.text("tile.cases.tip"));
    }

    private void accuracy() {
        Shown shown = state.shown().get();
        if (shown == null) {
            return;
        }
        if (shown.scores().isBinary()) {
            Proportion p = state.statistics().map(ThresholdStatistics::accuracy).orElseThrow();
            acc.show(
                    Texts.text("tile.acc", Texts.number(state.threshold().get(), 2)),
                    Texts.number(p.value(), 3),
                    Texts.interval(p.interval(), 2),
                    Texts.text("tile.acc.tip"));
        } else {
            Scores scores = shown.scores();
            int right = 0;
            for (int i = 0; i < scores.count(); i++) {
                right += scores.right(i) ? 1 : 0;
            }
            Proportion p = new Proportion(right, scores.count());
            acc.show(
                    Texts.text("tile.acc-likeliest"),
                    Texts.number(p.value(), 3),
                    Texts.interval(p.interval(), 2),
                    Texts.text("tile.acc-likeliest.tip"));
        }
    }

    private void second(Shown shown) {
        Optional<Figures.Against> against = shown.figures().against();
        if (against.isEmpty()) {
            other.show(
                    Texts.text("tile.ap", shown.className()),
                    Texts.number(
                            shown.figures()
                                    .curves()
                                    .map(c -> c.precisionRecall().averagePrecision())
                                    .orElse(Double.NaN),
                            3),
                    "",
                    Texts.text("tile.ap.tip"));
            return;
        }
        Comparison c = against.get().comparison();
        Optional<Comparison.ClassTest> test = c.deLong().stream()
                .filter(one -> one.positiveClass() == shown.positiveClass())
                .findFirst()
                .or(() -> c.deLong().stream().findFirst());
        List<String> lines = new ArrayList<>();
        lines.add(Texts.text(
                "tile.second.auc",
                signed(c.aucDifference()),
                Texts.interval(c.bootstrap().auc(), 3)));
        test.ifPresent(one -> lines.add(Texts.text(
                "tile.second.delong",
                shown.first().labels().get(one.positiveClass()),
                Texts.interval(one.test().interval(), 3),
                Texts.p(one.test().p()))));
        lines.add(Texts.text(
                "tile.second.acc",
                signed(c.accDifference()),
                Texts.interval(c.bootstrap().acc(), 3)));
        lines.add(Texts.text(
                "tile.second.mcnemar",
                c.mcNemar().onlyFirst(),
                c.mcNemar().onlySecond(),
                Texts.p(c.mcNemar().p())));
        lines.add(Texts.text("tile.second.tip"));
        other.show(
                Texts.text("tile.second", against.get().name()),
                Texts.number(against.get().auc(), 3),
                test.map(one -> Texts.text("tile.delong", Texts.p(one.test().p())))
                        .orElse(""),
                String.join("\n", lines));
    }

    private static String signed(double difference) {
        return (difference > 0 ? "+" : "") + Texts.number(difference, 3);
    }

    private static String counts(Shown shown) {
        int[] counts = new int[shown.scores().classes()];
        for (int label : shown.scores().labels()) {
            counts[label]++;
        }
        if (counts.length > 3) {
            return Texts.text("tile.of-class", counts[shown.positiveClass()], shown.className());
        }
        List<String> parts = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            parts.add(counts[c] + " " + shown.first().labels().get(c));
        }
        return String.join(", ", parts);
    }
}
