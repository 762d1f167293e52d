package org.lmttm.app.volume;

import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;

/** A field on a pane into which a note is written: Enter keeps it, Escape does not. */
final class NoteEditor extends TextField {
    private static final double WIDTH = 180;

    private @Nullable Consumer<String> done;

    NoteEditor(Messages text, String id) {
        setId(id);
        setPromptText(text.text("markup.note"));
        setManaged(false);
        setVisible(false);
        setOnAction(event -> close(true));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close(false);
                event.consume();
            }
        });
        focusedProperty().addListener((property, before, now) -> {
            if (!now) {
                close(true);
            }
        });
    }

    /** Asks for words at a position of the pane. */
    void write(double x, double y, String words, Consumer<String> then) {
        setText(words);
        done = then;
        double height = prefHeight(-1);
        resizeRelocate(
                Math.clamp(x, 4, Math.max(4, getParent().getLayoutBounds().getWidth() - WIDTH - 4)),
                Math.clamp(
                        y - height / 2,
                        4,
                        Math.max(4, getParent().getLayoutBounds().getHeight() - height - 4)),
                WIDTH,
                height);
        setVisible(true);
        requestFocus();
    }

    private void close(boolean keep) {
        Consumer<String> then = done;
        done = null;
        setVisible(false);
        String words = getText().strip();
        if (then != null && keep && !words.isEmpty()) {
            then.accept(words);
        }
        if (then != null && isFocused()) {
            getParent().requestFocus();
        }
    }
}
