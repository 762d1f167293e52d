package org.lmttm.app.tour;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;

/**
 * Watches the JavaFX thread by asking it for an answer about every millisecond: how long each answer took to come, and how
 * much the thread computed from one answer to the next. No piece of work on that thread is longer than the longest wait;
 * what it waited without computing was for the renderer or for a processor.
 */
public final class UiWatch implements AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> computing = new ArrayList<>();
    private final Thread asking;
    private final Runnable look;
    private long lastCpu = -1;
    private volatile boolean ended;

    /**
     * Milliseconds.
     *
     * @param median half were shorter
     * @param p95 of twenty, nineteen were shorter
     * @param max the longest
     * @param over8 how many were longer than 8 ms
     * @param count how many there were
     */
    public record Times(double median, double p95, double max, int over8, int count) {
        static Times of(List<Double> millis) {
            double[] sorted =
                    millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            if (sorted.length == 0) {
                return new Times(Double.NaN, Double.NaN, Double.NaN, 0, 0);
            }
            return new Times(
                    rounded(sorted[sorted.length / 2]),
                    rounded(sorted[Math.min(sorted.length - 1, (int) (sorted.length * 0.95))]),
                    rounded(sorted[sorted.length - 1]),
                    (int) Arrays.stream(sorted).filter(t -> t > 8).count(),
                    sorted.length);
        }

        static double rounded(double millis) {
            return Math.rint(millis * 100) / 100;
        }
    }

    /**
     * Begins to watch.
     *
     * @param look done on the JavaFX thread at every answer; quick
     */
    UiWatch(Runnable look) {
        this.look = look;
        this.asking = Thread.ofPlatform().daemon().name("ui-watch").start(this::ask);
    }

    private void ask() {
        while (!ended) {
            CountDownLatch answered = new CountDownLatch(1);
            long asked = System.nanoTime();
            Platform.runLater(() -> {
                answer(asked);
                answered.countDown();
            });
            try {
                answered.await();
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void answer(long asked) {
        long now = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        if (lastCpu >= 0) {
            waits.add((now - asked) / 1e6);
            computing.add((cpu - lastCpu) / 1e6);
        }
        look.run();
        lastCpu = threads.getCurrentThreadCpuTime();
    }

    /** How long answers took; read it once the watch is closed. */
    Times waits() {
        return Times.of(waits);
    }

    /** How much was computed between two answers; read it once the watch is closed. */
    Times computing() {
        return Times.of(computing);
    }

    @Override
    public void close() {
        ended = true;
        asking.interrupt();
        // the last question may still be on its way to the JavaFX thread, behind which this one comes
        CountDownLatch answered = new CountDownLatch(1);
        Platform.runLater(answered::countDown);
        try {
            asking.join();
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
