package org.lmttm.app.state;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** One piece of background work as the window shows it. Properties change on the user interface thread only. */
public final class WorkTask {
    private final String title;
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper finished = new ReadOnlyBooleanWrapper(false);
    private volatile boolean cancelled;

    WorkTask(String title) {
        this.title = title;
    }

    /** What is being done, for the user. */
    public String title() {
        return title;
    }

    /** Share done, 0–1; negative when unknown. */
    public ReadOnlyDoubleProperty share() {
        return share.getReadOnlyProperty();
    }

    /** The current step; may be empty. */
    public ReadOnlyStringProperty step() {
        return step.getReadOnlyProperty();
    }

    /** Whether the work has ended: done, failed or cancelled. */
    public ReadOnlyBooleanProperty finished() {
        return finished.getReadOnlyProperty();
    }

    /** Asks the work to stop; its result is dropped even when it runs to its end. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether {@link #cancel} was called. */
    public boolean cancelled() {
        return cancelled;
    }

    void report(double newShare, String newStep) {
        share.set(newShare);
        step.set(newStep);
    }

    void finish() {
        finished.set(true);
    }
}
