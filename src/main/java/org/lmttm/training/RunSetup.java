package org.lmttm.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.model.Architecture.Extent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings a configuration and a dataset together. */
public final class RunSetup {
    private RunSetup() {}

    /**
     * The configuration of a new run. Where the file does not set class count, input size (for MedMNIST archives) or
     * preprocessing (for folders of volumes), they follow the dataset.
     *
     * @param configFile JSON; null: the recommended configuration
     * @param dataset labelled volumes; null: those that the file names, as {@link TrainingConfig#dataset()} describes
     * @param values keys that go before the file's, as in {@link TrainingConfig#with}
     * @throws IOException if either cannot be read or they do not fit; the message names the file
     */
    public static TrainingConfig configure(@Nullable Path configFile, @Nullable Path dataset, Map<String, ?> values)
            throws IOException {
        ObjectNode tree = configFile == null ? RunJson.STRICT.createObjectNode() : read(configFile);
        values.forEach((key, value) -> tree.set(key, RunJson.STRICT.valueToTree(value)));
        Path data = dataset;
        if (data == null) {
            JsonNode named = tree.get("dataset");
            if (named == null || !named.isString()) {
                throw new IOException(configFile + ": names no \"dataset\"; name it there or with --dataset");
            }
            data = Path.of(named.stringValue());
        }
        return configure(tree, configFile == null ? data : configFile, data);
    }

    /**
     * The configuration of a new run on a dataset, whose labels decide the class count. A MedMNIST archive decides the
     * network's input size, too; volumes of a folder are brought to the configuration's.
     *
     * @param config everything else; its dataset and classes are not used, its preprocessing only where it is not the
     *     default
     * @param dataset a MedMNIST archive, or a folder of volumes with a table of labels
     * @throws IOException if the dataset cannot be read or the configuration does not fit it; the message names the file
     */
    public static TrainingConfig configure(TrainingConfig config, Path dataset) throws IOException {
        ObjectNode tree = (ObjectNode) RunJson.STRICT.readTree(config.toJson());
        if (config.preprocessing().equals(PreprocessingConfig.MEDMNIST)) {
            tree.remove("preprocessing");
        }
        if (tree.get("architecture") instanceof ObjectNode architecture) {
            architecture.remove("classes");
            if (open(tree, dataset) instanceof LabelledVolumes) {
                architecture.remove("input");
            }
        }
        return configure(tree, dataset, dataset);
    }

    /** @param source the file to name where the configuration is wrong */
    private static TrainingConfig configure(ObjectNode tree, Path source, Path dataset) throws IOException {
        LabelledDataset data = open(tree, dataset);
        follow(tree, data);
        try {
            TrainingConfig config = TrainingConfig.parse(tree.toString()).withDataset(dataset.toString());
            RunCases.of(dataset.toString(), data, config.crossValidation()).check(config);
            return config;
        } catch (IllegalArgumentException e) {
            throw new IOException(source + ": " + e.getMessage(), e);
        }
    }

    private static LabelledDataset open(ObjectNode tree, Path dataset) throws IOException {
        JsonNode seed = tree.path("split_seed");
        long splitSeed = seed.isIntegralNumber() ? seed.longValue() : LabelledDataset.USUAL_SPLIT_SEED;
        return RunCases.open(dataset.toString(), splitSeed);
    }

    private static void follow(ObjectNode tree, LabelledDataset data) throws IOException {
        ObjectNode architecture = object(tree, "architecture");
        ObjectNode preprocessing = object(tree, "preprocessing");
        if (architecture == null || preprocessing == null) {
            return; // the parser will refuse it by name
        }
        if (!architecture.has("classes")) {
            architecture.put("classes", data.classes());
        }
        switch (data) {
            case LabelledVolumes cubes -> {
                if (!architecture.has("input")) {
                    architecture.set(
                            "input",
                            RunJson.STRICT.valueToTree(new Extent(cubes.depth(), cubes.height(), cubes.width())));
                }
            }
            case VolumeFolder folder -> {
                if (!preprocessing.has("intensity") || !preprocessing.has("axes")) {
                    ObjectNode usual = RunJson.STRICT.valueToTree(PreprocessingConfig.suiting(folder));
                    for (String key : List.of("intensity", "axes")) {
                        if (!preprocessing.has(key)) {
                            preprocessing.set(key, usual.get(key));
                        }
                    }
                }
            }
        }
    }

    /** The object of a key, made where there is none; null where there is something else. */
    private static @Nullable ObjectNode object(ObjectNode tree, String key) {
        JsonNode given = tree.get(key);
        if (given == null) {
            return tree.putObject(key);
        }
        return given instanceof ObjectNode object ? object : null;
    }

    private static ObjectNode read(Path file) throws IOException {
        try {
            if (RunJson.STRICT.readTree(Files.readString(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new IOException(file + ": the configuration must be a JSON object");
        } catch (JacksonException e) {
            throw new IOException(file + ": is not JSON: " + ConfigJson.reason(e, null), e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such configuration file", e);
        }
    }

    /**
     * Changes values of a run's {@code config.json} before it is resumed; everything else there stays.
     *
     * @param values by key, as in {@link TrainingConfig#with}
     * @throws IOException if the configuration cannot be read or written
     */
    public static void change(RunFolder run, Map<String, ?> values) throws IOException {
        TrainingConfig config = run.config();
        TrainingConfig changed = config.with(values);
        if (!changed.equals(config)) {
            AtomicFiles.writeText(run.configFile(), changed.toJson() + "\n");
        }
    }

    /**
     * Tells a run where its dataset lies now; everything else in {@code config.json} stays.
     *
     * @throws IOException if the dataset is missing or does not fit the run, saying what; or if the configuration cannot
     *     be read or written. Then nothing is changed
     */
    public static void moveDataset(RunFolder run, Path dataset) throws IOException {
        if (!dataset.toString().equals(run.config().dataset())) {
            RunCases.of(run.config().withDataset(dataset.toString()));
            change(run, Map.of("dataset", dataset.toString()));
        }
    }
}
