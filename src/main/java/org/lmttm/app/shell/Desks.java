package org.lmttm.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.desk.Autosave;
import org.lmttm.app.desk.Desk;
import org.lmttm.app.desk.DeskFiles;
import org.lmttm.app.desk.DeskKeeper;
import org.lmttm.app.desk.DeskKeeper.Found;
import org.lmttm.app.desk.FileState;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;

/** Saves and opens desks, keeps the present one, and offers what a crash left. */
final class Desks {
    private static final Duration EVERY = Duration.seconds(10);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
            .withLocale(Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final Session session;
    private final FileDialogs dialogs;
    private final Messages text;
    private final DeskKeeper keeper;
    private final Autosave autosave;
    private final DeskBar bar;
    private final Timeline clock;

    Desks(Session session, List<DeskPart<?>> parts, FileDialogs dialogs, Opener opener, Messages text) {
        this.session = session;
        this.dialogs = dialogs;
        this.text = text;
        this.keeper = new DeskKeeper(session, parts, opener::open);
        this.autosave = new Autosave(
                session.settings().folder().resolve("desks"), session.tasks().inOrder());
        this.bar = new DeskBar(dialogs, text);
        this.clock = new Timeline(new KeyFrame(EVERY, event -> keep()));
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
        opener.openDesksWith(this::open);
    }

    /** What stands above the workspace while there is something to decide. */
    DeskBar bar() {
        return bar;
    }

    List<ActionSpec> actions() {
        return List.of(
                ActionSpec.of("file.save-desk", ActionSpec.Menu.FILE, text.text("desk.save"), this::save)
                        .withShortcut("Shortcut+S")
                        .when(session.activeCase().isNotNull()),
                ActionSpec.of("file.last-desk", ActionSpec.Menu.FILE, text.text("desk.last"), this::openLast));
    }

    /** Offers what a crash left, if anything. */
    void offer() {
        session.tasks()
                .start(
                        text.text("desk.looking"),
                        TaskRunner.Lane.FILES,
                        progress -> autosave.left(),
                        left -> left.ifPresent(this::offer));
    }

    private void offer(Autosave.Left left) {
        bar.offer(
                text.text("desk.left", left.desk().cases().size(), CLOCK.format(left.at())),
                () -> {
                    autosave.settle(left);
                    restore(left.desk(), null);
                },
                () -> autosave.settle(left));
    }

    private void keep() {
        Desk desk = keeper.capture();
        if (!desk.cases().isEmpty()) {
            autosave.keep(desk);
        }
    }

    private void save() {
        dialogs.saveDesk("desk" + DeskFiles.ENDING).ifPresent(file -> keeper.save(named(file)));
    }

    private static Path named(Path file) {
        return DeskFiles.isDesk(file) ? file : file.resolveSibling(file.getFileName() + DeskFiles.ENDING);
    }

    private void openLast() {
        if (Files.isRegularFile(autosave.last())) {
            open(autosave.last());
        } else {
            session.tasks()
                    .notice(new org.lmttm.app.state.Notice(
                            org.lmttm.app.state.Notice.Severity.INFO,
                            text.text("desk.none"),
                            text.text("desk.none.why")));
        }
    }

    /** Opens a saved desk; what is open now becomes the last desk. */
    void open(Path file) {
        Path beside = file.toAbsolutePath().getParent();
        session.tasks()
                .start(
                        text.text("desk.opening", String.valueOf(file.getFileName())),
                        TaskRunner.Lane.FILES,
                        progress -> DeskFiles.read(file),
                        desk -> restore(desk, beside));
    }

    private void restore(Desk desk, @Nullable Path beside) {
        keeper.look(desk, beside, found -> {
            boolean all = found.stream().allMatch(one -> one.state() == FileState.SAME);
            if (all) {
                put(desk, found);
            } else {
                bar.ask(found, decided -> put(desk, decided));
            }
        });
    }

    private void put(Desk desk, List<Found> found) {
        Desk present = keeper.capture();
        autosave.end(present);
        keeper.restore(desk, found);
    }

    /** The window closes. */
    void close() {
        clock.stop();
        autosave.end(keeper.capture());
    }
}
