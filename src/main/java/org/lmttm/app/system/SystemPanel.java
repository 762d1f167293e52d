package org.lmttm.app.system;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.lmttm.app.control.Controls;

/** The last minutes of processor, memory and GPUs, of the machine and of the trainer; two columns of lines. */
public final class SystemPanel extends StackPane {
    private static final int COLUMNS = 2;

    private final SystemMonitor monitor;
    private final GridPane grid = new GridPane(12, 6);
    private final Label absent = Controls.shrinkingLabel("", "muted");
    private List<String> gpus = List.of();

    /**
     * A panel that follows a monitor, which measures while it is shown.
     *
     * @param monitor measures
     */
    public SystemPanel(SystemMonitor monitor) {
        this.monitor = monitor;
        setId("system-panel");
        getStyleClass().add("system-panel");
        absent.setId("system-no-gpu");
        for (int column = 0; column < COLUMNS; column++) {
            ColumnConstraints wide = new ColumnConstraints();
            wide.setPercentWidth(100.0 / COLUMNS);
            grid.getColumnConstraints().add(wide);
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("clear-scroll");
        getChildren().add(scroll);
        fill();
        monitor.samples().addListener((property, before, now) -> follow(now));
        monitor.measureWhile(this);
    }

    private void follow(List<SystemSample> samples) {
        List<String> names = samples.getLast().gpus().stream().map(Gpu::name).toList();
        if (!names.equals(gpus)) {
            gpus = names;
            fill();
        }
        String why = monitor.noGpu().get();
        absent.setText(why.isEmpty() ? "" : SystemTexts.text("gpu.absent", why));
    }

    private void fill() {
        List<Node> cells = new ArrayList<>();
        for (Quantity quantity : List.of(
                Quantity.cpu(SystemTexts.text("cpu")),
                Quantity.memory(),
                Quantity.trainerCpu(),
                Quantity.trainerMemory(SystemTexts.text("trainer.memory")))) {
            cells.add(cell(quantity));
        }
        for (int g = 0; g < gpus.size(); g++) {
            cells.add(cell(Quantity.gpuLoad(g, SystemTexts.text("gpu.load.of", gpus.get(g)))));
            cells.add(cell(Quantity.gpuMemory(g, SystemTexts.text("gpu.memory.of", gpus.get(g)))));
        }
        grid.getChildren().clear();
        for (int n = 0; n < cells.size(); n++) {
            grid.add(cells.get(n), n % COLUMNS, n / COLUMNS);
        }
        if (gpus.isEmpty()) {
            HBox note = new HBox(8, Controls.icon(MaterialDesignE.EXPANSION_CARD_VARIANT, "small-icon"), absent);
            note.setAlignment(Pos.CENTER_LEFT);
            note.visibleProperty().bind(absent.textProperty().isNotEmpty());
            grid.add(note, 0, (cells.size() + 1) / COLUMNS, COLUMNS, 1);
        }
    }

    private Node cell(Quantity quantity) {
        Label number = quantity.number(monitor, "strong");
        number.setId("system-" + quantity.id());
        HBox head = new HBox(
                6,
                Controls.shrinkingLabel(quantity.title(), "small", "muted"),
                Controls.spring(),
                number,
                quantity.unit(monitor, "small", "subtle"));
        head.setAlignment(Pos.BASELINE_LEFT);
        Sparkline line = new Sparkline(monitor, quantity, true);
        line.setMinHeight(26);
        line.setPrefHeight(40);
        VBox.setVgrow(line, Priority.ALWAYS);
        VBox cell = new VBox(2, head, line);
        Tooltip.install(cell, new Tooltip(quantity.tip()));
        GridPane.setVgrow(cell, Priority.ALWAYS);
        return cell;
    }
}
