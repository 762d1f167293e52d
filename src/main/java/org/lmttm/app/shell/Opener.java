package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.io.VolumeChoice;

/** Opens whatever the user gives: volumes, model checkpoints, run folders; and what comes with the workbench. */
public final class Opener {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");
    private static final String CHECKPOINT = ".safetensors";

    private final Session session;
    private final ModelReader models;

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
        this.session = session;
        this.models = models;
    }

    /** Opens a file or folder: a checkpoint joins the models, a run folder the runs, anything else is read as a volume. */
    public void open(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(CHECKPOINT)) {
            addModel(path);
        } else if (Files.isRegularFile(path.resolve("config.json"))) {
            if (!session.runs().contains(path)) {
                session.runs().addFirst(path);
            }
            session.activeRun().set(path);
            session.workspace().set("training");
        } else {
            session.workspace().set("volume");
            session.open(path);
        }
    }

    /** Opens the case that comes with the workbench: one that its model fits, else the first volume there is. */
    public void openSample() {
        Path samples = session.home().resolve("sample-volumes");
        Path dataset = samples.resolve("phantom-vessels.npz");
        Path phantom = samples.resolve("ct-phantom.nii.gz");
        if (Files.isRegularFile(dataset)) {
            session.open(dataset, VolumeChoice.ofCase("test", 0));
        } else if (Files.isRegularFile(phantom)) {
            session.open(phantom);
        } else {
            session.tasks()
                    .notice(new Notice(
                            Notice.Severity.ERROR, TEXT.text("no_sample"), TEXT.text("no_sample.where", samples)));
        }
    }

    /** Lists the models that come with the workbench and those the user added; the first becomes active. */
    public void listModels() {
        session.tasks()
                .start(
                        TEXT.text("listing_models"),
                        TaskRunner.Lane.FILES,
                        progress -> checkpoints(),
                        found -> found.forEach(this::addModel));
    }

    private List<Path> checkpoints() throws IOException {
        Path folder = session.home().resolve("assets").resolve("models");
        List<Path> shipped = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> tree = Files.walk(folder, 3)) {
                shipped = tree.filter(p -> p.toString().endsWith(CHECKPOINT))
                        .filter(p -> !p.toString().contains("optimizer"))
                        .sorted()
                        .toList();
            }
        }
        List<Path> added = session.settings().modelFiles().stream()
                .filter(Files::isRegularFile)
                .toList();
        return Stream.concat(shipped.stream(), added.stream()).distinct().toList();
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
