package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.insight.Alignment;
import org.lmttm.insight.TraceReading;

/**
 * Two passes side by side under one play head: two models on one case, or two cases under one model. Passes are
 * computed only while they are shown. No nodes; use on one thread.
 */
final class CompareState {
    /** From where a distance counts at first: 5 % of what there is. */
    static final double THRESHOLD = 0.05;

    private static final int PASSES_KEPT = 4;

    private final Session session;
    private final CompareSide first = new CompareSide();
    private final CompareSide second = new CompareSide();
    private final MemoryState difference = new MemoryState(true);
    private final ObjectProperty<Alignment.By> by = new SimpleObjectProperty<>(Alignment.By.DEPTH);
    private final DoubleProperty threshold = new SimpleDoubleProperty(THRESHOLD);
    private final ReadOnlyObjectWrapper<@Nullable Comparison> comparison = new ReadOnlyObjectWrapper<>();
    private final LatestWins comparing;
    private final List<CaseResult> passes = new ArrayList<>();

    @SuppressWarnings("UnusedVariable") // listens to both sides
    private final CrosshairLock crosshairs;

    private boolean active;
    private boolean choosing;

    CompareState(Session session) {
        this.session = session;
        comparing = session.tasks().latestWins(Lane.NUMBERS);
        first.state().shareScale(second.state());
        second.state().shareScale(first.state());
        for (CompareSide side : sides()) {
            side.model().addListener((property, before, now) -> update(side));
            side.openCase().addListener((property, before, now) -> update(side));
            side.result().addListener((property, before, now) -> compare());
        }
        for (MemoryState one : List.of(second.state(), difference)) {
            one.overlay().bindBidirectional(first.state().overlay());
            one.phase().bindBidirectional(first.state().phase());
            one.overlayKind().bindBidirectional(first.state().overlayKind());
            one.sameScale().bindBidirectional(first.state().sameScale());
        }
        by.addListener((property, before, now) -> compare());
        difference.step().addListener((property, before, now) -> follow());
        InvalidationListener gone = observable -> choose();
        session.cases().addListener(gone);
        session.models().addListener(gone);
        crosshairs = new CrosshairLock(first, second);
    }

    CompareSide first() {
        return first;
    }

    CompareSide second() {
        return second;
    }

    List<CompareSide> sides() {
        return List.of(first, second);
    }

    /** The first pass minus the second; its timestamp is the position of the play head. */
    MemoryState difference() {
        return difference;
    }

    /** What makes two timestamps belong together. */
    ObjectProperty<Alignment.By> by() {
        return by;
    }

    /** From where a distance counts. */
    DoubleProperty threshold() {
        return threshold;
    }

    /** Both passes beside each other; null until both are there. */
    ReadOnlyObjectProperty<@Nullable Comparison> comparison() {
        return comparison.getReadOnlyProperty();
    }

    /** Begins or ends computing. */
    void activate(boolean now) {
        active = now;
        if (now) {
            choose();
            sides().forEach(this::update);
        } else {
            difference.playing().set(false);
        }
    }

    /** Fills what is not chosen, and what is gone, with what suits: the active model and another, the active case. */
    private void choose() {
        if (!active || choosing) {
            return;
        }
        choosing = true;
        for (CompareSide side : sides()) {
            ModelEntry model = side.model().get();
            if (model == null || !session.models().contains(model)) {
                side.model().set(side == first ? session.activeModel().get() : another());
            }
            OpenCase openCase = side.openCase().get();
            if (openCase == null || !session.cases().contains(openCase)) {
                side.openCase().set(session.activeCase().get());
            }
        }
        choosing = false;
    }

    /** A model of the same classes, else any other, else the same. */
    private @Nullable ModelEntry another() {
        ModelEntry one = first.model().get();
        List<ModelEntry> others =
                session.models().stream().filter(model -> !model.equals(one)).toList();
        Optional<ModelEntry> suits = others.stream()
                .filter(model ->
                        one != null && model.info().labels().equals(one.info().labels()))
                .findFirst();
        return suits.orElse(others.isEmpty() ? one : others.getFirst());
    }

    /** Exchanges both sides; no pass is computed anew. */
    void swap() {
        ModelEntry model = first.model().get();
        OpenCase openCase = first.openCase().get();
        boolean was = active;
        active = false;
        first.model().set(second.model().get());
        first.openCase().set(second.openCase().get());
        second.model().set(model);
        second.openCase().set(openCase);
        active = was;
        sides().forEach(this::update);
    }

    private void update(CompareSide side) {
        ModelEntry model = side.model().get();
        OpenCase openCase = side.openCase().get();
        if (!active) {
            return;
        }
        CaseResult shown = side.result().get();
        if (shown != null && model != null && openCase != null && isOf(shown, model, openCase)) {
            return;
        }
        side.clear();
        if (model == null || openCase == null) {
            return;
        }
        Optional<CaseResult> known = known(model, openCase);
        if (known.isPresent()) {
            accept(side, known.get());
            return;
        }
        // asked here: the box belongs to the window's thread
        RoiBox box = session.box(model, openCase);
        side.started(session.tasks()
                .start(
                        Words.text("compare.computing", model.name(), openCase.name()),
                        Lane.ENGINE,
                        progress -> session.inference().run(model, openCase, box, progress),
                        pass -> accept(side, pass),
                        side::failed));
    }

    private Optional<CaseResult> known(ModelEntry model, OpenCase openCase) {
        CaseResult current = session.result().get();
        if (current != null && isOf(current, model, openCase)) {
            return Optional.of(current);
        }
        return passes.stream().filter(pass -> isOf(pass, model, openCase)).findFirst();
    }

    private boolean isOf(CaseResult pass, ModelEntry model, OpenCase openCase) {
        return pass.model().equals(model)
                && pass.openCase() == openCase
                && Objects.equals(pass.box(), session.box(model, openCase));
    }

    private void accept(CompareSide side, CaseResult pass) {
        passes.remove(pass);
        passes.add(pass);
        passes.removeIf(old -> !session.cases().contains(old.openCase()));
        if (passes.size() > PASSES_KEPT) {
            passes.removeFirst();
        }
        side.done(pass);
    }

    private void compare() {
        TraceReading one = first.state().reading().get();
        TraceReading other = second.state().reading().get();
        if (one == null || other == null) {
            comparison.set(null);
            difference.original().set(null);
            return;
        }
        Alignment.By how = by.get();
        comparing.submit(
                () -> Comparison.of(one, other, how),
                done -> {
                    if (first.state().reading().get() == one
                            && second.state().reading().get() == other
                            && by.get() == how) {
                        int head = difference.step().get();
                        difference.original().set(done.difference().reading());
                        difference.goTo(head);
                        comparison.set(done);
                        follow();
                    }
                },
                error -> session.tasks().notice(TaskRunner.error(Words.text("compare"), error)));
    }

    /** Both play heads stand at what the common one stands at; behind a trace's end at its last timestamp. */
    private void follow() {
        Comparison shown = comparison.get();
        int at = difference.step().get();
        if (shown != null && at < shown.alignment().positions()) {
            go(first, shown.alignment().first(at));
            go(second, shown.alignment().second(at));
        }
    }

    private static void go(CompareSide side, int t) {
        side.state().goTo(t < 0 ? side.state().steps() - 1 : t);
    }

    /** Whether nothing is being computed. */
    boolean settled() {
        boolean running = sides().stream().anyMatch(side -> side.running().get() != null);
        boolean both = sides().stream().allMatch(side -> side.result().get() != null);
        return !running && (!both || comparison.get() != null);
    }
}
