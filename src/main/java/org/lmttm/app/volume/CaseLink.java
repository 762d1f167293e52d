package org.lmttm.app.volume;

import java.util.HashMap;
import java.util.Map;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Point;

/**
 * Carries the crosshair from the case it is moved in to the other open ones, through patient space: to all while cases
 * are linked, else between the two that are compared. Cases without a common space stay as they are.
 */
final class CaseLink {
    private final Session session;
    private final ViewState state;
    private final Map<OpenCase, ChangeListener<Voxel>> listeners = new HashMap<>();
    private boolean carrying;

    CaseLink(Session session, ViewState state) {
        this.session = session;
        this.state = state;
        session.cases().addListener((ListChangeListener<OpenCase>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(this::leave);
                change.getAddedSubList().forEach(this::join);
            }
        });
        session.cases().forEach(this::join);
        state.linked()
                .addListener((property, before, now) -> carry(state.shown().get()));
        state.compared()
                .addListener((property, before, now) -> carry(state.shown().get()));
        state.layout()
                .addListener((property, before, now) -> carry(state.shown().get()));
    }

    private void join(OpenCase openCase) {
        ChangeListener<Voxel> listener = (property, before, now) -> carry(openCase);
        listeners.put(openCase, listener);
        openCase.crosshair().addListener(listener);
        // a case that is opened comes to where the others are
        OpenCase shown = state.shown().get();
        if (shown != null && shown != openCase && state.linked().get()) {
            carry(shown);
        }
    }

    private void leave(OpenCase openCase) {
        ChangeListener<Voxel> listener = listeners.remove(openCase);
        if (listener != null) {
            openCase.crosshair().removeListener(listener);
        }
        state.forget(openCase);
    }

    private void carry(@Nullable OpenCase from) {
        if (carrying || from == null) {
            return;
        }
        carrying = true;
        Point at = CommonSpace.patient(from, from.crosshair().get());
        for (OpenCase other : session.cases()) {
            if (other != from && goes(from, other) && CommonSpace.have(from, other)) {
                move(other, at);
            }
        }
        carrying = false;
    }

    /** To the nearest voxel; exactly where the case is resliced along the one shown, whose slices it then matches. */
    private void move(OpenCase other, Point at) {
        OpenCase shown = state.shown().get();
        boolean own = shown == null
                || other == shown
                || PanePlane.of(other, Plane.AXIAL, shown, state).along();
        if (own) {
            state.moveCrosshair(other, at);
        } else {
            other.moveCrosshairExactly(CommonSpace.voxel(other, at));
        }
    }

    private boolean goes(OpenCase from, OpenCase to) {
        OpenCase shown = state.shown().get();
        OpenCase compared = state.compared().get();
        boolean pair = (from == shown && to == compared) || (from == compared && to == shown);
        return state.linked().get() || (pair && state.layout().get() == ViewState.Layout.COMPARE);
    }
}
