package org.lmttm.app.memory;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javax.imageio.ImageIO;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.GifAnimation;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.TraceTable;
import org.lmttm.model.TraceFiles;

/** Saves what the memory workspace shows: as an animation, as pictures, as a table, as arrays. */
final class TraceExport {
    private static final int LINE = 24;

    private final Session session;
    private final FileDialogs dialogs;
    private final MemoryState state;
    private final Node shown;

    /**
     * The export of a view.
     *
     * @param shown what pictures are taken of
     */
    TraceExport(Session session, FileDialogs dialogs, MemoryState state, Node shown) {
        this.session = session;
        this.dialogs = dialogs;
        this.state = state;
        this.shown = shown;
    }

    /** Writes pictures. */
    private interface Pictures {
        void write(Path file, List<BufferedImage> frames) throws IOException;
    }

    /** Writes a trace. */
    private interface Data {
        void write(Path file, TraceReading reading) throws IOException;
    }

    /** The button with its menu. */
    MenuButton button() {
        MenuButton button = new MenuButton();
        button.setId("memory-export");
        button.getStyleClass().addAll("icon-button", "icon-menu");
        button.setGraphic(Controls.icon(MaterialDesignT.TRAY_ARROW_UP));
        button.setTooltip(new Tooltip(Words.text("export")));
        button.setAccessibleText(Words.text("export"));
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

    private static MenuItem item(String name, Runnable action) {
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

    private interface Saving {
        void run() throws IOException;
    }

    private void save(Path file, Saving saving) {
        session.tasks()
                .start(
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
            take(file, pictures, state.step().get(), 0, new ArrayList<>());
        });
    }

    /** One picture a pulse, so that the window stays awake; then back to where the play head was. */
    private void take(Path file, Pictures pictures, int head, int t, List<BufferedImage> frames) {
        if (t >= state.steps()) {
            state.goTo(head);
            save(file, () -> pictures.write(file, frames));
            return;
        }
        state.goTo(t);
        Platform.runLater(() -> {
            frames.add(picture());
            take(file, pictures, head, t + 1, frames);
        });
    }

    /** What is shown, with the research-use line below. */
    private BufferedImage picture() {
        WritableImage image = shown.snapshot(new SnapshotParameters(), null);
        Canvas canvas = new Canvas(image.getWidth(), image.getHeight() + LINE);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.drawImage(image, 0, 0);
        g.setFill(Color.WHITE);
        g.setFont(Font.font("IBM Plex Sans", 12));
        g.fillText(Words.text("export.research"), 10, image.getHeight() + 16);
        BufferedImage all = SwingFXUtils.fromFXImage(canvas.snapshot(new SnapshotParameters(), null), null);
        BufferedImage opaque = new BufferedImage(all.getWidth(), all.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.getGraphics().drawImage(all, 0, 0, null);
        return opaque;
    }

    private static void animation(Path file, List<BufferedImage> frames) throws IOException {
        GifAnimation.write(file, frames, Duration.ofMillis(500));
    }

    /** NAME.png becomes NAME-00.png and so on. */
    private static void sequence(Path file, List<BufferedImage> frames) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.png$", "");
        for (int t = 0; t < frames.size(); t++) {
            Path one = file.resolveSibling(String.format(Locale.ROOT, "%s-%02d.png", name, t));
            if (!ImageIO.write(frames.get(t), "png", one.toFile())) {
                throw new IOException(one.getFileName() + ": this Java cannot write PNG pictures");
            }
        }
    }
}
