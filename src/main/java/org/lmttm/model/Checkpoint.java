package org.lmttm.model;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A model as one safetensors file: weights by name, and in its metadata the architecture, mode, labels, preprocessing
 * and provenance, each as JSON text. A published-code model has one tensor more, {@value #MEMORY}: the memory that its
 * training left behind. Loading checks every name, shape and value.
 *
 * @param info what the checkpoint says about itself
 * @param weights float32 by name of the parameter or buffer
 */
public record Checkpoint(ModelInfo info, Map<String, Tensor> weights) {
    private static final String FORMAT = "lmttm-checkpoint";
    private static final String VERSION = "1";
    /** The memory (rows, K·m, d) that evaluation of a published-code model starts with. */
    static final String MEMORY = "memory_tokens";

    /**
     * Reads a checkpoint into plain memory.
     *
     * @throws IOException if the file cannot be read, is no checkpoint, a name or shape differs from what its
     *     architecture needs, or a weight is not finite; names the file and the first difference
     */
    public static Checkpoint read(Path file) throws IOException {
        Safetensors.Contents contents = Safetensors.read(file);
        ModelInfo info = info(file, contents.metadata());
        return checked(file, info, contents.tensors());
    }

    /**
     * A checkpoint whose names, shapes and values are checked as on reading.
     *
     * @param file where the weights came from, for messages
     * @throws IOException if they do not fit the architecture; names the file and the first difference
     */
    public static Checkpoint checked(Path file, ModelInfo info, Map<String, Tensor> weights) throws IOException {
        check(file, expected(file, info, weights), weights);
        return new Checkpoint(info, weights);
    }

    /** Reads only what the checkpoint says about itself. */
    public static ModelInfo info(Path file) throws IOException {
        return info(file, Safetensors.metadata(file));
    }

    /** The present weights of a network in deterministic mode and what is to be said about them. */
    public static Checkpoint of(ModelInfo info, LmttmNetwork network) {
        if (info.mode() != Mode.DETERMINISTIC) {
            throw new IllegalArgumentException(
                    "model " + info.name() + ": mode " + info.mode().label() + " needs the memory that it carries");
        }
        return new Checkpoint(info, weights(network));
    }

    /** The present weights of a network in published-code mode and the memory that it carries. */
    public static Checkpoint of(ModelInfo info, LmttmNetwork network, MemoryState memory) {
        Map<String, Tensor> weights = weights(network);
        weights.put(
                MEMORY,
                Tensor.of(
                        memory.tokens().toFloatArray(),
                        memory.tokens().getShape().getShape()));
        return new Checkpoint(info, weights);
    }

    /** The memory (rows, K·m, d) that a published-code model starts with; null in deterministic mode. */
    public @Nullable Tensor memory() {
        return weights.get(MEMORY);
    }

    private static Map<String, Tensor> weights(LmttmNetwork network) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        network.namedState()
                .forEach((name, parameter) -> weights.put(
                        name,
                        Tensor.of(
                                parameter.getArray().toFloatArray(),
                                parameter.getShape().getShape())));
        return weights;
    }

    /** Writes the file atomically. */
    public void write(Path file) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("format_version", VERSION);
        metadata.put("name", info.name());
        metadata.put("mode", info.mode().label());
        metadata.put("architecture", ModelJson.write(info.architecture()));
        metadata.put("labels", ModelJson.write(info.labels()));
        metadata.put("preprocessing", ModelJson.write(info.preprocessing()));
        metadata.put("provenance", ModelJson.write(info.provenance()));
        Safetensors.write(file, weights, metadata);
    }

    /**
     * A network with these weights; its parameters belong to the manager. What published-code mode draws in every pass
     * follows from the training's seed.
     */
    public LmttmNetwork network(NDManager manager) {
        long seed = info.provenance().get("seed") instanceof Number number ? number.longValue() : 0;
        LmttmNetwork network = LmttmNetwork.create(info.architecture(), info.mode(), seed, manager);
        restore(network);
        return network;
    }

    /** Copies the weights into a network of the same architecture and mode. */
    public void restore(LmttmNetwork network) {
        if (network.mode() != info.mode() || !network.architecture().equals(info.architecture())) {
            throw new IllegalArgumentException("model " + info.name() + " has another architecture: "
                    + info.mode().label() + " " + info.architecture() + " instead of "
                    + network.mode().label() + " " + network.architecture());
        }
        network.namedState()
                .forEach((name, parameter) -> parameter
                        .getArray()
                        .set(Objects.requireNonNull(weights.get(name)).floats()));
    }

    private static ModelInfo info(Path file, Map<String, String> metadata) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new IOException(name + ": a safetensors file, but not a checkpoint of this workbench");
        }
        if (!VERSION.equals(metadata.get("format_version"))) {
            throw new IOException(name + ": checkpoint format " + metadata.get("format_version")
                    + " is newer than this workbench; it reads format " + VERSION);
        }
        try {
            return new ModelInfo(
                    metadata.getOrDefault("name", name.replaceFirst("\\.safetensors$", "")),
                    ModelJson.readArchitecture(text(name, metadata, "architecture")),
                    mode(name, text(name, metadata, "mode")),
                    ModelJson.readTexts(text(name, metadata, "labels")),
                    ModelJson.read(text(name, metadata, "preprocessing"), Preprocessing.class),
                    ModelJson.readMap(text(name, metadata, "provenance")));
        } catch (JacksonException e) {
            throw new IOException(name + ": its metadata does not fit: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static String text(String file, Map<String, String> metadata, String key) throws IOException {
        String value = metadata.get(key);
        if (value == null) {
            throw new IOException(file + ": its metadata lacks " + key);
        }
        return value;
    }

    private static Mode mode(String file, String label) throws IOException {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IOException(file + ": mode \"" + label + "\" is not known"));
    }

    private static Map<String, long[]> expected(Path file, ModelInfo info, Map<String, Tensor> found)
            throws IOException {
        Map<String, long[]> expected = LmttmNetwork.stateShapes(info.architecture(), info.mode());
        if (info.mode() == Mode.PUBLISHED_CODE) {
            Tensor memory = found.get(MEMORY);
            long rows = memory == null || memory.shape().length == 0 ? 1 : memory.shape()[0];
            if (rows < 1) {
                throw new IOException(file.getFileName() + ": " + MEMORY + " has no rows");
            }
            expected.put(MEMORY, new long[] {
                rows, info.architecture().memoryTokens(), info.architecture().dim()
            });
        }
        return expected;
    }

    private static void checkFinite(Path file, String name, Tensor tensor) throws IOException {
        float[] values = tensor.floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IOException(
                        file.getFileName() + ": parameter " + name + " holds " + values[i] + " at position " + i);
            }
        }
    }

    private static void check(Path file, Map<String, long[]> expected, Map<String, Tensor> weights) throws IOException {
        for (Map.Entry<String, long[]> entry : expected.entrySet()) {
            Tensor found = weights.get(entry.getKey());
            if (found == null) {
                throw new IOException(file.getFileName() + ": parameter " + entry.getKey() + " is missing");
            }
            if (found.type() != Tensor.Type.F32 || !Arrays.equals(found.shape(), entry.getValue())) {
                throw new IOException(file.getFileName() + ": parameter " + entry.getKey() + " is " + found.type()
                        + Arrays.toString(found.shape()) + ", the architecture needs F32"
                        + Arrays.toString(entry.getValue()));
            }
            checkFinite(file, entry.getKey(), found);
        }
        for (String name : weights.keySet()) {
            if (!expected.containsKey(name)) {
                throw new IOException(
                        file.getFileName() + ": parameter " + name + " does not belong to the architecture");
            }
        }
    }
}
