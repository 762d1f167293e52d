package org.lmttm.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.model.Mode;
import org.lmttm.model.Variant;
import org.lmttm.model.Variant.InitialMemory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that decides what a run computes. As JSON it is the run folder's {@code config.json}: keys in snake_case,
 * those of the groups (all but architecture and augmentation) beside the rest; keys left out take their value from
 * {@link #recommended()}, unknown keys are refused by name.
 *
 * @param dataset the labelled volumes as the user named them; a relative path stands against the current folder, then
 *     against the application's home. Null where a configuration is not yet bound to data
 * @param crossValidation which cases train and which validate
 * @param preprocessing how the volumes of a folder become the network's input
 * @param architecture the network; its {@code dropout} is the training's dropout
 * @param mode how the network treats position, patients and memory
 * @param epochs passes over the training split, at least 1
 * @param batchSize cases a batch, at least 1; an incomplete last batch is kept
 * @param optimization how the weights follow the gradient
 * @param regularization what keeps it from learning by heart
 * @param augmentation what is changed at random in a training case
 * @param seed fixes initial weights, order of cases, dropout and augmentation
 * @param keeping what is kept on disk
 * @param compute devices and threads
 */
public record TrainingConfig(
        @Nullable String dataset,
        CrossValidation crossValidation,
        PreprocessingConfig preprocessing,
        Architecture architecture,
        Mode mode,
        int epochs,
        int batchSize,
        Optimization optimization,
        Regularization regularization,
        Augmentation augmentation,
        long seed,
        Keeping keeping,
        Compute compute) {

    /** Checks every range; the message names the key as it stands in JSON. */
    public TrainingConfig {
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(batchSize >= 1, "batch_size", "at least 1", batchSize);
        require(
                (long) batchSize * optimization.accumulation() <= Integer.MAX_VALUE,
                "accumulation",
                "small enough for batch_size " + batchSize,
                optimization.accumulation());
        require(
                mode == Mode.DETERMINISTIC || architecture.variant().initialMemory() == InitialMemory.ZERO,
                "architecture.variant.initial_memory",
                "ZERO in mode " + Mode.PUBLISHED_CODE.label() + ", where memory is carried on instead of started",
                architecture.variant().initialMemory());
        require(
                compute.choices().size() == 1 || casesAreApart(mode, architecture),
                "devices",
                mode == Mode.PUBLISHED_CODE
                        ? "null or one device in mode " + mode.label() + ", which mixes the patients of a batch"
                        : "null or one device with stem "
                                + architecture.variant().stem().name().toLowerCase(Locale.ROOT)
                                + ", whose batch norm mixes the cases of a batch",
                compute.devices());
    }

    /** Whether the other cases of a batch do not matter to a case: then a batch may be cut. */
    boolean casesAreApart() {
        return casesAreApart(mode, architecture);
    }

    private static boolean casesAreApart(Mode mode, Architecture architecture) {
        return mode == Mode.DETERMINISTIC
                && architecture.variant().stem() == Variant.Stem.PATCH; // the others have batch norm
    }

    static void require(boolean holds, String key, String range, @Nullable Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must be " + range + ", not " + value);
        }
    }

    /** The paper's setting: patch 3, d 448, memory 448, K 4, r 8, Adam 1e-4 with decay 1e-4, batch 32, 100 epochs. */
    public static TrainingConfig paper() {
        return new TrainingConfig(
                null,
                CrossValidation.OFF,
                PreprocessingConfig.MEDMNIST,
                architecture(3, 448, 8, 3, 0.2),
                Mode.DETERMINISTIC,
                100,
                32,
                Optimization.PAPER,
                Regularization.NONE,
                Augmentation.NONE,
                3407,
                Keeping.USUAL,
                Compute.USUAL);
    }

    /**
     * A small network that learns the sample dataset on a notebook's CPU in minutes: patch 4, d 48, memory 48, K 4,
     * r 8, one Transformer layer, Adam 8e-4 along a cosine, random flips. Without the flips it learns the training
     * cases by heart (validation AUC 0.70 instead of 0.96); switch them off where left and right decide the class.
     */
    public static TrainingConfig recommended() {
        return paper().with(Map.ofEntries(
                Map.entry("architecture.patch.depth", 4),
                Map.entry("architecture.patch.height", 4),
                Map.entry("architecture.patch.width", 4),
                Map.entry("architecture.dim", 48),
                Map.entry("architecture.memory_tokens", 48),
                Map.entry("architecture.heads", 4),
                Map.entry("architecture.layers", 1),
                Map.entry("architecture.dropout", 0.0),
                Map.entry("epochs", 26),
                Map.entry("batch_size", 8),
                Map.entry("learning_rate", 8e-4),
                Map.entry("schedule", Optimization.Schedule.COSINE),
                Map.entry("warmup", Optimization.Schedule.COSINE.usualWarmup()),
                Map.entry("gradient_clip", 1.0),
                Map.entry("augmentation.flips", true)));
    }

    private static Architecture architecture(int patch, int dim, int heads, int layers, double dropout) {
        return new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(28),
                Architecture.Extent.cube(patch),
                Architecture.Border.PAD,
                dim,
                dim,
                4,
                8,
                heads,
                layers,
                true,
                dropout,
                2);
    }

    /** Optimizer steps of the whole run on so many training cases, unless it stops early. */
    public long totalSteps(int trainingCases) {
        return (long) epochs * stepsPerEpoch(trainingCases);
    }

    /** Steps of an epoch on so many training cases; the last may have fewer batches, and its last batch fewer cases. */
    public int stepsPerEpoch(int trainingCases) {
        return Math.ceilDiv(trainingCases, casesPerStep());
    }

    /** Cases of a full step: those of its accumulated batches. */
    public int casesPerStep() {
        return Math.multiplyExact(batchSize, optimization.accumulation());
    }

    /** The same configuration on other data. */
    public TrainingConfig withDataset(String path) {
        return with(Map.of("dataset", path));
    }

    /**
     * The same configuration but for some values.
     *
     * @param values by key as in JSON; a dot leads into an object, as in {@code architecture.patch.depth}
     * @throws IllegalArgumentException if a key is unknown or a value does not fit; names it
     */
    public TrainingConfig with(Map<String, ?> values) {
        ObjectNode given = RunJson.STRICT.createObjectNode();
        values.forEach((key, value) -> {
            ObjectNode at = given;
            String[] steps = key.split("\\.", -1);
            for (int i = 0; i < steps.length - 1; i++) {
                at = at.withObjectProperty(steps[i]);
            }
            at.set(steps[steps.length - 1], RunJson.STRICT.valueToTree(value));
        });
        ObjectNode tree = ConfigJson.write(this);
        ConfigJson.overlay(tree, given);
        return ConfigJson.read(tree);
    }

    /**
     * One value.
     *
     * @param key as in JSON; a dot leads into an object
     * @return a Boolean, Integer, Long, Double, String or List of them; null where the configuration holds none
     * @throws IllegalArgumentException if there is no such key
     */
    public @Nullable Object value(String key) {
        JsonNode node = ConfigJson.write(this).at("/" + key.replace('.', '/'));
        require(!node.isMissingNode(), "key", "known", key);
        return RunJson.STRICT.treeToValue(node, Object.class);
    }

    /** The full configuration as indented JSON. */
    public String toJson() {
        return RunJson.INDENTED.writeValueAsString(ConfigJson.write(this));
    }

    /** The JSON Schema (draft 2020-12) of configurations: every key with its meaning, range and default. */
    public static String schema() {
        try (InputStream stream = TrainingConfig.class.getResourceAsStream("config.schema.json")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a configuration; keys left out keep the value of {@link #recommended()}.
     *
     * @throws IOException if the file cannot be read, is not a JSON object, has a key that is unknown or a value out of
     *     range; the message names file, key and reason
     */
    public static TrainingConfig read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such configuration file", e);
        }
    }

    /**
     * Reads a configuration from JSON text; keys left out keep the value of {@link #recommended()}, but a schedule that
     * comes without {@code warmup} has its usual one: 5 % of the steps for the cosine, else none.
     *
     * @throws IllegalArgumentException on anything but an object with known keys and values in range
     */
    public static TrainingConfig parse(String json) {
        JsonNode given;
        try {
            given = RunJson.STRICT.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is not JSON: " + ConfigJson.reason(e, null), e);
        }
        if (!(given instanceof ObjectNode object)) {
            throw new IllegalArgumentException("the configuration must be a JSON object");
        }
        ObjectNode tree = ConfigJson.write(recommended());
        ConfigJson.overlay(tree, object);
        TrainingConfig config = ConfigJson.read(tree);
        return object.has("warmup")
                ? config
                : config.with(Map.of("warmup", config.optimization().schedule().usualWarmup()));
    }
}
