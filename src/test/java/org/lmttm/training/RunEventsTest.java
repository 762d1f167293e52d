package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.training.RunEvent.Kind;

/** Events: one line each, appended by a trainer, followed while they are written. */
class RunEventsTest {
    @TempDir
    private Path folder;

    private static RunEvent batch(long step, double loss) {
        return RunEvent.now(Kind.BATCH)
                .with(RunEvent.EPOCH, 1)
                .with(RunEvent.STEP, step)
                .with(RunEvent.LOSS, loss)
                .build();
    }

    private static RunEvent epoch(int epoch, long step, double auc) {
        return RunEvent.now(Kind.EPOCH)
                .with(RunEvent.EPOCH, epoch)
                .with(RunEvent.STEP, step)
                .with(RunEvent.VAL_AUC, auc)
                .build();
    }

    private static RunEvent start(int epoch, long step) {
        return RunEvent.now(Kind.START)
                .with(RunEvent.EPOCH, epoch)
                .with(RunEvent.STEP, step)
                .build();
    }

    @Test
    void anEventSurvivesItsLineToTheLastBit() {
        RunEvent event = batch(7, 0.1f * 3);
        assertThat(RunEvent.parse(event.toJson())).isEqualTo(event);
        assertThat(event.toJson()).contains("\"kind\":\"batch\"", "\"step\":7").doesNotContain("\n");
    }

    @Test
    void numbersThatAreNotFiniteStandAsText() {
        RunEvent event = batch(1, Double.NaN);
        assertThat(event.toJson()).contains("\"loss\":\"NaN\"");
        assertThat(RunEvent.parse(event.toJson()).number(RunEvent.LOSS)).hasValue(Double.NaN);
    }

    @Test
    void aLineThatIsNoEventIsRefused() {
        for (String line : new String[] {"", "{}", "[]", "{\"time\":\"yesterday\",\"kind\":\"batch\"}", "{\"time\""}) {
            assertThatThrownBy(() -> RunEvent.parse(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFollowerWaitsForTheRestOfALine() throws IOException {
        Path file = folder.resolve("events.jsonl");
        RunFollower follower = new RunFollower(file);
        assertThat(follower.poll().events()).isEmpty();

        String line = batch(1, 0.5).toJson() + "\n";
        Files.writeString(file, line + line.substring(0, 20));
        assertThat(follower.poll().events()).hasSize(1);
        assertThat(follower.poll().events()).isEmpty();

        Files.writeString(file, line.substring(20), StandardOpenOption.APPEND);
        RunFollower.Poll poll = follower.poll();
        assertThat(poll.restarted()).isFalse();
        assertThat(poll.events()).containsExactly(RunEvent.parse(line));
    }

    @Test
    void aFollowerSeesThatTheFileBecameAnother() throws IOException {
        Path file = folder.resolve("events.jsonl");
        Files.writeString(file, batch(1, 0.5).toJson() + "\n" + batch(2, 0.5).toJson() + "\n");
        RunFollower follower = new RunFollower(file);
        RunHistory history = new RunHistory();
        history.add(follower.poll());
        assertThat(history.batches()).hasSize(2);

        Files.writeString(file, batch(1, 0.25).toJson() + "\n");
        RunFollower.Poll poll = follower.poll();
        assertThat(poll.restarted()).isTrue();
        history.add(poll);
        assertThat(history.batches())
                .singleElement()
                .extracting(RunHistory.Batch::loss)
                .isEqualTo(0.25);
    }

    @Test
    void aDamagedLineIsReportedAndDoesNotHideTheRest() throws IOException {
        Path file = folder.resolve("events.jsonl");
        Files.writeString(file, "\0\0\0\n" + batch(1, 0.5).toJson() + "\n");
        assertThat(new RunFollower(file).poll().events())
                .extracting(RunEvent::kind)
                .containsExactly(Kind.WARNING, Kind.BATCH);
    }

    @Test
    void theLogCutsOffWhatAKilledTrainerLeftHalfWritten() throws IOException {
        Path file = folder.resolve("events.jsonl");
        String line = batch(1, 0.5).toJson() + "\n";
        Files.writeString(file, line + "{\"time\":\"2026");
        try (EventLog log = EventLog.open(file)) {
            log.append(batch(2, 0.25));
        }
        assertThat(new RunFollower(file).poll().events())
                .extracting(event -> event.whole(RunEvent.STEP).orElseThrow())
                .containsExactly(1L, 2L);
    }

    @Test
    void theLogKeepsALongLineWhole() throws IOException {
        Path file = folder.resolve("events.jsonl");
        String reason = "x".repeat(200_000);
        try (EventLog log = EventLog.open(file)) {
            log.append(RunEvent.now(Kind.WARNING).with(RunEvent.REASON, reason).build());
        }
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).hasLineCount(1);
        assertThat(new RunFollower(file).poll().events().getFirst().text(RunEvent.REASON))
                .hasValue(reason);
    }

    @Test
    void aResumeVoidsWhatCameAfterItsCheckpoint() {
        RunHistory history = new RunHistory();
        history.add(start(0, 0));
        history.add(batch(1, 0.5));
        history.add(batch(2, 0.4));
        history.add(epoch(1, 2, 0.7));
        history.add(batch(3, 0.3));
        history.add(epoch(2, 4, 0.9));
        history.add(RunEvent.now(Kind.END)
                .with(RunEvent.REASON, "failed: disk full")
                .build());
        assertThat(history.endReason()).isEqualTo("failed: disk full");

        history.add(start(1, 2));

        assertThat(history.endReason()).isNull();
        assertThat(history.batches()).extracting(RunHistory.Batch::step).containsExactly(1L, 2L);
        assertThat(history.epochs()).extracting(RunHistory.Epoch::epoch).containsExactly(1);
        assertThat(history.best(Keeping.KeepBestBy.VAL_AUC))
                .map(RunHistory.Epoch::valAuc)
                .hasValue(0.7);
    }

    @Test
    void theBestEpochIsTheEarliestOfEquals() {
        RunHistory history = new RunHistory();
        history.add(epoch(1, 1, Double.NaN));
        history.add(epoch(2, 2, 0.8));
        history.add(epoch(3, 3, 0.8));
        assertThat(history.best(Keeping.KeepBestBy.VAL_AUC))
                .map(RunHistory.Epoch::epoch)
                .hasValue(2);
    }
}
