package org.lmttm.app.volume;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.surface.RayVolume;

/** The voxels made ready for ray casting, in the background, while they are wanted. No nodes. */
final class RaySupply {
    private final LatestWins work;
    private final ReadOnlyObjectWrapper<@Nullable RayVolume> rays = new ReadOnlyObjectWrapper<>(this, "rays");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private @Nullable SurfaceSource wanted;

    RaySupply(TaskRunner tasks) {
        this.work = tasks.latestWins(TaskRunner.Lane.FILES);
    }

    /** The voxels; null until they are ready, and while none are wanted. */
    ReadOnlyObjectProperty<@Nullable RayVolume> rays() {
        return rays.getReadOnlyProperty();
    }

    /** Whether they are being made ready. */
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /**
     * Makes the voxels of a source ready; what is there or under way stays.
     *
     * @param from null when none are wanted any more
     * @param failed told where they cannot be made ready
     */
    void supply(@Nullable SurfaceSource from, Consumer<Throwable> failed) {
        if (from != wanted) {
            wanted = from;
            rays.set(null);
            if (from != null) {
                make(from, failed);
            }
        }
    }

    private void make(SurfaceSource from, Consumer<Throwable> failed) {
        busy.set(true);
        work.submit(
                from::rays,
                made -> {
                    ended(from);
                    if (from == wanted) {
                        rays.set(made);
                    }
                },
                error -> {
                    ended(from);
                    if (from == wanted) {
                        wanted = null;
                        failed.accept(error);
                    }
                });
    }

    /** Another source that is wanted by now is still to come. */
    private void ended(SurfaceSource from) {
        busy.set(wanted != null && wanted != from);
    }
}
