package org.lmttm.app.memory;

import org.lmttm.app.state.Messages;
import org.lmttm.insight.Role;

/** The workspace's texts. */
final class Words {
    private static final Messages MESSAGES = new Messages("org.lmttm.app.memory");

    private Words() {}

    static String text(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }

    /** The word that stands beside a role's colour. */
    static String role(Role role) {
        return switch (role) {
            case PREVIOUS -> text("role.previous");
            case CURRENT -> text("role.current");
            case NEXT -> text("role.next");
            case PATCHES -> text("role.patches");
            case OUTPUTS -> text("role.outputs");
            case NOT_READ -> text("role.not-read");
        };
    }
}
