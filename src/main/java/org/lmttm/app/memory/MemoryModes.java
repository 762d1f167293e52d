package org.lmttm.app.memory;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.insight.Alignment;

/** What the memory workspace shows: one pass, two side by side, or the epochs of a run. */
final class MemoryModes implements AutoCloseable {
    private final Session session;
    private final ObjectProperty<MemoryMode> mode = new SimpleObjectProperty<>(MemoryMode.ONE);
    private final CompareState compare;
    private final EpochsState epochs;
    private boolean visible;

    MemoryModes(Session session) {
        this.session = session;
        compare = new CompareState(session);
        epochs = new EpochsState(session.tasks());
        mode.addListener((property, before, now) -> {
            activate();
            if (now == MemoryMode.EPOCHS && epochs.run().get() == null) {
                Path active = session.activeRun().get();
                epochs.run()
                        .set(
                                active != null || session.runs().isEmpty()
                                        ? active
                                        : session.runs().getFirst());
            }
        });
        session.tracedEpoch().addListener((property, before, now) -> trace(now));
    }

    private void trace(Session.@Nullable RunEpoch asked) {
        if (asked != null) {
            mode.set(MemoryMode.EPOCHS);
            epochs.ask(asked.run(), asked.epoch());
            session.tracedEpoch().set(null); // so that asking for the same again is a change
        }
    }

    /** What is shown. */
    ObjectProperty<MemoryMode> mode() {
        return mode;
    }

    /** The two passes that stand side by side. */
    CompareState compare() {
        return compare;
    }

    /** The epochs of a run. */
    EpochsState epochs() {
        return epochs;
    }

    /** Whether what the mode shows is there. */
    boolean settled() {
        return switch (mode.get()) {
            case ONE -> true;
            case SIDE -> compare.settled();
            case EPOCHS -> epochs.settled();
        };
    }

    /** The workspace is shown or hidden: passes are computed only for the eye. */
    void shown(boolean now) {
        visible = now;
        activate();
    }

    private void activate() {
        compare.activate(visible && mode.get() == MemoryMode.SIDE);
    }

    /**
     * The choosers and segments that stand first in a bar.
     *
     * @param id begins the ids of what is in it
     */
    Node lead(String id) {
        MenuButton model = Choice.of(
                id + "-lead-model",
                MaterialDesignH.HEXAGON_MULTIPLE_OUTLINE,
                Words.text("choose.model"),
                session.models(),
                ModelEntry::name,
                session.activeModel());
        MenuButton openCase = Choice.of(
                id + "-lead-case",
                MaterialDesignF.FOLDER_IMAGE,
                Words.text("choose.case"),
                session.cases(),
                OpenCase::name,
                session.activeCase());
        for (MenuButton choice : List.of(model, openCase)) {
            choice.visibleProperty().bind(mode.isEqualTo(MemoryMode.ONE));
            choice.managedProperty().bind(choice.visibleProperty());
        }
        HBox lead = new HBox(model, openCase, Choice.mode(id + "-mode", mode));
        lead.getStyleClass().add("memory-lead");
        return lead;
    }

    /** What can be done about modes and epochs, with keys. */
    List<ActionSpec> actions() {
        return List.of(
                show(MemoryMode.ONE),
                show(MemoryMode.SIDE),
                show(MemoryMode.EPOCHS),
                ActionSpec.of("memory.swap", ActionSpec.Menu.MODEL, Words.text("compare.swap"), compare::swap)
                        .when(mode.isEqualTo(MemoryMode.SIDE)),
                epoch("memory.epoch-previous", "epochs.previous", "Shift+Left", () -> epochs.move(-1)),
                epoch("memory.epoch-next", "epochs.next", "Shift+Right", () -> epochs.move(1)),
                epoch("memory.epoch-play", "epochs.play", "Shift+Space", epochs::togglePlay));
    }

    private ActionSpec epoch(String id, String text, String keys, Runnable action) {
        return ActionSpec.of(id, ActionSpec.Menu.MODEL, Words.text(text), action)
                .withShortcut(keys)
                .when(mode.isEqualTo(MemoryMode.EPOCHS).and(session.workspace().isEqualTo(MemoryWorkspace.ID)));
    }

    private ActionSpec show(MemoryMode which) {
        String name = which.name().toLowerCase(Locale.ROOT);
        return ActionSpec.of(
                "memory.mode-" + name, ActionSpec.Menu.MODEL, Words.text("mode.action." + name), () -> mode.set(which));
    }

    /**
     * What of it a desk keeps.
     *
     * @param mode what is shown
     * @param firstModel the first side's checkpoint; null for none
     * @param secondModel the second side's
     * @param firstCase the first side's case, by its place among the open ones; −1 for none
     * @param secondCase the second side's
     * @param by what makes two timestamps belong together
     * @param threshold from where a distance counts
     * @param run the run whose epochs are shown; null for none
     * @param epoch the epoch
     */
    record Kept(
            String mode,
            @Nullable String firstModel,
            @Nullable String secondModel,
            int firstCase,
            int secondCase,
            String by,
            double threshold,
            @Nullable String run,
            int epoch) {}

    DeskPart<Kept> deskPart() {
        return DeskPart.of("memory", Kept.class, this::save, this::restore);
    }

    private Kept save() {
        Path run = epochs.run().get();
        return new Kept(
                mode.get().name(),
                file(compare.first()),
                file(compare.second()),
                session.cases().indexOf(compare.first().openCase().get()),
                session.cases().indexOf(compare.second().openCase().get()),
                compare.by().get().name(),
                compare.threshold().get(),
                run == null ? null : run.toString(),
                epochs.epoch().get());
    }

    private static @Nullable String file(CompareSide side) {
        ModelEntry model = side.model().get();
        return model == null ? null : model.file().toString();
    }

    /** What is unknown or gone is left as it is. */
    private void restore(Kept kept) {
        restore(compare.first(), kept.firstModel(), kept.firstCase());
        restore(compare.second(), kept.secondModel(), kept.secondCase());
        named(Alignment.By.values(), kept.by()).ifPresent(compare.by()::set);
        if (kept.threshold() >= 0) {
            compare.threshold().set(kept.threshold());
        }
        session.runs().stream()
                .filter(run -> run.toString().equals(kept.run()))
                .findFirst()
                .ifPresent(run -> epochs.ask(run, kept.epoch()));
        named(MemoryMode.values(), kept.mode()).ifPresent(mode::set);
    }

    private void restore(CompareSide side, @Nullable String file, int at) {
        session.models().stream()
                .filter(model -> model.file().toString().equals(file))
                .findFirst()
                .ifPresent(side.model()::set);
        if (at >= 0 && at < session.cases().size()) {
            side.openCase().set(session.cases().get(at));
        }
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, @Nullable String name) {
        return List.of(values).stream()
                .filter(value -> value.name().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        epochs.close();
    }
}
