package org.lmttm.app.volume;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Pane;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.Slab;

/**
 * How the volume workspace shows the active case, as a saved desk keeps it.
 *
 * @param layout how panes are arranged
 * @param large the pane that is large where the layout has one
 * @param zoom magnification; 1 fits
 * @param centre the position in the middle of every pane
 * @param turn how the crosshair's axes are turned
 * @param slab how thick slices are
 * @param colorMap the name of the colours of intensity
 * @param smooth whether pixels are interpolated on the screen
 * @param crosshairShown whether crosshair lines are drawn
 * @param radiological whether the patient's left is on the right
 * @param linked whether cases go along with each other
 * @param overlay the second volume painted over the slices; null for none
 * @param compared which open case stands beside, from 0; −1 for none
 * @param tool what the mouse does; null where the desk was saved before this was kept
 */
record VolumeView(
        Layout layout,
        Pane large,
        double zoom,
        Point centre,
        Rotation turn,
        Slab slab,
        String colorMap,
        boolean smooth,
        boolean crosshairShown,
        boolean radiological,
        boolean linked,
        @Nullable Painted overlay,
        int compared,
        @Nullable Tool tool) {

    /**
     * A second volume painted over the slices.
     *
     * @param openCase which open case, from 0
     * @param opacity 0–1
     * @param map the name of its colours
     * @param threshold smaller values are not painted
     * @param labels whether values are names of regions
     */
    record Painted(int openCase, double opacity, String map, double threshold, boolean labels) {
        private Overlay over(OpenCase second) {
            ColorMap colors = VolumeView.map(map).orElse(ColorMap.MAGMA);
            return new Overlay(second, opacity, colors, threshold, labels);
        }
    }

    /** Keeps and shows it. */
    static DeskPart<VolumeView> part(Session session, ViewState state) {
        return DeskPart.of("volume", VolumeView.class, () -> of(session, state), kept -> kept.show(session, state));
    }

    private static VolumeView of(Session session, ViewState state) {
        Overlay over = state.overlay().get();
        return new VolumeView(
                state.layout().get(),
                state.large().get(),
                state.zoom().get(),
                state.centre().get(),
                state.turn().get(),
                state.slab().get(),
                state.colorMap().get().name(),
                state.smooth().get(),
                state.crosshairShown().get(),
                state.radiological().get(),
                state.linked().get(),
                over == null
                        ? null
                        : new Painted(
                                session.cases().indexOf(over.openCase()),
                                over.opacity(),
                                over.map().name(),
                                over.threshold(),
                                over.labels()),
                session.cases().indexOf(state.compared().get()),
                state.tool().get());
    }

    private void show(Session session, ViewState state) {
        state.large().set(large);
        openCase(session, compared).ifPresent(state.compared()::set);
        state.layout().set(layout);
        state.turn().set(turn);
        state.slab().set(slab);
        state.zoom().set(Math.clamp(zoom, ViewState.SMALLEST_ZOOM, ViewState.LARGEST_ZOOM));
        state.centre().set(centre);
        map(colorMap).ifPresent(state.colorMap()::set);
        state.smooth().set(smooth);
        state.crosshairShown().set(crosshairShown);
        state.radiological().set(radiological);
        state.linked().set(linked);
        if (tool != null) {
            state.tool().set(tool);
        }
        OpenCase shown = state.shown().get();
        if (overlay != null && shown != null) {
            openCase(session, overlay.openCase())
                    .filter(second -> !second.equals(shown) && CommonSpace.have(second, shown))
                    .ifPresent(second -> state.overlay().set(overlay.over(second)));
        }
    }

    private static Optional<OpenCase> openCase(Session session, int index) {
        return index >= 0 && index < session.cases().size()
                ? Optional.of(session.cases().get(index))
                : Optional.empty();
    }

    private static Optional<ColorMap> map(String name) {
        return DisplayPanel.MAPS.stream().filter(map -> map.name().equals(name)).findFirst();
    }
}
