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
        Course course = new Course(pass, patches, before, writesLast, listener);
        List<NDArray> outputs = new ArrayList<>();
        for (int t = 0; t < architecture.steps(); t++) {
            course.edit(t);
            if (pass.edits().skips(t)) {
                course.skip();
                continue;
            }
            NDList seen = course.read(t);
            NDArray output = process.on(pass, seen.head());
            outputs.add(output);
            if (t < course.writes) {
                course.write(t, seen.get(1), output);
            }
        }
        LinkedMemory<Block> memory = course.memory;
        return new Done(
                outputs, new Memory(memory.blocks().stream().map(Block::tokens).toList(), memory.pointer()));
    }

    /** One pass on its way. */
    private final class Course {
        private final Pass pass;
        private final int pointer;
        private final int writes;
        private final FastWrite writing;
        private final List<TokenSummarization.Features> toRead;
        private final List<TokenSummarization.Features> toWrite;
        private final LinkedMemory<Block> memory;
        private final @Nullable Listener listener;

        Course(Pass pass, NDArray patches, Memory before, boolean writesLast, @Nullable Listener listener) {
            this.pass = pass;
            this.listener = listener;
            pointer = before.pointer();
            writes = writesLast ? architecture.steps() : architecture.steps() - 1;
            writing = new FastWrite(pass, write, architecture, most);
            NDList groups = TokenSummarization.groups(patches, most);
            toRead = read.patchFeatures(pass, groups);
            toWrite = writing.patchFeatures(writesLast ? groups : TokenSummarization.withoutLast(groups));
            memory = new LinkedMemory<>(architecture, blocks(pass, writing, before), pointer);
        }

        void edit(int t) {
            pass.edits()
                    .before(
                            t,
                            memory,
                            pass.scope(),
                            Block::tokens,
                            tokens -> FastRecurrence.this.block(pass, writing, tokens),
                            listener);
        }

        void skip() {
            if (listener != null) {
                listener.skipped(memory.block(memory.nextBlock()).tokens());
            }
            memory.moveOn();
        }

        NDList read(int t) {
            return read.attend(
                    pass, memory.atHand().stream().map(FastRecurrence::readable).toList(), toRead.get(t));
        }

        void write(int t, NDArray readWeights, NDArray output) {
            NDList written = writing.attend(inRoles(memory.atHand()), toWrite.get(t), output);
            Block next = memory.block(memory.nextBlock());
            Block made = pass.edits().keeps(t, memory.nextBlock()) ? next : block(t, settle.on(pass, written.head()));
            memory.write(made);
            if (listener != null) {
                listener.done(read.attention(readWeights), written.get(1).swapAxes(1, 2), output, made.tokens());
            }
        }

        private Block block(int t, NDArray tokens) {
            return new Block(
                    tokens,
                    t + 1 < architecture.steps() ? read.blockFeatures(pass, tokens) : null,
                    writing.blockFeatures(tokens, architecture.rolesAhead(pointer + t, pointer + writes)));
        }
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
                .map(tokens -> made.computeIfAbsent(tokens, key -> block(pass, writing, key)))
                .toList();
    }

    /** A block for every role. */
    private Block block(Pass pass, FastWrite writing, NDArray tokens) {
        return new Block(
                tokens, read.blockFeatures(pass, tokens), writing.blockFeatures(tokens, architecture.blocksRead()));
    }
}
