package org.lmttm.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Numbered tasks on a few threads that live as long as this object. What a task writes must depend on its number only,
 * so that the outcome does not depend on the number of threads.
 */
final class Parallel implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;
    private final Progress progress;

    Parallel(int threads, Progress progress) {
        this.threads = threads;
        this.progress = progress;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("surface-", 0).factory());
    }

    /**
     * Runs tasks 0 … count − 1 and waits for them; reports progress from {@code from} to {@code to}.
     *
     * @throws CancellationException when the progress asks for it or the calling thread is interrupted
     */
    void run(int count, double from, double to, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Meter meter = new Meter(count, from, to);
        List<Future<?>> workers = new ArrayList<>();
        for (int t = 0; t < Math.min(threads, count); t++) {
            workers.add(pool.submit(() -> work(count, next, meter, task)));
        }
        try {
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            next.set(count);
            Thread.currentThread().interrupt();
            throw cancellation(e);
        } catch (ExecutionException e) {
            next.set(count);
            rethrow(e);
        }
        progress.update(to);
    }

    private void work(int count, AtomicInteger next, Meter meter, IntConsumer task) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled");
            }
            task.accept(i);
            meter.done();
        }
    }

    private static CancellationException cancellation(InterruptedException e) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(e);
        return cancelled;
    }

    private static void rethrow(ExecutionException e) {
        switch (e.getCause()) {
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            case null, default -> throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** Counts finished tasks; locked, so that reported fractions never fall. */
    private final class Meter {
        private final int count;
        private final double from;
        private final double to;
        private int done;

        Meter(int count, double from, double to) {
            this.count = count;
            this.from = from;
            this.to = to;
        }

        synchronized void done() {
            done++;
            progress.update(from + (to - from) * done / count);
        }
    }
}
