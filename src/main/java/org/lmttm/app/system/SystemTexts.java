package org.lmttm.app.system;

import org.lmttm.app.state.Messages;

/** The texts of what the machine is doing. */
final class SystemTexts {
    private static final Messages MESSAGES = new Messages("org.lmttm.app.system");

    private SystemTexts() {}

    static String text(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
