package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recurrence as the paper writes it: every block is joined with the patches, embedded and summarised again at every
 * timestamp. Slow and plain: what {@link FastRecurrence} is tested against. Any way of reading and writing will do.
 *
 * @param architecture its shapes
 * @param read takes the blocks read (B, m, d) and the patches (B, n, d); gives tokens (B, 3r, d) and attention
 * @param process the processing unit
 * @param write takes the blocks read, the patches and the outputs (B, 3r, d); gives a block (B, m, d) and attention
 * @param settle what happens to a block as it is written
 */
record PlainRecurrence(Architecture architecture, ModelBlock read, Step process, ModelBlock write, Step settle)
        implements Recurrence {

    @Override
    public Done run(Pass pass, NDArray patches, Memory before, boolean writesLast, @Nullable Listener listener) {
        long batch = patches.getShape().get(1);
        LinkedMemory<NDArray> memory = new LinkedMemory<>(
                architecture,
                before.blocks().stream()
                        .map(block -> Recurrence.forEachCase(block, batch))
                        .toList(),
                before.pointer());
        List<NDArray> inputs = Recurrence.byTimestamp(patches);
        List<NDArray> outputs = new ArrayList<>();
        for (int t = 0; t < architecture.steps(); t++) {
            pass.edits().before(t, memory, pass.scope(), block -> block, block -> block, listener);
            if (pass.edits().skips(t)) {
                skip(memory, listener);
                continue;
            }
            NDArray input = inputs.get(t);
            NDList blocks = new NDList(memory.atHand());
            NDList seen = read.apply(pass, new NDList(blocks).addAll(new NDList(input)));
            NDArray output = process.on(pass, seen.head());
            outputs.add(output);
            if (!writesLast && t == architecture.steps() - 1) {
                break;
            }
            NDList written = write.apply(pass, new NDList(blocks).addAll(new NDList(input, output)));
            int next = memory.nextBlock();
            NDArray block = pass.edits().keeps(t, next) ? memory.block(next) : settle.on(pass, written.head());
            memory.write(block);
            if (listener != null) {
                listener.done(seen.get(1), written.get(1), output, block);
            }
        }
        return new Done(outputs, new Memory(memory.blocks(), memory.pointer()));
    }

    private static void skip(LinkedMemory<NDArray> memory, @Nullable Listener listener) {
        if (listener != null) {
            listener.skipped(memory.block(memory.nextBlock()));
        }
        memory.moveOn();
    }
}
