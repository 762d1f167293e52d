package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end cleanly when the process is told to end (Ctrl-C): the command sees {@link #requested()} and gives
 * up, and the process waits for it to close what it opened, at most ten seconds.
 */
final class Interruption implements AutoCloseable {
    private static final long SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interrupted");
    private volatile boolean requested;

    private Interruption() {}

    /** From now on the end of the process waits for {@link #close}. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What happens when the process is told to end. */
    void interrupt() {
        requested = true;
        try {
            if (!finished.await(SECONDS, TimeUnit.SECONDS)) {
                return; // it hangs: the process ends without it
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was told to end. */
    boolean requested() {
        return requested;
    }

    /**
     * Ends the command that saw the request: says so and gives the process the time to end, so that nothing follows.
     *
     * @param line what to tell the user
     */
    void end(PrintWriter err, String line) {
        err.println("lmttm: " + line);
        err.flush();
        finished.countDown();
        try {
            TimeUnit.SECONDS.sleep(SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command is done, with or without a result. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // The process began to end just now; the hook finds the command finished.
            }
        }
    }

    /** Work that watches for the request. */
    interface Work {
        /**
         * Does it.
         *
         * @throws CancellationException when it saw the request; its message says what was stopped
         */
        JsonCommand.Answer answer(Interruption interruption) throws IOException;
    }

    /**
     * Does work that writes only at its end.
     *
     * @throws CommandFailedException when the process was told to end before that
     */
    static JsonCommand.Answer watched(PrintWriter err, Work work) throws IOException {
        try (Interruption interruption = watch()) {
            try {
                return work.answer(interruption);
            } catch (CancellationException e) {
                String line = e.getMessage() + "; nothing was written";
                interruption.end(err, line);
                throw new CommandFailedException(line);
            }
        }
    }
}
