package org.lmttm.app.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import org.jspecify.annotations.Nullable;

/**
 * Does on the user interface thread what can wait a moment, such as the panels beside a picture: one piece a frame, in
 * the order asked for, so that together they never hold up what moves. What is asked for again while it waits is done once.
 */
public final class InTurn {
    /** Frames after which nothing is waited for any more. */
    private static final int LATEST = 30;

    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
    private final BooleanSupplier ready;
    private @Nullable AnimationTimer frames;
    private int waited;

    /**
     * Nothing to do yet.
     *
     * @param ready whether what comes first is done; asked every frame, for half a second at most
     */
    public InTurn(BooleanSupplier ready) {
        this.ready = ready;
    }

    /**
     * Does something in one of the next frames.
     *
     * @param about what it is about: replaces what waits about the same
     */
    public void later(Object about, Runnable work) {
        waiting.put(about, work);
        AnimationTimer timer = frames;
        if (timer == null) {
            timer = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    next();
                }
            };
            frames = timer;
            waited = 0;
            timer.start();
        }
    }

    /** Whether nothing waits. */
    public boolean done() {
        return waiting.isEmpty();
    }

    private void next() {
        if (!ready.getAsBoolean() && waited++ < LATEST) {
            return;
        }
        var first = waiting.entrySet().iterator();
        if (first.hasNext()) {
            Runnable work = first.next().getValue();
            first.remove();
            work.run();
        }
        AnimationTimer timer = frames;
        if (waiting.isEmpty() && timer != null) {
            timer.stop();
            frames = null;
        }
    }
}
