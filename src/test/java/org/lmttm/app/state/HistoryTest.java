package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private long now;
    private final History history = new History(() -> now);
    private final SimpleStringProperty map = new SimpleStringProperty("grey");

    private void after(double seconds, String value) {
        now += (long) (seconds * 1e9);
        map.set(value);
    }

    @Test
    void changesAreUndoneAndDoneAgainInOrder() {
        history.watch(map, "Colours", null);
        after(2, "viridis");
        after(2, "magma");
        assertThat(history.undoName().get()).isEqualTo("Colours");
        history.undo();
        assertThat(map.get()).isEqualTo("viridis");
        history.undo();
        assertThat(map.get()).isEqualTo("grey");
        assertThat(history.undoName().get()).isEmpty();
        history.undo();
        history.redo();
        history.redo();
        assertThat(map.get()).isEqualTo("magma");
        assertThat(history.redoName().get()).isEmpty();
    }

    @Test
    void aGestureIsOneStep() {
        history.watch(map, "Colours", null);
        after(2, "a");
        after(0.1, "b");
        after(0.6, "c");
        after(0.8, "d");
        history.undo();
        assertThat(map.get()).isEqualTo("c");
        history.undo();
        assertThat(map.get()).isEqualTo("grey");
    }

    @Test
    void aDragIsOneStepHoweverSlow() {
        history.watch(map, "Colours", null);
        history.hold();
        after(2, "a");
        after(5, "b");
        after(3, "c");
        history.release();
        after(2, "d");
        history.undo();
        assertThat(map.get()).isEqualTo("c");
        history.undo();
        assertThat(map.get()).isEqualTo("grey");
    }

    @Test
    void changesOfDifferentKindsAreNeverOneStep() {
        List<Integer> put = new ArrayList<>();
        history.changed("level", "Level", null, 1, 2, put::add);
        history.changed("level", "Level", null, 2, 3, put::add);
        history.changed("colour", "Colour", null, 3, 4, put::add);
        history.changed("colour", "Colour", null, 4, 4, put::add);
        history.undo();
        history.undo();
        assertThat(history.undoName().get()).isEmpty();
        history.redo();
        assertThat(put).containsExactly(3, 1, 3);
    }

    @Test
    void somethingNewEndsWhatCouldBeDoneAgain() {
        history.watch(map, "Colours", null);
        after(2, "viridis");
        history.undo();
        after(2, "magma");
        history.redo();
        assertThat(map.get()).isEqualTo("magma");
        history.undo();
        assertThat(map.get()).isEqualTo("grey");
    }

    @Test
    void whatIsGoneIsForgotten() {
        List<String> log = new ArrayList<>();
        Object gone = new Object();
        history.record("kept", null, () -> log.add("kept"), () -> {});
        history.record("gone", gone, () -> log.add("gone"), () -> {});
        history.forget(gone);
        history.undo();
        assertThat(log).containsExactly("kept");
    }

    @Test
    void whatTheUserDidNotDoIsNotRemembered() {
        history.watch(map, "Colours", null);
        history.silently(() -> map.set("magma"));
        assertThat(history.undoName().get()).isEmpty();
    }

    @Test
    void theOldestStepsAreDropped() {
        history.watch(map, "Colours", null);
        for (int step = 0; step < 250; step++) {
            after(2, "map " + step);
        }
        for (int step = 0; step < 300; step++) {
            history.undo();
        }
        assertThat(map.get()).isEqualTo("map 49");
    }
}
