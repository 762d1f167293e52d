package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that decides what a run computes. As JSON (keys in snake_case) it is the run folder's
 * {@code config.json}; keys left out take their value from {@link #recommended()}, unknown keys are refused by name.
 *
 * @param dataset the labelled volumes (MedMNIST NPZ) as the user named them; a relative path stands against the
 *     current folder, then against the application's home. Null where a configuration is not yet bound to data
 * @param architecture the network; its {@code dropout} is the training's dropout
 * @param epochs passes over the training split, at least 1
 * @param batchSize cases a step, at least 1; an incomplete last batch is kept
 * @param learningRate Adam's step size, positive
 * @param schedule how the step size changes over the run
 * @param weightDecay L2 added to the gradient inside Adam, at least 0
 * @param gradientClip largest global norm of the gradient; 0 switches clipping off
 * @param augmentation what is changed at random in a training case
 * @param seed fixes initial weights, order of cases, dropout and augmentation
 * @param pinnedCase index in the validation split whose trace is written while training; null for none
 * @param traceEvery epochs between two traces of the pinned case, at least 1
 * @param checkpointEvery epochs between two checkpoints that can be resumed, at least 1
 * @param keepBestBy the validation number that decides which checkpoint is kept as the best
 * @param threads engine threads; 0 leaves the choice to the engine. Results are bit for bit equal only for the same
 *     number
 */
public record TrainingConfig(
        @Nullable String dataset,
        Architecture architecture,
        int epochs,
        int batchSize,
        double learningRate,
        Schedule schedule,
        double weightDecay,
        double gradientClip,
        Augmentation augmentation,
        long seed,
        @Nullable Integer pinnedCase,
        int traceEvery,
        int checkpointEvery,
        KeepBestBy keepBestBy,
        int threads) {

    /** How the learning rate changes over the run. */
    public enum Schedule {
        /** The same at every step. */
        @JsonProperty("constant")
        CONSTANT,
        /** Rises linearly over the first 5 % of the steps, then falls along half a cosine to 1 % of its peak. */
        @JsonProperty("cosine")
        COSINE;

        /**
         * Factor on the configured learning rate.
         *
         * @param step number of steps done before this one, 0-based
         * @param total steps of the whole run, at least 1
         */
        public double factor(long step, long total) {
            if (this == CONSTANT) {
                return 1;
            }
            double warm = Math.max(1, 0.05 * total);
            if (step < warm) {
                return (step + 1) / (warm + 1);
            }
            double done = Math.min(1, (step - warm) / Math.max(1, total - warm));
            return 0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * done));
        }
    }

    /** The validation number by which the best checkpoint is chosen. */
    public enum KeepBestBy {
        @JsonProperty("val_auc")
        VAL_AUC,
        @JsonProperty("val_acc")
        VAL_ACC,
        @JsonProperty("val_loss")
        VAL_LOSS;

        /** The event value's key, such as {@code val_auc}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks every range; the message names the key as it stands in JSON. */
    public TrainingConfig {
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(batchSize >= 1, "batch_size", "at least 1", batchSize);
        require(learningRate > 0 && learningRate < 10, "learning_rate", "above 0 and below 10", learningRate);
        require(weightDecay >= 0 && weightDecay < 10, "weight_decay", "at least 0 and below 10", weightDecay);
        require(gradientClip >= 0 && Double.isFinite(gradientClip), "gradient_clip", "at least 0", gradientClip);
        require(pinnedCase == null || pinnedCase >= 0, "pinned_case", "null or at least 0", pinnedCase);
        require(traceEvery >= 1, "trace_every", "at least 1", traceEvery);
        require(checkpointEvery >= 1, "checkpoint_every", "at least 1", checkpointEvery);
        require(threads >= 0 && threads <= 1024, "threads", "0 to 1024", threads);
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
                architecture(3, 448, 8, 3, 0.2),
                100,
                32,
                1e-4,
                Schedule.CONSTANT,
                1e-4,
                0,
                Augmentation.NONE,
                3407,
                0,
                1,
                1,
                KeepBestBy.VAL_AUC,
                0);
    }

    /**
     * A small network that learns the sample dataset on a notebook's CPU in minutes: patch 4, d 48, memory 48, K 4,
     * r 8, one Transformer layer, Adam 8e-4 along a cosine, random flips. Without the flips it learns the training
     * cases by heart (validation AUC 0.70 instead of 0.96); switch them off where left and right decide the class.
     */
    public static TrainingConfig recommended() {
        return new TrainingConfig(
                null,
                architecture(4, 48, 4, 1, 0),
                26,
                8,
                8e-4,
                Schedule.COSINE,
                1e-4,
                1,
                new Augmentation(true, 0),
                3407,
                0,
                1,
                1,
                KeepBestBy.VAL_AUC,
                0);
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

    /** Optimizer steps of the whole run on so many training cases. */
    public long totalSteps(int trainingCases) {
        return (long) epochs * stepsPerEpoch(trainingCases);
    }

    /** Steps of an epoch on so many training cases; the last may be smaller. */
    public int stepsPerEpoch(int trainingCases) {
        return Math.ceilDiv(trainingCases, batchSize);
    }

    /** The same configuration on other data. */
    public TrainingConfig withDataset(String path) {
        return new TrainingConfig(
                path,
                architecture,
                epochs,
                batchSize,
                learningRate,
                schedule,
                weightDecay,
                gradientClip,
                augmentation,
                seed,
                pinnedCase,
                traceEvery,
                checkpointEvery,
                keepBestBy,
                threads);
    }

    /** The full configuration as indented JSON. */
    public String toJson() {
        return RunJson.INDENTED.writeValueAsString(this);
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
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException(file + ": there is no such configuration file", e);
        }
    }

    /**
     * Reads a configuration from JSON text; keys left out keep the value of {@link #recommended()}.
     *
     * @throws IllegalArgumentException on anything but an object with known keys and values in range
     */
    public static TrainingConfig parse(String json) {
        JsonMapper mapper = RunJson.STRICT;
        ObjectNode tree = mapper.valueToTree(recommended());
        try {
            JsonNode given = mapper.readTree(json);
            if (!(given instanceof ObjectNode object)) {
                throw new IllegalArgumentException("the configuration must be a JSON object");
            }
            overlay(tree, object, "");
            return mapper.treeToValue(tree, TrainingConfig.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    private static void overlay(ObjectNode base, ObjectNode given, String path) {
        for (var entry : given.properties()) {
            String key = entry.getKey();
            JsonNode known = base.get(key);
            if (known == null) {
                throw new IllegalArgumentException(
                        "unknown key \"" + path + key + "\"; known here: " + String.join(", ", base.propertyNames()));
            }
            if (known instanceof ObjectNode inner) {
                if (!(entry.getValue() instanceof ObjectNode innerGiven)) {
                    throw new IllegalArgumentException("\"" + path + key + "\" must be an object");
                }
                overlay(inner, innerGiven, path + key + ".");
            } else {
                base.set(key, entry.getValue());
            }
        }
    }

    static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        String message = e.getOriginalMessage();
        String firstLine =
                message == null ? "not readable" : message.lines().findFirst().orElse("not readable");
        String where = e.getPathReference();
        return firstLine + (where == null || where.isEmpty() ? "" : " (at " + where + ")");
    }
}
