package org.lmttm.app.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunHistory.Epoch;
import org.lmttm.training.RunHistory.Written;

/** The checkpoints that are in the run folder, each of which opens in the memory workspace. */
final class CheckpointList extends VBox {
    private final GridPane grid = new GridPane();
    private final Consumer<Path> open;

    CheckpointList(Consumer<Path> open) {
        this.open = open;
        getStyleClass().addAll("inspector-section", "checkpoints");
        grid.getStyleClass().add("checkpoint-grid");
        getChildren().addAll(Controls.label(Texts.text("checkpoints.title"), "inspector-title"), grid);
        show(null);
    }

    /** Shows a run's checkpoints; null for none. */
    void show(@Nullable RunSnapshot run) {
        grid.getChildren().clear();
        Map<String, Integer> epochs = new LinkedHashMap<>();
        if (run != null) {
            for (Written written : run.checkpoints()) {
                if (written.file().endsWith(".safetensors") && !written.file().contains(".state.")) {
                    epochs.put(written.file(), written.epoch());
                }
            }
            run.best().ifPresent(best -> {
                String file = run.run().relative(run.run().bestCheckpoint());
                if (!epochs.isEmpty()) {
                    epochs.put(file, best.epoch());
                }
            });
        }
        if (run == null || epochs.isEmpty()) {
            grid.add(Controls.label(Texts.text("checkpoints.none"), "subtle"), 0, 0);
            return;
        }
        String[] heads = {"checkpoints.epoch", "checkpoints.auc", "checkpoints.acc", "checkpoints.file"};
        for (int column = 0; column < heads.length; column++) {
            grid.add(Controls.label(Texts.text(heads[column]), "subtle"), column, 0);
        }
        int row = 1;
        for (Map.Entry<String, Integer> entry : epochs.entrySet()) {
            line(run, row++, entry.getKey(), entry.getValue());
        }
    }

    private void line(RunSnapshot run, int row, String file, int number) {
        Optional<Epoch> epoch = run.epoch(number);
        grid.add(Controls.label(Integer.toString(number)), 0, row);
        grid.add(Controls.label(epoch.map(e -> Figures.value(e.valAuc(), 3)).orElse("\u2013")), 1, row);
        grid.add(Controls.label(epoch.map(e -> Figures.value(e.valAcc(), 3)).orElse("\u2013")), 2, row);
        String name = file.substring(file.lastIndexOf('/') + 1).replace(".safetensors", "");
        grid.add(Controls.label(name, "muted"), 3, row);
        Path path = run.run().path().resolve(file);
        Button button = Controls.iconButton(
                "open-" + name, MaterialDesignV.VECTOR_SQUARE, Texts.text("checkpoints.open"), () -> open.accept(path));
        button.getStyleClass().add("small");
        grid.add(button, 4, row);
    }
}
