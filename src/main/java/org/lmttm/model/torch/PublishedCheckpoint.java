package org.lmttm.model.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;
import org.lmttm.model.Tensor;
import org.lmttm.model.Variant;

/**
 * A model that the published code saved, {@code {"model": state dict, "memory_tokens": tensor}}, made ours. The tensors
 * decide the dimensions: d, r, m, K, patch, classes, and whether it is LMTTM or TTM. Position embeddings are off unless
 * asked for, because the published code has none to save; the border is dropped and three layers share their weights, as it computes.
 *
 * @param checkpoint the model
 * @param ignored modules of the file that the forward pass does not use, in the file's order
 */
public record PublishedCheckpoint(Checkpoint checkpoint, List<String> ignored) {
    private static final String UNIT = "tokenTuringMachineUnit.";
    private static final String MEMORY = "memory_tokens";
    private static final int LAYERS = 3;
    private static final double DROPOUT = 0.2;

    /** Makes the list immutable. */
    public PublishedCheckpoint {
        ignored = List.copyOf(ignored);
    }

    /**
     * What the tensors do not say.
     *
     * @param heads attention heads, 8 in the published code
     * @param unit the processing unit that was trained; the file holds the weights of all
     * @param stem how a volume becomes tokens
     * @param mode {@link Mode#DETERMINISTIC}: attention over tokens; {@link Mode#PUBLISHED_CODE}: over the batch, with
     *     the file's memory carried on
     * @param edge voxels along each axis of the cubes that it was trained on, 28 or 64 in MedMNIST
     * @param positions whether position embeddings are drawn in every pass, as the published code does; there are none to
     *     learn or read, so only in published-code mode
     */
    public record Options(
            int heads, Architecture.Unit unit, Variant.Stem stem, Mode mode, int edge, boolean positions) {
        /** What holds unless it is said otherwise. */
        public static final Options DEFAULT =
                new Options(8, Architecture.Unit.TRANSFORMER, Variant.Stem.PATCH, Mode.DETERMINISTIC, 28, false);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read, holds anything but tensors, or does not fit the options; names the
     *     file and the first thing that is wrong
     */
    public static PublishedCheckpoint read(Path file, Options options) throws IOException {
        try (TorchFile torch = TorchFile.open(file)) {
            return new Reader(file, torch, options).read();
        }
    }

    /** One file being read. */
    private static final class Reader {
        private final Path file;
        private final TorchFile torch;
        private final Options options;
        private final Map<String, StoredTensor> model = new LinkedHashMap<>();

        Reader(Path file, TorchFile torch, Options options) {
            this.file = file;
            this.torch = torch;
            this.options = options;
        }

        PublishedCheckpoint read() throws IOException {
            if (!(torch.contents() instanceof Map<?, ?> contents)
                    || !(contents.get("model") instanceof Map<?, ?> named)) {
                throw problem("has no state dict \"model\"; the published code saves {\"model\", \"memory_tokens\"}");
            }
            named.forEach((name, value) -> {
                if (name instanceof String text && value instanceof StoredTensor tensor) {
                    model.put(text, tensor);
                }
            });
            if (!(contents.get(MEMORY) instanceof StoredTensor memory)) {
                throw problem("has no tensor " + MEMORY + ", which says how many memory blocks there are");
            }
            Architecture architecture = architecture(memory);
            Set<String> used = new LinkedHashSet<>(
                    LmttmNetwork.stateShapes(architecture, options.mode()).keySet());
            Map<String, Tensor> weights = new LinkedHashMap<>();
            for (String name : used) {
                weights.put(name, torch.floats(name, tensor(name)));
            }
            if (options.mode() == Mode.PUBLISHED_CODE) {
                weights.put(MEMORY, torch.floats(MEMORY, memory));
            }
            Checkpoint checkpoint = Checkpoint.checked(file, info(architecture), weights);
            return new PublishedCheckpoint(checkpoint, ignored(used));
        }

        private Architecture architecture(StoredTensor memory) throws IOException {
            int dim = length(UNIT + "tokenLearner1.norm.weight", 0, 1);
            int readTokens = length(UNIT + "tokenLearner1.attention_maps.2.weight", 0, 3);
            int written = length(UNIT + "tokenLearner2.attention_maps.2.weight", 0, 3);
            if (memory.shape().length != 3 || memory.shape()[2] != dim || memory.shape()[0] < 1) {
                throw problem(MEMORY + " has shape " + java.util.Arrays.toString(memory.shape())
                        + ", expected (batch, memory tokens, " + dim + ")");
            }
            long memoryTokens = memory.shape()[1];
            if (written < 1 || memoryTokens % written != 0 || memoryTokens / written == 2) {
                throw problem(MEMORY + " has " + memoryTokens + " tokens but " + written
                        + " are written at a time; it should be all of them (TTM) or a third or less (LMTTM)");
            }
            boolean linked = memoryTokens > written;
            String stem = options.stem() == Variant.Stem.PATCH ? "pre1.conv.weight" : "pre2.conv.weight";
            boolean patches = options.stem() != Variant.Stem.RESNET18;
            try {
                return new Architecture(
                        linked ? Architecture.Family.LMTTM : Architecture.Family.TTM,
                        options.unit(),
                        Architecture.Extent.cube(options.edge()),
                        patches
                                ? new Architecture.Extent(length(stem, 2, 5), length(stem, 3, 5), length(stem, 4, 5))
                                : Architecture.Extent.cube(1),
                        Architecture.Border.DROP,
                        dim,
                        Math.toIntExact(memoryTokens),
                        Math.toIntExact(memoryTokens / written),
                        readTokens,
                        options.heads(),
                        LAYERS,
                        options.positions(),
                        DROPOUT,
                        length("cls.weight", 0, 2),
                        Variant.DEFAULT.with(options.stem()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
            }
        }

        private StoredTensor tensor(String name) throws IOException {
            StoredTensor tensor = model.get(name);
            if (tensor == null) {
                throw problem("parameter " + name + " is missing");
            }
            return tensor;
        }

        private int length(String name, int axis, int axes) throws IOException {
            long[] shape = tensor(name).shape();
            if (shape.length != axes || shape[axis] > 1 << 20) {
                throw problem("parameter " + name + " has shape " + java.util.Arrays.toString(shape) + ", expected "
                        + axes + " axes");
            }
            return (int) shape[axis];
        }

        private ModelInfo info(Architecture architecture) {
            String fileName = String.valueOf(file.getFileName());
            Map<String, Object> provenance = new LinkedHashMap<>();
            provenance.put("source", "published code");
            provenance.put("imported_from", fileName);
            return new ModelInfo(
                    fileName.replaceFirst("\\.[^.]*$", ""),
                    architecture,
                    options.mode(),
                    IntStream.range(0, architecture.classes())
                            .mapToObj(c -> "class " + c)
                            .toList(),
                    Preprocessing.medMnist(architecture.input()),
                    provenance);
        }

        /** Whole modules where nothing of a module is used, else the names of what is not. */
        private List<String> ignored(Set<String> used) {
            Set<String> modules = new LinkedHashSet<>();
            used.forEach(name -> modules.add(module(name)));
            Set<String> ignored = new LinkedHashSet<>();
            for (String name : model.keySet()) {
                if (!used.contains(name)) {
                    ignored.add(modules.contains(module(name)) ? name : module(name));
                }
            }
            return new ArrayList<>(ignored);
        }

        /** The part of the network, or of its memory unit, that a parameter belongs to. */
        private static String module(String name) {
            int end = name.indexOf('.', name.startsWith(UNIT) ? UNIT.length() : 0);
            return end < 0 ? name : name.substring(0, end);
        }

        private IOException problem(String what) {
            return new IOException(file.getFileName() + ": " + what);
        }
    }
}
