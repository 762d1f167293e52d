package org.lmttm.app.preferences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.EngineDownload;
import org.lmttm.model.EngineFacts;
import org.lmttm.model.EngineLibraries;
import org.lmttm.model.EngineSource;
import org.lmttm.program.Program;

/** Which libraries the engine loads, and getting others. Use on the user interface thread; knows no nodes. */
final class EngineState {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");

    private final Settings settings;
    private final TaskRunner tasks;
    private final EngineChoice choice;
    private final @Nullable EngineArchive archive;
    private final ObservableValue<@Nullable EngineFacts> facts;
    private final ReadOnlyStringWrapper loaded = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper next = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper restart = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper own = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyStringWrapper broken = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable WorkTask> task = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Archive> here =
            new ReadOnlyObjectWrapper<>(new Archive(Archive.Stage.NONE, 0, -1));
    private @Nullable EngineSource source;

    /**
     * What of the archive is here.
     *
     * @param stage how far it is
     * @param bytes that have come
     * @param free bytes of the disk; negative where that is not known
     */
    record Archive(Stage stage, long bytes, long free) {
        /** How far an archive is. */
        enum Stage {
            /** Nothing of it. */
            NONE,
            /** A part of it. */
            BEGUN,
            /** All of it. */
            WHOLE,
            /** It is unpacked. */
            UNPACKED
        }
    }

    /** What a look at the disk found. */
    private record Seen(EngineSource source, String words, Archive here, String broken) {}

    /** What was done: words about it. */
    @FunctionalInterface
    private interface Change {
        String make(EngineProgress progress) throws IOException;
    }

    /**
     * The libraries of a machine.
     *
     * @param archive what can be fetched; empty where there is nothing for this machine
     * @param facts of the engine as this process runs it; null until it does
     */
    EngineState(
            Settings settings,
            TaskRunner tasks,
            EngineChoice choice,
            Optional<EngineArchive> archive,
            ObservableValue<@Nullable EngineFacts> facts) {
        this.settings = settings;
        this.tasks = tasks;
        this.choice = choice;
        this.archive = archive.orElse(null);
        this.facts = facts;
        facts.addListener(observable -> compare());
        compare();
    }

    /** What this process computes with, in words; empty until the engine runs. */
    ReadOnlyStringProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    /** What the next start loads, in words. */
    ReadOnlyStringProperty next() {
        return next.getReadOnlyProperty();
    }

    /** Whether the next start loads other libraries than this process runs. */
    ReadOnlyBooleanProperty restart() {
        return restart.getReadOnlyProperty();
    }

    /** Whether no others than the program's own are chosen. */
    ReadOnlyBooleanProperty own() {
        return own.getReadOnlyProperty();
    }

    /** What is wrong with the choice, as the last look found it; empty for nothing. */
    ReadOnlyStringProperty broken() {
        return broken.getReadOnlyProperty();
    }

    /** What went wrong with the last thing that was done; empty for nothing. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** What was done last; empty for nothing. */
    ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /** The work under way; null where there is none. */
    ReadOnlyObjectProperty<@Nullable WorkTask> task() {
        return task.getReadOnlyProperty();
    }

    /** What of the archive is here. */
    ReadOnlyObjectProperty<Archive> here() {
        return here.getReadOnlyProperty();
    }

    /** Whether there is an archive for this machine. */
    boolean fetchable() {
        return archive != null;
    }

    /** The download; there must be an archive for this machine. */
    EngineDownload download() {
        return EngineDownload.of(Objects.requireNonNull(archive), choice, settings.networkAccess());
    }

    /** Looks, in the background, what is chosen and what is on the disk. */
    void look() {
        look(() -> {});
    }

    private void look(Runnable then) {
        EngineDownload download = archive == null ? null : download();
        tasks.inBackground(
                TEXT.text("engine.looking"),
                progress -> look(choice, download),
                now -> {
                    seen(now);
                    then.run();
                },
                error -> {
                    broken.set(String.valueOf(error.getMessage()));
                    own.set(false); // a choice that cannot be read can be taken back
                });
    }

    private static Seen look(EngineChoice choice, @Nullable EngineDownload download) throws IOException {
        choice.sweep();
        EngineSource source = choice.source();
        Archive here = here(choice, download);
        Optional<Path> chosen = source.folder();
        if (chosen.isPresent()) {
            Path folder = chosen.get();
            try {
                return new Seen(source, words(EngineLibraries.of(folder)), here, "");
            } catch (IOException e) {
                String broken = TEXT.text("engine.broken", String.valueOf(e.getMessage()));
                return new Seen(source, TEXT.text("engine.folder", Program.withoutHome(folder)), here, broken);
            }
        }
        String words = source.kind() == EngineSource.Kind.ENVIRONMENT
                ? TEXT.text("engine.environment", source.place())
                : TEXT.text("engine.own", EngineLibraries.VERSION);
        return new Seen(source, words, here, "");
    }

    private static Archive here(EngineChoice choice, @Nullable EngineDownload download) throws IOException {
        long free = free(choice.home());
        if (download == null) {
            return new Archive(Archive.Stage.NONE, 0, free);
        }
        if (choice.unpacked().isPresent()) {
            return new Archive(Archive.Stage.UNPACKED, 0, free);
        }
        long bytes = download.begun();
        Archive.Stage part = bytes > 0 ? Archive.Stage.BEGUN : Archive.Stage.NONE;
        return new Archive(Files.exists(download.place()) ? Archive.Stage.WHOLE : part, bytes, free);
    }

    private static long free(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException _) {
            return -1; // said as not known; the download looks again
        }
    }

    private static String words(EngineLibraries libraries) {
        return TEXT.text(
                libraries.cuda() ? "engine.cuda" : "engine.cpu",
                libraries.version(),
                libraries.flavor(),
                Program.withoutHome(libraries.folder()));
    }

    private void seen(Seen now) {
        source = now.source();
        next.set(now.words());
        own.set(now.source().kind() == EngineSource.Kind.OWN);
        here.set(now.here());
        broken.set(now.broken());
        compare();
    }

    private void compare() {
        EngineFacts running = facts.getValue();
        loaded.set(running == null ? "" : words(running));
        restart.set(running != null && source != null && !running.source().equals(source));
    }

    private static String words(EngineFacts running) {
        String whose = TEXT.text("engine.whose."
                + switch (running.source().kind()) {
                    case OWN -> "own";
                    case CHOSEN -> "chosen";
                    case ENVIRONMENT -> "environment";
                });
        return TEXT.text(
                running.cuda() ? "engine.loaded.cuda" : "engine.loaded.cpu",
                running.version(),
                whose,
                Program.withoutHome(running.libraries()));
    }

    /** Chooses a folder of libraries. */
    void use(Path folder) {
        change(TEXT.text("engine.choosing"), progress -> {
            EngineLibraries libraries = EngineLibraries.of(folder);
            choice.choose(libraries);
            return TEXT.text("engine.chosen", words(libraries));
        });
    }

    /** Unpacks an archive that was fetched elsewhere, and chooses its libraries. */
    void unpack(Path zip) {
        EngineDownload download = download();
        change(TEXT.text("engine.unpacking"), progress -> done(download.use(zip, progress)));
    }

    /**
     * Does what is left to do of fetching, unpacking and choosing; uses the network only where the archive is not here.
     *
     * @param keep whether the archive stays
     */
    void fetch(boolean keep) {
        EngineDownload download = download();
        change(TEXT.text("engine.getting"), progress -> done(download.run(keep, progress)));
    }

    /**
     * The same with what is here, never with the network.
     *
     * @param ask runs when neither the archive nor unpacked libraries are here any more, and that was seen
     */
    void fetchHere(Runnable ask) {
        EngineDownload download = download();
        AtomicBoolean gone = new AtomicBoolean();
        change(
                TEXT.text("engine.unpacking"),
                progress -> {
                    Optional<EngineDownload.Done> done = download.runHere(progress);
                    gone.set(done.isEmpty());
                    return done.map(EngineState::done).orElse("");
                },
                () -> look(gone.get() ? ask : () -> {}));
    }

    /**
     * Makes the folder into which the archive goes.
     *
     * @param then gets it when it is there; what hinders becomes a notice
     */
    void makePlace(Consumer<Path> then) {
        Path folder = choice.home();
        tasks.start(
                TEXT.text("engine.place"), TaskRunner.Lane.FILES, progress -> Files.createDirectories(folder), then);
    }

    /** Goes back to the program's own libraries. */
    void useOwn() {
        change(TEXT.text("engine.choosing"), progress -> {
            choice.reset();
            return TEXT.text("engine.chosen", TEXT.text("engine.own", EngineLibraries.VERSION));
        });
    }

    /** Stops the work under way; what came stays. */
    void stop() {
        WorkTask now = task.get();
        if (now != null) {
            now.cancel();
        }
    }

    private static String done(EngineDownload.Done done) {
        List<String> words = new ArrayList<>(List.of(TEXT.text("engine.chosen", words(done.libraries()))));
        if (done.archive() != null) {
            words.add(TEXT.text("engine.left.archive", Program.withoutHome(done.archive())));
        }
        done.before().forEach(one -> words.add(TEXT.text("engine.left.before", Program.withoutHome(one))));
        return String.join(" ", words);
    }

    private void change(String title, Change change) {
        change(title, change, this::look);
    }

    private void change(String title, Change change, Runnable then) {
        if (task.get() != null) {
            return;
        }
        problem.set("");
        said.set("");
        WorkTask started = tasks.start(
                title,
                TaskRunner.Lane.FILES,
                progress -> change.make(new EngineProgress(progress)),
                said::set,
                error -> {
                    problem.set(String.valueOf(error.getMessage()));
                    tasks.notice(TaskRunner.error(title, error));
                });
        task.set(started);
        started.finished().addListener(observable -> {
            task.set(null);
            if (started.cancelled()) {
                said.set(TEXT.text("engine.stopped"));
            }
            then.run();
        });
    }
}
