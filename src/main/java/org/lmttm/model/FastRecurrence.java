package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recurrence with every exact saving: the patches' features once for all reads; a block's features for reading, and
 * its products for writing, once when it is written; blocks that all cases share (memory that starts as zeros) once for
 * all cases; the three reads as one softmax; and nothing that nobody will look at. Small networks, where the number of
 * operations costs more than their size, take several timestamps' patches in one operation.
 */
final class FastRecurrence implements Recurrence {
    /** Numbers of an array that one operation after another finds in the processor's cache. */
    static final long CACHED = 1L << 19;

    private final Architecture architecture;
    private final Read read;
    private final Step process;
    private final Write write;
    private final Step settle;
    private final long most;

    /**
     * A block and what reading and writing keep of it.
     *
     * @param read for reading; null if nobody reads the block any more
     * @param write for writing, by role, as far as roles are still to come
     */
    private record Block(
            NDArray tokens, TokenSummarization.@Nullable Features read, List<TokenSummarization.Features> write) {}

    /**
     * Takes the parameters that the plain form takes.
     *
     * @param process the processing unit
     * @param settle what happens to a block as it is written
     * @param most numbers of the arrays that are computed together for several timestamps or roles
     */
    FastRecurrence(Architecture architecture, Read read, Step process, Write write, Step settle, long most) {
        this.architecture = architecture;
        this.read = read;
        this.process = process;
        this.write = write;
        this.settle = settle;
        this.most = most;
    }

    @Override
    public Done run(Pass pass, NDArray patches, Memory before, boolean writesLast, @Nullable Listener listener) {
        pass.drawMasksOnHost();
        int steps = architecture.steps();
        int writes = writesLast ? steps : steps - 1;
        FastWrite writing = new FastWrite(pass, write, architecture, most);
        NDList groups = TokenSummarization.groups(patches, most);
        List<TokenSummarization.Features> toRead = read.patchFeatures(pass, groups);
        List<TokenSummarization.Features> toWrite =
                writing.patchFeatures(writes == steps ? groups : TokenSummarization.withoutLast(groups));
        LinkedMemory<Block> memory = new LinkedMemory<>(architecture, blocks(pass, writing, before), before.pointer());
        List<NDArray> outputs = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            List<Block> blocks = memory.atHand();
            NDList seen = read.attend(
                    pass, blocks.stream().map(FastRecurrence::readable).toList(), toRead.get(t));
            NDArray output = process.on(pass, seen.head());
            outputs.add(output);
            if (t == writes) {
                break;
            }
            NDList written = writing.attend(inRoles(blocks), toWrite.get(t), output);
            NDArray tokens = settle.on(pass, written.head());
            memory.write(new Block(
                    tokens,
                    t + 1 < steps ? read.blockFeatures(pass, tokens) : null,
                    writing.blockFeatures(
                            tokens, architecture.rolesAhead(before.pointer() + t, before.pointer() + writes))));
            if (listener != null) {
                listener.done(read.attention(seen.get(1)), written.get(1).swapAxes(1, 2), output, tokens);
            }
        }
        return new Done(
                outputs, new Memory(memory.blocks().stream().map(Block::tokens).toList(), memory.pointer()));
    }

    private static TokenSummarization.Features readable(Block block) {
        if (block.read == null) {
            throw new IllegalStateException("a block is read after the last timestamp");
        }
        return block.read;
    }

    private static List<TokenSummarization.Features> inRoles(List<Block> atHand) {
        List<TokenSummarization.Features> features = new ArrayList<>();
        for (int role = 0; role < atHand.size(); role++) {
            features.add(atHand.get(role).write.get(role));
        }
        return features;
    }

    /** One array that stands for several blocks is computed once. */
    private List<Block> blocks(Pass pass, FastWrite writing, Memory before) {
        IdentityHashMap<NDArray, Block> made = new IdentityHashMap<>();
        return before.blocks().stream()
                .map(tokens -> made.computeIfAbsent(
                        tokens,
                        key -> new Block(
                                key,
                                read.blockFeatures(pass, key),
                                writing.blockFeatures(key, architecture.blocksRead()))))
                .toList();
    }
}
