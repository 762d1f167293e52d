package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Card;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.Palette;
import org.lmttm.training.RunHistory.Batch;
import org.lmttm.training.RunHistory.Epoch;

/** Loss, AUC, ACC and learning rate of all runs on the desk; legends in the headers, values at the hair line. */
final class RunPlots extends VBox {
    private final DeskState desk;
    private final Palette palette = new Palette();
    private final List<Plot> plots = new ArrayList<>();

    /** A line of a plot: its name, its number in an epoch, solid or dashed. */
    private record Curve(String name, ToDoubleFunction<Epoch> value, boolean dashed) {}

    /** A chart, its legend and what it draws. */
    private record Plot(ChartPane chart, HBox legend, List<Curve> curves, int decimals, boolean steps) {}

    RunPlots(DeskState desk) {
        this.desk = desk;
        getStyleClass().add("run-plots");
        Node loss = card(
                "plot.loss",
                "unit.loss",
                List.of(
                        new Curve(Texts.text("curve.train"), Epoch::loss, false),
                        new Curve(Texts.text("curve.val"), Epoch::valLoss, true)),
                3,
                false);
        Node auc = card("plot.auc", "", List.of(new Curve("", Epoch::valAuc, false)), 3, false);
        Node acc = card("plot.acc", "", List.of(new Curve("", Epoch::valAcc, false)), 3, false);
        Node rate = card("plot.rate", "", List.of(new Curve("", Epoch::learningRate, false)), -1, true);
        HBox row = new HBox(auc, acc, rate);
        row.getStyleClass().add("run-plot-row");
        row.getChildren().forEach(card -> {
            HBox.setHgrow(card, Priority.ALWAYS);
            ((Region) card).setPrefWidth(300);
        });
        setVgrow(loss, Priority.ALWAYS);
        setVgrow(row, Priority.ALWAYS);
        ((Region) loss).setPrefHeight(280);
        row.setPrefHeight(200);
        getChildren().addAll(palette, loss, row);
        desk.hair().addListener((property, before, now) -> moveHair());
        refresh();
    }

    private Card card(String title, String unit, List<Curve> curves, int decimals, boolean steps) {
        String label = unit.isEmpty() ? null : Texts.text(unit);
        ChartPane chart = new ChartPane(label == null ? "" : label, palette, this::hairAt);
        HBox legend = new HBox();
        legend.getStyleClass().add("plot-legend");
        plots.add(new Plot(chart, legend, curves, decimals, steps));
        Card card = new Card(Texts.text(title), chart, legend);
        card.setMinSize(0, 0);
        return card;
    }

    private void hairAt(double epoch) {
        int longest = desk.tracks().stream()
                .mapToInt(track -> track.snapshot().get() == null
                        ? 0
                        : track.snapshot().get().epochsDone())
                .max()
                .orElse(0);
        desk.hair().set(Math.clamp(Math.round(epoch), 0, longest));
    }

    private void moveHair() {
        for (Plot plot : plots) {
            plot.chart().hair(desk.hair().get());
            legend(plot);
        }
    }

    /** Draws all plots anew from the runs' snapshots. */
    void refresh() {
        int last = 1;
        for (RunTrack track : desk.tracks()) {
            RunSnapshot now = track.snapshot().get();
            last = Math.max(last, now == null ? 1 : now.config().epochs());
        }
        for (Plot plot : plots) {
            plot.chart().show(lines(plot), last, desk.hair().get());
            legend(plot);
        }
    }

    private List<ChartPane.Line> lines(Plot plot) {
        List<ChartPane.Line> lines = new ArrayList<>();
        for (RunTrack track : desk.tracks()) {
            RunSnapshot now = track.snapshot().get();
            if (now == null) {
                continue;
            }
            for (Curve curve : plot.curves()) {
                List<double[]> points = plot.steps() && !now.batches().isEmpty() ? rates(now) : points(now, curve);
                lines.add(new ChartPane.Line(SeriesColors.of(track.color()), curve.dashed(), points));
            }
        }
        return lines;
    }

    private static List<double[]> points(RunSnapshot run, Curve curve) {
        return run.epochs().stream()
                .map(epoch -> new double[] {epoch.epoch(), curve.value().applyAsDouble(epoch)})
                .toList();
    }

    /** The learning rate changes within an epoch: one point a step, placed by its share of the epoch. */
    private static List<double[]> rates(RunSnapshot run) {
        List<Batch> batches = run.batches();
        double stepsAnEpoch = run.epochs().isEmpty()
                ? Math.max(1, batches.getLast().step())
                : (double) run.epochs().getLast().step()
                        / run.epochs().getLast().epoch();
        return batches.stream()
                .map(batch -> new double[] {batch.step() / stepsAnEpoch, batch.learningRate()})
                .toList();
    }

    private void legend(Plot plot) {
        plot.legend().getChildren().clear();
        boolean several = desk.tracks().size() > 1;
        for (RunTrack track : desk.tracks()) {
            RunSnapshot now = track.snapshot().get();
            if (now == null) {
                continue;
            }
            Optional<Epoch> epoch =
                    desk.hair().get() > 0 ? now.epoch(desk.hair().get()) : now.last();
            for (Curve curve : plot.curves()) {
                Region mark = new Region();
                mark.getStyleClass()
                        .addAll(curve.dashed() ? "dash-mark" : "line-mark", SeriesColors.style(track.color()));
                // the small plots have one curve a run: its colour is named on its tab
                boolean named = several && plot.curves().size() > 1;
                String name = ((named ? track.run().name() + " " : "") + curve.name()).strip();
                Label label = Controls.label(name, "muted");
                label.setGraphic(mark);
                String value = epoch.map(e -> value(curve.value().applyAsDouble(e), plot.decimals()))
                        .orElse("\u2013");
                plot.legend().getChildren().addAll(label, Controls.label(value, "plot-value"));
            }
        }
    }

    /** A number with fixed decimals, or, where decimals are negative, in powers of ten. */
    static String value(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "\u2013";
        }
        String text = decimals < 0
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.replace('-', '\u2212');
    }
}
