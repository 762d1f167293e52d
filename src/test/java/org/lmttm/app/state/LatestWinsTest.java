package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LatestWinsTest {
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean ended;
    private final LatestWins lane = new LatestWins(
            work -> {
                if (ended) {
                    throw new RejectedExecutionException();
                }
                begun.add(work);
            },
            Runnable::run);

    private void ask(String value) {
        lane.submit(() -> value, done::add, error -> done.add(error.toString()));
    }

    @Test
    void onlyTheLatestOfThoseThatWaitIsDone() {
        lane.submit(
                () -> {
                    ask("second");
                    ask("third");
                    return "first";
                },
                done::add,
                error -> done.add(error.toString()));
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
        assertThat(done).containsExactly("first", "third");
    }

    @Test
    void whatStillWaitsWhenTheWindowClosesIsLetGo() {
        lane.submit(
                () -> {
                    ask("second");
                    ended = true;
                    return "first";
                },
                done::add,
                error -> done.add(error.toString()));
        assertThatCode(() -> begun.remove().run()).doesNotThrowAnyException();
        assertThat(done).containsExactly("first");
    }
}
