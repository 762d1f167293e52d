package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All timestamps of a batch: read, process, write. B cases, T timestamps, n patches a timestamp, K blocks of m tokens. */
sealed interface Recurrence permits PlainRecurrence, FastRecurrence {

    /** A step between reading and writing: the processing unit, or what happens to a block as it is written. */
    interface Step {
        NDArray on(Pass pass, NDArray tokens);
    }

    /**
     * Memory between timestamps.
     *
     * @param blocks K arrays (B, m, d), or (1, m, d) where all cases have the same; one array may stand for several blocks
     * @param pointer timestamps done before; the current block is this modulo K
     */
    record Memory(List<NDArray> blocks, int pointer) {
        /** Makes the list immutable. */
        public Memory {
            blocks = List.copyOf(blocks);
        }

        /** The memory after so many more writes. */
        Memory after(Architecture architecture, List<NDArray> written) {
            LinkedMemory<NDArray> memory = new LinkedMemory<>(architecture, blocks, pointer);
            written.forEach(memory::write);
            return new Memory(memory.blocks(), memory.pointer());
        }

        /** The whole memory (B, K·m, d). */
        NDArray tokens(long batch) {
            return Pass.concat(
                    new NDList(blocks.stream()
                            .map(block -> forEachCase(block, batch))
                            .toList()),
                    1);
        }
    }

    /**
     * What the timestamps made.
     *
     * @param outputs arrays (B, 3r, d), one for each timestamp that was not left out
     * @param memory after the last write
     */
    record Done(List<NDArray> outputs, Memory memory) {}

    /** Is told of every timestamp as it is done, when a pass is traced. */
    interface Listener {
        /**
         * One timestamp; what it takes belongs to the pass's scope.
         *
         * @param readAttention (B, blocks read, r, m + n)
         * @param writeAttention (B, m, 3m + n + 3r)
         * @param output (B, 3r, d)
         * @param written the block written (B, m, d)
         */
        void done(NDArray readAttention, NDArray writeAttention, NDArray output, NDArray written);

        /**
         * A timestamp that was left out.
         *
         * @param kept the block (B, m, d) or (1, m, d) that it would have written, as it is
         */
        default void skipped(NDArray kept) {}

        /**
         * A block that an intervention changed.
         *
         * @param t the timestamp that reads it next
         * @param block which, in the order of the memory's rows
         * @param tokens (B, m, d) or (1, m, d) as they are now
         */
        default void changed(int t, int block, NDArray tokens) {}
    }

    /**
     * Computes all timestamps.
     *
     * @param patches (T, B, n, d)
     * @param before memory to begin with
     * @param writesLast whether the last timestamp writes too; nobody in this pass reads that block
     * @param listener gets what is in between; null: nobody listens
     */
    Done run(Pass pass, NDArray patches, Memory before, boolean writesLast, @Nullable Listener listener);

    /** (1, …) as (B, …), without a copy. */
    static NDArray forEachCase(NDArray array, long batch) {
        Shape shape = array.getShape();
        if (shape.get(0) == batch) {
            return array;
        }
        long[] wanted = shape.getShape().clone();
        wanted[0] = batch;
        return array.broadcast(new Shape(wanted));
    }

    /** (T, B, n, d) as T views (B, n, d). */
    static List<NDArray> byTimestamp(NDArray patches) {
        return patches.split(patches.getShape().get(0), 0).stream()
                .map(step -> step.squeeze(0))
                .toList();
    }
}
