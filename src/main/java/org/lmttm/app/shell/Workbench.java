package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.evaluation.EvaluationWorkspace;
import org.lmttm.app.memory.MemoryWorkspace;
import org.lmttm.app.report.CaseReports;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.training.TrainingWorkspace;
import org.lmttm.app.volume.VolumeWorkspace;
import org.lmttm.program.Program;

/**
 * The parts of one window, put together: session, workspaces, shell. Made and closed on the JavaFX thread.
 *
 * @param session what is open
 * @param volume the volume workspace
 * @param training the training desk
 * @param memory the memory workspace
 * @param evaluation the evaluation desk
 * @param shell the window's content
 * @param opener opens files
 */
public record Workbench(
        Session session,
        VolumeWorkspace volume,
        TrainingWorkspace training,
        MemoryWorkspace memory,
        EvaluationWorkspace evaluation,
        Shell shell,
        Opener opener)
        implements AutoCloseable {

    /**
     * A workbench with the platform's files and engine.
     *
     * @param dialogs asks for files
     * @param quit closes the window
     */
    public static Workbench create(FileDialogs dialogs, Runnable quit) {
        Settings settings = Settings.in(Program.settingsFolder());
        obey(settings);
        TaskRunner tasks = new TaskRunner(Platform::runLater);
        Path home = Path.of(System.getProperty("lmttm.home", "")).toAbsolutePath();
        settings.writeWith(tasks.inOrder());
        Session session =
                new Session(home, settings, tasks, new FileVolumes(), new EngineInference(settings::deviceChoice));
        return of(session, dialogs, quit);
    }

    /** What holds for the whole process: threads, before the first of them starts, and how much is logged. */
    private static void obey(Settings settings) {
        int threads = settings.threads().get();
        if (threads > 0) {
            System.setProperty(Program.THREADS, Integer.toString(threads));
            System.setProperty(
                    "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(Math.max(1, threads - 1)));
        }
        settings.logLevel().subscribe(LogLevel::set);
    }

    /** A workbench around a session. */
    public static Workbench of(Session session, FileDialogs dialogs, Runnable quit) {
        Opener opener = new Opener(session, EngineInference::entry);
        CaseReports reports = new CaseReports(session, dialogs);
        VolumeWorkspace volume = new VolumeWorkspace(session, dialogs, opener::openSample, reports.action());
        MemoryWorkspace memory = new MemoryWorkspace(session, dialogs, reports.action());
        reports.paint(memory::map);
        Path runs = session.settings().runs();
        TrainingWorkspace training = new TrainingWorkspace(session, new RunFiles(), runs, dialogs);
        EvaluationWorkspace evaluation = new EvaluationWorkspace(session, dialogs);
        List<Workspace> workspaces = List.of(volume, training, memory, evaluation);
        RunNews news = new RunNews(session.tasks(), session.settings().folder(), runs);
        Shell shell = new Shell(session, workspaces, dialogs, opener, reports, training.monitor(), news, quit);
        return new Workbench(session, volume, training, memory, evaluation, shell, opener);
    }

    @Override
    public void close() {
        shell.close();
        session.close();
    }
}
