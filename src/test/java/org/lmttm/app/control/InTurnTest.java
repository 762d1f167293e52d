package org.lmttm.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** What can wait is done a piece a frame, once each, after what comes first. */
@ExtendWith(ApplicationExtension.class)
class InTurnTest {
    private final AtomicInteger frame = new AtomicInteger();
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            frame.incrementAndGet();
        }
    };

    @Test
    void piecesAreDoneInOrderNoTwoInOneFrame(FxRobot robot) throws Exception {
        InTurn turns = new InTurn(() -> true);
        List<String> done = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        robot.interact(() -> {
            frames.start();
            for (String piece : List.of("a", "b", "c")) {
                turns.later(piece, () -> {
                    done.add(piece);
                    at.add(frame.get());
                });
            }
            turns.later("b", () -> {
                done.add("b again");
                at.add(frame.get());
            });
            assertThat(done).isEmpty();
        });
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, turns::done);
        robot.interact(frames::stop);
        assertThat(done).containsExactly("a", "b again", "c");
        assertThat(at).doesNotHaveDuplicates();
    }

    @Test
    void whatComesFirstIsWaitedForButNotWithoutEnd(FxRobot robot) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<Boolean> done = new ArrayList<>();
        InTurn turns = new InTurn(() -> asked.incrementAndGet() > 5);
        robot.interact(() -> turns.later("panel", () -> done.add(asked.get() > 5)));
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, turns::done);
        assertThat(done).containsExactly(true);

        InTurn impatient = new InTurn(() -> false);
        robot.interact(() -> impatient.later("panel", () -> done.add(false)));
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, impatient::done);
        assertThat(done).containsExactly(true, false);
    }
}
