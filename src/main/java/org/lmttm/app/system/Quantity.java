package org.lmttm.app.system;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Label;
import org.lmttm.app.control.Controls;

/**
 * A number of the machine that is shown.
 *
 * @param id such as {@code cpu}; part of the ids of the nodes that show it
 * @param title what people call it
 * @param tip one sentence on what it is
 * @param value the number as text, and its unit
 * @param drawn what its line shows
 * @param most the upper edge of the line
 */
record Quantity(
        String id,
        String title,
        String tip,
        Function<SystemSample, Said> value,
        ToDoubleFunction<SystemSample> drawn,
        ToDoubleFunction<SystemSample> most) {
    private static final int CORES =
            ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors();

    /** A number in words. */
    record Said(String number, String unit) {}

    /** A label of the number, which follows a monitor. */
    Label number(SystemMonitor monitor, String... styles) {
        Label label = Controls.label("", styles);
        label.textProperty().bind(monitor.samples().map(samples -> said(samples).number()));
        return label;
    }

    /** A label of the unit, which follows a monitor. */
    Label unit(SystemMonitor monitor, String... styles) {
        Label label = Controls.label("", styles);
        label.textProperty().bind(monitor.samples().map(samples -> said(samples).unit()));
        return label;
    }

    private Said said(List<SystemSample> samples) {
        return samples.isEmpty() ? unknown() : value.apply(samples.getLast());
    }

    static Quantity cpu(String title) {
        return new Quantity(
                "cpu", title, SystemTexts.text("tip.cpu"), s -> percent(s.cpuLoad()), SystemSample::cpuLoad, s -> 1);
    }

    static Quantity memory() {
        return new Quantity(
                "memory",
                SystemTexts.text("memory"),
                SystemTexts.text("tip.memory"),
                s -> bytes(s.usedBytes(), s.totalBytes()),
                SystemSample::usedBytes,
                SystemSample::totalBytes);
    }

    static Quantity trainerCpu() {
        return new Quantity(
                "trainer-cpu",
                SystemTexts.text("trainer.cpu"),
                SystemTexts.text("tip.trainer.cpu"),
                s -> Double.isFinite(s.trainerCores())
                        ? new Said(one(s.trainerCores()), SystemTexts.text("cores", CORES))
                        : nothing(s),
                SystemSample::trainerCores,
                s -> CORES);
    }

    static Quantity trainerMemory(String title) {
        return new Quantity(
                "trainer-memory",
                title,
                SystemTexts.text("tip.trainer.memory"),
                s -> s.trainerBytes() > 0 ? new Said(gigabytes(s.trainerBytes()), SystemTexts.text("gb")) : nothing(s),
                s -> s.trainerBytes() > 0 ? s.trainerBytes() : Double.NaN,
                SystemSample::totalBytes);
    }

    /** @param index which GPU; there may be fewer in a sample */
    static Quantity gpuLoad(int index, String title) {
        return new Quantity(
                "gpu-load-" + index,
                title,
                SystemTexts.text("tip.gpu.load"),
                s -> percent(load(s, index)),
                s -> load(s, index),
                s -> 1);
    }

    /** @param index which GPU; there may be fewer in a sample */
    static Quantity gpuMemory(int index, String title) {
        return new Quantity(
                "gpu-memory-" + index,
                title,
                SystemTexts.text("tip.gpu.memory"),
                s -> index < s.gpus().size() && s.gpus().get(index).totalBytes() > 0
                        ? bytes(
                                s.gpus().get(index).usedBytes(),
                                s.gpus().get(index).totalBytes())
                        : unknown(),
                s -> index < s.gpus().size() ? s.gpus().get(index).usedBytes() : Double.NaN,
                s -> index < s.gpus().size() ? Math.max(1, s.gpus().get(index).totalBytes()) : 1);
    }

    private static double load(SystemSample sample, int index) {
        return index < sample.gpus().size() ? sample.gpus().get(index).load() : Double.NaN;
    }

    private static Said nothing(SystemSample sample) {
        return sample.trainerBytes() > 0 ? unknown() : new Said("\u2013", SystemTexts.text("trainer.none"));
    }

    private static Said unknown() {
        return new Said(SystemTexts.text("unknown"), "");
    }

    private static Said percent(double share) {
        return Double.isFinite(share)
                ? new Said(String.format(Locale.ROOT, "%.0f", 100 * share), SystemTexts.text("percent"))
                : unknown();
    }

    private static Said bytes(long used, long total) {
        return new Said(gigabytes(used), SystemTexts.text("of", gigabytes(total)));
    }

    static String gigabytes(long bytes) {
        return one(bytes / 1e9);
    }

    private static String one(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
