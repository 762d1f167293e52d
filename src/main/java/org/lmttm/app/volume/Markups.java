package org.lmttm.app.volume;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.History;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.Markup;
import org.lmttm.volume.RegionStatistics;

/** The markups of the case shown: what is selected, what is being drawn, what they measure. No nodes. */
final class Markups {
    private final Session session;
    private final ViewState state;
    private final Messages text;
    private final LatestWins work;
    private final ObjectProperty<Markup> selected = new SimpleObjectProperty<>(this, "selected");
    private final ObjectProperty<Markup> draft = new SimpleObjectProperty<>(this, "draft");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private final Map<Markup, RegionStatistics> measured = new HashMap<>();

    Markups(Session session, ViewState state, Messages text) {
        this.session = session;
        this.state = state;
        this.text = text;
        this.work = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        InvalidationListener changed = observable -> changed();
        selected.addListener(observable -> revise());
        draft.addListener(changed);
        state.centimetres().addListener(observable -> revise());
        state.shown().addListener((property, before, now) -> follow(before, now, changed));
        follow(null, state.shown().get(), changed);
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now, InvalidationListener changed) {
        if (before != null) {
            before.markups().removeListener(changed);
        }
        draft.set(null);
        selected.set(null);
        measured.clear();
        if (now != null) {
            now.markups().addListener(changed);
        }
        changed();
    }

    /** How lengths are read. */
    Lengths lengths(OpenCase openCase) {
        return Lengths.of(openCase, state);
    }

    /** Counts up whenever there is something new to draw. */
    ReadOnlyLongProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /** Those of the case shown, in the order they were drawn. */
    List<Markup> shown() {
        OpenCase openCase = state.shown().get();
        return openCase == null ? List.of() : List.copyOf(openCase.markups());
    }

    /** The one that keys and handles act on; null for none. */
    ObjectProperty<Markup> selected() {
        return selected;
    }

    /** The one being drawn; null for none. */
    ObjectProperty<Markup> draft() {
        return draft;
    }

    /** What lies within a region; empty until it is measured, and for other kinds. */
    Optional<RegionStatistics> statistics(Markup markup) {
        return Optional.ofNullable(measured.get(markup));
    }

    /** Adds and selects one. */
    void add(Markup markup) {
        change("undo.draw", markups -> Stream.concat(markups.stream(), Stream.of(markup)));
        selected.set(markup);
    }

    /** Takes the place of another, without remembering: a drag shows many on the way. */
    void show(Markup before, Markup now) {
        history().silently(() -> replace(before, now));
    }

    /** Remembers that one took the place of another. */
    void moved(Markup before, Markup now) {
        OpenCase openCase = state.shown().get();
        if (openCase != null && !before.equals(now)) {
            history()
                    .record(
                            text.text("undo.move"),
                            openCase,
                            () -> replace(openCase, now, before),
                            () -> replace(openCase, before, now));
        }
    }

    private void replace(Markup before, Markup now) {
        OpenCase openCase = state.shown().get();
        if (openCase != null) {
            replace(openCase, before, now);
        }
    }

    private void replace(OpenCase openCase, Markup before, Markup now) {
        int at = openCase.markups().indexOf(before);
        if (at >= 0) {
            boolean was = before.equals(selected.get());
            openCase.markups().set(at, now);
            if (was) {
                selected.set(now);
            }
        }
    }

    /** Gives one other words. */
    void rename(Markup markup, String words) {
        Markup now = markup.withText(words);
        replace(markup, now);
        moved(markup, now);
    }

    /** Removes the selected one; nothing when none is. */
    void removeSelected() {
        Markup gone = selected.get();
        if (gone != null) {
            remove(gone);
        }
    }

    /** Removes one. */
    void remove(Markup gone) {
        change("undo.remove", markups -> markups.stream().filter(markup -> !markup.equals(gone)));
    }

    /** Removes all. */
    void clear() {
        change("undo.clear", markups -> Stream.empty());
    }

    private void change(String name, java.util.function.Function<List<Markup>, Stream<Markup>> to) {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        List<Markup> before = List.copyOf(openCase.markups());
        List<Markup> now = to.apply(before).toList();
        if (before.equals(now)) {
            return;
        }
        Runnable redo = () -> set(openCase, now);
        redo.run();
        history().record(text.text(name), openCase, () -> set(openCase, before), redo);
    }

    private void set(OpenCase openCase, List<Markup> markups) {
        openCase.markups().setAll(markups);
        Markup chosen = selected.get();
        if (chosen != null && !markups.contains(chosen)) {
            selected.set(null);
        }
    }

    private History history() {
        return session.history();
    }

    private void changed() {
        measure();
        revise();
    }

    private void revise() {
        revision.set(revision.get() + 1);
    }

    private void measure() {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        List<Markup> regions = Stream.concat(openCase.markups().stream(), Stream.ofNullable(draft.get()))
                .filter(markup -> markup.kind().isRegion())
                .toList();
        measured.keySet().retainAll(regions);
        List<Markup> missing =
                regions.stream().filter(markup -> !measured.containsKey(markup)).toList();
        if (!missing.isEmpty()) {
            work.submit(
                    () -> measure(openCase, missing),
                    values -> measured(openCase, values),
                    error -> failed(openCase, error));
        }
    }

    private static Map<Markup, RegionStatistics> measure(OpenCase openCase, List<Markup> regions) {
        Map<Markup, RegionStatistics> values = new HashMap<>();
        regions.forEach(region -> values.put(region, RegionStatistics.of(openCase.volume(), region)));
        return values;
    }

    private void measured(OpenCase openCase, Map<Markup, RegionStatistics> values) {
        if (Objects.equals(openCase, state.shown().get())) {
            measured.putAll(values);
            revise();
        }
    }

    private void failed(OpenCase openCase, Throwable error) {
        // a case closed while it was being measured is no error
        if (session.cases().contains(openCase)) {
            session.tasks().notice(TaskRunner.error(text.text("markups"), error));
        }
    }
}
