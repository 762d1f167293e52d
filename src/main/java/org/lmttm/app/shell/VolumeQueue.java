package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;

/**
 * Volumes and series to open, one after the other in the order given: a session opens one file at a time, and a second one
 * takes the place of the first. What is opened elsewhere meanwhile is waited for. Use on the user interface thread.
 */
final class VolumeQueue {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");

    private final Session session;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Deque<Runnable> questions = new ArrayDeque<>();
    private SeriesChooser.Asking chooser = (from, series, chosen) -> chosen.accept(series);
    private boolean busy;
    private boolean asking;
    /** The problem that stood there before: the user knows it. */
    private @Nullable Notice known;

    VolumeQueue(Session session) {
        this.session = session;
    }

    /** Who asks which of several series to open; without one all are. */
    void chooseWith(SeriesChooser.Asking asking) {
        chooser = asking;
    }

    /** Opens a volume when it is its turn. */
    void volume(Path path) {
        add(() -> open(path, VolumeChoice.FIRST));
    }

    /** Looks for series at a path when it is its turn; of several the user chooses, while others are opened. */
    void series(Path path) {
        add(() -> look(path));
    }

    private void add(Runnable step) {
        if (!busy && steps.isEmpty()) {
            known = session.problem().get();
        }
        steps.add(step);
        goOn();
    }

    private void goOn() {
        if (busy || steps.isEmpty()) {
            return;
        }
        WorkTask other = session.opening().get();
        if (other != null) {
            // later: whoever asked for it may go on with another file at once
            other.finished().addListener(observable -> session.tasks().onUi(this::goOn));
            return;
        }
        busy = true;
        steps.remove().run();
    }

    private void free() {
        busy = false;
        goOn();
    }

    private void open(Path path, VolumeChoice choice) {
        Notice problem = session.problem().get();
        if (problem != null && !problem.equals(known)) {
            session.tasks().notice(problem); // the next one takes its place
        }
        session.open(path, choice, this::free);
        watch(session.opening().get());
    }

    /** What is cancelled does not hold up the next. */
    private void watch(@Nullable WorkTask task) {
        if (task != null) {
            task.finished().addListener(observable -> {
                if (task.cancelled()) {
                    free();
                }
            });
        }
    }

    private void look(Path path) {
        watch(session.tasks()
                .start(
                        TEXT.text("series.looking", String.valueOf(path.getFileName())),
                        TaskRunner.Lane.FILES,
                        progress -> session.series(path, progress),
                        series -> found(path, series),
                        // which says what is wrong where the user looks for it
                        error -> next(path, VolumeChoice.FIRST)));
    }

    /** Before all others, but after what was opened elsewhere while series were looked for. */
    private void next(Path path, VolumeChoice choice) {
        steps.addFirst(() -> open(path, choice));
        free();
    }

    private void found(Path path, List<SeriesEntry> series) {
        if (series.isEmpty()) {
            next(path, VolumeChoice.FIRST);
        } else if (series.size() == 1) {
            next(path, choice(series.getFirst()));
        } else {
            questions.add(() -> chooser.ask(path, series, chosen -> answered(path, chosen)));
            ask();
            free();
        }
    }

    private static VolumeChoice choice(SeriesEntry series) {
        return VolumeChoice.FIRST.withSeries(series.choice());
    }

    private void answered(Path path, List<SeriesEntry> chosen) {
        chosen.forEach(one -> add(() -> open(path, choice(one))));
        // later: what asked is about to leave the screen
        session.tasks().onUi(() -> {
            asking = false;
            ask();
        });
    }

    /** Asks one question at a time. */
    private void ask() {
        if (!asking && !questions.isEmpty()) {
            asking = true;
            questions.remove().run();
        }
    }
}
