package org.lmttm.app.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast something goes on, over the last seconds; so a pause or a slow begin does not spoil it for long. */
public final class Pace {
    private static final long SPAN = TimeUnit.SECONDS.toNanos(10);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(250);
    /** Less than this tells nothing. */
    private static final double LEAST_SECONDS = 1;

    private final LongSupplier nanoTime;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample now;

    private record Sample(long time, long done) {}

    /**
     * The pace of something that begins now.
     *
     * @param nanoTime the clock
     */
    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.now = new Sample(nanoTime.getAsLong(), 0);
    }

    /** So much is done; less than before: it began anew. */
    public void update(long done) {
        if (done < now.done()) {
            samples.clear();
        }
        now = new Sample(nanoTime.getAsLong(), done);
        if (samples.isEmpty() || now.time() - samples.getLast().time() >= STEP) {
            samples.add(now);
        }
        while (samples.size() > 1 && now.time() - samples.getFirst().time() > SPAN) {
            samples.removeFirst();
        }
    }

    /** What is done a second; 0 where that is not known yet. */
    public double perSecond() {
        if (samples.isEmpty()) {
            return 0;
        }
        double seconds = (now.time() - samples.getFirst().time()) / 1e9;
        return seconds < LEAST_SECONDS ? 0 : (now.done() - samples.getFirst().done()) / seconds;
    }
}
