package org.lmttm.app.training;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/** Lets a dataset be dropped on a field: an npz, a folder of volumes, or its table of labels. */
final class DatasetDrop {
    private DatasetDrop() {}

    /**
     * Makes a node take datasets; whatever else is dropped goes on to the window.
     *
     * @param take hears the path
     */
    static void on(Node node, Consumer<String> take) {
        node.setOnDragOver(event -> dataset(event.getDragboard().getFiles()).ifPresent(path -> {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }));
        node.setOnDragDropped(event -> dataset(event.getDragboard().getFiles()).ifPresent(path -> {
            take.accept(path.toString());
            event.setDropCompleted(true);
            event.consume();
        }));
    }

    /** The dataset that these files are; empty unless it is a single one. */
    static Optional<Path> dataset(List<File> files) {
        if (files.size() != 1) {
            return Optional.empty();
        }
        Path path = files.getFirst().toPath();
        String name = path.toString().toLowerCase(Locale.ROOT);
        return Files.isDirectory(path) || name.endsWith(".npz") || name.endsWith(".csv")
                ? Optional.of(path)
                : Optional.empty();
    }
}
