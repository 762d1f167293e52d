package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * LMTTM and its predecessor TTM. In deterministic mode: learned position embeddings (or none), attention over the tokens
 * of a case, and memory and pointer that start fresh for every case, so that nothing passes between the cases of a
 * batch. In published-code mode: position embeddings drawn anew in every pass, a Transformer that attends over the cases
 * of the batch, and memory and pointer that the caller hands from batch to batch as {@link MemoryState}.
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
    private final Mode mode;
    private final WeightInit init;
    private final ModelBlock stem;
    private final ModelBlock read;
    private final Mafa<?> unit;
    private final ModelBlock write;
    private final Classifier classifier;
    private final @Nullable Parameter initialMemory;
    private Recurrence recurrence;
    private Factors factors = Factors.FLOAT32;

    /**
     * What a traced pass kept, batch first; T timestamps, logits before softmax.
     *
     * @param logits (B, classes)
     * @param before memory before the first timestamp
     * @param written T arrays (B, m, d): the block that each timestamp wrote
     * @param readAttention T arrays (B, blocks read, r, m + n), blocks in the order current, previous, next
     * @param writeAttention T arrays (B, m, 3m + n + 3r)
     * @param outputs T arrays (B, 3r, d)
     * @param stepLogits (T, B, classes): classifier on each timestamp's outputs alone
     * @param runningLogits (T, B, classes): classifier on all outputs so far
     * @param changes blocks that interventions changed, in the order they did
     */
    record Traced(
            NDArray logits,
            Recurrence.Memory before,
            List<NDArray> written,
            List<NDArray> readAttention,
            List<NDArray> writeAttention,
            List<NDArray> outputs,
            NDArray stepLogits,
            NDArray runningLogits,
            List<Changed> changes) {}

    /**
     * A block that an intervention changed.
     *
     * @param t the timestamp that reads it next
     * @param block which
     * @param tokens (B, m, d) as they are now
     */
    record Changed(int t, int block, NDArray tokens) {}

    /**
     * Logits and what the batch leaves behind.
     *
     * @param logits (B, classes)
     * @param memory to go on with; belongs to the batch's manager, attach it elsewhere to keep it
     */
    public record Continued(NDArray logits, MemoryState memory) {}

    private LmttmNetwork(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        this.mode = init.mode();
        this.init = init;
        stem = addChildBlock("stem", PatchStem.of(architecture, init));
        read = addChildBlock("read", MemoryAccess.read(architecture, init));
        unit = addChildBlock("unit", Mafa.of(architecture, init));
        write = addChildBlock("write", MemoryAccess.write(architecture, init));
        classifier = addChildBlock("classifier", new Classifier(architecture, init));
        initialMemory = architecture.variant().initialMemory() == Variant.InitialMemory.LEARNED
                ? parameter(
                        "memory.initial", WeightInit.Kind.NORMAL, 1, architecture.memoryTokens(), architecture.dim())
                : null;
        recurrence = recurrence(Arithmetic.FAST, FastRecurrence.CACHED);
    }

    private Recurrence recurrence(Arithmetic arithmetic, long together) {
        Recurrence.Step settle = (pass, block) -> disturbed(pass, block, MemoryNoise.At.EVERY_WRITE);
        return arithmetic == Arithmetic.FAST && read instanceof Read fastRead && write instanceof Write fastWrite
                ? new FastRecurrence(architecture, fastRead, this::process, fastWrite, settle, together)
                : new PlainRecurrence(architecture, read, this::process, write, settle);
    }

    /**
     * Chooses how passes from now on are computed; {@link Arithmetic#FAST} until then. What is saved is saved in token
     * summarization: attention and add/erase are always computed as they are written.
     */
    public void compute(Arithmetic arithmetic) {
        compute(arithmetic, FastRecurrence.CACHED);
    }

    /** The same, with a limit to the size of what fast arithmetic computes together. */
    void compute(Arithmetic arithmetic, long together) {
        recurrence = recurrence(arithmetic, together);
    }

    /** Says how precise the factors of products are in passes from now on. */
    void multiply(Factors precision) {
        factors = precision;
    }

    /** A network in deterministic mode; see {@link #create(Architecture, Mode, long, NDManager)}. */
    public static LmttmNetwork create(Architecture architecture, long seed, NDManager manager) {
        return create(architecture, Mode.DETERMINISTIC, seed, manager);
    }

    /**
     * A network with starting weights that depend on the seed alone.
     *
     * @param architecture its shapes
     * @param mode how it treats position, patients and memory
     * @param seed of the starting weights, and in published-code mode of the position embeddings of every pass
     * @param manager owns the parameters and fixes the device
     */
    public static LmttmNetwork create(Architecture architecture, Mode mode, long seed, NDManager manager) {
        if (mode == Mode.PUBLISHED_CODE && architecture.variant().initialMemory() == Variant.InitialMemory.LEARNED) {
            throw new IllegalArgumentException("architecture: variant.initial_memory learned needs mode "
                    + Mode.DETERMINISTIC.label() + "; in " + mode.label() + " memory is carried, not started");
        }
        LmttmNetwork network = new LmttmNetwork(architecture, new WeightInit(seed, mode));
        network.initialize(manager, DataType.FLOAT32, network.inputShape(1));
        return network;
    }

    /** The shape of every parameter and buffer, by name; needs no engine. */
    public static Map<String, long[]> stateShapes(Architecture architecture, Mode mode) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        new LmttmNetwork(architecture, new WeightInit(0, mode))
                .namedState()
                .forEach((name, parameter) ->
                        shapes.put(name, parameter.getShape().getShape()));
        return shapes;
    }

    /** Shapes and options. */
    public Architecture architecture() {
        return architecture;
    }

    /** How it treats position, patients and memory. */
    public Mode mode() {
        return mode;
    }

    /** The input's shape for a batch: (batch, 1, depth, height, width). */
    public Shape inputShape(long batch) {
        Architecture.Extent input = architecture.input();
        return new Shape(batch, 1, input.depth(), input.height(), input.width());
    }

    /** The parameters, which training learns, by the names that checkpoints use; always in the same order. */
    public Map<String, Parameter> namedParameters() {
        return byName(this, parameter -> !isBuffer(parameter));
    }

    /**
     * The buffers by the names that checkpoints use: what training passes change by themselves and an optimizer must
     * leave alone, such as batch norm's running statistics. Checkpoints and training states must hold them.
     */
    public Map<String, Parameter> namedBuffers() {
        return byName(this, ModelBlock::isBuffer);
    }

    /** Parameters and buffers: all that a checkpoint holds. */
    Map<String, Parameter> namedState() {
        return byName(this, _ -> true);
    }

    static Map<String, Parameter> byName(ModelBlock block) {
        return byName(block, _ -> true);
    }

    private static Map<String, Parameter> byName(ModelBlock block, Predicate<Parameter> which) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        block.getParameters().values().stream()
                .filter(which)
                .forEach(parameter -> named.put(parameter.getName(), parameter));
        return Collections.unmodifiableMap(named);
    }

    /** Weights in all, buffers not counted. */
    public long parameterCount() {
        return namedParameters().values().stream()
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
     * Logits (B, classes) of a batch whose memory starts fresh.
     *
     * @param batch (B, 1, depth, height, width), float32 in [0, 1]
     * @param training whether dropout and memory noise act
     */
    public NDArray forward(NDArray batch, boolean training) {
        Pass pass = pass(batch, training, 0);
        return classify(pass, run(pass, batch, freshMemory(pass, batch), false, null));
    }

    /**
     * A batch that goes on with the memory of those before it.
     *
     * @param batch (B, 1, depth, height, width), float32 in [0, 1]
     * @param training whether dropout and memory noise act
     * @param before its first B rows are used, the others come back as they are
     */
    public Continued forward(NDArray batch, boolean training, MemoryState before) {
        Pass pass = pass(batch, training, before.passes());
        Recurrence.Done done = run(pass, batch, carriedMemory(pass, cases(batch), before), true, null);
        NDArray left = done.memory().tokens(cases(batch));
        if (mode == Mode.PUBLISHED_CODE && noiseActs(pass)) {
            left = left.add(architecture.variant().noise().draw(pass.scope(), left.getShape()));
        }
        return new Continued(classify(pass, done), before.after(left, architecture.steps()));
    }

    private static long cases(NDArray batch) {
        return batch.getShape().get(0);
    }

    /** Memory of zeros for batches of up to so many cases, with the pointer at block 0. */
    public MemoryState emptyMemory(NDManager manager, long rows) {
        return MemoryState.start(manager.zeros(new Shape(rows, architecture.memoryTokens(), architecture.dim())));
    }

    /** A pass whose memory starts fresh, without dropout, keeping everything it looked at and remembered. */
    Traced forwardTraced(NDArray batch) {
        Pass pass = pass(batch, false, 0);
        return traced(pass, batch, freshMemory(pass, batch));
    }

    /** The same for a batch that goes on with the memory of those before it; see {@link #after}. */
    Traced forwardTraced(NDArray batch, MemoryState before) {
        Pass pass = pass(batch, false, before.passes());
        return traced(pass, batch, carriedMemory(pass, cases(batch), before));
    }

    /** A pass with interventions whose memory starts fresh, or goes on with memory of other cases. */
    Traced forwardTraced(NDArray batch, @Nullable MemoryState before, Edits edits) {
        NDManager scope = batch.getManager();
        Pass pass = Pass.edited(new ParameterStore(scope, false), scope, edits);
        drawPositions(pass, before == null ? 0 : before.passes());
        return traced(
                pass, batch, before == null ? freshMemory(pass, batch) : carriedMemory(pass, cases(batch), before));
    }

    /** Logits (B, classes) of a batch whose memory starts fresh, with dropout but otherwise as in evaluation. */
    NDArray forwardDropping(NDArray batch) {
        NDManager scope = batch.getManager();
        Pass pass = Pass.dropping(new ParameterStore(scope, false), scope);
        drawPositions(pass, 0);
        return classify(pass, run(pass, batch, freshMemory(pass, batch), false, null));
    }

    /** What a traced pass leaves behind; belongs to the batch's manager. */
    MemoryState after(MemoryState before, Traced traced) {
        NDArray tokens = traced.before().after(architecture, traced.written()).tokens(cases(traced.logits()));
        return before.after(tokens, architecture.steps());
    }

    private Traced traced(Pass pass, NDArray batch, Recurrence.Memory before) {
        TraceRecorder recorder = new TraceRecorder(architecture, cases(batch));
        Recurrence.Done done = run(pass, batch, before, true, recorder);
        return recorder.traced(before, classify(pass, done), tokens -> classifier.logits(pass, tokens));
    }

    private Pass pass(NDArray batch, boolean training, long passes) {
        Shape shape = batch.getShape();
        Shape expected = inputShape(shape.dimension() == 0 ? 1 : shape.get(0));
        if (!shape.equals(expected)) {
            throw new IllegalArgumentException("the network takes " + expected + " but was given " + shape);
        }
        NDManager scope = batch.getManager();
        Pass pass = new Pass(new ParameterStore(scope, false), scope, training);
        pass.multiply(factors);
        drawPositions(pass, passes);
        return pass;
    }

    private void drawPositions(Pass pass, long passes) {
        WeightInit draws = init.forPass(passes);
        for (Parameter parameter : drawnInEveryPass()) {
            pass.draw(
                    parameter,
                    draws.of(parameter.getName(), WeightInit.Kind.POSITION)
                            .initialize(pass.scope(), parameter.getShape(), DataType.FLOAT32));
        }
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        drawPositions(pass, 0);
        NDArray batch = inputs.head();
        return new NDList(classify(pass, run(pass, batch, freshMemory(pass, batch), false, null)));
    }

    private Recurrence.Done run(
            Pass pass,
            NDArray batch,
            Recurrence.Memory before,
            boolean writesLast,
            Recurrence.@Nullable Listener listener) {
        NDArray patches = stem.apply(pass, new NDList(batch)).head();
        return recurrence.run(pass, patches, before, writesLast, listener);
    }

    private NDArray classify(Pass pass, Recurrence.Done done) {
        NDArray tokens = Pass.concat(new NDList(done.outputs()), 1);
        return classifier.apply(pass, new NDList(tokens)).head();
    }

    /** The published code hands (B, tokens, d) to a Transformer that attends over the first axis: patients mix. */
    private NDArray process(Pass pass, NDArray tokens) {
        if (mode == Mode.PUBLISHED_CODE && architecture.unit() == Architecture.Unit.TRANSFORMER) {
            return unit.apply(pass, new NDList(tokens.swapAxes(0, 1))).head().swapAxes(0, 1);
        }
        return unit.apply(pass, new NDList(tokens)).head();
    }

    private boolean noiseActs(Pass pass) {
        return pass.training() && architecture.variant().noise().acts();
    }

    /** Memory with the noise that deterministic mode adds at this place. */
    private NDArray disturbed(Pass pass, NDArray memory, MemoryNoise.At place) {
        MemoryNoise noise = architecture.variant().noise();
        boolean here = mode == Mode.DETERMINISTIC && noiseActs(pass) && noise.at() == place;
        return here ? memory.add(noise.draw(pass.scope(), memory.getShape())) : memory;
    }

    /** Zeros, or learned: the same for all cases, until noise tells them apart. */
    private Recurrence.Memory freshMemory(Pass pass, NDArray batch) {
        int blocks = architecture.blocks();
        int tokens = architecture.blockTokens();
        List<NDArray> initial = initialMemory == null
                ? Collections.nCopies(
                        blocks, pass.scope().zeros(new Shape(1, tokens, architecture.dim()), batch.getDataType()))
                : pass.held(initialMemory).split(blocks, 1);
        Recurrence.Memory fresh = new Recurrence.Memory(initial, 0);
        boolean noisy = mode == Mode.DETERMINISTIC
                && noiseActs(pass)
                && architecture.variant().noise().at() == MemoryNoise.At.INITIAL;
        return noisy ? blocks(pass, fresh.tokens(cases(batch)), 0) : fresh;
    }

    private Recurrence.Memory carriedMemory(Pass pass, long batch, MemoryState before) {
        return blocks(pass, before.used(batch, pass.scope()), before.pointer());
    }

    private Recurrence.Memory blocks(Pass pass, NDArray tokens, int pointer) {
        NDArray initial = disturbed(pass, tokens, MemoryNoise.At.INITIAL);
        return new Recurrence.Memory(initial.split(architecture.blocks(), 1), pointer);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), architecture.classes())};
    }
}
