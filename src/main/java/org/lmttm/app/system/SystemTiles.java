package org.lmttm.app.system;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;

/** The machine beside a run's tiles: load and memory of the GPU where there is one, else of processor and trainer. */
public final class SystemTiles extends HBox {
    private final SystemMonitor monitor;
    private boolean graphics;

    /**
     * Tiles that follow a monitor, which measures while they are shown.
     *
     * @param monitor measures
     */
    public SystemTiles(SystemMonitor monitor) {
        this.monitor = monitor;
        getStyleClass().add("system-tiles");
        fill();
        monitor.samples().addListener(observable -> {
            if (graphics != hasGpu()) {
                fill();
            }
        });
        monitor.measureWhile(this);
    }

    private boolean hasGpu() {
        List<SystemSample> samples = monitor.samples().get();
        return !samples.isEmpty() && !samples.getLast().gpus().isEmpty();
    }

    private void fill() {
        graphics = hasGpu();
        Quantity load = graphics
                ? Quantity.gpuLoad(0, SystemTexts.text("gpu.load"))
                : Quantity.cpu(SystemTexts.text("cpu.short"));
        Quantity memory = graphics
                ? Quantity.gpuMemory(0, SystemTexts.text("gpu.memory"))
                : Quantity.trainerMemory(SystemTexts.text("trainer.short"));
        getChildren().setAll(tile(load, true), tile(memory, false));
    }

    private Node tile(Quantity quantity, boolean drawn) {
        Label number = quantity.number(monitor, "tile-value");
        number.setId("tile-" + quantity.id());
        Label unit = quantity.unit(monitor, "tile-unit");
        HBox line = new HBox(6, number, unit);
        line.getStyleClass().add("tile-line");
        VBox words = new VBox(2, Controls.label(quantity.title(), "tile-label"), line);
        HBox tile = new HBox(6, words);
        tile.getStyleClass().add("tile");
        if (drawn) {
            Sparkline spark = new Sparkline(monitor, quantity, false);
            spark.setPrefSize(44, 22);
            spark.setMaxHeight(22);
            HBox.setHgrow(spark, Priority.ALWAYS);
            tile.setAlignment(Pos.BOTTOM_LEFT);
            tile.getChildren().add(spark);
        }
        Tooltip.install(tile, new Tooltip(quantity.tip()));
        HBox.setHgrow(tile, Priority.ALWAYS);
        return tile;
    }
}
