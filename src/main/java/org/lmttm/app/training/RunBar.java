package org.lmttm.app.training;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunStatus;

/**
 * The tool bar: the runs on the desk, what can be done with the one at the front, how plots are looked at. Where there is
 * no room for all in a line it takes more lines, so that nothing hides.
 */
final class RunBar extends FlowPane {
    private final DeskState desk;
    private final HBox tabs = new HBox();
    private final Button pause = button("pause", MaterialDesignP.PAUSE, RunTrack::togglePause);
    private final Button stop = button("stop", MaterialDesignS.STOP, RunTrack::stop);
    private final Button resume = button("resume", MaterialDesignP.PLAY, RunTrack::resume);

    RunBar(DeskState desk) {
        this.desk = desk;
        tabs.getStyleClass().add("run-tabs");
        getStyleClass().addAll("workspace-bar", "wrapping-bar");
        HBox actions = new HBox(pause, stop, resume);
        actions.getStyleClass().add("run-actions");
        getChildren().addAll(tabs, actions);
        getChildren().addAll(new PlotBar(desk.plots()).nodes());
    }

    private Button button(String what, org.kordamp.ikonli.Ikon icon, Consumer<RunTrack> action) {
        Button button = new Button(Texts.text(what), Controls.icon(icon));
        button.setId("training-" + what);
        button.getStyleClass().add("flat");
        button.setTooltip(new Tooltip(Texts.text("tip." + what)));
        button.setOnAction(event -> {
            RunTrack track = desk.active().get();
            if (track != null) {
                action.accept(track);
            }
        });
        return button;
    }

    /** Asks the run at the front to hold or to go on. */
    Button pause() {
        return pause;
    }

    /** Asks the run at the front to end. */
    Button stop() {
        return stop;
    }

    /** Starts a trainer on the run at the front. */
    Button resume() {
        return resume;
    }

    /** Shows the runs and what can be done now. */
    void refresh(@Nullable RunTrack track, @Nullable RunSnapshot now) {
        tabs.getChildren().setAll(desk.tracks().stream().map(this::tab).toList());
        boolean alive = now != null && now.status().isAlive();
        boolean paused = now != null && now.status() == RunStatus.PAUSED;
        pause.setDisable(!alive);
        pause.setText(Texts.text(paused ? "continue" : "pause"));
        ((FontIcon) pause.getGraphic()).setIconCode(paused ? MaterialDesignP.PLAY : MaterialDesignP.PAUSE);
        stop.setDisable(!alive);
        boolean resumable = track != null && track.canResume();
        resume.setDisable(!resumable);
        shown(pause, !resumable);
        shown(stop, !resumable);
        shown(resume, resumable);
    }

    /** What cannot be done takes no room from what can. */
    private static void shown(Button button, boolean shown) {
        button.setVisible(shown);
        button.setManaged(shown);
    }

    private Node tab(RunTrack track) {
        FontIcon mark = Controls.icon(MaterialDesignC.CIRCLE, "tab-mark", SeriesColors.style(track.color()));
        Button close = Controls.iconButton(
                "close-" + track.run().name(),
                MaterialDesignC.CLOSE,
                Texts.text("tab.close"),
                () -> desk.remove(track));
        close.getStyleClass().add("small");
        Button name = new Button(track.run().name(), mark);
        name.getStyleClass().addAll("flat", "run-name");
        name.setOnAction(event -> desk.active().set(track));
        HBox tab = new HBox(name, close);
        tab.getStyleClass().add("run-tab");
        if (track.equals(desk.active().get())) {
            tab.getStyleClass().add("selected");
        }
        return tab;
    }
}
