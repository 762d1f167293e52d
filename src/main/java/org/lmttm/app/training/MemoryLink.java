package org.lmttm.app.training;

import java.nio.file.Path;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;

/** Opens what a run wrote, checkpoints and traces, in the memory workspace. */
final class MemoryLink {
    private static final String MEMORY = "memory";

    private final Session session;
    private final RunServices services;

    /** @param services reads checkpoints */
    MemoryLink(Session session, RunServices services) {
        this.session = session;
        this.services = services;
    }

    /** Makes a checkpoint the active model and shows what it remembers of the active case. */
    void open(Path checkpoint) {
        session.tasks()
                .start(
                        Texts.text("task.model", checkpoint.getFileName()),
                        TaskRunner.Lane.FILES,
                        progress -> services.readModel(checkpoint),
                        this::use);
    }

    private void use(ModelEntry model) {
        session.models().removeIf(known -> known.file().equals(model.file()));
        session.models().add(model);
        session.activeModel().set(model);
        session.workspace().set(MEMORY);
        if (session.activeCase().get() == null) {
            session.tasks().notice(new Notice(Notice.Severity.INFO, Texts.text("notice.case"), ""));
        }
    }

    /** Shows the pinned case's trace of an epoch. */
    void openTraces(Path run, int epoch) {
        session.workspace().set(MEMORY);
        session.tracedEpoch().set(new Session.RunEpoch(run, epoch));
    }
}
