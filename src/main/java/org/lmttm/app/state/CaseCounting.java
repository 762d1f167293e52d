package org.lmttm.app.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.lmttm.volume.VolumeSummary;

/** Counts every voxel of the cases that are open, where that takes longer than the first picture may. Use on one thread. */
final class CaseCounting {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");
    /** How long counting gives way to the first picture. */
    private static final Duration PICTURE = Duration.ofMillis(250);

    private final TaskRunner tasks;
    private final History history;
    private final Map<OpenCase, WorkTask> running = new HashMap<>();

    /**
     * Counts nothing yet.
     *
     * @param history does not remember what the numbers change
     */
    CaseCounting(TaskRunner tasks, History history) {
        this.tasks = tasks;
        this.history = history;
    }

    /** Counts a case in the background, if it is not counted. */
    void start(OpenCase openCase) {
        if (openCase.measured()) {
            return;
        }
        String title = TEXT.text("measuring", openCase.name());
        running.put(
                openCase,
                tasks.inBackground(
                        title,
                        progress -> {
                            openCase.awaitPicture(PICTURE);
                            return VolumeSummary.exact(
                                    openCase.volume(), OpenCase.BINS, CaseOpening.reading(progress, ""));
                        },
                        exact -> {
                            running.remove(openCase);
                            history.silently(() -> openCase.measured(exact));
                        },
                        error -> tasks.notice(TaskRunner.error(title, error))));
    }

    /** Ends the counting of a case that is closed. */
    void stop(OpenCase gone) {
        WorkTask task = running.remove(gone);
        if (task != null) {
            task.cancel();
        }
    }
}
