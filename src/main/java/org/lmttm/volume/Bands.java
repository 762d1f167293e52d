package org.lmttm.volume;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Splits rows among the processors. */
final class Bands {
    /** Values below which a second thread costs more than it saves. */
    private static final long SMALLEST = 1 << 15;

    private Bands() {}

    /** Work on rows from (inclusive) to (exclusive). */
    interface Work {
        void rows(int from, int to);
    }

    /**
     * Does work on all rows.
     *
     * @param rows how many
     * @param width values a row
     */
    static void run(int rows, int width, Work work) {
        long most = (long) rows * width / SMALLEST;
        int parts = (int) Math.min(2L * (ForkJoinPool.getCommonPoolParallelism() + 1), Math.min(rows, most));
        if (parts <= 1) {
            work.rows(0, rows);
        } else {
            IntStream.range(0, parts)
                    .parallel()
                    .forEach(p -> work.rows((int) ((long) rows * p / parts), (int) ((long) rows * (p + 1) / parts)));
        }
    }
}
