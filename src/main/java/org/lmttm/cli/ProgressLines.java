package org.lmttm.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lines about a long piece of work, for standard error: none in the first five seconds after its first piece, then one
 * whenever five seconds and 5 % have passed since the last, so at most twenty.
 */
final class ProgressLines {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final double SHARE = 0.05;

    private final PrintWriter err;
    private final String what;
    private final boolean percent;
    private final LongSupplier nanoTime;
    private int first = -1;
    private long began;
    private long last;
    private double shareAtLast;

    /**
     * Progress of work that begins now.
     *
     * @param what is counted, such as "volumes read"
     * @param nanoTime the clock
     */
    ProgressLines(PrintWriter err, String what, LongSupplier nanoTime) {
        this(err, what, false, nanoTime);
    }

    private ProgressLines(PrintWriter err, String what, boolean percent, LongSupplier nanoTime) {
        this.err = err;
        this.what = what;
        this.percent = percent;
        this.nanoTime = nanoTime;
    }

    /**
     * Progress of work of which only the share is known; its whole is 100.
     *
     * @param what goes on from "12 %", such as "of the volumes read"
     * @param nanoTime the clock
     */
    static ProgressLines ofPercent(PrintWriter err, String what, LongSupplier nanoTime) {
        return new ProgressLines(err, what, true, nanoTime);
    }

    /** So many of so many are done; fewer than before: other work has begun. */
    void advanced(int done, int total) {
        long now = nanoTime.getAsLong();
        double share = (double) done / total;
        if (first < 0 || done <= first) {
            first = done;
            began = now;
            last = now;
            shareAtLast = share;
        }
        if (done == total || now - last < PAUSE || share - shareAtLast < SHARE) {
            return;
        }
        last = now;
        shareAtLast = share;
        double left = (now - began) / 1e9 / (done - first) * (total - done);
        String far = percent ? done + " %" : done + " of " + total;
        err.printf(Locale.ROOT, "%s %s, about %.0f s left%n", far, what, left);
        err.flush();
    }
}
