package org.lmttm.app.state;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something of the window that is kept in a saved desk beside the open cases, such as a workspace's layout. Both methods
 * run on the user interface thread.
 *
 * @param <S> what is kept: a record of plain values that can be written as JSON
 */
public interface DeskPart<S extends Record> {
    /** The part's name in the file; unique. */
    String key();

    /** The type of what is kept. */
    Class<S> type();

    /** What is to be kept now; null while there is nothing yet, and what would be shown by itself is to come. */
    @Nullable
    S save();

    /** Shows things as they were when {@code kept} was saved; the active case is open by then. */
    void restore(S kept);

    /** A part made of its four answers. */
    static <S extends Record> DeskPart<S> of(
            String key, Class<S> type, Supplier<@Nullable S> save, Consumer<S> restore) {
        return new DeskPart<>() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Class<S> type() {
                return type;
            }

            @Override
            public @Nullable S save() {
                return save.get();
            }

            @Override
            public void restore(S kept) {
                restore.accept(kept);
            }
        };
    }
}
