package org.lmttm.app.control;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Words of the values of a control in which nothing is typed, such as a combo box that only offers a choice. */
public final class DisplayConverter<T> extends StringConverter<T> {
    private final Function<T, String> words;
    private final String none;

    /** @param words of a value; no value reads as nothing */
    public DisplayConverter(Function<T, String> words) {
        this(words, "");
    }

    /** @param none how no value reads */
    public DisplayConverter(Function<T, String> words, String none) {
        this.words = words;
        this.none = none;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? none : words.apply(value);
    }

    /** Nothing is typed, so JavaFX does not ask for this: words need not tell values apart. */
    @Override
    public T fromString(String typed) {
        throw new IllegalStateException("a control that is only shown was asked what '" + typed + "' means");
    }
}
