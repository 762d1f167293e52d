package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.lmttm.program.Program;
import org.lmttm.volume.ReadProgress;

/** Reads numbered parts on all processors. What a part does must depend on its number only. */
final class ParallelReads implements AutoCloseable {
    private final int threads = Program.threads();
    private final ExecutorService pool = Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("dicom-", 0).factory());
    private final ReadProgress progress;
    private final int total;
    private final AtomicInteger done = new AtomicInteger();

    /** Reads one part. */
    interface Part {
        void read(int number) throws IOException;
    }

    /**
     * A pool.
     *
     * @param total parts that will be read in all
     * @param progress hears of each
     */
    ParallelReads(int total, ReadProgress progress) {
        this.total = total;
        this.progress = progress;
    }

    /**
     * Reads parts 0 … count − 1 and waits for them; the first failure, or a cancellation, ends them all.
     *
     * @throws java.util.concurrent.CancellationException when the progress asks for it
     */
    void run(int count, Part part) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int t = 0; t < Math.min(threads, count); t++) {
            workers.add(pool.submit(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    progress.check();
                    part.read(i);
                    progress.update((double) done.incrementAndGet() / total);
                }
                return null;
            }));
        }
        Throwable failed = null;
        for (Future<?> worker : workers) {
            try {
                worker.get(); // all of them, so that none writes once the caller has given up
            } catch (InterruptedException e) {
                next.set(count);
                Thread.currentThread().interrupt();
                failed = failed == null ? new InterruptedIOException("reading was interrupted") : failed;
                failed.addSuppressed(e);
            } catch (ExecutionException e) {
                next.set(count);
                failed = failed == null ? e.getCause() : failed;
            }
        }
        rethrow(failed);
    }

    private static void rethrow(@org.jspecify.annotations.Nullable Throwable failed) throws IOException {
        switch (failed) {
            case null -> {
                // all parts are read
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(failed);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
