package org.lmttm.app.shell;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Voxel;

/**
 * The first steps from a sample case to attention on its slices: which are done, which is next. A step is done when it was
 * done in the window, by whatever hand. No nodes.
 */
final class GuideState {
    private final Session session;
    private final BooleanProperty shown;
    private final ObjectProperty<Step> step = new SimpleObjectProperty<>(Step.OPEN);
    private final ReadOnlyObjectWrapper<Set<Step>> done = new ReadOnlyObjectWrapper<>(Set.of());
    private final ChangeListener<Voxel> moved = (property, before, now) -> finish(Step.LOOK);

    /** The steps, in order. */
    enum Step {
        /** Open the sample case. */
        OPEN,
        /** Move through its slices. */
        LOOK,
        /** Read what the model says. */
        PREDICT,
        /** See what it stored. */
        MEMORY,
        /** See where it looked. */
        PAINT;

        /** The name in texts and ids. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The guide of a session.
     *
     * @param shown whether it is shown; remembered
     */
    GuideState(Session session, BooleanProperty shown) {
        this.session = session;
        this.shown = shown;
        session.activeCase().addListener((property, before, now) -> follow(before, now));
        follow(null, session.activeCase().get());
        session.result().addListener(observable -> look());
        session.workspace().addListener(observable -> look());
        session.attentionOverlay().addListener(observable -> look());
        look();
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.crosshair().removeListener(moved);
        }
        if (now != null) {
            now.crosshair().addListener(moved);
        }
        look();
    }

    private void look() {
        if (session.activeCase().get() != null) {
            finish(Step.OPEN);
        }
        if (session.result().get() != null) {
            finish(Step.PREDICT);
            if (session.workspace().get().equals("memory")) {
                finish(Step.MEMORY);
            }
        }
        if (session.attentionOverlay().get() != null) {
            finish(Step.PAINT);
        }
    }

    /** Whether it is shown. */
    BooleanProperty shown() {
        return shown;
    }

    /** The step that is explained. */
    ObjectProperty<Step> step() {
        return step;
    }

    /** What was done. */
    ReadOnlyObjectProperty<Set<Step>> done() {
        return done.getReadOnlyProperty();
    }

    /** Whether everything was. */
    boolean complete() {
        return done.get().size() == Step.values().length;
    }

    private void finish(Step finished) {
        if (done.get().contains(finished)) {
            return;
        }
        Set<Step> now = EnumSet.of(finished);
        now.addAll(done.get());
        done.set(Set.copyOf(now));
        if (step.get() == finished) {
            next();
        }
    }

    /** Goes to the first step that is not done; stays at the last when all are. */
    private void next() {
        for (Step candidate : Step.values()) {
            if (!done.get().contains(candidate)) {
                step.set(candidate);
                return;
            }
        }
    }

    /** Shows it from the beginning: what is open stays, and counts as done. */
    void restart() {
        done.set(Set.of());
        step.set(Step.OPEN);
        look();
        shown.set(true);
    }
}
