package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;

/** The rows of the form, in sections. */
final class ConfigSections {
    private final ConfigDraft draft;
    private final Consumer<ConfigField> help;
    private final List<FieldRow> rows = new ArrayList<>();

    /** @param help hears of the field that got the keyboard or the pointer */
    ConfigSections(ConfigDraft draft, Consumer<ConfigField> help) {
        this.draft = draft;
        this.help = help;
    }

    /** Every row made so far. */
    List<FieldRow> rows() {
        return rows;
    }

    /** Makes a row. */
    FieldRow row(String label, ConfigField... fields) {
        FieldRow row = new FieldRow(draft, Texts.text(label), help, List.of(fields));
        rows.add(row);
        return row;
    }

    /** What the network is; notes stand below. */
    Node model(Node... notes) {
        Node section = section(
                "form.model",
                row("field.family", ConfigField.FAMILY),
                row("field.unit", ConfigField.UNIT),
                row("group.input", ConfigField.INPUT_DEPTH, ConfigField.INPUT_HEIGHT, ConfigField.INPUT_WIDTH),
                row("group.patch", ConfigField.PATCH_DEPTH, ConfigField.PATCH_HEIGHT, ConfigField.PATCH_WIDTH),
                row("field.border", ConfigField.BORDER),
                row("field.dim", ConfigField.DIM),
                row("group.memory", ConfigField.MEMORY, ConfigField.BLOCKS),
                row("field.read-tokens", ConfigField.READ_TOKENS),
                row("field.mode", ConfigField.MODE));
        ((VBox) section).getChildren().addAll(notes);
        return section;
    }

    /** How it is trained. */
    Node training() {
        FieldRow device = row("field.device", ConfigField.DEVICE);
        device.proposals().setAll("auto", "cpu", "gpu0");
        return section(
                "form.training",
                row("group.epochs", ConfigField.EPOCHS, ConfigField.BATCH),
                row("group.rate", ConfigField.RATE, ConfigField.DECAY),
                row("group.dropout", ConfigField.DROPOUT, ConfigField.SEED),
                row("field.schedule", ConfigField.SCHEDULE),
                row("group.step", ConfigField.STEP_EPOCHS, ConfigField.STEP_FACTOR),
                row("field.keep-best-by", ConfigField.KEEP_BEST_BY),
                device,
                row("field.pinned", ConfigField.PINNED));
    }

    /**
     * Everything else.
     *
     * @param folds a note below the folds
     */
    VBox advanced(Node folds) {
        FieldRow axes = row("field.axes", ConfigField.AXES);
        axes.proposals().setAll("as-stored", "SAR", "RAS", "LPS");
        FieldRow devices = row("field.devices", ConfigField.DEVICES);
        devices.proposals().setAll("gpu0, gpu1", "gpu0, gpu1, gpu2, gpu3");
        VBox box = new VBox(
                group(
                        "form.model",
                        row("field.stem", ConfigField.STEM),
                        row("field.access", ConfigField.ACCESS),
                        row("group.layers", ConfigField.LAYERS, ConfigField.HEADS),
                        row("field.shared-layers", ConfigField.SHARED_LAYERS),
                        row("field.position", ConfigField.POSITION),
                        row("field.initial-memory", ConfigField.INITIAL_MEMORY),
                        row("field.noise", ConfigField.NOISE),
                        row("field.noise-rate", ConfigField.NOISE_RATE),
                        row("field.noise-at", ConfigField.NOISE_AT)),
                group(
                        "form.optimization",
                        row("field.optimizer", ConfigField.OPTIMIZER),
                        row("field.momentum", ConfigField.MOMENTUM),
                        row("field.nesterov", ConfigField.NESTEROV),
                        row("field.warmup", ConfigField.WARMUP),
                        row("field.clip", ConfigField.CLIP),
                        row("field.accumulation", ConfigField.ACCUMULATION),
                        row("field.ema", ConfigField.EMA),
                        row("field.smoothing", ConfigField.SMOOTHING),
                        row("field.balance", ConfigField.BALANCE),
                        row("field.early-stopping", ConfigField.EARLY_STOPPING)),
                group(
                        "form.augmentation",
                        row("field.flips", ConfigField.FLIPS),
                        row("field.turns", ConfigField.TURNS),
                        row("group.move", ConfigField.SHIFT, ConfigField.ROTATE),
                        row("group.warp", ConfigField.SCALE, ConfigField.SHEAR),
                        row("group.grey", ConfigField.NOISE_IMAGE, ConfigField.INTENSITY)),
                group(
                        "form.compute",
                        row("group.folds", ConfigField.FOLDS, ConfigField.FOLD),
                        folds,
                        row("field.split-seed", ConfigField.SPLIT_SEED),
                        row("field.values", ConfigField.VALUES),
                        row("group.window", ConfigField.LOW, ConfigField.HIGH),
                        axes,
                        row("field.interpolation", ConfigField.INTERPOLATION),
                        devices,
                        row("field.threads", ConfigField.THREADS),
                        row("field.tf32", ConfigField.TF32),
                        row("field.checkpoint-every", ConfigField.CHECKPOINT_EVERY),
                        row("field.trace-every", ConfigField.TRACE_EVERY)));
        box.setId("config-advanced");
        box.getStyleClass().add("config-advanced");
        return box;
    }

    private static Node section(String title, Node... content) {
        VBox section = new VBox(Controls.label(Texts.text(title), "inspector-title"));
        section.getStyleClass().addAll("config-section", "config-rows");
        section.getChildren().addAll(content);
        return section;
    }

    private static Node group(String title, Node... content) {
        VBox group = new VBox(Controls.label(Texts.text(title), "subtle", "strong"));
        group.getStyleClass().add("config-rows");
        group.getChildren().addAll(content);
        return group;
    }
}
