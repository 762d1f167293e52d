package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Path;

/** Writes files in the background and tells when they are written. */
public final class FileSaving {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");

    private final TaskRunner tasks;

    /** What writes a file. */
    @FunctionalInterface
    public interface Writing {
        /**
         * Writes it, off the user interface thread.
         *
         * @throws IOException naming the file and what is wrong
         */
        void write() throws IOException;
    }

    /** Saving by a runner. */
    public FileSaving(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /** Writes a file; what goes wrong is told as of any task. */
    public void start(Path file, Writing writing) {
        String name = String.valueOf(file.getFileName());
        tasks.start(
                TEXT.text("saving", name),
                TaskRunner.Lane.FILES,
                progress -> {
                    writing.write();
                    return name;
                },
                written -> tasks.notice(new Notice(Notice.Severity.INFO, TEXT.text("saved", written), "")));
    }
}
