package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;

/** An error nobody caught is shown in one line, and one that comes back all the time does not flood the window. */
class UnexpectedErrorsTest {
    private final List<Notice> shown = new ArrayList<>();
    private final List<Throwable> kept = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(-5);
    private final UnexpectedErrors errors = new UnexpectedErrors(
            new Messages("org.lmttm.app.shell"), shown::add, (thread, error) -> kept.add(error), now::get);

    private void fail(String message) {
        errors.uncaughtException(Thread.currentThread(), new IllegalStateException(message));
    }

    @Test
    void theNoticeIsOneLineWithoutTheStack() {
        fail("the mesh is gone\n\tat org.lmttm.Somewhere(Somewhere.java:1)");
        assertThat(shown).hasSize(1);
        assertThat(kept).hasSize(1);
        assertThat(shown.getFirst().severity()).isEqualTo(Notice.Severity.ERROR);
        assertThat(shown.getFirst().details())
                .startsWith("IllegalStateException: the mesh is gone")
                .doesNotContain("\n")
                .doesNotContain("Somewhere");
    }

    @Test
    void aFloodShowsAFewAndThenNoneUntilTheSpanIsOver() {
        for (int x = 0; x < 1000; x++) {
            fail("again");
        }
        assertThat(shown).hasSize(UnexpectedErrors.AT_ONCE);
        now.addAndGet(UnexpectedErrors.SPAN_NANOS);
        fail("later");
        assertThat(shown).hasSize(UnexpectedErrors.AT_ONCE + 1);
        assertThat(shown.getLast().details()).contains("later");
    }
}
