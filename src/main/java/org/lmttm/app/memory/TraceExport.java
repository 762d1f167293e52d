package org.lmttm.app.memory;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javax.imageio.ImageIO;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.GifAnimation;
import org.lmttm.app.memory.TracePictures.Shot;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.TraceTable;
import org.lmttm.model.TraceFiles;
import org.lmttm.training.AtomicFiles;

/** Saves what the memory workspace shows: as an animation, as pictures, as a table, as arrays. */
final class TraceExport {
    private final Session session;
    private final FileDialogs dialogs;
    private final MemoryState state;
    private final Region shown;

    /**
     * The export of a view.
     *
     * @param shown what pictures are taken of
     */
    TraceExport(Session session, FileDialogs dialogs, MemoryState state, Region shown) {
        this.session = session;
        this.dialogs = dialogs;
        this.state = state;
        this.shown = shown;
    }

    /** Writes pictures. */
    private interface Pictures {
        void write(Path file, List<Shot> shots) throws IOException;
    }

    /** Writes a trace. */
    private interface Data {
        void write(Path file, TraceReading reading) throws IOException;
    }

    /** The button with its menu. */
    MenuButton button() {
        MenuButton button = button("memory-export", Words.text("export"));
        button.getItems()
                .addAll(
                        item("gif", () -> pictures("memory.gif", TraceExport::animation)),
                        item("png", () -> pictures("memory.png", TraceExport::sequence)),
                        item("csv", () -> data("trace.csv", TraceTable::write)),
                        item(
                                "npz",
                                () -> data("trace.npz", (file, reading) -> TraceFiles.write(file, reading.trace()))));
        button.disableProperty().bind(state.reading().isNull());
        return button;
    }

    /** A button whose menu says what can be saved. */
    static MenuButton button(String id, String tip) {
        MenuButton button = new MenuButton();
        button.setId(id);
        button.getStyleClass().addAll("icon-button", "icon-menu");
        button.setGraphic(Controls.icon(MaterialDesignT.TRAY_ARROW_UP));
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        return button;
    }

    /** An entry of an export's menu. */
    static MenuItem item(String name, Runnable action) {
        MenuItem item = new MenuItem(Words.text("export." + name));
        item.setId("memory-export-" + name);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void data(String name, Data data) {
        TraceReading reading = state.reading().get();
        if (reading != null) {
            dialogs.saveFile(name).ifPresent(file -> save(file, () -> data.write(file, reading)));
        }
    }

    /** Writes a file. */
    interface Saving {
        void run() throws IOException;
    }

    private void save(Path file, Saving saving) {
        save(session.tasks(), file, saving);
    }

    /** Writes a file off the window's thread; what goes wrong is said. */
    static void save(TaskRunner tasks, Path file, Saving saving) {
        tasks.start(
                Words.text("export.saving", String.valueOf(file.getFileName())),
                Lane.FILES,
                progress -> {
                    saving.run();
                    return file;
                },
                saved -> {});
    }

    private void pictures(String name, Pictures pictures) {
        dialogs.saveFile(name).ifPresent(file -> {
            state.playing().set(false);
            new TracePictures(state, shown, shots -> save(file, () -> pictures.write(file, shots))).start();
        });
    }

    /** Half a second a picture. */
    static void animation(Path file, List<Shot> shots) throws IOException {
        GifAnimation.write(file, shots.stream().map(Shot::picture).toList(), Duration.ofMillis(500));
    }

    /** NAME.png becomes NAME-00.png and so on. */
    private static void sequence(Path file, List<Shot> shots) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.png$", "");
        for (int t = 0; t < shots.size(); t++) {
            png(file.resolveSibling(String.format(Locale.ROOT, "%s-%02d.png", name, t)), shots.get(t));
        }
    }

    /** One picture. */
    static void png(Path file, Shot shot) throws IOException {
        BufferedImage picture = shot.picture();
        AtomicFiles.write(file, partial -> {
            if (!ImageIO.write(picture, "png", partial.toFile())) {
                throw new IOException("this Java cannot write PNG pictures");
            }
        });
    }
}
