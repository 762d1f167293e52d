package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.experiment.RunSeries;

/** Opens whatever the user gives: volumes, model checkpoints, run folders; and what comes with the workbench. */
public final class Opener {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");
    /** The sample case is one of its kind, so it comes first. */
    private static final String SAMPLE_MODEL = "phantom-vessels-lmttm.safetensors";

    private final Session session;
    private final ModelReader models;
    private final Function<Path, Found> find;
    private final VolumeQueue volumes;
    private final Deque<Runnable> looks = new ArrayDeque<>();
    private boolean looking;
    private Consumer<Path> desks = path -> {};
    private Consumer<Path> tables = path -> {};

    /** Reads what a checkpoint says about itself. */
    public interface ModelReader {
        /**
         * The entry of a checkpoint.
         *
         * @throws IOException naming the file and what is wrong
         */
        ModelEntry read(Path checkpoint) throws IOException;
    }

    /** An opener for a session. */
    public Opener(Session session, ModelReader models) {
        this(session, models, Found::of);
    }

    /**
     * An opener that looks at paths in a way of its own.
     *
     * @param find says what a path is taken for; called off the user interface thread
     */
    Opener(Session session, ModelReader models, Function<Path, Found> find) {
        this.session = session;
        this.models = models;
        this.find = find;
        this.volumes = new VolumeQueue(session);
    }

    /** Names who opens saved desks. */
    void openDesksWith(Consumer<Path> opensDesks) {
        desks = opensDesks;
    }

    /** Names who checks tables of labels. */
    void openTablesWith(Consumer<Path> opensTables) {
        tables = opensTables;
    }

    /** Who asks which of several series to open; without one all are. */
    void chooseWith(SeriesChooser.Asking asking) {
        volumes.chooseWith(asking);
    }

    /** Opens a file or folder: a checkpoint joins the models, a run folder or a series the runs, a table of labels is checked, anything else is read as
     * a volume. */
    public void open(Path path) {
        openAll(List.of(path));
    }

    /**
     * Opens files and folders as {@link #open} does, all of them, in the order given; of several volumes the last is
     * shown. What is asked for later is opened later, however long it takes to look at a path.
     */
    public void openAll(List<Path> paths) {
        if (!paths.isEmpty()) {
            looks.add(() -> look(
                    TEXT.text("opening_files"),
                    progress -> paths.stream().map(find).toList(),
                    this::openFound,
                    error -> session.tasks().notice(TaskRunner.error(TEXT.text("opening_files"), error))));
            lookOn();
        }
    }

    /** Begins the next look unless one is under way. */
    private void lookOn() {
        Runnable next = looking ? null : looks.poll();
        if (next != null) {
            looking = true;
            next.run();
        }
    }

    private <T> void look(String title, TaskRunner.Job<T> job, Consumer<T> done, Consumer<Throwable> failed) {
        WorkTask task = session.tasks()
                .start(
                        title,
                        TaskRunner.Lane.FILES,
                        job,
                        value -> {
                            done.accept(value);
                            lookOn();
                        },
                        error -> {
                            failed.accept(error);
                            lookOn();
                        });
        task.finished().addListener(observable -> {
            looking = false;
            if (task.cancelled()) {
                lookOn();
            }
        });
    }

    private void openFound(List<Found> all) {
        for (Found found : all) {
            switch (found.kind()) {
                case DESK -> desks.accept(found.path());
                case TABLE -> tables.accept(found.path());
                case MODEL -> addModel(found.path());
                case RUN -> openRun(found.path());
                case RUNS -> openSeries(found.path());
                case VOLUME -> volumes.volume(found.path());
                case MAYBE_SERIES -> volumes.series(found.path());
            }
        }
        if (all.stream().anyMatch(Found::isVolume)) {
            session.workspace().set("volume");
        }
    }

    private void openSeries(Path folder) {
        session.tasks()
                .start(
                        TEXT.text("opening_series", String.valueOf(folder.getFileName())),
                        TaskRunner.Lane.FILES,
                        progress -> RunSeries.open(folder),
                        series -> series.members().reversed().forEach(member -> openRun(member.path())));
    }

    private void openRun(Path run) {
        if (!session.runs().contains(run)) {
            session.runs().addFirst(run);
        }
        session.activeRun().set(run);
        session.workspace().set("training");
    }

    /** Opens the cases that come with the workbench; the one that its model fits is opened last and so shown. */
    public void openSample() {
        Path samples = session.home().resolve("sample-volumes");
        session.tasks()
                .start(
                        TEXT.text("opening_files"),
                        TaskRunner.Lane.FILES,
                        progress -> Stream.of("ct-phantom.nii.gz", "vessel-aneurysm.nii.gz")
                                .map(samples::resolve)
                                .filter(Files::isRegularFile)
                                .toList(),
                        cases -> {
                            cases.forEach(volumes::volume);
                            if (cases.isEmpty()) {
                                session.tasks()
                                        .notice(new Notice(
                                                Notice.Severity.ERROR,
                                                TEXT.text("no_sample"),
                                                TEXT.text("no_sample.where", samples)));
                            }
                        });
    }

    /** Lists the models that come with the workbench and those the user added; the first becomes active. */
    public void listModels() {
        session.tasks()
                .start(TEXT.text("listing_models"), TaskRunner.Lane.FILES, progress -> checkpoints(), this::addInTurn);
    }

    private List<Path> checkpoints() throws IOException {
        Path folder = session.home().resolve("assets").resolve("models");
        List<Path> shipped = List.of();
        if (Files.isDirectory(folder)) {
            // not below: a model's run record holds checkpoints of its own
            try (Stream<Path> files = Files.list(folder)) {
                shipped = files.filter(p -> p.toString().endsWith(Found.CHECKPOINT))
                        .sorted(Comparator.comparing((Path p) -> !p.endsWith(SAMPLE_MODEL))
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();
            }
        }
        List<Path> added = session.settings().modelFiles().stream()
                .filter(Files::isRegularFile)
                .toList();
        return Stream.concat(shipped.stream(), added.stream()).distinct().toList();
    }

    /** One after the other, so that the order in the library, and the model that is active first, are always the same. */
    private void addInTurn(List<Path> checkpoints) {
        if (checkpoints.isEmpty()) {
            return;
        }
        Path first = checkpoints.getFirst();
        Runnable rest = () -> addInTurn(checkpoints.subList(1, checkpoints.size()));
        String title = TEXT.text("reading_model", String.valueOf(first.getFileName()));
        session.tasks()
                .start(
                        title,
                        TaskRunner.Lane.FILES,
                        progress -> models.read(first),
                        entry -> {
                            added(entry);
                            rest.run();
                        },
                        error -> {
                            session.tasks().notice(TaskRunner.error(title, error));
                            rest.run();
                        });
    }

    private void addModel(Path checkpoint) {
        session.tasks()
                .start(
                        TEXT.text("reading_model", String.valueOf(checkpoint.getFileName())),
                        TaskRunner.Lane.FILES,
                        progress -> models.read(checkpoint),
                        this::added);
    }

    private void added(ModelEntry entry) {
        boolean known = session.models().stream().anyMatch(m -> m.file().equals(entry.file()));
        if (known) {
            return;
        }
        session.models().add(entry);
        if (!entry.file().startsWith(session.home())) {
            session.settings().rememberModel(entry.file());
        }
        if (session.activeModel().get() == null) {
            session.activeModel().set(entry);
        }
    }
}
