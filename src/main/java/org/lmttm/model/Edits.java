package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries interventions out while a recurrence runs. */
final class Edits {
    /** None. */
    static final Edits NONE = new Edits(List.of());

    private final List<Intervention> interventions;

    Edits(List<Intervention> interventions) {
        this.interventions = List.copyOf(interventions);
    }

    /**
     * The interventions, if a model can have them.
     *
     * @throws IllegalArgumentException saying what does not fit
     */
    static Edits of(List<Intervention> interventions, Architecture architecture) {
        interventions.forEach(intervention -> intervention.check(architecture));
        Edits edits = new Edits(interventions);
        for (int t = 0; t < architecture.steps(); t++) {
            if (!edits.skips(t)) {
                return edits;
            }
        }
        throw new IllegalArgumentException("every timestamp is skipped; leave one for the model to see");
    }

    /** Whether the timestamp is left out. */
    boolean skips(int t) {
        return interventions.stream().anyMatch(i -> i instanceof Intervention.Skip(int at) && at == t);
    }

    /** Whether what the timestamp writes to a block is lost. */
    boolean keeps(int t, int block) {
        return interventions.stream()
                .anyMatch(i -> i instanceof Intervention.Freeze(int frozen, int from) && frozen == block && from <= t);
    }

    /**
     * Changes the blocks before a timestamp reads them.
     *
     * @param tokens a block's tokens (B, m, d) or (1, m, d)
     * @param make the block of changed tokens
     * @param told of every block changed; null: nobody
     */
    <B> void before(
            int t,
            LinkedMemory<B> memory,
            NDManager scope,
            Function<B, NDArray> tokens,
            Function<NDArray, B> make,
            Recurrence.@Nullable Listener told) {
        for (Intervention intervention : interventions) {
            switch (intervention) {
                case Intervention.Erase(int block, int at)
                when at == t ->
                    change(memory, block, tokens.apply(memory.block(block)).zerosLike(), make, t, told);
                case Intervention.Swap(int block, int other, int at)
                when at == t -> {
                    NDArray first = tokens.apply(memory.block(block));
                    change(memory, block, tokens.apply(memory.block(other)), make, t, told);
                    change(memory, other, first, make, t, told);
                }
                case Intervention.Noise noise
                when noise.t() == t ->
                    change(
                            memory,
                            noise.block(),
                            noisy(tokens.apply(memory.block(noise.block())), noise, scope),
                            make,
                            t,
                            told);
                case Intervention.Start(float[] start) when t == 0 -> begin(start, memory, scope, tokens, make, told);
                default -> {}
            }
        }
    }

    private static <B> void change(
            LinkedMemory<B> memory,
            int block,
            NDArray tokens,
            Function<NDArray, B> make,
            int t,
            Recurrence.@Nullable Listener told) {
        memory.replace(block, make.apply(tokens));
        if (told != null) {
            told.changed(t, block, tokens);
        }
    }

    private static NDArray noisy(NDArray tokens, Intervention.Noise noise, NDManager scope) {
        LmttmNetwork.seedDropout(scope, noise.seed(), noise.t());
        MemoryNoise drawn = new MemoryNoise(noise.distribution(), noise.rate(), MemoryNoise.At.INITIAL);
        return tokens.add(drawn.draw(scope, tokens.getShape()));
    }

    private static <B> void begin(
            float[] start,
            LinkedMemory<B> memory,
            NDManager scope,
            Function<B, NDArray> tokens,
            Function<NDArray, B> make,
            Recurrence.@Nullable Listener told) {
        int blocks = memory.blocks().size();
        Shape shape = tokens.apply(memory.block(0)).getShape();
        long size = start.length / blocks;
        for (int block = 0; block < blocks; block++) {
            float[] part =
                    Arrays.copyOfRange(start, Math.toIntExact(block * size), Math.toIntExact((block + 1) * size));
            change(memory, block, scope.create(part, new Shape(1, shape.get(1), shape.get(2))), make, 0, told);
        }
    }
}
