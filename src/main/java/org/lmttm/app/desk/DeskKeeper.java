package org.lmttm.app.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import tools.jackson.core.JacksonException;

/**
 * Takes down what is on the desk, and puts a desk back. Use on the user interface thread; files are read and hashed in
 * the background.
 */
public final class DeskKeeper {
    private static final Messages TEXT = new Messages("org.lmttm.app.desk");

    private final Session session;
    private final List<DeskPart<?>> parts;
    private final Consumer<Path> addModel;
    private final Map<Path, Fingerprint> known = new HashMap<>();
    private final Set<Path> asked = new HashSet<>();

    /**
     * A case of a desk and the file it is to be read from.
     *
     * @param of as the desk has it
     * @param at where the file is now
     * @param state what has become of it
     */
    public record Found(Desk.Case of, Path at, FileState state) {}

    /**
     * A keeper of a window.
     *
     * @param parts of the window that are kept beside the cases
     * @param addModel reads a checkpoint into the library
     */
    public DeskKeeper(Session session, List<DeskPart<?>> parts, Consumer<Path> addModel) {
        this.session = session;
        this.parts = List.copyOf(parts);
        this.addModel = addModel;
    }

    /** What is on the desk now. Files not hashed yet are named without a hash, and are being hashed from then on. */
    public Desk capture() {
        List<Desk.Case> cases = session.cases().stream().map(this::taken).toList();
        ModelEntry model = session.activeModel().get();
        Map<String, Object> kept = new HashMap<>();
        for (DeskPart<?> part : parts) {
            Record now = part.save();
            if (now != null) {
                kept.put(part.key(), now);
            }
        }
        return new Desk(
                Desk.FORMAT,
                session.workspace().get(),
                cases,
                session.cases().indexOf(session.activeCase().get()),
                model == null ? null : ref(model.file()),
                session.selectedTimestep().get(),
                kept);
    }

    private Desk.Case taken(OpenCase openCase) {
        return new Desk.Case(
                ref(openCase.file()),
                openCase.choice(),
                openCase.crosshair().get(),
                openCase.window().get(),
                openCase.markups());
    }

    private FileRef ref(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Fingerprint print = known.get(path);
        if (print == null && asked.add(path)) {
            // a file that cannot be hashed is named without: opening the desk then compares nothing
            session.tasks()
                    .latestWins(TaskRunner.Lane.FILES)
                    .submit(() -> Fingerprint.of(path, () -> false), value -> known.put(path, value), error -> {});
        }
        return print == null
                ? new FileRef(path.toString(), -1, null)
                : new FileRef(path.toString(), print.bytes(), print.sha256());
    }

    /** Saves what is on the desk, with the hash of every file; says so when it is done. */
    public void save(Path file) {
        Desk desk = capture();
        String name = String.valueOf(file.getFileName());
        session.tasks()
                .start(
                        TEXT.text("saving", name),
                        TaskRunner.Lane.FILES,
                        progress -> {
                            Desk whole = hashed(desk, progress::cancelled);
                            DeskFiles.write(file, whole);
                            return whole;
                        },
                        saved ->
                                session.tasks().notice(new Notice(Notice.Severity.INFO, TEXT.text("saved", name), "")));
    }

    private static Desk hashed(Desk desk, BooleanSupplier cancelled) throws IOException {
        List<Desk.Case> cases = new ArrayList<>();
        for (Desk.Case one : desk.cases()) {
            cases.add(new Desk.Case(
                    hashed(one.file(), cancelled), one.choice(), one.crosshair(), one.window(), one.markups()));
        }
        FileRef model = desk.model() == null ? null : hashed(desk.model(), cancelled);
        return new Desk(desk.format(), desk.workspace(), cases, desk.active(), model, desk.timestep(), desk.parts());
    }

    private static FileRef hashed(FileRef ref, BooleanSupplier cancelled) throws IOException {
        if (ref.sha256() != null) {
            return ref;
        }
        Fingerprint print = Fingerprint.of(Path.of(ref.path()), cancelled);
        return new FileRef(ref.path(), print.bytes(), print.sha256());
    }

    /**
     * Looks what has become of a desk's files: first where they were, then beside the desk's own file, so that a folder
     * that was moved with its desk still opens.
     *
     * @param beside the folder that holds the desk; null for none
     * @throws IOException when a file that is there cannot be read
     */
    static List<Found> find(Desk desk, @Nullable Path beside, BooleanSupplier cancelled) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Desk.Case one : desk.cases()) {
            Found there = found(one, one.file().place(), cancelled);
            Found here = beside == null ? there : found(one, one.file().in(beside), cancelled);
            found.add(there.state() != FileState.SAME && here.state() == FileState.SAME ? here : there);
        }
        return found;
    }

    /** A path that this system cannot have leads to no file. */
    private static Found found(Desk.Case one, Optional<Path> at, BooleanSupplier cancelled) throws IOException {
        return at.isEmpty()
                ? new Found(one, Path.of(""), FileState.MISSING)
                : new Found(one, at.get(), FileState.of(one.file(), at.get(), cancelled));
    }

    /**
     * Looks for a desk's files in the background.
     *
     * @param then gets them, on the user interface thread
     */
    public void look(Desk desk, @Nullable Path beside, Consumer<List<Found>> then) {
        session.tasks()
                .start(
                        TEXT.text("looking"),
                        TaskRunner.Lane.FILES,
                        progress -> find(desk, beside, progress::cancelled),
                        then);
    }

    /** Closes what is open and puts the desk back, from files as given; files that are missing are left out. */
    public void restore(Desk desk, List<Found> files) {
        List.copyOf(session.cases()).forEach(session::remove);
        List<Found> present = files.stream()
                .filter(found -> found.state() != FileState.MISSING)
                .toList();
        reopen(desk, present, 0);
    }

    private void reopen(Desk desk, List<Found> files, int next) {
        if (next == files.size()) {
            arrange(desk, files);
            return;
        }
        Found found = files.get(next);
        session.open(found.at(), found.of().choice(), () -> {
            opened(found).ifPresent(openCase -> dress(openCase, found.of()));
            reopen(desk, files, next + 1);
        });
    }

    private Optional<OpenCase> opened(Found found) {
        return session.cases().stream()
                .filter(openCase -> openCase.file().equals(found.at())
                        && openCase.choice().equals(found.of().choice()))
                .findFirst();
    }

    private void dress(OpenCase openCase, Desk.Case as) {
        session.history().silently(() -> {
            if (as.crosshair() != null) {
                openCase.moveCrosshair(as.crosshair());
            }
            if (as.window() != null) {
                openCase.window().set(as.window());
            }
            openCase.markups().setAll(as.markups());
        });
    }

    private void arrange(Desk desk, List<Found> files) {
        for (Found found : files) {
            if (opened(found).isEmpty()) {
                notOpened(found.of().file());
            }
        }
        if (desk.active() >= 0 && desk.active() < desk.cases().size()) {
            Desk.Case active = desk.cases().get(desk.active());
            files.stream()
                    .filter(found -> found.of().equals(active))
                    .findFirst()
                    .flatMap(this::opened)
                    .ifPresent(session.activeCase()::set);
        }
        FileRef model = desk.model();
        if (model != null) {
            model.place().ifPresentOrElse(this::take, () -> notOpened(model));
        }
        session.workspace().set(desk.workspace());
        session.selectedTimestep().set(Math.max(0, desk.timestep()));
        session.history().silently(() -> parts.forEach(part -> restore(part, desk)));
        // what was done on the desk before has nothing to do with this one
        session.history().clear();
    }

    private void notOpened(FileRef file) {
        session.tasks()
                .notice(new Notice(
                        Notice.Severity.ERROR, TEXT.text("not_opened", file.name()), TEXT.text("not_opened.why")));
    }

    private <S extends Record> void restore(DeskPart<S> part, Desk desk) {
        Object kept = desk.parts().get(part.key());
        if (kept == null) {
            return;
        }
        try {
            part.restore(DeskFiles.JSON.convertValue(kept, part.type()));
        } catch (JacksonException | IllegalArgumentException e) {
            // the cases are open; how they were shown is the lesser loss, and is said
            session.tasks()
                    .notice(new Notice(
                            Notice.Severity.WARNING,
                            TEXT.text("not_restored", part.key()),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private void take(Path checkpoint) {
        Optional<ModelEntry> there = session.models().stream()
                .filter(entry -> entry.file().equals(checkpoint))
                .findFirst();
        if (there.isPresent()) {
            session.activeModel().set(there.get());
            return;
        }
        session.models().addListener(new javafx.collections.ListChangeListener<ModelEntry>() {
            @Override
            public void onChanged(Change<? extends ModelEntry> change) {
                session.models().stream()
                        .filter(entry -> Objects.equals(entry.file(), checkpoint))
                        .findFirst()
                        .ifPresent(entry -> {
                            session.models().removeListener(this);
                            session.activeModel().set(entry);
                        });
            }
        });
        addModel.accept(checkpoint);
    }
}
