package org.lmttm.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.ModelInfo;
import org.lmttm.volume.io.VolumeChoice;

/** The log of predictions: its chain, several writers, and what a crash leaves. */
class AuditLogTest {
    @TempDir
    private Path folder = Path.of("");

    private AuditLog log = new AuditLog(Path.of(""));

    @BeforeEach
    void make() {
        log = AuditLog.in(folder);
    }

    private static AuditEntry entry(int number) throws IOException {
        ModelInfo model = Checkpoint.info(Path.of("assets/models/phantom-vessels-lmttm.safetensors"));
        AuditEntry.Settings settings =
                AuditEntry.Settings.of(VolumeChoice.volume(number), null, model, "cpu", "0.0.0-test");
        return AuditEntry.of(
                        Instant.ofEpochSecond(number),
                        "predict",
                        model,
                        settings,
                        new float[] {number, 0.5f},
                        new float[] {-1, 1},
                        new float[] {0.1f, 0.9f})
                .with(InputHash.ofText("input " + number), InputHash.ofText("model"));
    }

    private void append(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            log.append(entry(n));
        }
    }

    @Test
    void whatWasAppendedIsReadBackInOrder() throws IOException {
        append(3);

        List<AuditLine> lines = log.read();
        assertThat(lines).extracting(line -> line.entry().settings().volume()).containsExactly(0, 1, 2);
        AuditEntry first = lines.getFirst().entry();
        assertThat(first.probabilities()).containsExactly(0.1f, 0.9f);
        assertThat(first.calibrated()).hasSize(2);
        assertThat(first.input()).isEqualTo(InputHash.ofText("input 0"));
        AuditCheck check = log.verify();
        assertThat(check.intact()).isTrue();
        assertThat(check.lines()).isEqualTo(3);
        assertThat(check.last()).isEqualTo(lines.getLast().hash());
    }

    @Test
    void aLogThatIsNotThereIsEmptyAndIntact() throws IOException {
        assertThat(log.read()).isEmpty();
        assertThat(log.verify().intact()).isTrue();
    }

    @Test
    void aChangedLineShows() throws IOException {
        append(3);
        String text = Files.readString(log.file());
        Files.writeString(log.file(), text.replaceFirst("0\\.9", "0.8"));

        assertThat(log.verify().problems()).singleElement().asString().contains("line 1 was changed");
    }

    @Test
    void aLineTakenOutOrMovedShows() throws IOException {
        append(4);
        List<String> lines = Files.readAllLines(log.file());

        Files.write(log.file(), List.of(lines.get(0), lines.get(2), lines.get(3)));
        assertThat(log.verify().problems()).singleElement().asString().contains("line 2 does not follow");

        List<String> turned = new ArrayList<>(lines);
        Collections.swap(turned, 1, 2);
        Files.write(log.file(), turned);
        assertThat(log.verify().intact()).isFalse();
    }

    @Test
    void aLineThatWasChangedToNoLineShowsInTheNext() throws IOException {
        append(3);
        List<String> lines = new ArrayList<>(Files.readAllLines(log.file()));
        lines.set(1, "x" + lines.get(1));
        Files.write(log.file(), lines);

        assertThat(log.verify().intact()).isFalse();
    }

    @Test
    void aTornLastLineStaysAndTheChainGoesOn() throws IOException {
        append(2);
        byte[] whole = Files.readAllBytes(log.file());
        // a crash in the middle of a character of the third line
        Files.write(log.file(), "{\"time\":\"é".getBytes(UTF_8), StandardOpenOption.APPEND);
        byte[] torn = Files.readAllBytes(log.file());
        Files.write(log.file(), java.util.Arrays.copyOf(torn, torn.length - 1));

        log.append(entry(7));

        AuditCheck check = log.verify();
        assertThat(check.problems()).isEmpty();
        assertThat(check.lines()).isEqualTo(3);
        assertThat(check.torn()).isEqualTo(1);
        assertThat(log.read().getLast().entry().settings().volume()).isEqualTo(7);
        assertThat(Files.readAllBytes(log.file())).startsWith(whole);
    }

    @Test
    void severalWritersMakeOneChain() throws Exception {
        int writers = 4;
        int each = 12;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                AuditLog own = AuditLog.in(folder);
                work.add(() -> {
                    for (int n = 0; n < each; n++) {
                        own.append(entry(n));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        AuditCheck check = log.verify();
        assertThat(check.problems()).isEmpty();
        assertThat(check.lines()).isEqualTo(writers * each);
        assertThat(check.torn()).isZero();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidWithTheLog() throws IOException {
        Files.writeString(folder.resolve("audit"), "a file where the folder should be");

        assertThatThrownBy(() -> log.append(entry(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("predictions.jsonl")
                .hasMessageContaining("could not be recorded");
    }
}
