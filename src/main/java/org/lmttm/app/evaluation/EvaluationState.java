package org.lmttm.app.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.metrics.TemperatureScaling;
import org.lmttm.metrics.ThresholdStatistics;

/**
 * What the desk shows and how: one threshold, one choice of class, one selected case for all its views. Knows no nodes.
 * Use on the user interface thread.
 */
final class EvaluationState {
    private final ObjectProperty<Outcome> first = new SimpleObjectProperty<>(this, "first");
    private final ObjectProperty<Outcome> second = new SimpleObjectProperty<>(this, "second");
    private final IntegerProperty positiveClass = new SimpleIntegerProperty(this, "positiveClass", 1);
    private final BooleanProperty calibrated = new SimpleBooleanProperty(this, "calibrated", true);
    private final DoubleProperty threshold = new SimpleDoubleProperty(this, "threshold", 0.5);
    private final ObjectProperty<CurveKind> curve = new SimpleObjectProperty<>(this, "curve", CurveKind.ROC);
    private final ObjectProperty<CaseFilter> filter = new SimpleObjectProperty<>(this, "filter", CaseFilter.WRONG);
    private final ObjectProperty<Subset> subset = new SimpleObjectProperty<>(this, "subset");
    private final StringProperty find = new SimpleStringProperty(this, "find", "");
    private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", -1);
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private final ReadOnlyObjectWrapper<List<CaseRow>> rows = new ReadOnlyObjectWrapper<>(this, "rows", List.of());
    private final ReadOnlyBooleanWrapper computing = new ReadOnlyBooleanWrapper(this, "computing", false);
    private final LatestWins lane;
    private final Consumer<Throwable> failed;
    private boolean applying;

    /** Cases that a click on a view asks for. */
    sealed interface Subset {}

    /** A cell of the confusion matrix. */
    record Cell(int label, int predicted) implements Subset {}

    /** A bin of the calibration diagram: above {@code from} (of the first bin: from it on), up to {@code to}. */
    record Range(double from, double to) implements Subset {}

    /**
     * A desk with nothing on it.
     *
     * @param lane computes figures
     * @param failed hears of figures that could not be computed
     */
    EvaluationState(LatestWins lane, Consumer<Throwable> failed) {
        this.lane = lane;
        this.failed = failed;
        first.addListener((property, before, now) -> begin(before, now));
        InvalidationListener anew = observable -> compute();
        second.addListener(anew);
        positiveClass.addListener(anew);
        calibrated.addListener(anew);
        InvalidationListener list = observable -> list();
        threshold.addListener(list);
        filter.addListener(list);
        subset.addListener(list);
        find.addListener(list);
    }

    private void begin(@Nullable Outcome before, @Nullable Outcome now) {
        applying = true;
        if (now == null || before == null || !before.sameCases(now)) {
            subset.set(null);
            selected.set(-1);
            find.set("");
            threshold.set(0.5);
        }
        if (now != null) {
            if (second.get() != null && !second.get().sameCases(now)) {
                second.set(null);
            }
            int classes = now.labels().size();
            positiveClass.set(classes == 2 ? 1 : Math.clamp(positiveClass.get(), 0, classes - 1));
        }
        applying = false;
        compute();
    }

    private void compute() {
        if (applying) {
            return;
        }
        Outcome a = first.get();
        if (a == null) {
            shown.set(null);
            list();
            return;
        }
        Outcome b = second.get();
        int of = positiveClass.get();
        boolean scaled = calibrated.get();
        computing.set(true);
        lane.submit(
                () -> Shown.of(a, b, of, scaled),
                value -> {
                    if (Objects.equals(first.get(), a) && Objects.equals(second.get(), b)) {
                        accept(value);
                    }
                },
                error -> {
                    computing.set(false);
                    failed.accept(error);
                });
    }

    private void accept(Shown value) {
        computing.set(value.positiveClass() != positiveClass.get());
        Shown before = shown.get();
        shown.set(value);
        if (before != null && before.first().raw().equals(value.first().raw())) {
            carry(before, value);
        }
        list();
    }

    /** Keeps the operating point where calibration is switched: the same cases stay above the threshold. */
    private void carry(Shown before, Shown now) {
        if (!now.scores().isBinary() || before.positiveClass() != now.positiveClass()) {
            return;
        }
        double t = threshold.get();
        if (before.calibrated()) {
            t = scaled(t, 1 / temperature(before));
        }
        if (now.calibrated()) {
            t = scaled(t, temperature(now));
        }
        if (Math.abs(t - threshold.get()) > 1e-12) {
            threshold.set(t);
        }
    }

    private static double temperature(Shown of) {
        return of.first().calibration().orElseThrow().scaling().temperature();
    }

    private static double scaled(double p, double temperature) {
        return p <= 0 || p >= 1 ? p : TemperatureScaling.apply(new double[] {1 - p, p}, temperature)[1];
    }

    private void list() {
        Shown now = shown.get();
        if (now == null) {
            rows.set(List.of());
            return;
        }
        rows.set(all(now).stream().filter(row -> listed(row)).toList());
    }

    /** Wrong ones first, surest first. */
    private List<CaseRow> all(Shown now) {
        double t = threshold.get();
        return IntStream.range(0, now.scores().count())
                .mapToObj(i -> CaseRow.of(now, i, t))
                .sorted(Comparator.comparing((CaseRow row) -> !row.wrong())
                        .thenComparing(
                                Comparator.comparingDouble(CaseRow::sureness).reversed())
                        .thenComparingInt(CaseRow::index))
                .toList();
    }

    private boolean listed(CaseRow row) {
        boolean kept = switch (subset.get()) {
            case null ->
                switch (filter.get()) {
                    case ALL -> true;
                    case WRONG -> row.wrong();
                    case NEAR_THRESHOLD -> Math.abs(row.probability() - threshold.get()) <= CaseFilter.NEAR;
                };
            case Cell cell -> row.label() == cell.label() && row.predicted() == cell.predicted();
            case Range range ->
                row.probability() <= range.to()
                        && (row.probability() > range.from() || (range.from() == 0 && row.probability() == 0));
        };
        String wanted = find.get().strip().toLowerCase(Locale.ROOT);
        return kept
                && (wanted.isEmpty()
                        || row.name().contains(wanted)
                        || row.labelName().toLowerCase(Locale.ROOT).contains(wanted)
                        || row.predictedName().toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Wrong cases of a kind, surest first: of a binary task those told not to be of the shown class, or to be. */
    List<CaseRow> wrong(boolean missed) {
        Shown now = shown.get();
        if (now == null) {
            return List.of();
        }
        return all(now).stream()
                .filter(row -> row.wrong() && (row.label() == now.positiveClass()) == missed)
                .toList();
    }

    /** The case that is selected, as it is listed or would be. */
    Optional<CaseRow> selectedRow() {
        Shown now = shown.get();
        int index = selected.get();
        return now == null || index < 0 || index >= now.scores().count()
                ? Optional.empty()
                : Optional.of(CaseRow.of(now, index, threshold.get()));
    }

    /** Selects the next listed case, or the one before; from an unlisted one the first. */
    void step(int by) {
        List<CaseRow> listed = rows.get();
        int at = IntStream.range(0, listed.size())
                .filter(x -> listed.get(x).index() == selected.get())
                .findFirst()
                .orElse(-1);
        if (!listed.isEmpty()) {
            int to = at < 0 ? 0 : Math.clamp((long) at + by, 0, listed.size() - 1);
            selected.set(listed.get(to).index());
        }
    }

    /** The case of a score, the first of several with it; −1 where none has it. */
    int caseOf(double score) {
        Shown now = shown.get();
        return now == null
                ? -1
                : IntStream.range(0, now.scores().count())
                        .filter(i -> now.figures().cases().score()[i] == score)
                        .findFirst()
                        .orElse(-1);
    }

    /** What the threshold amounts to for the shown class; empty while nothing is shown. */
    Optional<ThresholdStatistics> statistics() {
        Shown now = shown.get();
        return now == null
                ? Optional.empty()
                : Optional.of(ThresholdStatistics.at(now.figures().cases(), threshold.get()));
    }

    /** Sets the threshold, kept within 0 … 1. */
    void moveThreshold(double to) {
        threshold.set(Math.clamp(to, 0, 1));
    }

    /** Lists the cases of a view's part; the same once more lists them as the filter says. */
    void toggle(Subset wanted) {
        subset.set(wanted.equals(subset.get()) ? null : wanted);
    }

    /** The result in front; setting it begins anew unless it is of the same cases. */
    ObjectProperty<Outcome> first() {
        return first;
    }

    /** The result it is compared with; null for none. */
    ObjectProperty<Outcome> second() {
        return second;
    }

    /** The class whose probability is shown. */
    IntegerProperty positiveClass() {
        return positiveClass;
    }

    /** Whether calibrated probabilities are wanted; raw ones are shown where there is no calibration. */
    BooleanProperty calibrated() {
        return calibrated;
    }

    /** Above it a case is called positive. */
    DoubleProperty threshold() {
        return threshold;
    }

    /** The curve drawn. */
    ObjectProperty<CurveKind> curve() {
        return curve;
    }

    /** Which cases are listed where no subset is chosen. */
    ObjectProperty<CaseFilter> filter() {
        return filter;
    }

    /** The part of a view whose cases are listed; null for none. */
    ObjectProperty<Subset> subset() {
        return subset;
    }

    /** Text that listed cases hold. */
    StringProperty find() {
        return find;
    }

    /** Index of the selected case; −1 for none. */
    IntegerProperty selected() {
        return selected;
    }

    /** What is shown; null while there is nothing. */
    ReadOnlyObjectProperty<Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The listed cases, wrong ones first, surest first. */
    ReadOnlyObjectProperty<List<CaseRow>> rows() {
        return rows.getReadOnlyProperty();
    }

    /** Whether figures are being computed. */
    ReadOnlyBooleanProperty computing() {
        return computing.getReadOnlyProperty();
    }
}
