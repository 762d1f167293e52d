package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.MemoryState;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Tensor;

/** The memory that published-code mode hands from batch to batch. */
final class CarriedMemory implements AutoCloseable {
    private static final String TOKENS = "memory.tokens";
    private static final String PASSES = "memory.passes";

    private final LmttmNetwork network;
    private final NDManager manager;
    private MemoryState state;

    /**
     * Zeros.
     *
     * @param rows cases of the largest batch
     * @param manager owns the memory
     */
    CarriedMemory(LmttmNetwork network, int rows, NDManager manager) {
        this(network, manager, network.emptyMemory(manager, rows));
    }

    private CarriedMemory(LmttmNetwork network, NDManager manager, MemoryState state) {
        this.network = network;
        this.manager = manager;
        this.state = state;
    }

    /** What an evaluation of a checkpoint starts with: the same memory with the pointer at block 0. */
    CarriedMemory restarted() {
        return new CarriedMemory(
                network, manager, MemoryState.start(state.tokens().duplicate()));
    }

    /** A batch's logits; the memory is what the batch leaves. */
    NDArray forward(LmttmNetwork by, NDArray batch, boolean training) {
        LmttmNetwork.Continued continued = by.forward(batch, training, state);
        MemoryState after = continued.memory();
        after.tokens().attach(manager);
        state.tokens().close();
        state = after;
        return continued.logits();
    }

    /** A network with the present memory. */
    Checkpoint checkpoint(ModelInfo info, LmttmNetwork of) {
        return Checkpoint.of(info, of, state);
    }

    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Arrays32.out(Map.of("", state.tokens()), TOKENS));
        tensors.put(PASSES, Tensor.of(new long[] {state.passes()}, 1));
        return tensors;
    }

    /**
     * Puts back what {@link #tensors()} gave.
     *
     * @throws IllegalArgumentException if it is missing or has another shape
     */
    void restore(Map<String, Tensor> tensors) {
        Tensor passes = tensors.get(PASSES);
        if (passes == null || passes.type() != Tensor.Type.I64 || !Arrays.equals(passes.shape(), new long[] {1})) {
            throw new IllegalArgumentException("it does not fit the network: " + PASSES + " is missing");
        }
        NDArray tokens = state.tokens();
        Arrays32.in(Map.of("", tokens), tensors, TOKENS);
        long done = passes.longs()[0];
        int pointer = (int) (done * network.architecture().steps());
        state = new MemoryState(tokens, pointer, done);
    }

    @Override
    public void close() {
        state.tokens().close();
    }
}
