package org.lmttm.app.shell;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lmttm.app.state.LogText;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort: an error that nobody caught is logged and shown in one line, and the window stays usable. An error
 * that comes back with every pulse must not flood either, so at most {@link #AT_ONCE} in {@link #SPAN_NANOS} pass.
 */
final class UnexpectedErrors implements Thread.UncaughtExceptionHandler {
    /** Errors logged and shown in one span of time; the others are only counted. */
    static final int AT_ONCE = 3;
    /** The span of time, in nanoseconds. */
    static final long SPAN_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrors.class);

    private final Messages text;
    private final Consumer<Notice> show;
    private final BiConsumer<Thread, Throwable> keep;
    private final LongSupplier nanos;
    private long spanStart;
    private int inSpan;
    private long left;

    /**
     * A handler.
     *
     * @param show shows a notice; called on the thread that failed
     * @param keep keeps a report; called on the thread that failed
     * @param nanos the time, as {@link System#nanoTime} counts it
     */
    UnexpectedErrors(Messages text, Consumer<Notice> show, BiConsumer<Thread, Throwable> keep, LongSupplier nanos) {
        this.text = text;
        this.show = show;
        this.keep = keep;
        this.nanos = nanos;
        this.spanStart = nanos.getAsLong();
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        long missed;
        synchronized (this) {
            long now = nanos.getAsLong();
            if (now - spanStart >= SPAN_NANOS) {
                spanStart = now;
                inSpan = 0;
            }
            if (inSpan >= AT_ONCE) {
                left++;
                return;
            }
            inSpan++;
            missed = left;
            left = 0;
        }
        if (missed > 0) {
            LOG.error("{} more unexpected errors since the last one", missed);
        }
        LOG.error("unexpected error on {}: {}", thread.getName(), LogText.trace(error));
        keep.accept(thread, error);
        show.accept(new Notice(Notice.Severity.ERROR, text.text("unexpected"), line(error)));
    }

    /** What happened, without the stack: that stands in the log. */
    private String line(Throwable error) {
        String kind = error.getClass().getSimpleName();
        String message = error.getMessage();
        String first =
                message == null ? "" : message.lines().findFirst().orElse("").strip();
        return text.text("unexpected.details", first.isEmpty() ? kind : kind + ": " + first);
    }
}
