package org.lmttm.app.preferences;

import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.WorkTask;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineLibraries;

/** Which libraries the engine loads, with buttons that choose, fetch, stop and go back. */
final class EngineView extends VBox {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");
    private static final double MEGA = 1e6;

    private final EngineState state;
    private final FileDialogs dialogs;
    private final Consumer<Runnable> aside;
    private final EngineQuestion question;
    private final Button get = button("get", "", this::get);

    /**
     * The part of a page.
     *
     * @param question is asked before a download
     * @param aside does something that needs the preferences out of the way
     */
    EngineView(EngineState state, EngineQuestion question, FileDialogs dialogs, Consumer<Runnable> aside) {
        super(6);
        this.state = state;
        this.dialogs = dialogs;
        this.aside = aside;
        this.question = question;
        setId("engine");
        getStyleClass().add("engine-libraries");
        Label now = wrapping(state.loaded(), "engine-now", "small");
        Label restart = wrapping(
                Bindings.createStringBinding(
                        () -> state.restart().get()
                                ? TEXT.text("engine.restart", state.next().get())
                                : "",
                        state.restart(),
                        state.next()),
                "engine-restart",
                "small",
                "warning");
        Label note =
                wrapping(Bindings.createStringBinding(() -> TEXT.text("engine.note")), "engine-note", "small", "muted");
        getChildren()
                .addAll(
                        Controls.label(TEXT.text("engine.title")),
                        note,
                        now,
                        restart,
                        buttons(),
                        progress(),
                        wrapping(state.broken(), "engine-broken", "small", "danger"),
                        wrapping(state.problem(), "engine-problem", "small", "danger"),
                        wrapping(state.said(), "engine-said", "small", "muted"));
        if (!state.fetchable()) {
            getChildren().add(2, none());
        }
        state.here().addListener(observable -> label());
        label();
    }

    /** Looks what is chosen and what is here. */
    void look() {
        state.look();
    }

    private static Label none() {
        return wrapping(
                Bindings.createStringBinding(
                        () -> TEXT.text("engine.none", System.getProperty("os.name"), System.getProperty("os.arch"))),
                "engine-none",
                "small");
    }

    private Node buttons() {
        Button folder = button(
                "folder",
                TEXT.text("engine.choose"),
                () -> aside.accept(() -> dialogs.chooseFolder(TEXT.text("engine.choose.title", EngineLibraries.VERSION))
                        .ifPresent(state::use)));
        Button own = button("own", TEXT.text("engine.back"), state::useOwn);
        FlowPane flow = new FlowPane(8, 6, folder, own);
        if (state.fetchable()) {
            String file = state.download().archive().file();
            Button archive = button(
                    "archive",
                    TEXT.text("engine.archive"),
                    () -> aside.accept(() -> dialogs.chooseFile(TEXT.text("engine.archive.title", file), ".zip")
                            .ifPresent(state::unpack)));
            get.setGraphic(Controls.icon(MaterialDesignD.DOWNLOAD_OUTLINE));
            flow.getChildren().setAll(get, folder, archive, own);
        }
        Stream.of(get, folder)
                .forEach(one -> one.disableProperty().bind(state.task().isNotNull()));
        flow.getChildren().stream()
                .filter(one -> "engine-archive".equals(one.getId()))
                .forEach(one -> one.disableProperty().bind(state.task().isNotNull()));
        own.disableProperty().bind(state.task().isNotNull().or(state.own()));
        return flow;
    }

    private void label() {
        EngineState.Archive here = state.here().get();
        get.setText(
                switch (here.stage()) {
                    case NONE -> TEXT.text("engine.get", EngineArchive.ABOUT_GB);
                    case BEGUN -> TEXT.text("engine.get.resume", here.bytes() / MEGA);
                    case WHOLE -> TEXT.text("engine.get.whole");
                    case UNPACKED -> TEXT.text("engine.get.unpacked");
                });
    }

    /** Asks before the network is used; what is here already needs none, and is asked about when it went away. */
    private void get() {
        switch (state.here().get().stage()) {
            case NONE, BEGUN -> question.ask();
            case WHOLE, UNPACKED -> state.fetchHere(question::ask);
        }
    }

    private Node progress() {
        ProgressBar bar = new ProgressBar();
        bar.setId("engine-bar");
        bar.setPrefWidth(120);
        bar.setMinWidth(120);
        Label step = Controls.shrinkingLabel("", "small", "muted");
        step.setId("engine-step");
        HBox.setHgrow(step, Priority.ALWAYS);
        step.setMaxWidth(Double.MAX_VALUE);
        Button stop = button("stop", TEXT.text("engine.stop"), state::stop);
        stop.setGraphic(Controls.icon(MaterialDesignC.CLOSE));
        HBox row = new HBox(10, bar, step, stop);
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(state.task().isNotNull());
        row.managedProperty().bind(row.visibleProperty());
        state.task().addListener((property, before, now) -> {
            bar.progressProperty().unbind();
            step.textProperty().unbind();
            follow(now, bar, step);
        });
        return row;
    }

    private static void follow(WorkTask task, ProgressBar bar, Label step) {
        if (task != null) {
            bar.progressProperty().bind(task.share());
            step.textProperty().bind(task.step());
        }
    }

    private static Button button(String name, String text, Runnable handler) {
        Button button = new Button(text);
        button.setId("engine-" + name);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> handler.run());
        return button;
    }

    /** Words that need as many lines as they need, and no place where there are none. */
    private static Label wrapping(ObservableStringValue text, String id, String... styles) {
        Label label = Controls.shrinkingLabel("", styles);
        label.setId(id);
        label.textProperty().bind(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }
}
