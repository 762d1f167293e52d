package org.lmttm.app.training;

import org.lmttm.app.state.Messages;

/** The desk's texts. */
final class Texts {
    private static final Messages MESSAGES = new Messages("org.lmttm.app.training");

    private Texts() {}

    static String text(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
