package org.lmttm.app.doctor;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.app.system.GpuFindings;
import org.lmttm.doctor.Doctor;
import org.lmttm.doctor.Examination;

/** The examination of this machine: what was found, what is looked at now. No nodes. */
final class DoctorState {
    private static final Messages TEXT = new Messages("org.lmttm.app.doctor");

    private final Session session;
    private final ReadOnlyObjectWrapper<@Nullable Examination> examination = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final BooleanProperty selfTest = new SimpleBooleanProperty(true);

    DoctorState(Session session) {
        this.session = session;
    }

    /** What was found last; null at first. */
    ReadOnlyObjectProperty<@Nullable Examination> examination() {
        return examination.getReadOnlyProperty();
    }

    /** Whether it looks now. */
    ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /** What it looks at, or what came of it, in a line. */
    ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /** Whether to compute for some seconds, too. */
    BooleanProperty selfTest() {
        return selfTest;
    }

    /** Looks at everything, unless it does so already. */
    void look() {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        boolean test = selfTest.get();
        // on the engine's thread: the training step of the self-test is the engine's work
        WorkTask task = session.tasks()
                .start(
                        TEXT.text("doctor.looking"),
                        Lane.ENGINE,
                        progress -> Doctor.examine(
                                ScreenFindings.findings(),
                                GpuFindings.look(),
                                test,
                                part -> session.tasks().onUi(() -> said.set(TEXT.text("doctor.at", part)))),
                        this::found,
                        this::failed);
        // also when it is cancelled, of which neither of the two is told
        task.finished().addListener(observable -> ended(task));
    }

    private void ended(WorkTask task) {
        looking.set(false);
        if (task.cancelled()) {
            said.set(TEXT.text("doctor.cancelled"));
        }
    }

    private void found(Examination now) {
        examination.set(now);
        said.set(TEXT.text(now.healthy() ? "doctor.healthy" : "doctor.problems"));
    }

    private void failed(Throwable error) {
        said.set(TEXT.text("doctor.failed", String.valueOf(error.getMessage())));
    }
}
