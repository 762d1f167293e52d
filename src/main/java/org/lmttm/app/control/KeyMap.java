package org.lmttm.app.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableMap;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Which keys do which action: those that actions are declared with, and what the user changed. No two share keys. */
public final class KeyMap {
    /** Keys that panes, fields and lists need for themselves. */
    private static final Set<KeyCode> RESERVED = Set.of(
            KeyCode.UP,
            KeyCode.DOWN,
            KeyCode.LEFT,
            KeyCode.RIGHT,
            KeyCode.PAGE_UP,
            KeyCode.PAGE_DOWN,
            KeyCode.SPACE,
            KeyCode.TAB,
            KeyCode.ENTER,
            KeyCode.ESCAPE,
            KeyCode.BACK_SPACE,
            KeyCode.DELETE);

    private final List<ActionSpec> actions;
    private final ObservableMap<String, String> changed;
    private final Map<String, ReadOnlyObjectWrapper<@Nullable KeyCombination>> current = new HashMap<>();

    /**
     * The keys of a window.
     *
     * @param actions all its actions
     * @param changed action id → keys that differ from the declared ones, empty for none; kept up to date
     */
    public KeyMap(List<ActionSpec> actions, ObservableMap<String, String> changed) {
        this.actions = List.copyOf(actions);
        this.changed = changed;
        for (ActionSpec action : actions) {
            current.put(action.id(), new ReadOnlyObjectWrapper<>(stored(action)));
        }
    }

    private @Nullable KeyCombination stored(ActionSpec action) {
        String keys = changed.get(action.id());
        if (keys == null) {
            return action.shortcut();
        }
        try {
            return keys.isEmpty() ? null : KeyCombination.valueOf(keys);
        } catch (IllegalArgumentException e) {
            // settings of another version: what cannot be read is as declared
            return action.shortcut();
        }
    }

    /** The keys of an action; null for none. */
    public ReadOnlyObjectProperty<@Nullable KeyCombination> keys(ActionSpec action) {
        return wrapper(action).getReadOnlyProperty();
    }

    /** Whether an action has other keys than it was declared with. */
    public boolean changed(ActionSpec action) {
        return !Objects.equals(wrapper(action).get(), action.shortcut());
    }

    /** The action that has these keys, other than one. */
    public Optional<ActionSpec> owner(KeyCombination keys, ActionSpec other) {
        return actions.stream()
                .filter(action -> !action.id().equals(other.id())
                        && keys.equals(wrapper(action).get()))
                .findFirst();
    }

    /**
     * Gives an action other keys.
     *
     * @param keys null for none
     * @throws IllegalArgumentException when another action has them; see {@link #owner}
     */
    public void assign(ActionSpec action, @Nullable KeyCombination keys) {
        if (keys != null) {
            owner(keys, action).ifPresent(owner -> {
                throw new IllegalArgumentException(keys + " does " + owner.id() + " already");
            });
        }
        wrapper(action).set(keys);
        if (Objects.equals(keys, action.shortcut())) {
            changed.remove(action.id());
        } else {
            changed.put(action.id(), keys == null ? "" : keys.getName());
        }
    }

    /** All keys as declared. */
    public void reset() {
        changed.clear();
        actions.forEach(action -> wrapper(action).set(action.shortcut()));
    }

    /** The keys of an action as the user reads them; empty for none. */
    public String text(ActionSpec action) {
        KeyCombination keys = wrapper(action).get();
        return keys == null ? "" : keys.getDisplayText();
    }

    /** Makes these the keys of everything in a window; see {@link #of}. */
    public void attach(Node root) {
        root.getProperties().put(KeyMap.class, this);
    }

    /** The keys of the window that a node is in, if it is in one. */
    public static Optional<KeyMap> of(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getProperties().get(KeyMap.class) instanceof KeyMap keyMap) {
                return Optional.of(keyMap);
            }
        }
        return Optional.empty();
    }

    /** The action of a key press, if any. */
    public Optional<ActionSpec> action(KeyEvent event) {
        for (ActionSpec action : actions) {
            KeyCombination keys = wrapper(action).get();
            if (keys != null && keys.match(event)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** Whether keys are needed for moving in panes, fields and lists, and so cannot do an action. */
    public static boolean reserved(KeyEvent event) {
        return RESERVED.contains(event.getCode()) && !event.isShortcutDown() && !event.isAltDown();
    }

    /** Whether a key press is typing: a key without Ctrl, Alt or the like that is no function key. */
    public static boolean types(KeyEvent event) {
        return !event.isShortcutDown()
                && !event.isControlDown()
                && !event.isAltDown()
                && !event.isMetaDown()
                && !event.getCode().isFunctionKey();
    }

    /** The keys that are pressed; empty while only Shift, Ctrl or the like are. */
    public static Optional<KeyCombination> pressed(KeyEvent event) {
        if (event.getCode().isModifierKey() || event.getCode() == KeyCode.UNDEFINED) {
            return Optional.empty();
        }
        boolean control = event.isControlDown() && !event.isShortcutDown();
        boolean meta = event.isMetaDown() && !event.isShortcutDown();
        return Optional.of(new KeyCodeCombination(
                event.getCode(),
                down(event.isShiftDown()),
                down(control),
                down(event.isAltDown()),
                down(meta),
                down(event.isShortcutDown())));
    }

    private static ModifierValue down(boolean value) {
        return value ? ModifierValue.DOWN : ModifierValue.UP;
    }

    private ReadOnlyObjectWrapper<@Nullable KeyCombination> wrapper(ActionSpec action) {
        return Objects.requireNonNull(current.get(action.id()));
    }
}
