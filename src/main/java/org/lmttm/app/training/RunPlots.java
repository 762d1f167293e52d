package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Card;
import org.lmttm.app.control.Controls;

/**
 * Loss, AUC, ACC and learning rate of all runs on the desk; legends in the headers, values at the hair line. New
 * numbers are drawn at most ten times a second.
 */
final class RunPlots extends VBox {
    private static final Duration PAUSE = Duration.millis(100);
    private static final double TIP_WIDTH = 380;
    /** What a title and the tools of a header take, and a value of a legend without and with its names. */
    private static final double HEADER = 110;

    private static final double VALUE = 76;
    private static final double NAMED_VALUE = 126;

    /** What a subtitle in one word takes. */
    private static final double SUBTITLE = 70;

    private final DeskState desk;
    private final PlotState state;
    private final PlotExports exports;
    private final List<Plot> plots = new ArrayList<>();
    private final PauseTransition pause = new PauseTransition(PAUSE);
    private boolean due;
    private StepQuery asked = StepQuery.ALL;

    /** A card: its plot and its legend. */
    private record Plot(PlotKind kind, RunPlot view, HBox legend, Card card) {}

    RunPlots(DeskState desk, PlotExports exports) {
        this.desk = desk;
        this.state = desk.plots();
        this.exports = exports;
        getStyleClass().add("run-plots");
        Card loss = card(PlotKind.LOSS);
        HBox row = new HBox(card(PlotKind.AUC), card(PlotKind.ACC), card(PlotKind.RATE));
        row.getStyleClass().add("run-plot-row");
        row.getChildren().forEach(card -> {
            HBox.setHgrow(card, Priority.ALWAYS);
            ((Region) card).setPrefWidth(300);
        });
        setVgrow(loss, Priority.ALWAYS);
        setVgrow(row, Priority.ALWAYS);
        loss.setPrefHeight(280);
        row.setPrefHeight(200);
        getChildren().addAll(loss, row);
        state.hair().addListener(observable -> plots.forEach(this::legend));
        state.range().addListener(observable -> ask());
        state.tau().addListener(observable -> ask());
        state.axis().addListener(observable -> {
            ask();
            draw();
        });
        plots.getFirst().view().widthProperty().addListener(observable -> ask());
        pause.setOnFinished(event -> {
            if (due) {
                refresh();
            }
        });
        draw();
    }

    private Card card(PlotKind kind) {
        String title = Texts.text("plot." + kind.id());
        RunPlot view = new RunPlot(state, "plot-" + kind.id(), title, kind.logarithmic());
        HBox legend = new HBox();
        legend.setId("legend-" + kind.id());
        legend.getStyleClass().add("plot-legend");
        legend.setMinWidth(USE_PREF_SIZE); // the subtitle gives way
        Card card = new Card(title, view, legend, exportMenu(kind, view));
        card.setMinSize(0, 0);
        Tooltip tip = new Tooltip(Texts.text("plot." + kind.id() + ".tip") + "\n" + Texts.text("plot.keys"));
        tip.setWrapText(true);
        tip.setMaxWidth(TIP_WIDTH);
        Tooltip.install(card.getChildren().getFirst(), tip);
        view.setAccessibleHelp(tip.getText());
        Plot plot = new Plot(kind, view, legend, card);
        plots.add(plot);
        card.widthProperty().addListener(observable -> legend(plot));
        return card;
    }

    private Button exportMenu(PlotKind kind, RunPlot view) {
        Button button = Controls.iconButton(
                "export-plot-" + kind.id(), MaterialDesignT.TRAY_ARROW_UP, Texts.text("plot.export"), () -> {});
        button.getStyleClass().add("small");
        ContextMenu menu = new ContextMenu();
        MenuItem save = new MenuItem(Texts.text("plot.export.save"));
        save.setOnAction(event -> exports.save(view, kind, runs()));
        MenuItem copy = new MenuItem(Texts.text("plot.export.copy"));
        copy.setOnAction(event -> exports.copy(view, kind, runs()));
        menu.getItems().addAll(save, copy);
        menu.setOnShowing(event -> menu.getItems().forEach(item -> item.setDisable(runs().isEmpty())));
        button.setOnAction(event -> menu.show(button, Side.BOTTOM, 0, 4));
        return button;
    }

    private List<RunSnapshot> runs() {
        return desk.tracks().stream()
                .map(track -> track.snapshot().get())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Draws all plots anew from the runs' snapshots, at once or after the pause since the last time. */
    void refresh() {
        if (pause.getStatus() == javafx.animation.Animation.Status.RUNNING) {
            due = true;
            return;
        }
        due = false;
        draw();
        pause.playFromStart();
    }

    /** Asks the runs' threads for what is shown now. */
    private void ask() {
        asked = state.query(plots.getFirst().view().columns());
        desk.tracks().forEach(track -> track.look(asked));
    }

    private void draw() {
        double end = runs().stream()
                .mapToDouble(run -> run.extent(state.axis().get()))
                .max()
                .orElse(1);
        state.reach(end);
        for (RunTrack track : desk.tracks()) {
            track.look(asked);
        }
        for (Plot plot : plots) {
            PlotCurves curves = curves(plot);
            for (RunTrack track : desk.tracks()) {
                RunSnapshot now = track.snapshot().get();
                if (now != null) {
                    curves.add(
                            now,
                            SeriesColors.of(track.color()),
                            track.equals(desk.active().get()));
                }
            }
            plot.view().show(curves.content(), plot.kind() == PlotKind.LOSS ? message() : "");
            legend(plot);
        }
    }

    private PlotCurves curves(Plot plot) {
        return new PlotCurves(plot.kind(), state.axis().get());
    }

    /** What to do where there is nothing to see yet. */
    private String message() {
        double read = desk.tracks().stream()
                .mapToDouble(track -> track.read().get())
                .min()
                .orElse(1);
        if (read < 1) {
            return Texts.text("plot.reading", Long.toString(Math.round(100 * read)));
        }
        return desk.tracks().isEmpty()
                ? Texts.text("plot.empty")
                : runs().stream()
                                .allMatch(run ->
                                        run.epochs().isEmpty() && run.steps().count() == 0)
                        ? Texts.text("plot.waiting")
                        : "";
    }

    /** @param room pixels that the legend leaves */
    private String subtitle(PlotKind kind, double room) {
        if (kind != PlotKind.LOSS) {
            return Texts.text("plot." + kind.id() + (room < SUBTITLE ? ".subtitle.short" : ".subtitle"));
        }
        if (runs().isEmpty()) {
            return "";
        }
        boolean banded = runs().stream().anyMatch(run -> run.steps().view().banded());
        String spread = Texts.text(banded ? "plot.banded" : "plot.single");
        double tau = state.tau().get();
        return tau > 0 ? Texts.text("plot.smoothed", PlotBar.tau(tau)) + ", " + spread : spread;
    }

    private void legend(Plot plot) {
        plot.legend().getChildren().clear();
        int runs = desk.tracks().size();
        boolean several = runs > 1;
        double room = (plot.card().getWidth() - HEADER)
                / Math.max(1, runs * plot.kind().curves().size());
        boolean wide = room >= NAMED_VALUE;
        double taken = HEADER;
        for (RunTrack track : desk.tracks()) {
            RunSnapshot now = track.snapshot().get();
            // where there is no room for all, that of the run at the front
            boolean fits = room >= VALUE || track.equals(desk.active().get());
            if (now == null || !fits) {
                continue;
            }
            for (PlotKind.Curve curve : plot.kind().curves()) {
                boolean first = !curve.dashed();
                String run = several && first && wide ? track.run().name() : "";
                String name = plot.kind() == PlotKind.LOSS ? curve.label() : "";
                Label label = Controls.label((run + " " + name).strip(), "muted");
                Region mark = new Region();
                mark.getStyleClass()
                        .addAll(curve.dashed() ? "dash-mark" : "line-mark", SeriesColors.style(track.color()));
                label.setGraphic(mark);
                taken += several && first && wide ? NAMED_VALUE : VALUE;
                double value = curves(plot).at(now, curve, state.hair().get());
                plot.legend()
                        .getChildren()
                        .addAll(
                                label,
                                Controls.label(Figures.value(value, plot.kind().decimals()), "plot-value"));
            }
        }
        plot.card().subtitle().setText(subtitle(plot.kind(), plot.card().getWidth() - taken));
    }

    /** The plots' legends as they stand, for tests. */
    String legends() {
        return plots.stream()
                .map(plot -> plot.kind().name().toLowerCase(Locale.ROOT) + ": "
                        + plot.legend().getChildren().stream()
                                .map(label -> ((Label) label).getText())
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; "));
    }
}
