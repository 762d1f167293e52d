package org.lmttm.app.control;

import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.lmttm.app.state.DeskPart;

/**
 * One of the window's workspaces. It stands here and not in the shell so that workspaces need not know the shell, which
 * composes them.
 */
public interface Workspace {
    /** Such as {@code volume}; the value of {@code Session.workspace()} while it is shown. */
    String id();

    /** The name on its tab. */
    String title();

    /** The icon on its tab. */
    Ikon icon();

    /** The centre; always the same node. */
    Node view();

    /** What stands at the right; null for nothing. Always the same node. */
    @Nullable
    Node inspector();

    /** Whether the library folds to a rail while this workspace is shown. */
    boolean prefersRail();

    /** Its actions, for menus, shortcuts and the command search. */
    List<ActionSpec> actions();

    /** What of it is kept in a saved desk. */
    default List<DeskPart<?>> deskParts() {
        return List.of();
    }

    /** Called on the user interface thread when it is shown (true) or hidden (false). */
    default void shown(boolean visible) {}

    /** Called once, when the window closes: stop timers and followers. */
    default void close() {}
}
