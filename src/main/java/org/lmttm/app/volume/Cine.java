package org.lmttm.app.volume;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;

/** Slices played like a film. Whoever draws calls {@link #advance} as often as {@link #framesPerSecond} says. No nodes. */
final class Cine {
    /** Most frames a second. */
    static final int FASTEST = 60;

    private final ViewState state;
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing", false);
    private final ObjectProperty<Plane> plane = new SimpleObjectProperty<>(this, "plane", Plane.AXIAL);
    private final IntegerProperty framesPerSecond = new SimpleIntegerProperty(this, "framesPerSecond", 15);
    private final BooleanProperty bounce = new SimpleBooleanProperty(this, "bounce", false);
    private int direction = 1;

    Cine(ViewState state) {
        this.state = state;
        state.shown().addListener((property, before, now) -> stop());
    }

    /** Whether slices are played. */
    ReadOnlyBooleanProperty playing() {
        return playing.getReadOnlyProperty();
    }

    /** Of which plane. */
    ObjectProperty<Plane> plane() {
        return plane;
    }

    /** Slices a second, 1–{@link #FASTEST}. */
    IntegerProperty framesPerSecond() {
        return framesPerSecond;
    }

    /** Whether it goes back at the end; else it begins again. */
    BooleanProperty bounce() {
        return bounce;
    }

    /** Plays a plane. */
    void play(Plane which) {
        plane.set(which);
        direction = 1;
        playing.set(state.shown().get() != null);
    }

    /** Stops. */
    void stop() {
        playing.set(false);
    }

    /** Plays the plane worked in, or stops. */
    void toggle() {
        if (playing.get()) {
            stop();
        } else {
            play(state.focused().get());
        }
    }

    /** The next slice. */
    void advance() {
        OpenCase openCase = state.shown().get();
        if (openCase == null || !playing.get()) {
            stop();
            return;
        }
        if (state.step(openCase, plane.get(), direction)) {
            return;
        }
        if (bounce.get()) {
            direction = -direction;
            state.step(openCase, plane.get(), direction);
        } else {
            rewind(openCase);
        }
    }

    /** Back to the first slice in the direction of play. */
    private void rewind(OpenCase openCase) {
        SliceGeometry g = openCase.slices().geometry(plane.get());
        if (state.turn().get().isNone()) {
            state.step(openCase, plane.get(), -direction * g.count());
        } else {
            // at an angle a step that leaves the volume is not taken: one after the other
            boolean moved = true;
            while (moved) {
                moved = state.step(openCase, plane.get(), -direction);
            }
        }
    }
}
