package org.lmttm.app.memory;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.WorkTask;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.CubePlace;

/** One of the two passes that stand beside each other: what was chosen, what came of it. No nodes. */
final class CompareSide {
    private final ObjectProperty<@Nullable ModelEntry> model = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable OpenCase> openCase = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable CaseResult> result = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable WorkTask> running = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final MemoryState state = new MemoryState();
    private @Nullable CubePlace place;

    /** The model chosen; null for none. */
    ObjectProperty<@Nullable ModelEntry> model() {
        return model;
    }

    /** The case chosen; null for none. */
    ObjectProperty<@Nullable OpenCase> openCase() {
        return openCase;
    }

    /** Its pass; null while there is none. */
    ReadOnlyObjectProperty<@Nullable CaseResult> result() {
        return result.getReadOnlyProperty();
    }

    /** The pass that is being computed; null when none is. */
    ReadOnlyObjectProperty<@Nullable WorkTask> running() {
        return running.getReadOnlyProperty();
    }

    /** Why there is no pass, for the user; empty where nothing is wrong. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** What its views show. */
    MemoryState state() {
        return state;
    }

    /** Where the cube lies in the case; null while there is no pass. */
    @Nullable
    CubePlace place() {
        return place;
    }

    /** Stops what runs and forgets what was. */
    void clear() {
        WorkTask task = running.get();
        if (task != null) {
            task.cancel();
        }
        running.set(null);
        problem.set("");
        show(null);
    }

    void started(WorkTask task) {
        running.set(task);
    }

    void done(CaseResult computed) {
        running.set(null);
        show(computed);
    }

    void failed(Throwable error) {
        running.set(null);
        problem.set(String.valueOf(error.getMessage()));
    }

    private void show(@Nullable CaseResult computed) {
        place = computed == null ? null : VoxelAttention.place(computed);
        state.original().set(computed == null ? null : new TraceReading(computed.trace()));
        result.set(computed);
    }
}
