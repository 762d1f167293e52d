package org.lmttm.app.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * An action, declared once: menus, tool bars, shortcuts and the command search are made from it.
 *
 * @param id such as {@code volume.reset-view}; unique
 * @param menu the menu it stands in
 * @param text what it does, from a resource bundle
 * @param icon shown in tool bars; may be null
 * @param shortcut may be null
 * @param enabled when it can be done
 * @param selected for an action that is switched on and off: its state, which the menu item toggles; else null
 * @param handler does it, on the user interface thread
 */
public record ActionSpec(
        String id,
        Menu menu,
        String text,
        @Nullable Ikon icon,
        @Nullable KeyCombination shortcut,
        ObservableBooleanValue enabled,
        @Nullable BooleanProperty selected,
        Runnable handler) {

    /** The menus of the window, in order. */
    public enum Menu {
        FILE,
        EDIT,
        VIEW,
        VOLUME,
        MODEL,
        RUN,
        HELP
    }

    /** An action that can always be done, without icon or shortcut. */
    public static ActionSpec of(String id, Menu menu, String text, Runnable handler) {
        return new ActionSpec(id, menu, text, null, null, new SimpleBooleanProperty(true), null, handler);
    }

    /** An action that switches something on and off. */
    public static ActionSpec toggle(String id, Menu menu, String text, BooleanProperty state) {
        return new ActionSpec(id, menu, text, null, null, new SimpleBooleanProperty(true), state, () -> {});
    }

    /** The same with an icon. */
    public ActionSpec withIcon(Ikon newIcon) {
        return new ActionSpec(id, menu, text, newIcon, shortcut, enabled, selected, handler);
    }

    /**
     * The same with a shortcut.
     *
     * @param keys as {@link KeyCombination#keyCombination} reads it, such as {@code "Shortcut+O"}
     */
    public ActionSpec withShortcut(String keys) {
        return new ActionSpec(id, menu, text, icon, KeyCombination.keyCombination(keys), enabled, selected, handler);
    }

    /** The same, enabled only while a value holds. */
    public ActionSpec when(ObservableBooleanValue condition) {
        return new ActionSpec(id, menu, text, icon, shortcut, condition, selected, handler);
    }

    /** Does the action, or switches its state; nothing when it is not enabled. */
    public void fire() {
        if (!enabled.get()) {
            return;
        }
        if (selected != null) {
            selected.set(!selected.get());
        }
        handler.run();
    }
}
