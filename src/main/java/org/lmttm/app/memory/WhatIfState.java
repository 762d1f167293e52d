package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Change;
import org.lmttm.insight.Subject;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.insight.WhatIf;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Intervention;
import org.lmttm.model.MemoryNoise.Distribution;
import org.lmttm.model.Trace;

/**
 * Changes to the active case's pass: what is to be changed, and what was tried. The experiment chosen is what the memory
 * views show. No nodes; use on one thread.
 */
final class WhatIfState {
    private static final long NOISE_SEED = 3407;
    private static final double NOISE_RATE = 0.2;

    private final Session session;
    private final MemoryState state;
    private final ObjectProperty<WhatIfKind> kind = new SimpleObjectProperty<>(WhatIfKind.ERASE);
    private final IntegerProperty block = new SimpleIntegerProperty();
    private final IntegerProperty other = new SimpleIntegerProperty(1);
    private final IntegerProperty step = new SimpleIntegerProperty();
    private final ObjectProperty<Distribution> distribution = new SimpleObjectProperty<>(Distribution.LAPLACE);
    private final DoubleProperty rate = new SimpleDoubleProperty(NOISE_RATE);
    private final IntegerProperty edge = new SimpleIntegerProperty(9);
    private final ObjectProperty<@Nullable OpenCase> source = new SimpleObjectProperty<>();
    private final BooleanProperty control = new SimpleBooleanProperty(true);
    private final ObservableList<Experiment> experiments = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Experiment> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable WorkTask> asking = new ReadOnlyObjectWrapper<>();
    private final DoubleProperty seconds = new SimpleDoubleProperty(Double.NaN);
    private int numbered;

    WhatIfState(Session session, MemoryState state) {
        this.session = session;
        this.state = state;
        state.original().addListener((property, before, now) -> begin());
        chosen.addListener((property, before, now) -> show());
        state.step().addListener((property, before, now) -> step.set(now.intValue()));
    }

    private void begin() {
        stop();
        chosen.set(null);
        experiments.forEach(experiment -> {
            experiment.answer().set(null);
            experiment.problem().set("");
        });
        Architecture a = architecture();
        if (a != null) {
            block.set(Math.clamp(block.get(), 0, a.blocks() - 1));
            other.set(Math.clamp(other.get(), 0, a.blocks() - 1));
            edge.set(3 * a.patch().height());
        }
    }

    private void show() {
        Experiment experiment = chosen.get();
        WhatIf answer = experiment == null ? null : experiment.answer().get();
        state.changed().set(answer == null ? null : new TraceReading(answer.after()));
    }

    /** The model's shapes; null without a case. */
    @Nullable
    Architecture architecture() {
        TraceReading original = state.original().get();
        return original == null ? null : original.architecture();
    }

    ObjectProperty<WhatIfKind> kind() {
        return kind;
    }

    /** The block to change, 0 … K − 1. */
    IntegerProperty block() {
        return block;
    }

    /** The block to swap it with. */
    IntegerProperty other() {
        return other;
    }

    /** The timestamp; follows the play head. */
    IntegerProperty step() {
        return step;
    }

    ObjectProperty<Distribution> distribution() {
        return distribution;
    }

    /** Factor on the noise; 0.2 in the paper. */
    DoubleProperty rate() {
        return rate;
    }

    /** Edge of the box to occlude, voxels. */
    IntegerProperty edge() {
        return edge;
    }

    /** The open case whose memory to start with; null for none. */
    ObjectProperty<@Nullable OpenCase> source() {
        return source;
    }

    /** Whether the same is tried elsewhere, too. */
    BooleanProperty control() {
        return control;
    }

    /** What was tried, in this order. */
    ObservableList<Experiment> experiments() {
        return experiments;
    }

    /** The experiment that the views show; null for the pass as it is. */
    ObjectProperty<@Nullable Experiment> chosen() {
        return chosen;
    }

    /** The question being asked; null for none. */
    ReadOnlyObjectProperty<@Nullable WorkTask> asking() {
        return asking.getReadOnlyProperty();
    }

    /** How long the last answer took without its control; NaN before the first. */
    DoubleProperty seconds() {
        return seconds;
    }

    /** The box that would be occluded: round the patch under the pointer, or the one read most at the timestamp. */
    @Nullable
    VoxelBox box() {
        TraceReading reading = state.original().get();
        if (reading == null) {
            return null;
        }
        VoxelBox target = state.target().get();
        if (target == null) {
            float[] read = reading.patchAttention(step.get(), AttentionKind.READ);
            int most = 0;
            for (int patch = 1; patch < read.length; patch++) {
                most = read[patch] > read[most] ? patch : most;
            }
            target = reading.grid().box(step.get(), most);
        }
        return around(target, reading.architecture().input());
    }

    private VoxelBox around(VoxelBox target, Extent input) {
        int depth = Math.min(edge.get(), input.depth());
        int rows = Math.min(edge.get(), input.height());
        int columns = Math.min(edge.get(), input.width());
        return new VoxelBox(0, depth, 0, rows, 0, columns)
                .movedTo(
                        from(target.depthFrom() + target.depthTo(), depth, input.depth()),
                        from(target.rowFrom() + target.rowTo(), rows, input.height()),
                        from(target.columnFrom() + target.columnTo(), columns, input.width()));
    }

    /** First voxel of a range round the middle of another, inside the cube. */
    private static int from(int twiceMiddle, int length, int all) {
        return Math.clamp((twiceMiddle - length) / 2, 0, all - length);
    }

    /** Tries the change that is set, and shows what comes of it. */
    void ask() {
        CaseResult result = session.result().get();
        Architecture a = architecture();
        if (result == null || a == null) {
            return;
        }
        if (kind.get() == WhatIfKind.START) {
            askWithOtherMemory(result);
            return;
        }
        ask(result, change(), WhatIfText.of(change()));
    }

    private Change change() {
        return switch (kind.get()) {
            case ERASE -> new Change.Memory(new Intervention.Erase(block.get(), step.get()));
            case FREEZE -> new Change.Memory(new Intervention.Freeze(block.get(), step.get()));
            case SWAP -> new Change.Memory(new Intervention.Swap(block.get(), other.get(), step.get()));
            case NOISE ->
                new Change.Memory(
                        new Intervention.Noise(block.get(), step.get(), distribution.get(), rate.get(), NOISE_SEED));
            case OCCLUDE -> new Change.Occlude(Objects.requireNonNull(box()), 0);
            case SKIP, START -> new Change.Memory(new Intervention.Skip(step.get()));
        };
    }

    /** Runs the model on the other case first, for the memory it leaves. */
    private void askWithOtherMemory(CaseResult result) {
        OpenCase from = source.get();
        if (from == null) {
            return;
        }
        String title = Words.text("what-if.start.title", from.name());
        start(
                title,
                progress -> {
                    Trace left = session.inference()
                            .run(result.model(), from, null, progress)
                            .trace();
                    return new Change.Memory(
                            new Intervention.Start(left.memory().getLast()));
                },
                change -> ask(result, change, title),
                error -> session.tasks().notice(TaskRunner.error(title, error)));
    }

    private void ask(CaseResult result, Change change, String title) {
        Experiment experiment = new Experiment(++numbered, change, title);
        experiments.add(experiment);
        ask(result, experiment);
    }

    /** Tries an experiment, again or on another case than before. */
    void repeat(Experiment experiment) {
        CaseResult result = session.result().get();
        if (result != null) {
            ask(result, experiment);
        }
    }

    /** Tries all that have no answer on the case shown, one after the other. */
    void repeatAll() {
        CaseResult result = session.result().get();
        List<Experiment> open = experiments.stream()
                .filter(experiment -> experiment.answer().get() == null
                        && experiment.problem().get().isEmpty())
                .toList();
        if (result != null && !open.isEmpty()) {
            ask(result, open.getFirst(), this::repeatAll);
        }
    }

    private void ask(CaseResult result, Experiment experiment) {
        ask(result, experiment, () -> {});
    }

    private void ask(CaseResult result, Experiment experiment, Runnable then) {
        experiment.problem().set("");
        start(
                experiment.title(),
                progress -> {
                    long start = System.nanoTime();
                    experiment
                            .change()
                            .interventions()
                            .forEach(i -> i.check(result.trace().architecture()));
                    Subject subject = session.inference().subject(result.model());
                    WhatIf answer = WhatIf.of(result.trace(), experiment.change(), subject);
                    double took = (System.nanoTime() - start) / 1e9;
                    session.tasks().onUi(() -> answered(result, experiment, answer, took));
                    return control.get()
                            ? answer.withControl(subject, (soFar, total) -> {
                                progress.update((double) soFar.control().size() / total, Words.text("what-if.drawing"));
                                session.tasks().onUi(() -> drawn(result, experiment, soFar));
                                return !progress.cancelled();
                            })
                            : answer;
                },
                answer -> {
                    drawn(result, experiment, answer);
                    then.run();
                },
                error -> {
                    experiment.problem().set(String.valueOf(error.getMessage()));
                    then.run();
                });
    }

    private void answered(CaseResult result, Experiment experiment, WhatIf answer, double took) {
        if (result.equals(session.result().get()) && experiments.contains(experiment)) {
            seconds.set(took);
            experiment.answer().set(answer);
            chosen.set(experiment);
            show();
        }
    }

    private void drawn(CaseResult result, Experiment experiment, WhatIf answer) {
        if (result.equals(session.result().get()) && experiments.contains(experiment)) {
            experiment.answer().set(answer);
        }
    }

    private <T> void start(String title, TaskRunner.Job<T> job, Consumer<T> done, Consumer<Throwable> failed) {
        stop();
        WorkTask task = session.tasks().start(title, Lane.QUESTIONS, job, done, failed);
        asking.set(task);
        task.finished().addListener(observable -> {
            if (asking.get() == task) {
                asking.set(null);
            }
        });
    }

    /** Ends the question being asked; the draws made so far stay. */
    void stop() {
        if (asking.get() != null) {
            asking.get().cancel();
            asking.set(null);
        }
    }

    /** The list as a saved desk keeps it; null while it is empty. */
    @Nullable
    KeptExperiments keep() {
        return experiments.isEmpty() ? null : KeptExperiments.of(experiments);
    }

    /** Lists what was kept instead of what was tried since; a click tries one. */
    void restore(KeptExperiments kept) {
        stop();
        chosen.set(null);
        List<Experiment> listed = new ArrayList<>();
        for (KeptExperiments.Kept one : kept.experiments()) {
            Change change = one.change();
            if (change != null) {
                listed.add(new Experiment(++numbered, change, one.title()));
            }
        }
        experiments.setAll(listed);
    }

    /** Forgets an experiment. */
    void remove(Experiment experiment) {
        if (chosen.get() == experiment) {
            chosen.set(null);
        }
        experiments.remove(experiment);
    }
}
