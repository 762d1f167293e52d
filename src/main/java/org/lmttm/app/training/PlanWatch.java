package org.lmttm.app.training;

import java.nio.file.Path;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.DataShape;
import org.lmttm.training.RunSetup;
import org.lmttm.training.TrainingConfig;

/**
 * Looks at the chosen dataset and counts what the next run costs, off the window's thread and only once typing has
 * paused. Use on the window's thread. No nodes.
 */
final class PlanWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.millis(250);

    private final ConfigDraft draft;
    private final Path home;
    private final Path runs;
    private final LatestWins files;
    private final LatestWins plans;
    private final PauseTransition dataPause = new PauseTransition(PAUSE);
    private final PauseTransition planPause = new PauseTransition(PAUSE);
    private final ReadOnlyObjectWrapper<@Nullable Forecast> forecast = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyStringWrapper dataProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private boolean closed;

    /**
     * Watches a draft.
     *
     * @param home the application's folder, against which relative datasets stand
     * @param runs folder of earlier runs, by which times are estimated
     */
    PlanWatch(ConfigDraft draft, TaskRunner tasks, Path home, Path runs) {
        this.draft = draft;
        this.home = home;
        this.runs = runs;
        files = tasks.latestWins(TaskRunner.Lane.FILES);
        plans = tasks.latestWins(TaskRunner.Lane.FILES);
        dataPause.setOnFinished(event -> look());
        planPause.setOnFinished(event -> plan());
        draft.value(ConfigField.DATASET).addListener((property, before, now) -> {
            draft.data().set(null);
            dataProblem.set("");
            soon(dataPause);
        });
        draft.revision().addListener((property, before, now) -> {
            stale.set(true);
            problem.set("");
            soon(planPause);
        });
        soon(dataPause);
    }

    private void soon(PauseTransition pause) {
        if (!closed) {
            pause.playFromStart();
        }
    }

    /** What the run as typed comes to; null while something is wrong or the dataset is not known. */
    ReadOnlyObjectProperty<@Nullable Forecast> forecast() {
        return forecast.getReadOnlyProperty();
    }

    /** Whether the plan is of what was typed before. */
    ReadOnlyBooleanProperty stale() {
        return stale.getReadOnlyProperty();
    }

    /** Why the dataset cannot be used; empty while nothing is wrong with it. */
    ReadOnlyStringProperty dataProblem() {
        return dataProblem.getReadOnlyProperty();
    }

    /** Why configuration and dataset do not go together though each is right; empty while nothing is known to be wrong. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    private void look() {
        String name = dataset();
        if (name.isEmpty()) {
            return;
        }
        files.submit(
                () -> DataShape.of(NewRun.locate(name, home).toString()),
                shape -> {
                    if (name.equals(dataset())) {
                        draft.data().set(shape);
                    }
                },
                error -> {
                    if (name.equals(dataset())) {
                        dataProblem.set(String.valueOf(error.getMessage()));
                    }
                });
    }

    private String dataset() {
        String name = draft.value(ConfigField.DATASET).get();
        return name == null ? "" : name.strip();
    }

    /** Makes the configuration that the run would get, and its plan; reads labels, no voxels. */
    private void plan() {
        TrainingConfig config = draft.check().config();
        int revision = draft.revision().get();
        if (draft.data().get() == null || config == null) {
            show(null, "", revision);
            return;
        }
        plans.submit(
                () -> Forecast.of(RunSetup.configure(config, NewRun.locate(dataset(config), home)), runs),
                known -> show(known, "", revision),
                error -> show(null, String.valueOf(error.getMessage()), revision));
    }

    private static String dataset(TrainingConfig config) {
        return Objects.requireNonNull(config.dataset());
    }

    private void show(@Nullable Forecast known, String reason, int revision) {
        if (revision == draft.revision().get()) {
            forecast.set(known);
            problem.set(reason);
            stale.set(false);
        }
    }

    /** Asks for nothing any more. */
    @Override
    public void close() {
        closed = true;
        dataPause.stop();
        planPause.stop();
    }
}
