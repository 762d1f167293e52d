package org.lmttm.app.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.Palette;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Trace;
import org.lmttm.training.RunHistory.Written;

/** The pinned validation case while the run trains: its probability over the epochs, its attention and its memory. */
final class PinnedPanel extends VBox {
    private static final int READ_AT_ONCE = 8;

    private final TaskRunner tasks;
    private final RunServices services;
    private final Palette palette = new Palette();
    private final ChartPane plot = new ChartPane("", palette, epoch -> {});
    private final PinnedView view = new PinnedView();
    private final Slider slider = new Slider(1, 1, 1);
    private final Label value = Controls.label("\u2013", "pinned-value");
    private final Label name = Controls.label("", "muted");
    private final Label epochLabel = Controls.label("", "muted");
    private final Label live = Controls.label(Texts.text("pinned.live"), "badge", "accent");
    private final Button open;
    private final Map<Integer, float[]> probabilities = new TreeMap<>();
    private final Map<Integer, Path> files = new TreeMap<>();
    private final Set<Integer> reading = new HashSet<>();
    private @Nullable RunTrack track;
    private @Nullable Trace shown;
    private int shownEpoch;
    private boolean following = true;
    private boolean moving;

    /**
     * The panel.
     *
     * @param openInMemory told a run's folder and the epoch to show
     */
    PinnedPanel(TaskRunner tasks, RunServices services, ObjIntConsumer<Path> openInMemory) {
        this.tasks = tasks;
        this.services = services;
        getStyleClass().add("inspector-section");
        HBox head = new HBox(Controls.label(Texts.text("pinned.title"), "inspector-title"), Controls.spring(), name);
        open = Controls.iconButton(
                "pinned-open", MaterialDesignV.VECTOR_SQUARE, Texts.text("pinned.open"), () -> open(openInMemory));
        open.getStyleClass().add("small");
        HBox result = new HBox(8, value, Controls.spring(), live, open);
        slider.setId("pinned-epoch");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().addListener((property, before, now) -> moved(now.intValue()));
        HBox epochs = new HBox(8, Controls.label(Texts.text("pinned.epoch"), "muted"), slider, epochLabel);
        plot.setMinHeight(110);
        plot.setPrefHeight(110);
        plot.range(0, 1, 0.5);
        view.setPrefHeight(330);
        getChildren().addAll(palette, head, result, plot, epochs, view);
        clear();
    }

    private void open(ObjIntConsumer<Path> openInMemory) {
        RunTrack now = track;
        if (now != null && shownEpoch > 0) {
            openInMemory.accept(now.run().path(), shownEpoch);
        }
    }

    private void clear() {
        open.setDisable(true);
        probabilities.clear();
        files.clear();
        reading.clear();
        shown = null;
        shownEpoch = 0;
        following = true;
        value.setText("\u2013");
        name.setText(Texts.text("pinned.none"));
        epochLabel.setText("");
        live.setVisible(false);
        view.show(null);
        plot.show(List.of(), 1, 0);
    }

    /** Shows a run's traces; null for none. */
    void show(@Nullable RunTrack newTrack) {
        if (track != newTrack) {
            track = newTrack;
            clear();
        }
        RunSnapshot now = newTrack == null ? null : newTrack.snapshot().get();
        if (now == null || now.traces().isEmpty()) {
            return;
        }
        for (Written trace : now.traces()) {
            files.put(trace.epoch(), now.run().path().resolve(trace.file()));
        }
        int last = now.traces().getLast().epoch();
        moving = true;
        slider.setMin(now.traces().getFirst().epoch());
        slider.setMax(last);
        if (following) {
            slider.setValue(last);
        }
        moving = false;
        live.setVisible(following && now.busy());
        readMissing(following ? last : (int) slider.getValue());
    }

    private void moved(int epoch) {
        if (moving) {
            return;
        }
        following = epoch >= (int) slider.getMax();
        live.setVisible(following);
        readMissing(epoch);
    }

    /** Reads the trace to show, and a few of those whose probability the plot still lacks. */
    private void readMissing(int epoch) {
        if (epoch != shownEpoch && files.containsKey(epoch)) {
            read(epoch, true);
        }
        int more = READ_AT_ONCE;
        for (int missing : new ArrayList<>(files.keySet())) {
            if (!probabilities.containsKey(missing) && more-- > 0) {
                read(missing, false);
            }
        }
    }

    private void read(int epoch, boolean toShow) {
        Path file = files.get(epoch);
        if (file == null || !reading.add(epoch)) {
            return;
        }
        RunTrack owner = track;
        tasks.start(
                Texts.text("task.trace", epoch), TaskRunner.Lane.FILES, progress -> services.readTrace(file), trace -> {
                    if (owner == track) {
                        reading.remove(epoch);
                        accept(epoch, trace, toShow);
                    }
                });
    }

    private void accept(int epoch, Trace trace, boolean toShow) {
        probabilities.put(epoch, trace.probabilities());
        if (toShow || epoch == (int) slider.getValue()) {
            shown = trace;
            shownEpoch = epoch;
            open.setDisable(false);
            view.show(new TraceReading(trace));
        }
        Trace now = shown;
        if (now != null) {
            int label = now.prediction();
            value.setText(Figures.value(now.probabilities()[label], 2));
            name.setText(Texts.text("pinned.class", now.labels().get(label)));
            epochLabel.setText(Integer.toString(shownEpoch));
            draw(label);
        }
        readMissing((int) slider.getValue());
    }

    private void draw(int label) {
        List<double[]> points = probabilities.entrySet().stream()
                .map(entry -> new double[] {entry.getKey(), entry.getValue()[label]})
                .toList();
        RunSnapshot now = track == null ? null : track.snapshot().get();
        int last = now == null ? 1 : now.config().epochs();
        plot.show(List.of(new ChartPane.Line(Token.ACCENT, false, points)), last, shownEpoch);
    }
}
