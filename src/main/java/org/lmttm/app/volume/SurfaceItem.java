package org.lmttm.app.volume;

import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SurfaceSettings;

/** One surface of a case: its settings, and the mesh that follows them. No nodes. Changes on the UI thread. */
final class SurfaceItem {
    private static final long REPORT = 50_000_000L;

    private final ObjectProperty<SurfaceSettings> settings;
    private final ReadOnlyObjectWrapper<@Nullable Mesh> mesh = new ReadOnlyObjectWrapper<>(this, "mesh");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(this, "share");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyIntegerWrapper block = new ReadOnlyIntegerWrapper(this, "block", 1);
    private final LatestWins lane;
    private final TaskRunner tasks;
    /** Number of the latest request; workers compare it with theirs to learn that they are late. */
    private final AtomicLong request = new AtomicLong();

    /**
     * What was made.
     *
     * @param mesh the surface
     * @param block how many voxels along each axis became one before
     */
    record Made(Mesh mesh, int block) {}

    /** Makes the surface, off the UI thread. */
    interface Maker {
        Made make(Progress progress) throws InterruptedException;
    }

    SurfaceItem(TaskRunner tasks, SurfaceSettings settings) {
        this.tasks = tasks;
        this.lane = tasks.latestWins(TaskRunner.Lane.FILES);
        this.settings = new SimpleObjectProperty<>(this, "settings", settings);
    }

    /** Level, colour and all else. */
    ObjectProperty<SurfaceSettings> settings() {
        return settings;
    }

    /** The latest mesh; null while there is none. */
    ReadOnlyObjectProperty<@Nullable Mesh> mesh() {
        return mesh.getReadOnlyProperty();
    }

    /** Whether a mesh is being made. */
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** How far that is, 0–1. */
    ReadOnlyDoubleProperty share() {
        return share.getReadOnlyProperty();
    }

    /** Why there is no mesh, for the user; empty when there is one. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** How many voxels along each axis are one in the mesh; above 1 for previews and huge volumes. */
    ReadOnlyIntegerProperty block() {
        return block.getReadOnlyProperty();
    }

    /** Makes the mesh anew; an earlier request that still runs ends. */
    void make(Maker maker) {
        long mine = request.incrementAndGet();
        busy.set(true);
        share.set(0);
        lane.submit(() -> maker.make(progress(mine)), made -> accept(mine, made), error -> fail(mine, error));
    }

    /** Ends what runs; the last mesh stays. */
    void cancel() {
        request.incrementAndGet();
        busy.set(false);
    }

    private void accept(long mine, Made made) {
        if (mine == request.get()) {
            busy.set(false);
            problem.set("");
            block.set(made.block());
            mesh.set(made.mesh());
        }
    }

    private void fail(long mine, Throwable error) {
        if (mine == request.get()) {
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
                if (now - reported > REPORT) {
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
