package org.lmttm.app.volume;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import org.lmttm.app.volume.ViewState.Pane;
import org.lmttm.volume.Plane;

/** One zoom for all slices: the one at which each fits, or only the pane that stands alone. */
final class PaneFit {
    private final ViewState state;
    private final Collection<SlicePane> slices;
    private final Collection<SlicePane> compared;

    /** Keeps the zoom for panes of the case shown and of the one beside it. */
    PaneFit(ViewState state, Collection<SlicePane> slices, Collection<SlicePane> compared) {
        this.state = state;
        this.slices = slices;
        this.compared = compared;
        all().forEach(pane -> {
            watch(pane.view().widthProperty());
            watch(pane.view().heightProperty());
        });
        List.of(state.compared(), state.shown(), state.layout(), state.large()).forEach(this::watch);
        fit();
    }

    /** A change listener: an invalidation listener would stay silent once a value was not read. */
    private void watch(ObservableValue<?> value) {
        value.addListener((property, before, now) -> fit());
    }

    private Stream<SlicePane> all() {
        return Stream.concat(slices.stream(), compared.stream());
    }

    private void fit() {
        double least = all().filter(this::counts)
                .mapToDouble(pane -> pane.view().fit())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        if (Double.isFinite(least)) {
            state.fitScale().set(least);
        }
    }

    /** Whether a pane is among those that one zoom has to fit. */
    private boolean counts(SlicePane pane) {
        boolean beside = compared.contains(pane);
        boolean large = state.large().get().name().equals(pane.view().plane().name())
                || (state.large().get() == Pane.SURFACE && pane.view().plane() == Plane.AXIAL);
        return switch (state.layout().get()) {
            case GRID, SIDE -> !beside;
            case SINGLE -> !beside && large;
            case COMPARE -> large;
        };
    }
}
