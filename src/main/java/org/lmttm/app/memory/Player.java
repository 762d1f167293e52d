package org.lmttm.app.memory;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.BooleanProperty;
import javafx.util.Duration;

/** The clock of a play head: ticks while it plays. */
final class Player {
    private static final double STEPS_A_SECOND = 2;

    private final Timeline clock;

    /**
     * A clock.
     *
     * @param playing starts and stops it
     * @param tick what is done twice a second
     */
    Player(BooleanProperty playing, Runnable tick) {
        clock = new Timeline(new KeyFrame(Duration.seconds(1 / STEPS_A_SECOND), event -> tick.run()));
        clock.setCycleCount(Animation.INDEFINITE);
        playing.addListener((property, before, now) -> {
            if (now) {
                clock.play();
            } else {
                clock.stop();
            }
        });
    }

    /** Ends for good. */
    void stop() {
        clock.stop();
    }
}
