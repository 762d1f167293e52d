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
 * all cases; the three reads as one softmax.
 */
final class FastRecurrence implements Recurrence {
    private final Architecture architecture;
    private final Read read;
    private final Step process;
    private final Write write;
    private final Step settle;

    /** A block: what reading and writing keep of it. */
    private record Block(TokenSummarization.Features read, FastWrite.Block write) {
        NDArray tokens() {
            return write.tokens();
        }
    }

    /**
     * Takes the parameters that the plain form takes.
     *
     * @param process the processing unit
     * @param settle what happens to a block as it is written
     */
    FastRecurrence(Architecture architecture, Read read, Step process, Write write, Step settle) {
        this.architecture = architecture;
        this.read = read;
        this.process = process;
        this.write = write;
        this.settle = settle;
    }

    @Override
    public Done run(Pass pass, NDArray patches, Memory before, boolean writesLast, @Nullable Listener listener) {
        FastWrite writing = new FastWrite(pass, write, architecture);
        LinkedMemory<Block> memory = new LinkedMemory<>(architecture, blocks(pass, before), before.pointer());
        List<NDArray> outputs = new ArrayList<>();
        for (NDArray input : Recurrence.byTimestamp(patches)) {
            List<Block> blocks = memory.atHand();
            NDList seen = read.attend(pass, blocks.stream().map(Block::read).toList(), read.patchFeatures(pass, input));
            NDArray output = process.on(pass, seen.head());
            outputs.add(output);
            if (!writesLast && outputs.size() == architecture.steps()) {
                break;
            }
            NDList written =
                    writing.attend(blocks.stream().map(Block::write).toList(), writing.patchFeatures(input), output);
            Block block = block(pass, settle.on(pass, written.head()));
            memory.write(block);
            if (listener != null) {
                listener.done(read.attention(seen.get(1)), written.get(1).swapAxes(1, 2), output, block.tokens());
            }
        }
        return new Done(
                outputs, new Memory(memory.blocks().stream().map(Block::tokens).toList(), memory.pointer()));
    }

    /** One array that stands for several blocks is computed once. */
    private List<Block> blocks(Pass pass, Memory before) {
        IdentityHashMap<NDArray, Block> made = new IdentityHashMap<>();
        return before.blocks().stream()
                .map(tokens -> made.computeIfAbsent(tokens, key -> block(pass, key)))
                .toList();
    }

    private Block block(Pass pass, NDArray tokens) {
        return new Block(read.blockFeatures(pass, tokens), new FastWrite.Block(tokens));
    }
}
