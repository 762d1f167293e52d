package org.lmttm.app.volume;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;

/** The isosurface of the case shown: its level, and the mesh that follows it, extracted in the background. No nodes. */
final class SurfaceState {
    private final TaskRunner tasks;
    private final LatestWins work;
    private final DoubleProperty level = new SimpleDoubleProperty(this, "level", 0);
    private final ReadOnlyObjectWrapper<Mesh> mesh = new ReadOnlyObjectWrapper<>(this, "mesh");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(this, "share", 0);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ViewState state;
    /** Number of the latest request; workers compare it with theirs to learn that they are late. */
    private final AtomicLong request = new AtomicLong();

    private boolean following;

    SurfaceState(TaskRunner tasks, ViewState state) {
        this.tasks = tasks;
        this.state = state;
        this.work = tasks.latestWins(TaskRunner.Lane.FILES);
        level.addListener((property, before, now) -> extract());
        state.shown().addListener((property, before, now) -> show(now));
        show(state.shown().get());
    }

    /** The level in the volume's units; a change extracts anew. */
    DoubleProperty level() {
        return level;
    }

    /** The latest mesh; null while there is none. */
    ReadOnlyObjectProperty<Mesh> mesh() {
        return mesh.getReadOnlyProperty();
    }

    /** Whether a mesh is being extracted. */
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** How far the extraction is, 0–1. */
    ReadOnlyDoubleProperty share() {
        return share.getReadOnlyProperty();
    }

    /** Why there is no mesh, for the user; empty when there is one. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Ends the extraction that runs; the last mesh stays. */
    void cancel() {
        request.incrementAndGet();
        busy.set(false);
    }

    private void show(OpenCase openCase) {
        cancel();
        mesh.set(null);
        problem.set("");
        if (openCase == null) {
            return;
        }
        following = false;
        level.set(openCase.histogram().otsu());
        following = true;
        extract();
    }

    private void extract() {
        OpenCase openCase = state.shown().get();
        if (openCase == null || !following) {
            return;
        }
        long mine = request.incrementAndGet();
        double at = level.get();
        busy.set(true);
        share.set(0);
        // the border is capped, so that a body that fills the volume still bounds a volume and can be measured
        Isosurface.Options options = Isosurface.Options.DEFAULT.withCloseAtBorder(true);
        work.submit(
                () -> Isosurface.extract(openCase.volume(), at, options, progress(mine)),
                value -> accept(mine, value),
                error -> fail(mine, error));
    }

    private void accept(long mine, Mesh value) {
        if (mine == request.get()) {
            busy.set(false);
            problem.set("");
            mesh.set(value);
        }
    }

    private void fail(long mine, Throwable error) {
        if (mine == request.get() && !(error instanceof CancellationException)) {
            busy.set(false);
            mesh.set(null);
            problem.set(error.getMessage() == null ? error.toString() : error.getMessage());
        }
    }

    private Progress progress(long mine) {
        return new Progress() {
            private volatile long reported;

            @Override
            public void update(double fraction) {
                long now = System.nanoTime();
                if (now - reported > 50_000_000L) {
                    reported = now;
                    tasks.onUi(() -> {
                        if (mine == request.get()) {
                            share.set(fraction);
                        }
                    });
                }
            }

            @Override
            public boolean cancelled() {
                return mine != request.get();
            }
        };
    }
}
