package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TaskRunnerTest {
    private static ILoggingEvent logged(Exception failure) throws InterruptedException {
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(TaskRunner.class);
        events.start();
        logger.addAppender(events);
        CountDownLatch told = new CountDownLatch(1);
        try (TaskRunner tasks = new TaskRunner(Runnable::run)) {
            tasks.start(
                    "Predicting",
                    TaskRunner.Lane.FILES,
                    progress -> {
                        throw failure;
                    },
                    done -> {},
                    error -> told.countDown());
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            logger.detachAppender(events);
        }
        return events.list.getFirst();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatDoesNotFitIsLoggedByItsKindOnly(boolean file) throws Exception {
        String message = "head.nii does not fit the model";
        ILoggingEvent event = logged(file ? new IOException(message) : new IllegalArgumentException(message));
        assertThat(event.getFormattedMessage())
                .isEqualTo("work failed: " + (file ? "IOException" : "IllegalArgumentException"));
        assertThat(event.getThrowableProxy()).isNull();
    }

    @Test
    void anErrorOfTheProgramIsLoggedWithItsStackAndWithoutItsMessage() throws Exception {
        ILoggingEvent event = logged(new IllegalStateException("head.nii: no network"));
        assertThat(event.getFormattedMessage())
                .contains("java.lang.IllegalStateException", "at org.lmttm.app.state.TaskRunnerTest")
                .doesNotContain("head.nii");
    }

    @Test
    void whatIsToBeWrittenIsWrittenInOrderAndBeforeTheEnd() {
        java.util.List<Integer> written = new java.util.concurrent.CopyOnWriteArrayList<>();
        CountDownLatch disk = new CountDownLatch(1);
        try (TaskRunner tasks = new TaskRunner(Runnable::run)) {
            tasks.inOrder().execute(() -> {
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    written.add(-1);
                }
            });
            for (int x = 0; x < 5; x++) {
                int file = x;
                tasks.inOrder().execute(() -> written.add(file));
            }
            assertThat(written).as("nobody waits for a slow disk").isEmpty();
            disk.countDown();
        }
        assertThat(written).containsExactly(0, 1, 2, 3, 4);
    }
}
