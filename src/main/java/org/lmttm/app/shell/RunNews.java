package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.shell.RunNewsFile.Content;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a run ends, whatever the window shows, and at the start those that ended while no window was open. It
 * looks at run folders once a second on a thread of its own. Everything else on the window's thread.
 */
final class RunNews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunNews.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final int MOST = 50;

    /** What is known of a run's trainer. */
    private enum Trainer {
        NONE_YET,
        AT_WORK,
        /** It was when the last window closed. */
        WAS_AT_WORK
    }

    private final TaskRunner tasks;
    private final RunNewsFile file;
    private final Path runs;
    private final Map<Path, Trainer> watched = new ConcurrentHashMap<>();
    private final ObservableList<RunNotice> notices = FXCollections.observableArrayList();
    private final IntegerBinding unread = Bindings.createIntegerBinding(
            () -> (int) notices.stream().filter(one -> !one.read()).count(), notices);
    private final ReadOnlyObjectWrapper<@Nullable RunNotice> latest = new ReadOnlyObjectWrapper<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread created = new Thread(work, "lmttm-run-news");
        created.setDaemon(true);
        return created;
    });

    /**
     * News of the runs that were at work when the last window closed; nothing is looked at before {@link #start}.
     *
     * @param settings the folder that holds what is remembered
     * @param runs where runs usually are; those at work there are watched, too
     */
    RunNews(TaskRunner tasks, Path settings, Path runs) {
        this.tasks = tasks;
        this.runs = runs;
        this.file = new RunNewsFile(settings.resolve("runs.json"));
        Content kept = file.read();
        kept.atWork().forEach(run -> watched.put(run, Trainer.WAS_AT_WORK));
        notices.setAll(kept.ended());
    }

    /** Looks once a second from now on. */
    void start() {
        thread.execute(this::discover);
        // a scheduled executor would end silently on an exception: tick() reports all of them
        var _ = thread.scheduleWithFixedDelay(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Runs that ended, the newest first. */
    ObservableList<RunNotice> notices() {
        return notices;
    }

    /** How many the user has not seen. */
    IntegerBinding unread() {
        return unread;
    }

    /** The run that ended last in this session; null for none. */
    ReadOnlyObjectProperty<@Nullable RunNotice> latest() {
        return latest.getReadOnlyProperty();
    }

    /** Notices when this run ends, should a trainer be at work on it or begin later. */
    void watch(Path run) {
        watched.putIfAbsent(run.toAbsolutePath().normalize(), Trainer.NONE_YET);
    }

    /** The user has seen the list. */
    void markRead() {
        if (unread.get() > 0) {
            notices.replaceAll(RunNotice::asRead);
            keep();
        }
    }

    /** Forgets what ended. */
    void clear() {
        notices.clear();
        keep();
    }

    /** Finds runs that another window or a command line has at work. */
    private void discover() {
        if (!Files.isDirectory(runs)) {
            return;
        }
        try (Stream<Path> folders = Files.list(runs)) {
            folders.filter(RunFolder::isRun).forEach(this::watch);
        } catch (IOException e) {
            LOG.warn("the folder of runs cannot be listed: {}", e.getClass().getSimpleName());
        }
    }

    /** Looks at every watched run; on the looking thread. */
    void tick() {
        for (Map.Entry<Path, Trainer> entry : Map.copyOf(watched).entrySet()) {
            try {
                look(entry.getKey(), entry.getValue());
            } catch (IOException | RuntimeException e) {
                // moved or deleted: there is nothing to wait for any more
                watched.remove(entry.getKey());
                LOG.warn("a run cannot be followed: {}", e.getClass().getSimpleName());
            }
        }
    }

    private void look(Path path, Trainer before) throws IOException {
        RunFolder run = RunFolder.open(path);
        boolean alive = run.trainer().isPresent();
        if (alive && before != Trainer.AT_WORK) {
            watched.put(path, Trainer.AT_WORK);
            tasks.onUi(this::keep);
        } else if (!alive && before != Trainer.NONE_YET) {
            watched.put(path, Trainer.NONE_YET);
            RunNotice notice = RunNotice.of(run.summary(), before == Trainer.WAS_AT_WORK);
            tasks.onUi(() -> add(notice));
        }
    }

    private void add(RunNotice notice) {
        notices.add(0, notice);
        if (notices.size() > MOST) {
            notices.remove(MOST, notices.size());
        }
        keep();
        if (notice.status() != RunStatus.STOPPED) {
            latest.set(notice); // who stopped a run knows it
        }
    }

    private void keep() {
        List<Path> atWork = new ArrayList<>();
        watched.forEach((run, trainer) -> {
            if (trainer != Trainer.NONE_YET) {
                atWork.add(run);
            }
        });
        Content content = new Content(atWork, notices);
        tasks.inOrder().execute(() -> file.write(content));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
