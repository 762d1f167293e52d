package org.lmttm.app.training;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.lmttm.app.control.Controls;

/** The controls of how plots are looked at: smoothing, axis, linear or logarithmic, everything again. */
final class PlotBar {
    /** What the slider's positions stand for, in epochs. */
    private static final double[] TAUS = {0, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};

    /** How values stand. */
    enum Scale {
        LIN,
        LOG
    }

    private final PlotState state;

    PlotBar(PlotState state) {
        this.state = state;
    }

    /** The controls, left to right; each of what is returned stays in one line. */
    List<Node> nodes() {
        HBox ways = new HBox(8, axes(), scales(), all());
        ways.setAlignment(Pos.CENTER_LEFT);
        return List.of(smoothing(), ways);
    }

    /** A time of smoothing as people say it. */
    static String tau(double tau) {
        return tau == 0
                ? Texts.text("smooth.none")
                : Texts.text(
                        tau == 1 ? "smooth.epoch" : "smooth.epochs",
                        String.format(Locale.ROOT, tau < 0.1 ? "%.2f" : tau < 1 ? "%.1f" : "%.0f", tau));
    }

    private Node smoothing() {
        Label name = Controls.label(Texts.text("smooth"), "muted");
        Slider slider = new Slider(0, TAUS.length - 1, position(state.tau().get()));
        slider.setId("plot-smooth");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setPrefWidth(72);
        slider.setMinWidth(60);
        slider.setAccessibleText(Texts.text("smooth"));
        slider.setAccessibleHelp(Texts.text("smooth.tip"));
        Tooltip tip = new Tooltip(Texts.text("smooth.tip"));
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        slider.setTooltip(tip);
        name.setLabelFor(slider);
        Label value = Controls.label("", "subtle");
        value.setMinWidth(64);
        value.textProperty()
                .bind(Bindings.createStringBinding(() -> tau(state.tau().get()), state.tau()));
        slider.valueProperty()
                .addListener((property, before, now) -> state.tau().set(TAUS[(int) Math.round(now.doubleValue())]));
        state.tau().addListener((property, before, now) -> {
            if (position(now.doubleValue()) != Math.round(slider.getValue())) {
                slider.setValue(position(now.doubleValue()));
            }
        });
        HBox box = new HBox(6, name, slider, value);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static int position(double tau) {
        int nearest = 0;
        for (int at = 1; at < TAUS.length; at++) {
            nearest = Math.abs(TAUS[at] - tau) < Math.abs(TAUS[nearest] - tau) ? at : nearest;
        }
        return nearest;
    }

    private Node axes() {
        return Controls.segments(
                "plot-axis",
                List.of(PlotAxis.values()),
                axis -> Texts.text("axis.choice." + axis.name().toLowerCase(Locale.ROOT)),
                null,
                state.axis());
    }

    private Node scales() {
        ObjectProperty<Scale> scale = new SimpleObjectProperty<>(state.log().get() ? Scale.LOG : Scale.LIN);
        scale.addListener((property, before, now) -> state.log().set(now == Scale.LOG));
        state.log().addListener((property, before, now) -> scale.set(now ? Scale.LOG : Scale.LIN));
        HBox box = Controls.segments(
                "plot-scale",
                List.of(Scale.values()),
                one -> Texts.text("scale." + one.name().toLowerCase(Locale.ROOT)),
                null,
                scale);
        Tooltip.install(box, new Tooltip(Texts.text("scale.tip")));
        return box;
    }

    private Button all() {
        Button all = Controls.iconButton(
                "plot-reset", MaterialDesignM.MAGNIFY_MINUS_OUTLINE, Texts.text("plot.reset"), state::reset);
        all.disableProperty().bind(state.zoomed().not());
        return all;
    }
}
