package org.lmttm.app.control;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;

/** JavaFX from another thread: started once, with or without a display; calls and waits. */
public final class Toolkit {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(60);

    private Toolkit() {}

    /** Whether this machine can show a window: always, but on a Linux without X11 or Wayland. */
    public static boolean hasDisplay() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        return !linux || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }

    /** Makes JavaFX draw in memory where there is no display; must come before the toolkit starts. */
    public static void drawInMemoryWithoutDisplay() {
        if (!hasDisplay()) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
    }

    /** Starts the toolkit if it does not run yet. */
    public static void start() {
        drawInMemoryWithoutDisplay();
        try {
            Platform.startup(() -> {});
        } catch (IllegalStateException e) {
            // it runs already, as in a test: then there is nothing to start
            if (!String.valueOf(e.getMessage()).contains("already")) {
                throw e;
            }
        }
        Platform.setImplicitExit(false);
    }

    /** Calls something on the JavaFX thread and waits for its value. */
    public static <T> T call(Callable<T> action) throws IOException {
        CompletableFuture<T> value = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                value.complete(action.call());
            } catch (Exception | Error e) {
                value.completeExceptionally(e);
            }
        });
        try {
            return value.get();
        } catch (ExecutionException e) {
            throw new IOException("window: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("window: interrupted", e);
        }
    }

    /** Does something on the JavaFX thread and waits until it is done. */
    public static void run(Runnable action) throws IOException {
        boolean done = call(() -> {
            action.run();
            return true;
        });
        assert done;
    }

    /**
     * Waits until something is so.
     *
     * @param what said when it does not become so
     * @param condition asked on the JavaFX thread
     */
    public static void await(String what, Duration limit, Callable<Boolean> condition) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!call(condition)) {
            if (System.nanoTime() > end) {
                throw new IOException("window: waited " + limit.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
