package org.lmttm.app.preferences;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineDownload;
import org.lmttm.program.Program;

/** What is said and asked before the engine's libraries are fetched over the network. */
final class EngineQuestion {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");
    private static final double WIDTH = 640;
    private static final double NAME_WIDTH = 76;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private final EngineState state;
    private final ObservableBooleanValue offline;
    private final Consumer<Path> showFolder;
    private final CentredPopup popup;
    private final Runnable away;

    /**
     * A question that is not asked yet.
     *
     * @param offline whether the network is switched off
     * @param showFolder shows a folder in the desktop's file manager
     * @param over the content of the window
     * @param away takes the preferences away, in whose place it stands
     * @param back shows them again
     */
    EngineQuestion(
            EngineState state,
            ObservableBooleanValue offline,
            Consumer<Path> showFolder,
            Region over,
            Runnable away,
            Runnable back) {
        this.state = state;
        this.offline = offline;
        this.showFolder = showFolder;
        this.popup = new CentredPopup(over);
        this.away = away;
        popup.whenHidden(() -> {
            state.look(); // the archive may have been put there meanwhile
            back.run();
        });
    }

    /** Asks; fetches when the answer is yes. */
    void ask() {
        away.run();
        popup.show(
                "engine-question",
                TEXT.text("engine.ask.title"),
                TEXT.text("engine.ask.close"),
                "engine-popup",
                WIDTH,
                content());
    }

    private Node content() {
        EngineDownload download = state.download();
        EngineState.Archive here = state.here().get();
        boolean begun = here.stage() == EngineState.Archive.Stage.BEGUN;
        CheckBox keep = new CheckBox(TEXT.text("engine.ask.keep"));
        keep.setId("engine-keep");
        Label off = wrapping(TEXT.text("engine.offline"), "small", "warning");
        off.setId("engine-offline");
        off.setVisible(offline.get());
        off.setManaged(offline.get());
        Button copy = button("engine-copy", "engine.ask.copy", () -> {
            ClipboardContent address = new ClipboardContent();
            address.putString(download.archive().address());
            Clipboard.getSystemClipboard().setContent(address);
        });
        Button show = button("engine-show", "engine.ask.show", () -> state.makePlace(showFolder));
        Button cancel = button("engine-cancel", "engine.ask.cancel", popup::hide);
        Button fetch = button("engine-fetch", begun ? "engine.ask.resume" : "engine.ask.get", () -> {
            popup.hide();
            state.fetch(keep.isSelected());
        });
        fetch.setDefaultButton(true);
        fetch.setDisable(offline.get());
        HBox foot = new HBox(8, copy, show, Controls.spring(), cancel, fetch);
        foot.setAlignment(Pos.CENTER_LEFT);
        return new VBox(
                10, facts(download, here), wrapping(TEXT.text("engine.ask.words"), "small", "muted"), off, keep, foot);
    }

    private static GridPane facts(EngineDownload download, EngineState.Archive here) {
        GridPane grid = new GridPane(10, 6);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(new ColumnConstraints(NAME_WIDTH), wide);
        String size = here.stage() == EngineState.Archive.Stage.BEGUN
                ? TEXT.text("engine.ask.size.begun", here.bytes() / MEGA, EngineArchive.ABOUT_GB)
                : TEXT.text("engine.ask.size.about", EngineArchive.ABOUT_GB);
        String free = here.free() < 0
                ? TEXT.text("engine.ask.free.unknown")
                : TEXT.text("engine.ask.free.gb", here.free() / GIGA);
        row(grid, "from", wrapping(download.archive().address(), "small", "mono"));
        row(grid, "size", wrapping(size, "small"));
        row(grid, "to", wrapping(Program.withoutHome(download.place()), "small", "mono"));
        row(grid, "free", wrapping(free, "small"));
        row(grid, "licence", wrapping(TEXT.text("engine.ask.licence.whose"), "small"));
        row(
                grid,
                "checked",
                wrapping(TEXT.text("engine.ask.checked.sha", download.archive().sha256()), "small", "mono"));
        return grid;
    }

    private static void row(GridPane grid, String name, Label value) {
        Label title = Controls.label(TEXT.text("engine.ask." + name), "small", "muted");
        value.setId("engine-ask-" + name);
        GridPane.setValignment(title, VPos.TOP);
        grid.addRow(grid.getRowCount(), title, value);
    }

    private static Button button(String id, String key, Runnable handler) {
        Button button = new Button(TEXT.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> handler.run());
        return button;
    }

    private static Label wrapping(String text, String... styles) {
        Label label = Controls.shrinkingLabel(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
