package org.lmttm.app.training;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.system.SystemMonitor;
import org.lmttm.app.system.SystemPanel;

/** Below the plots: what the run at the front says, its checkpoints and configuration, all runs compared, the machine. */
final class RunDetails extends VBox {
    private final ObjectProperty<Tab> tab = new SimpleObjectProperty<>(Tab.CONSOLE);
    private final CustomTextField filter = new CustomTextField();
    private final CheckBox follow = new CheckBox(Texts.text("console.follow"));
    private final RunConsole console;
    private final CheckpointTable checkpoints;
    private final ConfigTable config;
    private final ComparePanel compare;
    private final Consumer<String> save;
    private final Label count = Controls.label("", "small", "subtle");

    /** What is shown. */
    enum Tab {
        CONSOLE,
        CHECKPOINTS,
        CONFIGURATION,
        COMPARE,
        SYSTEM
    }

    /**
     * The details of no run.
     *
     * @param tasks reads configurations
     * @param monitor measures the machine
     * @param compare the runs on the desk side by side
     * @param save writes a table, as comma-separated values, where the user says
     * @param open opens a checkpoint in the memory workspace
     */
    RunDetails(
            TaskRunner tasks, SystemMonitor monitor, ComparePanel compare, Consumer<String> save, Consumer<Path> open) {
        this.compare = compare;
        this.save = save;
        console = new RunConsole(filter.textProperty(), follow.selectedProperty());
        checkpoints = new CheckpointTable(open);
        config = new ConfigTable(tasks, filter.textProperty());
        getStyleClass().addAll("card", "run-details");
        setMinWidth(0);
        Map<Tab, Node> contents = new EnumMap<>(Tab.class);
        contents.put(Tab.CONSOLE, console);
        contents.put(Tab.CHECKPOINTS, checkpoints);
        contents.put(Tab.CONFIGURATION, config);
        contents.put(Tab.COMPARE, compare);
        SystemPanel system = new SystemPanel(monitor);
        contents.put(Tab.SYSTEM, system);
        StackPane body = new StackPane();
        VBox.setVgrow(body, Priority.ALWAYS);
        // only what is shown stands in the window, so that the machine is measured only while it is looked at
        tab.subscribe(now -> body.getChildren().setAll(Objects.requireNonNull(contents.get(now))));
        getChildren().addAll(header(), body);
    }

    /** Which tab is shown. */
    ObjectProperty<Tab> tab() {
        return tab;
    }

    /** Shows the next tab, after the last the first. */
    void next() {
        List<Tab> tabs = List.of(Tab.values());
        tab.set(tabs.get((tabs.indexOf(tab.get()) + 1) % tabs.size()));
    }

    /** Shows a run; null for none. */
    void show(@Nullable RunTrack track, @Nullable RunSnapshot now) {
        console.show(track == null ? null : track.events());
        checkpoints.show(now);
        config.show(now == null ? null : now.config());
        compare.follow();
        int written = checkpoints.getItems().size();
        count.setText(written == 0 ? "" : Integer.toString(written));
    }

    private HBox header() {
        HBox tabs = Controls.segments("run-details", List.of(Tab.values()), RunDetails::name, null, tab);
        tabs.getStyleClass().setAll("detail-tabs");
        tabs.getChildren().forEach(button -> button.getStyleClass().setAll("detail-tab"));
        for (Node button : tabs.getChildren()) {
            if (button instanceof ToggleButton named && named.getUserData() == Tab.CHECKPOINTS) {
                named.setGraphic(count);
                named.setContentDisplay(ContentDisplay.RIGHT);
            }
        }
        filter.setId("run-filter");
        filter.setPromptText(Texts.text("console.filter"));
        filter.setLeft(new StackPane(Controls.icon(MaterialDesignM.MAGNIFY)));
        filter.setPrefWidth(180);
        filter.setMinWidth(56);
        tabs.setMinWidth(USE_PREF_SIZE);
        BooleanBinding texts = tab.isEqualTo(Tab.CONSOLE).or(tab.isEqualTo(Tab.CONFIGURATION));
        follow.setId("console-follow");
        follow.setSelected(true);
        follow.setMinWidth(USE_PREF_SIZE);
        follow.setTooltip(new Tooltip(Texts.text("console.follow.tip")));
        Button copy = Controls.iconButton("run-copy", MaterialDesignC.CONTENT_COPY, "", this::copy);
        copy.getStyleClass().add("small");
        copy.getTooltip()
                .textProperty()
                .bind(tab.map(now -> Texts.text(
                        now == Tab.CONSOLE ? "console.copy" : now == Tab.COMPARE ? "compare.copy" : "config.copy")));
        copy.accessibleTextProperty().bind(copy.getTooltip().textProperty());
        shownWhen(filter, texts);
        shownWhen(copy, texts.or(tab.isEqualTo(Tab.COMPARE)));
        shownWhen(follow, tab.isEqualTo(Tab.CONSOLE));
        CheckBox all = new CheckBox(Texts.text("compare.all"));
        all.setId("compare-all");
        all.setMinWidth(USE_PREF_SIZE);
        all.setTooltip(new Tooltip(Texts.text("compare.all.tip")));
        all.selectedProperty().bindBidirectional(compare.all());
        shownWhen(all, tab.isEqualTo(Tab.COMPARE));
        Button export = Controls.iconButton(
                "compare-save",
                MaterialDesignT.TRAY_ARROW_UP,
                Texts.text("compare.save"),
                () -> save.accept(compare.csv()));
        export.getStyleClass().add("small");
        shownWhen(export, tab.isEqualTo(Tab.COMPARE));
        HBox header = new HBox(8, tabs, Controls.spring(), filter, follow, all, copy, export);
        header.getStyleClass().add("detail-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private static void shownWhen(Node node, BooleanBinding condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private static String name(Tab tab) {
        return Texts.text("details." + tab.name().toLowerCase(Locale.ROOT));
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(
                switch (tab.get()) {
                    case CONSOLE -> console.text();
                    case COMPARE -> compare.csv();
                    case CHECKPOINTS, CONFIGURATION, SYSTEM -> config.json();
                });
        Clipboard.getSystemClipboard().setContent(content);
    }
}
