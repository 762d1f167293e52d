package org.lmttm.app.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.lmttm.training.ConfigKey;

/** One field of the form: a key of the configuration. */
enum ConfigField {
    DATASET("dataset"),
    FAMILY("architecture.family"),
    UNIT("architecture.unit"),
    INPUT_DEPTH("architecture.input.depth"),
    INPUT_HEIGHT("architecture.input.height"),
    INPUT_WIDTH("architecture.input.width"),
    PATCH_DEPTH("architecture.patch.depth"),
    PATCH_HEIGHT("architecture.patch.height"),
    PATCH_WIDTH("architecture.patch.width"),
    BORDER("architecture.border"),
    DIM("architecture.dim"),
    MEMORY("architecture.memory_tokens"),
    BLOCKS("architecture.blocks"),
    READ_TOKENS("architecture.read_tokens"),
    MODE("mode"),
    EPOCHS("epochs"),
    BATCH("batch_size"),
    RATE("learning_rate"),
    DECAY("weight_decay"),
    DROPOUT("architecture.dropout"),
    SEED("seed"),
    SCHEDULE("schedule"),
    STEP_EPOCHS("step_epochs"),
    STEP_FACTOR("step_factor"),
    KEEP_BEST_BY("keep_best_by"),
    DEVICE("device"),
    PINNED("pinned_case"),
    STEM("architecture.variant.stem"),
    ACCESS("architecture.variant.access"),
    LAYERS("architecture.layers"),
    HEADS("architecture.heads"),
    SHARED_LAYERS("architecture.variant.shared_layers"),
    POSITION("architecture.position_embeddings"),
    INITIAL_MEMORY("architecture.variant.initial_memory"),
    NOISE("architecture.variant.noise.distribution"),
    NOISE_RATE("architecture.variant.noise.rate"),
    NOISE_AT("architecture.variant.noise.at"),
    OPTIMIZER("optimizer"),
    MOMENTUM("momentum"),
    NESTEROV("nesterov"),
    WARMUP("warmup"),
    CLIP("gradient_clip"),
    ACCUMULATION("accumulation"),
    EMA("ema"),
    SMOOTHING("label_smoothing"),
    BALANCE("balance"),
    EARLY_STOPPING("early_stopping"),
    FLIPS("augmentation.flips"),
    TURNS("augmentation.turns"),
    SHIFT("augmentation.shift"),
    ROTATE("augmentation.rotate"),
    SCALE("augmentation.scale"),
    SHEAR("augmentation.shear"),
    NOISE_IMAGE("augmentation.noise"),
    INTENSITY("augmentation.intensity"),
    FOLDS("folds"),
    FOLD("fold"),
    SPLIT_SEED("split_seed"),
    VALUES("preprocessing.intensity"),
    LOW("preprocessing.lo"),
    HIGH("preprocessing.hi"),
    AXES("preprocessing.axes"),
    INTERPOLATION("preprocessing.interpolation"),
    DEVICES("devices"),
    TF32("tf32"),
    THREADS("threads"),
    CHECKPOINT_EVERY("checkpoint_every"),
    TRACE_EVERY("trace_every");

    private static final Map<String, ConfigKey> KEYS = ConfigKey.all();

    private final String path;

    ConfigField(String path) {
        this.path = path;
    }

    /** The key in the configuration. */
    String path() {
        return path;
    }

    /** What the schema says about the key. */
    ConfigKey key() {
        return Objects.requireNonNull(KEYS.get(path), path);
    }

    /** The name on the form. */
    String label() {
        return Texts.text("field." + id());
    }

    /** The name in style sheets, bundles and tests. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the dataset, not the form, may decide it: a side of the network's input. */
    boolean isInput() {
        return path.startsWith("architecture.input.");
    }

    /** Whether it matters for folders of volumes only. */
    boolean isOfFolders() {
        return this == LOW || this == AXES || this == INTERPOLATION;
    }

    /** Whether a message of the configuration speaks of this field. */
    boolean isNamedIn(String message) {
        String first = message.split(" ", 2)[0];
        if (first.equals(path)) {
            return true;
        }
        String group = path.replaceFirst("\\..*", "");
        if (!first.equals(group + ":")) {
            return false;
        }
        List<String> whole = List.of(path.split("\\.", -1));
        List<String> steps = whole.subList(1, whole.size());
        String inside = String.join(".", steps);
        for (String word : message.substring(first.length()).split("[^a-z0-9_.]+", -1)) {
            // "at least" does not mean noise.at, nor "into the input" the input's sides
            if (word.equals(inside) || (!word.equals("at") && !isInput() && steps.contains(word))) {
                return true;
            }
        }
        return false;
    }
}
