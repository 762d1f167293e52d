package org.lmttm.app.training;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.lmttm.app.state.Settings;

/** How all plots of the desk are looked at: axis, part shown, smoothing, hair line. No nodes. */
final class PlotState {
    private static final double CLOSEST = 1e-7;

    private final ObjectProperty<PlotAxis> axis = new SimpleObjectProperty<>(PlotAxis.EPOCH);
    private final BooleanProperty log = new SimpleBooleanProperty();
    private final DoubleProperty tau = new SimpleDoubleProperty(Settings.USUAL_SMOOTHING);
    private final DoubleProperty hair = new SimpleDoubleProperty(Double.NaN);
    private final ReadOnlyObjectWrapper<Range> range = new ReadOnlyObjectWrapper<>(new Range(0, 1));
    private final BooleanProperty zoomed = new SimpleBooleanProperty();
    private double full = 1;

    /** A part of the axis, {@code from} below {@code to}. */
    record Range(double from, double to) {
        double width() {
            return to - from;
        }
    }

    PlotState() {
        axis.addListener((property, before, now) -> {
            hair.set(Double.NaN);
            reset();
        });
    }

    /** As it was remembered; changes are remembered from now on. What is unknown is the usual. */
    void remember(Settings settings) {
        for (PlotAxis known : PlotAxis.values()) {
            if (known.name().equals(settings.plotAxis().get())) {
                axis.set(known);
            }
        }
        axis.addListener((property, before, now) -> settings.plotAxis().set(now.name()));
        log.bindBidirectional(settings.plotLog());
        tau.bindBidirectional(settings.plotSmoothing());
    }

    /** What the plots run over; another one shows everything again. */
    ObjectProperty<PlotAxis> axis() {
        return axis;
    }

    /** Whether loss and learning rate stand on a logarithmic axis. */
    BooleanProperty log() {
        return log;
    }

    /** How far back smoothing of the training loss reaches, in epochs, see {@link Smoothing}; 0: none. */
    DoubleProperty tau() {
        return tau;
    }

    /** Where the hair line stands on the axis; NaN for none: then legends show each run's newest numbers. */
    DoubleProperty hair() {
        return hair;
    }

    /** The part shown. */
    ReadOnlyObjectProperty<Range> range() {
        return range.getReadOnlyProperty();
    }

    /** Whether less than everything is shown. */
    BooleanProperty zoomed() {
        return zoomed;
    }

    /** Tells how far the runs reach, which is what is shown while nobody has zoomed. */
    void reach(double end) {
        full = end > 0 && Double.isFinite(end) ? end : 1;
        if (!zoomed.get()) {
            range.set(new Range(0, full));
        }
    }

    /** Shows everything. */
    void reset() {
        zoomed.set(false);
        range.set(new Range(0, full));
    }

    /** Shows a part; nothing outside of what there is, and no less than can be told apart. */
    void show(double from, double to) {
        double width = Math.clamp(Math.abs(to - from), full * CLOSEST, full);
        double start = Math.clamp(Math.min(from, to), 0, full - width);
        if (width >= full) {
            reset();
            return;
        }
        zoomed.set(true);
        range.set(new Range(start, start + width));
    }

    /**
     * Zooms about a position, which keeps its place.
     *
     * @param factor of what is shown; below 1 comes closer
     */
    void zoom(double factor, double about) {
        Range now = range.get();
        show(about - (about - now.from()) * factor, about + (now.to() - about) * factor);
    }

    /** Moves by a share of what is shown. */
    void pan(double share) {
        Range now = range.get();
        if (zoomed.get()) {
            double by = Math.clamp(share * now.width(), -now.from(), Math.max(-now.from(), full - now.to()));
            show(now.from() + by, now.to() + by);
        }
    }

    /** Moves the hair line by a share of what is shown; from the middle where there is none. */
    void moveHair(double share) {
        Range now = range.get();
        double at = Double.isNaN(hair.get()) ? now.from() + now.width() / 2 : hair.get() + share * now.width();
        hair.set(Math.clamp(at, now.from(), now.to()));
    }

    /** What a run is asked for. */
    StepQuery query(int columns) {
        Range now = range.get();
        boolean all = !zoomed.get();
        return new StepQuery(
                axis.get(), all ? 0 : now.from(), all ? Double.MAX_VALUE : now.to(), tau.get(), Math.max(1, columns));
    }
}
