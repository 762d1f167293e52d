package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LMTTM and its predecessor TTM in deterministic mode: learned position embeddings (or none), attention over the tokens
 * of a case, and memory and pointer that start fresh for every case, so that nothing passes between the cases of a
 * batch.
 *
 * <p>Not thread-safe. Every intermediate belongs to the manager of the batch that came in: give each batch a
 * sub-manager of its own and close that. Parameters belong to the manager given to {@link #create}; do not cap that
 * one, because a view of a parameter is born there and moved to the batch's manager at once.
 *
 * <p>Training: gradients are collected by the caller's {@code GradientCollector} around {@link #forward}; the
 * parameters, by checkpoint name, are in {@link #namedParameters()}. Dropout draws from the engine's generator: call
 * {@link #seedDropout} before each step and a resumed run draws the same masks as an uninterrupted one.
 */
public final class LmttmNetwork extends ModelBlock {
    private final Architecture architecture;
    private final PatchStem stem;
    private final Read read;
    private final ModelBlock unit;
    private final Write write;
    private final Classifier classifier;

    /**
     * What a traced pass kept, batch first; T timestamps, logits before softmax.
     *
     * @param logits (B, classes)
     * @param memory T + 1 states (B, K·m, d): before the first timestamp, after each write
     * @param readAttention T arrays (B, blocks read, r, m + n), blocks in the order current, previous, next
     * @param writeAttention T arrays (B, m, 3m + n + 3r)
     * @param outputs T arrays (B, 3r, d)
     * @param stepLogits T arrays (B, classes): classifier on that timestamp's outputs alone
     * @param runningLogits T arrays (B, classes): classifier on all outputs so far; the last is {@code logits}
     */
    public record Traced(
            NDArray logits,
            List<NDArray> memory,
            List<NDArray> readAttention,
            List<NDArray> writeAttention,
            List<NDArray> outputs,
            List<NDArray> stepLogits,
            List<NDArray> runningLogits) {}

    private LmttmNetwork(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        stem = addChildBlock("stem", new PatchStem(architecture, init));
        read = addChildBlock("read", new Read(architecture, init));
        unit = addChildBlock(
                "unit",
                switch (architecture.unit()) {
                    case TRANSFORMER -> new MafaTransformer(architecture, init);
                    case MLP -> new MafaMlp(architecture, init);
                    case MIXER -> throw new IllegalArgumentException("architecture: unit MIXER cannot be computed");
                });
        write = addChildBlock("write", new Write(architecture, init));
        classifier = addChildBlock("classifier", new Classifier(architecture, init));
    }

    /**
     * A network with starting weights that depend on the seed alone.
     *
     * @param architecture its shapes
     * @param seed of the starting weights
     * @param manager owns the parameters and fixes the device
     */
    public static LmttmNetwork create(Architecture architecture, long seed, NDManager manager) {
        LmttmNetwork network = new LmttmNetwork(architecture, new WeightInit(seed));
        network.initialize(manager, DataType.FLOAT32, network.inputShape(1));
        return network;
    }

    /** The shape of every parameter, by name; needs no engine. */
    static Map<String, long[]> shapes(Architecture architecture) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        byName(new LmttmNetwork(architecture, new WeightInit(0)))
                .forEach((name, parameter) ->
                        shapes.put(name, parameter.getShape().getShape()));
        return shapes;
    }

    /** Shapes and options. */
    public Architecture architecture() {
        return architecture;
    }

    /** The input's shape for a batch: (batch, 1, depth, height, width). */
    public Shape inputShape(long batch) {
        Architecture.Extent input = architecture.input();
        return new Shape(batch, 1, input.depth(), input.height(), input.width());
    }

    /** The parameters by the names that checkpoints use, always in the same order. */
    public Map<String, Parameter> namedParameters() {
        return byName(this);
    }

    static Map<String, Parameter> byName(ModelBlock block) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        block.getParameters().values().forEach(parameter -> named.put(parameter.getName(), parameter));
        return Collections.unmodifiableMap(named);
    }

    /** Weights in all. */
    public long parameterCount() {
        return getParameters().values().stream()
                .mapToLong(parameter -> parameter.getShape().size())
                .sum();
    }

    /**
     * Fixes the dropout masks of the next forward pass: the same seed and step give the same masks on the same device.
     * Sets the engine's own generator.
     *
     * @param manager any manager of the engine
     * @param seed of the run
     * @param step optimizer step, counted over the whole run
     */
    public static void seedDropout(NDManager manager, long seed, long step) {
        long mixed = (seed + 1) * 0x9E3779B97F4A7C15L + step * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
        manager.getEngine().setRandomSeed((int) (mixed >>> 33));
    }

    /**
     * Logits (B, classes) of a batch.
     *
     * @param batch (B, 1, depth, height, width), float32 in [0, 1]
     * @param training whether dropout acts
     */
    public NDArray forward(NDArray batch, boolean training) {
        return run(pass(batch, training), batch, null);
    }

    /** The same pass, without dropout, keeping everything it looked at and remembered. */
    public Traced forwardTraced(NDArray batch) {
        Pass pass = pass(batch, false);
        Tape tape = new Tape();
        NDArray logits = run(pass, batch, tape);
        List<NDArray> stepLogits = new ArrayList<>();
        List<NDArray> runningLogits = new ArrayList<>();
        for (int t = 0; t < architecture.steps(); t++) {
            stepLogits.add(classify(pass, tape.outputs.subList(t, t + 1)));
            boolean last = t == architecture.steps() - 1;
            runningLogits.add(last ? logits : classify(pass, tape.outputs.subList(0, t + 1)));
        }
        return new Traced(logits, tape.memory, tape.read, tape.write, tape.outputs, stepLogits, runningLogits);
    }

    private Pass pass(NDArray batch, boolean training) {
        Shape shape = batch.getShape();
        Shape expected = inputShape(shape.dimension() == 0 ? 1 : shape.get(0));
        if (!shape.equals(expected)) {
            throw new IllegalArgumentException("the network takes " + expected + " but was given " + shape);
        }
        NDManager scope = batch.getManager();
        return new Pass(new ParameterStore(scope, false), scope, training);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        return new NDList(run(pass, inputs.head(), null));
    }

    private NDArray run(Pass pass, NDArray batch, @Nullable Tape tape) {
        NDArray patches = stem.apply(pass, new NDList(batch)).head();
        List<TokenSummarization.Features> readPatches = byTimestamp(read.patchFeatures(pass, patches));
        List<TokenSummarization.Features> writePatches = byTimestamp(write.patchFeatures(pass, patches));
        LinkedMemory memory = emptyMemory(pass, batch.getShape().get(0));
        if (tape != null) {
            tape.memory.add(NDArrays.concat(memory.tokens(), 1));
        }
        List<NDArray> outputs = new ArrayList<>();
        for (int t = 0; t < architecture.steps(); t++) {
            List<LinkedMemory.Block> blocks = memory.atHand();
            NDList seen = read.attend(
                    pass, blocks.stream().map(LinkedMemory.Block::features).toList(), readPatches.get(t));
            NDArray output = unit.apply(pass, new NDList(seen.head())).head();
            outputs.add(output);
            if (tape == null && t == architecture.steps() - 1) {
                break; // nobody reads what the last timestamp would write
            }
            NDList tokens =
                    new NDList(blocks.stream().map(LinkedMemory.Block::tokens).toList());
            NDList written = write.attend(pass, tokens, writePatches.get(t), output);
            memory.write(block(pass, written.head()));
            if (tape != null) {
                tape.keep(seen.get(1), written.get(1), output, memory);
            }
        }
        return classify(pass, outputs);
    }

    private NDArray classify(Pass pass, List<NDArray> outputs) {
        NDArray tokens = NDArrays.concat(new NDList(outputs), 1);
        return classifier.apply(pass, new NDList(tokens)).head();
    }

    private LinkedMemory emptyMemory(Pass pass, long batch) {
        NDArray zeros = pass.scope().zeros(new Shape(batch, architecture.blockTokens(), architecture.dim()));
        return new LinkedMemory(architecture, block(pass, zeros));
    }

    private LinkedMemory.Block block(Pass pass, NDArray tokens) {
        return new LinkedMemory.Block(tokens, read.blockFeatures(pass, tokens));
    }

    /** (T, B, n, …) → T features of (B, n, …). */
    private static List<TokenSummarization.Features> byTimestamp(TokenSummarization.Features all) {
        long steps = all.scores().getShape().get(0);
        NDList scores = all.scores().split(steps, 0);
        NDList values = all.values().split(steps, 0);
        List<TokenSummarization.Features> features = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            features.add(new TokenSummarization.Features(
                    scores.get(t).squeeze(0), values.get(t).squeeze(0)));
        }
        return features;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), architecture.classes())};
    }

    /** What a traced pass keeps. */
    private static final class Tape {
        private final List<NDArray> memory = new ArrayList<>();
        private final List<NDArray> read = new ArrayList<>();
        private final List<NDArray> write = new ArrayList<>();
        private final List<NDArray> outputs = new ArrayList<>();

        void keep(NDArray readAttention, NDArray writeAttention, NDArray output, LinkedMemory after) {
            read.add(readAttention);
            write.add(writeAttention);
            outputs.add(output);
            memory.add(NDArrays.concat(after.tokens(), 1));
        }
    }
}
