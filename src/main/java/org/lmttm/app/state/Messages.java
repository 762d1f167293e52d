package org.lmttm.app.state;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Texts of one resource bundle. Each workspace has its own bundle, so that they can be translated apart. */
public final class Messages {
    private final ResourceBundle bundle;

    /**
     * The bundle of a name.
     *
     * @param baseName such as {@code org.lmttm.app.messages}
     * @throws java.util.MissingResourceException when there is no such bundle
     */
    public Messages(String baseName) {
        this.bundle = ResourceBundle.getBundle(baseName);
    }

    /**
     * The text of a key.
     *
     * @param key a key of the bundle
     * @param arguments values for {@code {0}}, {@code {1}} …; without any, the text is taken literally
     * @throws java.util.MissingResourceException when the key is missing
     */
    public String text(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        if (arguments.length == 0) {
            return pattern;
        }
        return new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }
}
