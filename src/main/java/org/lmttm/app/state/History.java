package org.lmttm.app.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What the user did, so that it can be undone and done again. Changes of one property are one step where they follow each
 * other closely, such as those of the wheel, and all of them while a mouse button is held, however slow the drag. Use on the user interface thread only.
 */
public final class History {
    private static final int STEPS = 200;
    private static final long ONE_GESTURE_NANOS = 700_000_000L;

    private final Deque<Step> done = new ArrayDeque<>();
    private final Deque<Step> undone = new ArrayDeque<>();
    private final ReadOnlyStringWrapper undoName = new ReadOnlyStringWrapper(this, "undoName", "");
    private final ReadOnlyStringWrapper redoName = new ReadOnlyStringWrapper(this, "redoName", "");
    private final LongSupplier nanos;
    private boolean quiet;
    private boolean held;
    private long gesture;

    /**
     * One thing done.
     *
     * @param name what it was, for the user
     * @param of what it belongs to, such as a case; when that is closed, it is forgotten
     * @param key what of it changed, where changes that follow each other closely are one step; or null
     * @param time when it was last changed, nanoseconds
     * @param gesture the drag it belongs to; 0 for none
     */
    private record Step(
            String name,
            @Nullable Object of,
            @Nullable Object key,
            long time,
            long gesture,
            Runnable undo,
            Runnable redo) {}

    /** Nothing done yet. */
    public History() {
        this(System::nanoTime);
    }

    /** A history with a clock of its own, in nanoseconds. */
    History(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What {@link #undo} would take back; empty for nothing. */
    public ReadOnlyStringProperty undoName() {
        return undoName.getReadOnlyProperty();
    }

    /** What {@link #redo} would do again; empty for nothing. */
    public ReadOnlyStringProperty redoName() {
        return redoName.getReadOnlyProperty();
    }

    /**
     * Remembers what has just been done. What was undone before can then no longer be redone.
     *
     * @param name what it was, for the user
     * @param of what it belongs to; forgotten with it
     */
    public void record(String name, @Nullable Object of, Runnable undo, Runnable redo) {
        if (!quiet) {
            push(new Step(name, of, null, nanos.getAsLong(), 0, undo, redo));
        }
    }

    /**
     * Remembers every change of a property from now on.
     *
     * @param name what changes, for the user
     * @param of what it belongs to; forgotten with it
     * @return ends the watching
     */
    public <T> Subscription watch(Property<T> property, String name, @Nullable Object of) {
        ChangeListener<T> listener = (observable, before, now) -> {
            changed(property, name, of, before, now, property::setValue);
        };
        property.addListener(listener);
        return () -> property.removeListener(listener);
    }

    /**
     * Remembers that a value has just changed. Changes with equal keys that follow each other closely are one step.
     *
     * @param key what changed
     * @param name the same, for the user
     * @param of what it belongs to; forgotten with it
     * @param put sets the value
     */
    public <T> void changed(Object key, String name, @Nullable Object of, T before, T now, Consumer<T> put) {
        if (quiet || Objects.equals(before, now)) {
            return;
        }
        long time = nanos.getAsLong();
        Runnable redo = () -> put.accept(now);
        Step last = done.peek();
        boolean same = last != null && key.equals(last.key()) && undone.isEmpty();
        long drag = held ? gesture : 0;
        if (last != null && same && (time - last.time() < ONE_GESTURE_NANOS || (held && last.gesture() == drag))) {
            done.pop();
            done.push(new Step(name, of, key, time, drag, last.undo(), redo));
        } else {
            push(new Step(name, of, key, time, drag, () -> put.accept(before), redo));
        }
    }

    /** A mouse button is pressed: what changes until {@link #release} is one drag. */
    public void hold() {
        held = true;
        gesture++;
    }

    /** The mouse button is up. */
    public void release() {
        held = false;
    }

    private void push(Step step) {
        done.push(step);
        undone.clear();
        if (done.size() > STEPS) {
            done.removeLast();
        }
        name();
    }

    /** Does something that is not the user's doing, without remembering it. */
    public void silently(Runnable action) {
        boolean before = quiet;
        quiet = true;
        try {
            action.run();
        } finally {
            quiet = before;
        }
    }

    /** Takes the last thing back; nothing when there is none. */
    public void undo() {
        Step step = done.poll();
        if (step != null) {
            silently(step.undo());
            undone.push(step);
            name();
        }
    }

    /** Does again what was taken back last; nothing when there is none. */
    public void redo() {
        Step step = undone.poll();
        if (step != null) {
            silently(step.redo());
            done.push(step);
            name();
        }
    }

    /** Forgets what belongs to something that is gone. */
    public void forget(Object of) {
        done.removeIf(step -> of.equals(step.of()));
        undone.removeIf(step -> of.equals(step.of()));
        name();
    }

    /** Forgets everything. */
    public void clear() {
        done.clear();
        undone.clear();
        name();
    }

    private void name() {
        Step last = done.peek();
        Step next = undone.peek();
        undoName.set(last == null ? "" : last.name());
        redoName.set(next == null ? "" : next.name());
    }
}
