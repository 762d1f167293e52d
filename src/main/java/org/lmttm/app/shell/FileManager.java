package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.TaskRunner;

/** Shows files in the desktop's own file manager. */
final class FileManager {
    private FileManager() {}

    /** Opens the folder of a file; where there is no file manager a notice says the folder. */
    static void show(Path file, TaskRunner tasks, Messages text) {
        showFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()), tasks, text);
    }

    /** Opens a folder; where there is no file manager a notice says the folder. */
    static void showFolder(Path folder, TaskRunner tasks, Messages text) {
        tasks.start(
                text.text("show_folder"),
                TaskRunner.Lane.FILES,
                progress -> {
                    // java.awt.Desktop would start a second toolkit beside JavaFX
                    return new ProcessBuilder(command(System.getProperty("os.name", ""), folder.toString()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
                },
                process -> {},
                error -> tasks.notice(
                        new Notice(Notice.Severity.WARNING, text.text("show_folder.failed"), folder.toString())));
    }

    /** What opens a folder on a system. */
    static List<String> command(String system, String folder) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("explorer.exe", folder);
        }
        return List.of(name.startsWith("mac") ? "open" : "xdg-open", folder);
    }
}
