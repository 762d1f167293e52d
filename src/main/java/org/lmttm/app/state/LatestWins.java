package org.lmttm.app.state;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs short work off the user interface thread for something that changes faster than it can be computed, such as the
 * slice under the mouse wheel: while one piece runs, only the latest request waits; those between are dropped.
 */
public final class LatestWins {
    private final Executor worker;
    private final Executor ui;
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private boolean busy;

    /**
     * A lane of its own.
     *
     * @param worker runs the work
     * @param ui runs what follows, on the user interface thread
     */
    public LatestWins(Executor worker, Executor ui) {
        this.worker = worker;
        this.ui = ui;
    }

    /**
     * Asks for work.
     *
     * @param work computes a value
     * @param done gets it on the user interface thread
     * @param failed gets the error on the user interface thread
     */
    public <T> void submit(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        waiting.set(() -> {
            Runnable end;
            try {
                T value = work.call();
                end = () -> done.accept(value);
            } catch (Throwable e) {
                // Throwable: even an error of the virtual machine must reach the user, not vanish with the worker
                end = () -> failed.accept(e);
            }
            ui.execute(end);
        });
        start();
    }

    private synchronized void start() {
        if (busy || waiting.get() == null) {
            return;
        }
        busy = true;
        worker.execute(() -> {
            Runnable next = waiting.getAndSet(null);
            if (next != null) {
                next.run();
            }
            synchronized (this) {
                busy = false;
            }
            goOn();
        });
    }

    private void goOn() {
        try {
            start();
        } catch (RejectedExecutionException e) {
            // the window closed while the last piece ran: nobody is there to see what still waited
            waiting.set(null);
        }
    }
}
