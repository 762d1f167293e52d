package org.lmttm.app.cohort;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.FileSaving;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.cohort.CohortBuild;
import org.lmttm.cohort.CohortRegion;
import org.lmttm.cohort.CohortSettings;
import org.lmttm.dataset.CohortCheck;
import org.lmttm.dataset.CohortFinding;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortRow;
import org.lmttm.dataset.CohortTally;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.training.AtomicFiles;
import org.lmttm.volume.ReadProgress;

/**
 * A cohort that is checked and built: its table, what was found, the settings of the dataset, the work under way. Use on
 * the user interface thread; knows no nodes.
 */
final class CohortState {
    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");

    /** Which findings are listed. */
    enum Shown {
        ALL,
        ERRORS,
        WARNINGS
    }

    private static final CohortTally NO_TALLY = new CohortTally(Map.of());

    /** A report and its counts, which take too long for the user interface thread. */
    private record Checked(CohortReport report, CohortTally tally) {
        static Checked of(CohortReport report) {
            return new Checked(report, CohortTally.of(report));
        }
    }

    private final Session session;
    private final LatestWins judging;
    private final ReadOnlyBooleanWrapper pending = new ReadOnlyBooleanWrapper(this, "pending", false);
    private long asked;
    private final CohortDraft draft = new CohortDraft();
    private final ReadOnlyObjectWrapper<Path> table = new ReadOnlyObjectWrapper<>(this, "table");
    private CohortTally tally = NO_TALLY;
    private final ReadOnlyObjectWrapper<CohortReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyObjectWrapper<WorkTask> checking = new ReadOnlyObjectWrapper<>(this, "checking");
    private final ReadOnlyObjectWrapper<WorkTask> building = new ReadOnlyObjectWrapper<>(this, "building");
    private final ReadOnlyObjectWrapper<Path> built = new ReadOnlyObjectWrapper<>(this, "built");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper(this, "blocked", "");
    private final ReadOnlyBooleanWrapper unfilled = new ReadOnlyBooleanWrapper(this, "unfilled", false);
    private final ReadOnlyStringWrapper estimate = new ReadOnlyStringWrapper(this, "estimate", "");
    private final ObservableList<CohortFinding> findings = FXCollections.observableArrayList();
    private final FilteredList<CohortFinding> found = new FilteredList<>(findings);
    private final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(this, "shown", Shown.ALL);

    CohortState(Session session) {
        this.session = session;
        this.judging = session.tasks().latestWins(Lane.NUMBERS);
        shown.addListener(observable -> found.setPredicate(one -> switch (shown.get()) {
            case ALL -> true;
            case ERRORS -> one.isError();
            case WARNINGS -> !one.isError();
        }));
        for (Observable field : draft.fields()) {
            field.addListener(observable -> judge());
        }
    }

    /** Checks a table and its volumes, in the background; a check under way ends. */
    void check(Path csv) {
        WorkTask before = checking.get();
        if (before != null) {
            before.cancel();
        }
        boolean again = csv.equals(table.get()) && report.get() != null;
        table.set(csv);
        report.set(null);
        built.set(null);
        problem.set("");
        judge();
        WorkTask task = session.tasks()
                .start(
                        TEXT.text("checking", String.valueOf(csv.getFileName())),
                        Lane.FILES,
                        progress ->
                                Checked.of(CohortCheck.of(csv, LabelledDataset.USUAL_SPLIT_SEED, reading(progress))),
                        checked -> accept(checked, again),
                        error -> problem.set(String.valueOf(error.getMessage())));
        checking.set(task);
        task.finished().addListener(observable -> {
            if (checking.get() == task) {
                checking.set(null);
            }
        });
        if (task.finished().get()) {
            checking.set(null);
        }
    }

    /** Checks the same table again, as when something was put right. */
    void checkAgain() {
        if (table.get() != null) {
            check(table.get());
        }
    }

    private void accept(Checked checked, boolean again) {
        tally = checked.tally();
        report.set(checked.report());
        if (!again) {
            draft.suit(checked.report());
        }
        judge();
    }

    private static ReadProgress reading(Progress progress) {
        return new ReadProgress() {
            @Override
            public void update(double share) {
                progress.update(share, "");
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    /** What the settings make of a report: its findings with those of the region, and why nothing can be built. */
    private record Verdict(List<CohortFinding> findings, String blocked, boolean unfilled, String estimate) {}

    /** Judges report and settings anew; a cohort of thousands takes longer than a picture of the window may. */
    private void judge() {
        CohortReport now = report.get();
        long ticket = ++asked;
        CohortSettings settings;
        try {
            settings = draft.settings();
        } catch (IllegalArgumentException e) {
            show(blocked(now, e), ticket);
            return;
        }
        if (now == null) {
            show(new Verdict(List.of(), "", false, ""), ticket);
            return;
        }
        pending.set(true);
        judging.submit(
                () -> verdict(now, settings), made -> show(made, ticket), error -> show(blocked(now, error), ticket));
    }

    private static Verdict blocked(@Nullable CohortReport now, Throwable why) {
        return new Verdict(
                now == null ? List.of() : now.findings(),
                String.valueOf(why.getMessage()),
                why instanceof CohortDraft.Unfilled,
                "");
    }

    private static Verdict verdict(CohortReport now, CohortSettings settings) {
        List<CohortFinding> region = CohortRegion.findings(now, settings.cube());
        List<String> problems = settings.problems(now);
        String blocked = now.errors() > 0
                ? TEXT.text("errors_first", now.errors())
                : problems.isEmpty() ? "" : problems.getFirst();
        String size = String.format(Locale.ROOT, "%.1f", settings.bytes(now) / 1e6);
        return new Verdict(
                now.with(region).findings(),
                blocked,
                false,
                TEXT.text("estimate", now.rows().size(), size));
    }

    private void show(Verdict verdict, long ticket) {
        if (ticket != asked) {
            return; // the settings changed since
        }
        pending.set(false);
        unfilled.set(verdict.unfilled());
        blocked.set(verdict.blocked());
        estimate.set(verdict.estimate());
        if (!findings.equals(verdict.findings())) {
            findings.setAll(verdict.findings());
        }
    }

    /** Builds the dataset, in the background; it becomes known to the session. */
    void build(Path file) {
        CohortReport of = report.get();
        if (of == null || !blocked.get().isEmpty() || building.get() != null) {
            return;
        }
        CohortSettings settings = draft.settings();
        built.set(null);
        problem.set("");
        Path from = table.get();
        WorkTask task = session.tasks()
                .start(
                        TEXT.text("building", String.valueOf(file.getFileName())),
                        Lane.FILES,
                        progress -> CohortBuild.write(of, settings, file, reading(progress)),
                        made -> know(made, from),
                        error -> problem.set(String.valueOf(error.getMessage())));
        building.set(task);
        task.finished().addListener(observable -> building.set(null));
        if (task.finished().get()) {
            building.set(null);
        }
    }

    private void know(CohortBuild.Built made, Path from) {
        session.datasets().removeIf(known -> known.file().equals(made.file()));
        session.datasets().add(new Session.Dataset(made.file(), made.cases()));
        if (from.equals(table.get())) {
            built.set(made.file());
        }
        session.tasks()
                .notice(new Notice(
                        Notice.Severity.INFO,
                        TEXT.text("built", String.valueOf(made.file().getFileName())),
                        TEXT.text("built.cases", made.cases())));
    }

    /** Opens the volume of a finding; nothing where it has none. */
    void open(@Nullable CohortFinding finding) {
        file(finding).ifPresent(path -> {
            session.open(path);
            session.workspace().set("volume");
        });
    }

    /** The file of a finding, where one can be opened. */
    Optional<Path> file(@Nullable CohortFinding finding) {
        CohortReport now = report.get();
        return finding == null || now == null
                ? Optional.empty()
                : now.row(finding).filter(row -> row.volume().isPresent()).flatMap(CohortRow::path);
    }

    /** The findings as CSV, with those of the region; empty before a check. */
    String csv() {
        CohortReport now = report.get();
        return now == null ? "" : now.withOnly(findings).csv();
    }

    /** Writes the findings as CSV. */
    void export(Path file) {
        String text = csv();
        new FileSaving(session.tasks()).start(file, () -> AtomicFiles.writeText(file, text));
    }

    /** Writes a table that shows how one looks. */
    void saveTemplate(Path file) {
        new FileSaving(session.tasks())
                .start(
                        file,
                        () -> AtomicFiles.writeText(file, TEXT.text("template").replace("\n", "\r\n")));
    }

    /** A name for the dataset: that of the folder, or of a table that is not called labels.csv, and the size. */
    String suggestedName() {
        Path csv = table.get();
        if (csv == null) {
            return "";
        }
        String stem = String.valueOf(csv.getFileName()).replaceFirst("(?i)\\.csv$", "");
        Path folder = csv.toAbsolutePath().normalize().getParent();
        Path named = folder == null ? null : folder.getFileName();
        boolean usual = stem.equalsIgnoreCase("labels") && named != null;
        return (usual ? named : stem) + "_" + draft.size().get() + ".npz";
    }

    /** Whether nothing is under way: no check, no build, no judgement of the settings. */
    boolean settled() {
        return checking.get() == null && building.get() == null && !pending.get();
    }

    /** The settings of the dataset to build. */
    CohortDraft draft() {
        return draft;
    }

    /** The table; null before one was named. */
    ReadOnlyObjectProperty<Path> table() {
        return table.getReadOnlyProperty();
    }

    /** What the check found; null until it is over. */
    ReadOnlyObjectProperty<CohortReport> report() {
        return report.getReadOnlyProperty();
    }

    /** How many cases are in what the check found. */
    CohortTally tally() {
        return tally;
    }

    /** The check under way; null where there is none. */
    ReadOnlyObjectProperty<WorkTask> checking() {
        return checking.getReadOnlyProperty();
    }

    /** The build under way; null where there is none. */
    ReadOnlyObjectProperty<WorkTask> building() {
        return building.getReadOnlyProperty();
    }

    /** The dataset that was built last from this table; null where there is none. */
    ReadOnlyObjectProperty<Path> built() {
        return built.getReadOnlyProperty();
    }

    /** Why the table could not be checked, or the dataset not be built; empty where it could. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Why no dataset can be built as the settings are; empty where one can. */
    ReadOnlyStringProperty blocked() {
        return blocked.getReadOnlyProperty();
    }

    /** Whether that is only because something is not filled in yet. */
    ReadOnlyBooleanProperty unfilled() {
        return unfilled.getReadOnlyProperty();
    }

    /** How large the dataset will be at most, in words. */
    ReadOnlyStringProperty estimate() {
        return estimate.getReadOnlyProperty();
    }

    /** All findings, with those of the region. */
    ObservableList<CohortFinding> findings() {
        return findings;
    }

    /** Those that are listed. */
    FilteredList<CohortFinding> found() {
        return found;
    }

    /** Which are listed. */
    ObjectProperty<Shown> shown() {
        return shown;
    }
}
