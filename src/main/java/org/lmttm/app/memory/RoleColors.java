package org.lmttm.app.memory;

import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Role;

/** The fixed colour of each role. */
final class RoleColors {
    private RoleColors() {}

    static Token of(Role role) {
        return switch (role) {
            case PREVIOUS -> Token.PREVIOUS;
            case CURRENT -> Token.CURRENT;
            case NEXT -> Token.NEXT;
            case PATCHES -> Token.PATCHES;
            case OUTPUTS -> Token.OUTPUTS;
            case NOT_READ -> Token.NOT_READ;
        };
    }
}
