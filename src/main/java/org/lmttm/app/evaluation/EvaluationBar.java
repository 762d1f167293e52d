package org.lmttm.app.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Session;
import org.lmttm.dataset.Split;
import org.lmttm.model.Mode;

/** Chooses what is evaluated on what, and starts it. */
final class EvaluationBar extends FlowPane {
    private final EvaluationDesk desk;
    private final Session session;
    private final FileDialogs dialogs;
    private final MenuButton models =
            menu("evaluation-model", MaterialDesignH.HEXAGON_MULTIPLE_OUTLINE, "bar.model.tip");
    private final MenuButton datasets = menu("evaluation-dataset", MaterialDesignD.DATABASE_OUTLINE, "bar.dataset.tip");
    private final MenuButton against = menu("evaluation-against", MaterialDesignH.HEXAGON_OUTLINE, "bar.against.tip");
    private final Label mode = Controls.label("", "badge");
    private final Label warning = Controls.label("", "badge", "warning");

    EvaluationBar(EvaluationDesk desk, Session session, FileDialogs dialogs, Runnable saveResults) {
        this.desk = desk;
        this.session = session;
        this.dialogs = dialogs;
        getStyleClass().addAll("workspace-bar", "wrapping-bar");
        mode.setId("evaluation-mode");
        warning.setId("evaluation-warning");
        warning.setGraphic(Controls.icon(MaterialDesignA.ALERT_OUTLINE, "small-icon", "warning"));
        HBox split = Controls.segments(
                "evaluation-split",
                List.of(Split.values()),
                value -> Texts.text("split." + value.label()),
                null,
                desk.split());
        Button evaluate = new Button(Texts.text("evaluate"), Controls.icon(MaterialDesignP.PLAY));
        evaluate.setId("evaluate");
        evaluate.getStyleClass().add("filled");
        evaluate.setTooltip(new Tooltip(Texts.text("evaluate.tip")));
        evaluate.setOnAction(event -> desk.evaluate());
        evaluate.disableProperty()
                .bind(desk.source()
                        .isNull()
                        .or(desk.dataset().isNull())
                        .or(desk.running().isNotNull()));
        Button results = new Button(Texts.text("results"), Controls.icon(MaterialDesignT.TABLE_ARROW_DOWN));
        results.setId("save-results");
        results.setTooltip(new Tooltip(Texts.text("results.tip")));
        results.setOnAction(event -> saveResults.run());
        results.disableProperty().bind(desk.state().shown().isNull());
        // a second line where there is no room, so that nothing is cut off
        getChildren()
                .addAll(
                        new HBox(models, datasets),
                        split,
                        new HBox(Controls.label(Texts.text("bar.against"), "muted"), against),
                        new HBox(evaluate, results),
                        new HBox(mode, warning));
        getChildren().forEach(group -> group.getStyleClass().add("bar-group"));
        follow();
    }

    private static MenuButton menu(String id, Ikon icon, String tip) {
        MenuButton button = new MenuButton();
        button.setId(id);
        button.getStyleClass().add("choice-button");
        button.setMnemonicParsing(false);
        button.setGraphic(Controls.icon(icon, "small-icon"));
        button.setTooltip(new Tooltip(Texts.text(tip)));
        button.setMaxWidth(220);
        return button;
    }

    private void follow() {
        models.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> desk.source().get() == null
                                ? Texts.text("bar.no-model")
                                : desk.source().get().name(),
                        desk.source()));
        datasets.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> desk.dataset().get() == null
                                ? Texts.text("bar.no-dataset")
                                : name(desk.dataset().get()),
                        desk.dataset()));
        against.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> desk.against().get() == null
                                ? Texts.text("bar.nothing")
                                : desk.against().get().name(),
                        desk.against()));
        session.models().addListener((ListChangeListener<ModelEntry>) change -> fill());
        desk.datasets().addListener((ListChangeListener<Path>) change -> fill());
        desk.state().first().addListener(observable -> describe());
        fill();
        describe();
    }

    private void describe() {
        Outcome outcome = desk.state().first().get();
        mode.setVisible(outcome != null);
        warning.setVisible(outcome != null && !outcome.warnings().isEmpty());
        warning.setManaged(warning.isVisible());
        mode.getStyleClass().remove("warning");
        if (outcome == null) {
            return;
        }
        Mode of = outcome.mode();
        mode.setText(of == null ? Texts.text("mode.unknown") : of.label());
        mode.setTooltip(null);
        if (of == null) {
            mode.setTooltip(new Tooltip(Texts.text("mode.unknown.tip")));
        } else {
            of.warning().ifPresent(text -> {
                mode.getStyleClass().add("warning");
                mode.setTooltip(tip(text));
            });
        }
        warning.setText(Texts.text("bar.warnings", outcome.warnings().size()));
        warning.setTooltip(tip(String.join("\n", outcome.warnings())));
    }

    private static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        return tip;
    }

    private void fill() {
        models.getItems().setAll(sources(desk.source()::set));
        List<MenuItem> others = new ArrayList<>();
        others.add(item(Texts.text("bar.nothing"), () -> desk.against().set(null)));
        others.addAll(sources(desk.against()::set));
        against.getItems().setAll(others);
        List<MenuItem> sets = new ArrayList<>();
        for (Path file : desk.datasets()) {
            sets.add(item(name(file), () -> desk.dataset().set(file)));
        }
        sets.add(new SeparatorMenuItem());
        sets.add(item(Texts.text("bar.open-dataset"), this::openDataset));
        sets.add(item(Texts.text("bar.open-folder"), () -> dialogs.openFolder().ifPresent(this::take)));
        datasets.getItems().setAll(sets);
    }

    private List<MenuItem> sources(Consumer<Source> to) {
        List<MenuItem> items = new ArrayList<>();
        for (ModelEntry entry : session.models()) {
            items.add(item(entry.name(), () -> to.accept(new Source.Model(entry))));
        }
        items.add(new SeparatorMenuItem());
        items.add(item(
                Texts.text("bar.open-results"),
                () -> dialogs.open().stream().findFirst().ifPresent(file -> to.accept(new Source.Results(file)))));
        return items;
    }

    private void openDataset() {
        dialogs.open().stream().findFirst().ifPresent(this::take);
    }

    private void take(Path file) {
        desk.offer(file);
        desk.dataset().set(file.toAbsolutePath().normalize());
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    /** A dataset as it is listed: the file's name, or the folder's. */
    static String name(Path dataset) {
        String file = String.valueOf(dataset.getFileName());
        Path parent = dataset.getParent();
        return file.equalsIgnoreCase("labels.csv") && parent != null
                ? Objects.toString(parent.getFileName())
                : file.replaceFirst("(?i)\\.npz$", "");
    }
}
