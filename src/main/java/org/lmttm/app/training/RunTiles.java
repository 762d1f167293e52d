package org.lmttm.app.training;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunStatus;

/** Where the run at the front stands: state and epoch, time left, throughput, learning rate, best epoch. */
final class RunTiles extends HBox {
    private static final double ALL = 800;

    private final Region dot = new Region();
    private final ProgressBar progress = new ProgressBar(0);
    private final Tile epoch = new Tile("tile-epoch");
    private final Tile left = new Tile("tile-left");
    private final Tile speed = new Tile("tile-speed");
    private final Tile rate = new Tile("tile-rate");
    private final Tile best = new Tile("tile-best");

    /** Label above, value and unit below. */
    private static final class Tile extends VBox {
        private final Label label = Controls.label("", "tile-label");
        private final Label value = Controls.label("\u2013", "tile-value");
        private final Label unit = Controls.label("", "tile-unit");

        Tile(String id) {
            getStyleClass().add("tile");
            value.setId(id);
            HBox line = new HBox(6, value, unit);
            line.getStyleClass().add("tile-line");
            getChildren().addAll(label, line);
            HBox.setHgrow(this, Priority.ALWAYS);
            setPrefWidth(150);
        }

        void show(String newLabel, String newValue, String newUnit) {
            label.setText(newLabel);
            value.setText(newValue);
            unit.setText(newUnit);
        }
    }

    RunTiles() {
        getStyleClass().addAll("card", "run-tiles");
        dot.getStyleClass().add("state-dot");
        epoch.label.setGraphic(dot);
        progress.getStyleClass().add("run-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        epoch.getChildren().add(progress);
        getChildren().addAll(epoch, left, speed, rate, best);
        setMinWidth(0);
        show(null);
    }

    /** Puts more tiles behind those of the run; a narrow desk leaves them out. */
    void append(Node more) {
        more.visibleProperty().bind(widthProperty().greaterThanOrEqualTo(ALL));
        more.managedProperty().bind(more.visibleProperty());
        getChildren().add(more);
    }

    /** Shows a run; null for none. */
    void show(@Nullable RunSnapshot run) {
        dot.getStyleClass().setAll("state-dot");
        if (run == null) {
            epoch.show(Texts.text("tile.none"), "\u2013", "");
            left.show(Texts.text("tile.left"), "\u2013", "");
            speed.show(Texts.text("tile.speed"), "\u2013", "");
            rate.show(Texts.text("tile.rate"), "\u2013", "");
            best.show(Texts.text("tile.best"), "\u2013", "");
            progress.setProgress(0);
            return;
        }
        dot.getStyleClass().add(style(run));
        String state = run.starting() ? Texts.text("status.starting") : status(run.status());
        epoch.show(
                state,
                Integer.toString(run.epochsDone()),
                Texts.text("tile.of", run.config().epochs()));
        progress.setProgress((double) run.epochsDone() / run.config().epochs());
        double eta = run.last().map(e -> e.etaSeconds()).orElse(Double.NaN);
        boolean counting = run.busy() && Double.isFinite(eta);
        left.show(Texts.text("tile.left"), counting ? time(eta) : "\u2013", counting ? Texts.text("unit.time") : "");
        double samples = run.last().map(e -> e.samplesPerSecond()).orElse(Double.NaN);
        String text = Double.isFinite(samples) ? Figures.value(samples, 1) : "\u2013";
        speed.show(Texts.text("tile.speed"), text, Double.isFinite(samples) ? Texts.text("unit.speed") : "");
        rate.show(Texts.text("tile.rate"), Figures.value(run.learningRate(), -1), "");
        best.show(
                Texts.text("tile.best"),
                run.best().map(e -> Figures.value(e.valAuc(), 3)).orElse("\u2013"),
                run.best().map(e -> Texts.text("tile.at-epoch", e.epoch())).orElse(""));
    }

    /** A status as people say it. */
    static String status(RunStatus status) {
        return Texts.text("status." + status.name().toLowerCase(Locale.ROOT));
    }

    private static String style(RunSnapshot run) {
        return switch (run.status()) {
            case RUNNING -> "ok";
            case PAUSED -> "waiting";
            case FAILED, INTERRUPTED -> run.starting() ? "waiting" : "bad";
            case NEW, COMPLETED, STOPPED -> "quiet";
        };
    }

    /** Minutes and seconds, or hours and minutes and seconds. */
    static String time(double seconds) {
        long all = Math.round(seconds);
        return all >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", all / 3600, all / 60 % 60, all % 60)
                : String.format(Locale.ROOT, "%d:%02d", all / 60, all % 60);
    }
}
