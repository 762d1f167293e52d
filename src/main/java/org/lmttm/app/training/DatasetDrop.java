package org.lmttm.app.training;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
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
        // a folder on a slow disk must not hold up the window: whether it is one is asked elsewhere, and taken when
        // known
        ObjectProperty<CompletableFuture<Optional<Path>>> dragged =
                new SimpleObjectProperty<>(CompletableFuture.completedFuture(Optional.empty()));
        node.setOnDragEntered(event -> {
            List<File> files = List.copyOf(event.getDragboard().getFiles());
            dragged.set(CompletableFuture.supplyAsync(() -> dataset(files)));
        });
        node.setOnDragOver(event -> known(dragged.get()).ifPresent(path -> {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }));
        node.setOnDragDropped(event -> known(dragged.get()).ifPresent(path -> {
            take.accept(path.toString());
            event.setDropCompleted(true);
            event.consume();
        }));
    }

    private static Optional<Path> known(CompletableFuture<Optional<Path>> dataset) {
        return dataset.isDone() && !dataset.isCompletedExceptionally() ? dataset.join() : Optional.empty();
    }

    /** The dataset that these files are; empty unless it is a single one. Asks the disk. */
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
