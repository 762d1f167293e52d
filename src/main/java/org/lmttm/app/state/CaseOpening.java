package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeListing;

/** Opens cases in the background, one at a time; what is open stays as it is until then. Use on one thread. */
final class CaseOpening {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");

    private final TaskRunner tasks;
    private final VolumeReader reader;
    private final Consumer<OpenCase> opened;
    private final ReadOnlyObjectWrapper<WorkTask> running = new ReadOnlyObjectWrapper<>(this, "running");
    private final ReadOnlyObjectWrapper<Notice> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private @Nullable WorkTask stepping;

    /**
     * Opens nothing yet.
     *
     * @param opened takes each case that was opened
     */
    CaseOpening(TaskRunner tasks, VolumeReader reader, Consumer<OpenCase> opened) {
        this.tasks = tasks;
        this.reader = reader;
        this.opened = opened;
    }

    /** The opening of a file that runs now; null when none does. */
    ReadOnlyObjectWrapper<WorkTask> running() {
        return running;
    }

    /** Why the last file could not be opened; null when it could, or the user has read it. */
    ReadOnlyObjectWrapper<Notice> problem() {
        return problem;
    }

    /** Opens a volume; {@code then} runs when it is open, and when it could not be opened. */
    void open(Path file, VolumeChoice choice, Runnable then) {
        if (running.get() != null) {
            running.get().cancel();
        }
        problem.set(null);
        String name = String.valueOf(file.getFileName());
        running.set(tasks.start(
                TEXT.text("opening", name),
                TaskRunner.Lane.FILES,
                progress -> read(file, choice, progress),
                read -> {
                    running.set(null);
                    opened.accept(read);
                    then.run();
                },
                error -> {
                    running.set(null);
                    then.run();
                    problem.set(TaskRunner.error(TEXT.text("not_opened", name), error));
                }));
        WorkTask task = running.get();
        task.finished().addListener(observable -> {
            if (running.get() == task) {
                running.set(null);
            }
        });
    }

    /** Opens another volume along time or channel of a case's file; of several asked for in a row the last. */
    void step(OpenCase of, int volume) {
        if (stepping != null) {
            stepping.cancel();
        }
        String name = String.valueOf(of.file().getFileName());
        stepping = tasks.start(
                TEXT.text("opening", name),
                TaskRunner.Lane.FILES,
                progress -> read(of.file(), of.choice().withVolume(volume), progress),
                opened,
                error -> problem.set(TaskRunner.error(TEXT.text("not_opened", name), error)));
    }

    private OpenCase read(Path file, VolumeChoice choice, Progress progress) throws IOException {
        progress.update(-1, TEXT.text("reading"));
        VolumeListing listing = reader.list(file, choice);
        List<HeaderField> header = reader.header(file, choice);
        Volume volume = reader.open(file, choice, reading(progress, TEXT.text("reading")));
        OpenCase openCase = new OpenCase(file, listing, choice, volume, header);
        if (progress.cancelled()) {
            openCase.close();
            throw new CancellationException();
        }
        return openCase;
    }

    /** Progress of reading as progress of a task whose step has a name. */
    static ReadProgress reading(Progress progress, String step) {
        return new ReadProgress() {
            @Override
            public void update(double share) {
                progress.update(share, step);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    /**
     * The series to choose from at a path.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    List<SeriesEntry> series(Path path, Progress progress) throws IOException {
        return reader.series(path, reading(progress, TEXT.text("reading")));
    }
}
