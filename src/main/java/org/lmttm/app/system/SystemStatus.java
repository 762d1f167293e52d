package org.lmttm.app.system;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.lmttm.app.control.Controls;

/** Processor load, and memory of the first GPU where there is one, for the status bar. */
public final class SystemStatus extends HBox {
    private final Label cpu = Controls.label("");
    private final Label gpu = Controls.label("");
    private final ProgressBar memory = new ProgressBar(0);
    private final HBox graphics = new HBox(6, Controls.icon(MaterialDesignE.EXPANSION_CARD_VARIANT), gpu, memory);

    /**
     * Texts that follow a monitor, which measures while they are shown.
     *
     * @param monitor measures
     * @param before what the processor is called, such as "CPU, 8 cores"
     */
    public SystemStatus(SystemMonitor monitor, String before) {
        setSpacing(6);
        setAlignment(Pos.CENTER_LEFT);
        cpu.setId("device");
        cpu.setText(before);
        cpu.setTooltip(new Tooltip(SystemTexts.text("tip.cpu")));
        gpu.setId("device-gpu");
        gpu.setTooltip(new Tooltip(SystemTexts.text("tip.gpu.memory")));
        memory.setPrefWidth(40);
        graphics.setAlignment(Pos.CENTER_LEFT);
        graphics.setVisible(false);
        graphics.setManaged(false);
        getChildren().addAll(Controls.icon(MaterialDesignC.CHIP), cpu, graphics);
        monitor.samples().addListener((property, was, now) -> show(before, now));
        monitor.measureWhile(this);
    }

    private void show(String before, List<SystemSample> samples) {
        SystemSample now = samples.getLast();
        String load = Double.isFinite(now.cpuLoad())
                ? "  " + String.format(Locale.ROOT, "%.0f", 100 * now.cpuLoad()) + " " + SystemTexts.text("percent")
                : "";
        cpu.setText(before + load);
        boolean there = !now.gpus().isEmpty();
        graphics.setVisible(there);
        graphics.setManaged(there);
        if (there) {
            Gpu first = now.gpus().getFirst();
            gpu.setText(SystemTexts.text(
                    "status.gpu",
                    first.name(),
                    Quantity.gigabytes(first.usedBytes()),
                    Quantity.gigabytes(first.totalBytes())));
            memory.setProgress((double) first.usedBytes() / Math.max(1, first.totalBytes()));
        }
    }
}
