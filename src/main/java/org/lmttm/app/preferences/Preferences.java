package org.lmttm.app.preferences;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;

/** The preferences over the window: pages at the left, what stands on one at the right. */
public final class Preferences {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");
    private static final double WIDTH = 860;
    private static final String NAMES = "preferences-";
    private static final String COMPUTING = NAMES + "computing";

    private final CentredPopup popup;
    private final PreferencesState state;
    private final PreferencePages pages;
    private final Supplier<Keyboard> keyboard;
    private final ScrollPane shown = new ScrollPane();
    private final ToggleGroup chosen = new ToggleGroup();
    private final List<PreferencePage> list = new ArrayList<>();
    private @Nullable Node content;
    private int page;

    /** The page of the keyboard, which another package makes. */
    public interface Keyboard {
        /** What stands on the page. */
        Node view();

        /** Whether the next key press is an action's new keys, so that Escape does not close the popup. */
        boolean asking();

        /** Takes a key press. */
        void pressed(Event event);
    }

    /**
     * The preferences of a session.
     *
     * @param content of the window
     * @param keyboard makes the page of the keyboard
     * @param showFolder shows a folder in the desktop's file manager
     */
    public Preferences(
            Session session,
            FileDialogs dialogs,
            Region content,
            Supplier<Keyboard> keyboard,
            Consumer<Path> showFolder) {
        this.popup = new CentredPopup(content);
        this.state = new PreferencesState(session);
        Settings settings = session.settings();
        EngineState engine = new EngineState(
                settings,
                session.tasks(),
                EngineChoice.in(settings.folder()),
                EngineArchive.forThisMachine(),
                state.facts());
        EngineQuestion question =
                new EngineQuestion(engine, settings.offline(), showFolder, content, popup::hide, this::show);
        this.pages = new PreferencePages(
                state, new EngineView(engine, question, dialogs, this::aside), dialogs, this::aside, showFolder);
        this.keyboard = keyboard;
    }

    /** The action that shows them. */
    public ActionSpec action() {
        return ActionSpec.of("edit.preferences", ActionSpec.Menu.EDIT, TEXT.text("preferences"), this::show)
                .withShortcut("Shortcut+Comma");
    }

    /** Shows the page of computing, on which the engine's libraries are chosen. */
    public void showComputing() {
        show();
        for (Toggle name : chosen.getToggles()) {
            if (name instanceof ToggleButton button && COMPUTING.equals(button.getId())) {
                button.fire();
            }
        }
    }

    private void show() {
        Node made = content;
        if (made == null) {
            made = content();
            content = made;
        } else {
            list.get(page).whenShown().run(); // what it shows of the machine may have changed meanwhile
        }
        popup.show("preferences", TEXT.text("title"), TEXT.text("close"), "preferences-popup", WIDTH, made);
    }

    /** The platform's file dialog would stand behind a popup. */
    private void aside(Runnable dialog) {
        popup.hide();
        dialog.run();
        show();
    }

    private Node content() {
        Keyboard keys = keyboard.get();
        popup.filterKeys(event -> {
            if (keys.asking()) {
                keys.pressed(event);
            }
        });
        list.addAll(pages.all());
        list.add(4, new PreferencePage("keyboard", keys.view(), List.of(), () -> {}));
        VBox names = new VBox(2);
        names.getStyleClass().add("preferences-pages");
        for (PreferencePage page : list) {
            ToggleButton name = new ToggleButton(TEXT.text("page." + page.id()));
            name.setId(NAMES + page.id());
            name.getStyleClass().add("page-name");
            name.setMaxWidth(Double.MAX_VALUE);
            name.setToggleGroup(chosen);
            name.setOnAction(event -> {
                name.setSelected(true); // one is always chosen
                show(page);
            });
            names.getChildren().add(name);
        }
        shown.setId("preferences-page");
        shown.getStyleClass().add("clear-scroll");
        shown.setFitToWidth(true);
        shown.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        HBox.setHgrow(shown, Priority.ALWAYS);
        ((ToggleButton) names.getChildren().getFirst()).setSelected(true);
        show(list.getFirst());
        HBox box = new HBox(16, names, shown);
        box.setMinHeight(0);
        return box;
    }

    private void show(PreferencePage page) {
        this.page = list.indexOf(page);
        VBox box = new VBox(4, Controls.label(TEXT.text("page." + page.id()), "section-title"), page.content());
        if (!page.settings().isEmpty()) {
            Button reset = new Button(TEXT.text("reset.page"));
            reset.setId("preferences-reset");
            reset.setOnAction(event -> state.reset(page.settings()));
            HBox foot = new HBox(Controls.spring(), reset);
            foot.getStyleClass().add("preferences-foot");
            box.getChildren().add(foot);
        }
        shown.setContent(box);
        shown.setVvalue(0);
        page.whenShown().run();
    }
}
