package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;

/** The window's own actions. */
final class ShellActions {
    private final Session session;
    private final Messages text;

    ShellActions(Session session, Messages text) {
        this.session = session;
        this.text = text;
    }

    /** All actions: those of the window and those of its workspaces. */
    List<ActionSpec> all(
            List<Workspace> workspaces,
            List<ActionSpec> others,
            Runnable open,
            Runnable openFolder,
            Runnable openSample,
            Runnable search,
            HelpPopup help,
            Runnable guide,
            Runnable fullScreen,
            Runnable quit) {
        List<ActionSpec> actions = new ArrayList<>();
        actions.add(ActionSpec.of("file.open", ActionSpec.Menu.FILE, text.text("open"), open)
                .withShortcut("Shortcut+O"));
        actions.add(ActionSpec.of("file.open-folder", ActionSpec.Menu.FILE, text.text("open_folder"), openFolder)
                .withShortcut("Shortcut+Shift+O"));
        actions.add(ActionSpec.of("file.open-sample", ActionSpec.Menu.FILE, text.text("open_sample"), openSample));
        actions.addAll(others);
        actions.add(ActionSpec.of("file.close", ActionSpec.Menu.FILE, text.text("close_case"), this::closeCase)
                .withShortcut("Shortcut+W")
                .when(session.activeCase().isNotNull()));
        actions.add(ActionSpec.of("edit.undo", ActionSpec.Menu.EDIT, text.text("undo"), session.history()::undo)
                .withShortcut("Shortcut+Z")
                .when(session.history().undoName().isNotEmpty()));
        actions.add(ActionSpec.of("edit.redo", ActionSpec.Menu.EDIT, text.text("redo"), session.history()::redo)
                .withShortcut("Shortcut+Shift+Z")
                .when(session.history().redoName().isNotEmpty()));
        workspaces.forEach(workspace -> actions.addAll(workspace.actions()));
        int number = 1;
        for (Workspace workspace : workspaces) {
            actions.add(ActionSpec.of(
                            "view.workspace-" + workspace.id(),
                            ActionSpec.Menu.VIEW,
                            text.text("go_to", workspace.title()),
                            () -> session.workspace().set(workspace.id()))
                    .withShortcut("Shortcut+Shift+" + number++));
        }
        actions.add(ActionSpec.toggle(
                "view.dark",
                ActionSpec.Menu.VIEW,
                text.text("dark"),
                session.settings().dark()));
        actions.add(ActionSpec.toggle(
                "view.notify-runs",
                ActionSpec.Menu.VIEW,
                text.text("news.notify"),
                session.settings().notifyRuns()));
        actions.add(ActionSpec.of("view.full-screen", ActionSpec.Menu.VIEW, text.text("full_screen"), fullScreen)
                .withShortcut("F11"));
        actions.add(ActionSpec.of("view.search", ActionSpec.Menu.VIEW, text.text("search_commands"), search)
                .withShortcut("Shortcut+K"));
        actions.add(ActionSpec.of("file.quit", ActionSpec.Menu.FILE, text.text("quit"), quit)
                .withShortcut("Shortcut+Q"));
        actions.add(ActionSpec.of("help.shortcuts", ActionSpec.Menu.HELP, text.text("shortcuts"), help::shortcuts)
                .withShortcut("F1"));
        actions.add(ActionSpec.of("help.guide", ActionSpec.Menu.HELP, text.text("guide"), guide)
                .withShortcut("Shift+F1"));
        actions.add(ActionSpec.of("help.about", ActionSpec.Menu.HELP, text.text("about"), help::about));
        return actions;
    }

    /** The menu of files opened lately. */
    Menu recent(Consumer<Path> open) {
        Menu menu = new Menu(text.text("recent"));
        InvalidationListener fill = observable -> {
            menu.getItems().clear();
            for (Path file : session.settings().recentFiles()) {
                MenuItem item = new MenuItem(String.valueOf(file.getFileName()));
                item.setMnemonicParsing(false);
                item.setOnAction(event -> open.accept(file));
                menu.getItems().add(item);
            }
            menu.setDisable(menu.getItems().isEmpty());
        };
        session.settings().recentFiles().addListener(fill);
        fill.invalidated(session.settings().recentFiles());
        return menu;
    }

    private void closeCase() {
        OpenCase openCase = session.activeCase().get();
        if (openCase != null) {
            session.remove(openCase);
        }
    }
}
