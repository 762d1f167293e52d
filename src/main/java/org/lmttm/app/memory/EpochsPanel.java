package org.lmttm.app.memory;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.Palette;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.state.Session;
import org.lmttm.app.training.ChartPane;
import org.lmttm.app.training.RunSnapshot;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Trace;

/** The right side while a run's epochs are shown: run, epoch, loss and the pinned case's probability. */
final class EpochsPanel extends VBox {
    private final EpochsState epochs;
    private final MemoryState state;
    private final Palette palette = new Palette();
    private final ChartPane loss = new ChartPane("", palette, epoch -> {});
    private final Slider slider = new Slider(1, 1, 1);
    private final Label epochText = Controls.label("\u2013", "result-class");
    private final Label of = Controls.shrinkingLabel("", "muted");
    private final Label live = Controls.label(Words.text("epochs.live"), "badge", "accent");
    private final Label value = Controls.label("\u2013", "result-class");
    private final Label valueText = Controls.shrinkingLabel("", "muted");
    private final Label losses = Controls.shrinkingLabel("", "muted");
    private final Label mode = Controls.label("", "badge");
    private final Label problems = new Label();
    private final ObservableList<String> labels = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable String> chosen = new SimpleObjectProperty<>();
    private final IntegerProperty label = new SimpleIntegerProperty();
    private boolean moving;

    EpochsPanel(Session session, EpochsState epochs, MemoryState state) {
        this.epochs = epochs;
        this.state = state;
        getChildren().addAll(palette, head(session), curve(), probability(), problemSection());
        getChildren().add(new PointerPanel("epochs-pointer", state));
        epochs.version().addListener((property, before, now) -> refresh());
        epochs.epoch().addListener((property, before, now) -> moved());
        epochs.shown().addListener((property, before, now) -> values());
        epochs.reading().addListener((property, before, now) -> values());
        state.step().addListener((property, before, now) -> values());
        chosen.addListener((property, before, now) -> {
            label.set(Math.max(0, labels.indexOf(now)));
            values();
        });
        refresh();
    }

    private Node head(Session session) {
        MenuButton run = Choice.of(
                "epochs-run",
                MaterialDesignP.PLAY_CIRCLE_OUTLINE,
                Words.text("epochs.run"),
                session.runs(),
                EpochsPanel::name,
                epochs.run());
        run.setMaxWidth(Double.MAX_VALUE);
        Button back = MemoryCards.icon(
                "epochs-previous", MaterialDesignS.SKIP_PREVIOUS, "epochs.previous", () -> epochs.move(-1));
        Button play = MemoryCards.icon("epochs-play", MaterialDesignP.PLAY, "epochs.play", epochs::togglePlay);
        FontIcon icon = (FontIcon) play.getGraphic();
        epochs.playing()
                .addListener((property, before, now) ->
                        icon.setIconCode(now ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        Button next = MemoryCards.icon("epochs-next", MaterialDesignS.SKIP_NEXT, "epochs.next", () -> epochs.move(1));
        slider.setId("epochs-slider");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setBlockIncrement(1);
        slider.setAccessibleText(Words.text("epochs.epoch"));
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().addListener((property, before, now) -> {
            if (!moving) {
                epochs.playing().set(false);
                epochs.goTo(now.doubleValue());
            }
        });
        epochText.setId("epochs-epoch");
        HBox at = new HBox(8, epochText, of, Controls.spring(), live);
        at.getStyleClass().add("result-line");
        HBox player = new HBox(4, back, play, next, slider);
        player.getStyleClass().add("epochs-player");
        HBox title = new HBox(Controls.label(Words.text("epochs"), "inspector-title"), Controls.spring(), mode);
        CheckBox same = new CheckBox(Words.text("epochs.same-scale"));
        same.setId("epochs-same-scale");
        same.setTooltip(new Tooltip(Words.text("epochs.same-scale.tip")));
        same.selectedProperty().bindBidirectional(epochs.sameScale());
        return section(title, run, at, player, same);
    }

    private static String name(Path run) {
        return String.valueOf(run.getFileName());
    }

    private Node curve() {
        loss.setId("epochs-loss");
        loss.setMinHeight(130);
        loss.setPrefHeight(130);
        loss.onPressed(epochs::goTo);
        Tooltip.install(loss, new Tooltip(Words.text("epochs.loss.tip")));
        HBox legend = new HBox(
                12,
                MemoryCards.key("legend-line", Words.text("epochs.train")),
                MemoryCards.key("legend-validation", Words.text("epochs.validation")),
                losses);
        HBox title = new HBox(Controls.label(Words.text("epochs.loss"), "inspector-title"), Controls.spring());
        return section(title, loss, legend);
    }

    private Node probability() {
        EpochMap map = new EpochMap(epochs, state.step(), label);
        map.setPrefHeight(190);
        Tooltip.install(map, new Tooltip(Words.text("epochs.map.tip")));
        MenuButton choice = Choice.of(
                "epochs-class", MaterialDesignT.TAG_OUTLINE, Words.text("epochs.class"), labels, text -> text, chosen);
        value.setId("epochs-value");
        HBox title = new HBox(Controls.label(Words.text("epochs.map"), "inspector-title"), Controls.spring(), choice);
        HBox line = new HBox(8, value, valueText);
        line.getStyleClass().add("result-line");
        Label caveat = new Label(Words.text("epochs.caveat"));
        caveat.setWrapText(true);
        caveat.getStyleClass().add("muted");
        return section(title, map, line, caveat);
    }

    private Node problemSection() {
        problems.setId("epochs-problems");
        problems.setWrapText(true);
        Node section = section(problems);
        section.visibleProperty().bind(problems.textProperty().isNotEmpty());
        section.managedProperty().bind(section.visibleProperty());
        return section;
    }

    private static Node section(Node... content) {
        VBox section = new VBox(6, content);
        section.getStyleClass().add("inspector-section");
        return section;
    }

    private void refresh() {
        List<Integer> known = epochs.epochs();
        moving = true;
        slider.setDisable(known.size() < 2);
        if (!known.isEmpty()) {
            slider.setMin(known.getFirst());
            slider.setMax(known.getLast());
        }
        moving = false;
        RunSnapshot now = epochs.snapshot().get();
        if (!labels.equals(epochs.labels())) {
            labels.setAll(epochs.labels());
            chosen.set(null);
        }
        live.setVisible(now != null && now.busy());
        of.setText(now == null ? "" : Words.text("epochs.of", now.config().epochs(), known.size()));
        problems.setText(String.join("\n", epochs.problems()));
        draw(now);
        moved();
        values();
    }

    private void draw(@Nullable RunSnapshot now) {
        if (now == null) {
            loss.show(List.of(), 1, 0);
            return;
        }
        List<double[]> train = now.epochs().stream()
                .map(epoch -> new double[] {epoch.epoch(), epoch.loss()})
                .toList();
        List<double[]> validation = now.epochs().stream()
                .map(epoch -> new double[] {epoch.epoch(), epoch.valLoss()})
                .toList();
        loss.show(
                List.of(
                        new ChartPane.Line(Token.ACCENT, false, train),
                        new ChartPane.Line(Token.ACCENT, true, validation)),
                now.config().epochs(),
                epochs.epoch().get());
    }

    private void moved() {
        int epoch = epochs.epoch().get();
        moving = true;
        slider.setValue(epoch);
        moving = false;
        epochText.setText(epoch == 0 ? "\u2013" : Words.text("epochs.at", epoch));
        loss.hair(epoch);
        RunSnapshot now = epochs.snapshot().get();
        losses.setText(
                now == null
                        ? ""
                        : now.epoch(epoch)
                                .map(e -> Numbers.fixed(e.loss(), 3) + " / " + Numbers.fixed(e.valLoss(), 3))
                                .orElse(""));
    }

    private void values() {
        TraceReading reading = epochs.reading().get();
        mode.setVisible(reading != null);
        if (reading == null) {
            value.setText("\u2013");
            valueText.setText("");
            return;
        }
        Trace trace = reading.trace();
        mode.setText(trace.mode().label());
        if (chosen.get() == null && !labels.isEmpty()) {
            chosen.set(labels.get(trace.prediction()));
        }
        int t = Math.min(state.step().get(), trace.steps().size() - 1);
        int shown = Math.min(label.get(), trace.labels().size() - 1);
        value.setText(Numbers.fixed(trace.steps().get(t).runningProbabilities()[shown], 2));
        valueText.setText(Words.text(
                "epochs.value", trace.labels().get(shown), epochs.shown().get(), t));
    }
}
