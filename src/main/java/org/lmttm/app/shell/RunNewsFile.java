package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.AtomicFiles;
import org.lmttm.training.RunStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is remembered of runs from one start to the next: which were at work, and which ended.
 *
 * @param file in the settings folder
 */
record RunNewsFile(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(RunNewsFile.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * The content.
     *
     * @param atWork folders of runs with a trainer at work
     * @param ended the newest first
     */
    record Content(List<Path> atWork, List<RunNotice> ended) {
        static final Content NONE = new Content(List.of(), List.of());

        Content {
            atWork = List.copyOf(atWork);
            ended = List.copyOf(ended);
        }
    }

    private record Stored(
            @Nullable List<String> atWork, @Nullable List<Ended> ended) {}

    private record Ended(
            String time, String run, RunStatus status, int epochs, int bestEpoch, double bestAuc, boolean read) {}

    /** What was kept; nothing where there is no file or it cannot be read. */
    Content read() {
        if (!Files.exists(file)) {
            return Content.NONE;
        }
        try {
            Stored stored = JSON.readValue(Files.readString(file), Stored.class);
            List<String> atWork = stored.atWork() == null ? List.of() : stored.atWork();
            List<Ended> ended = stored.ended() == null ? List.of() : stored.ended();
            return new Content(
                    atWork.stream().map(Path::of).toList(),
                    ended.stream().map(RunNewsFile::notice).toList());
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("the list of ended runs cannot be read: {}", e.getClass().getSimpleName());
            return Content.NONE;
        }
    }

    private static RunNotice notice(Ended ended) {
        return new RunNotice(
                Instant.parse(ended.time()),
                Path.of(ended.run()),
                ended.status(),
                ended.epochs(),
                ended.bestEpoch(),
                ended.bestAuc(),
                "",
                false,
                ended.read());
    }

    /** Replaces what was kept. */
    void write(Content content) {
        Stored stored = new Stored(
                content.atWork().stream().map(Path::toString).toList(),
                content.ended().stream()
                        .map(one -> new Ended(
                                one.time().toString(),
                                one.run().toString(),
                                one.status(),
                                one.epochs(),
                                one.bestEpoch(),
                                one.bestAuc(),
                                one.read()))
                        .toList());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFiles.writeText(file, JSON.writeValueAsString(stored) + "\n");
        } catch (IOException e) {
            // a list that cannot be kept must not disturb anything; the log says so
            LOG.warn(
                    "the list of ended runs cannot be written: {}", e.getClass().getSimpleName());
        }
    }
}
