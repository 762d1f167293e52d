package org.lmttm.app.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the desk of a running window in a file of its own, which the window renames when it ends. So a file whose process
 * is gone is what a crash left.
 */
public final class Autosave {
    private static final Logger LOG = LoggerFactory.getLogger(Autosave.class);
    private static final Pattern RUNNING = Pattern.compile("running-(\\d{1,18})" + Pattern.quote(DeskFiles.ENDING));

    private final Path folder;
    private final Path mine;
    private final Executor work;
    private @Nullable Desk saved;

    /**
     * A desk that a crash left.
     *
     * @param file where it is
     * @param at when it was saved last
     * @param desk what it holds
     */
    public record Left(Path file, Instant at, Desk desk) {}

    /**
     * The autosave of this process.
     *
     * @param folder of all of them; made when something is first saved
     * @param work writes, one after the other in the order given
     */
    public Autosave(Path folder, Executor work) {
        this.folder = folder;
        this.mine = folder.resolve("running-" + ProcessHandle.current().pid() + DeskFiles.ENDING);
        this.work = work;
    }

    /** The desk of the window that was closed last. */
    public Path last() {
        return folder.resolve("last" + DeskFiles.ENDING);
    }

    /** Saves a desk in the background where it differs from the one saved before. */
    public void keep(Desk desk) {
        if (desk.equals(saved)) {
            return;
        }
        saved = desk;
        inOrder(() -> DeskFiles.write(mine, desk));
    }

    /** The desk is put away as it should be: it becomes the last one in the background, unless nothing was open. */
    public void end(Desk desk) {
        saved = null;
        inOrder(() -> {
            if (!desk.cases().isEmpty()) {
                DeskFiles.write(last(), desk);
            }
            Files.deleteIfExists(mine);
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void inOrder(Writing writing) {
        work.execute(() -> {
            try {
                writing.run();
            } catch (IOException | RuntimeException e) {
                // a desk that cannot be kept must not disturb reading images; the log says why
                LOG.warn("the desk cannot be kept: {}", e.getClass().getSimpleName());
            }
        });
    }

    /** What the latest crash left; what older ones left, or cannot be read, is deleted. Reads files. */
    public Optional<Left> left() {
        return left(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }

    Optional<Left> left(LongPredicate alive) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> gone = all.filter(file -> isGone(file, alive))
                    .sorted(Comparator.comparing(Autosave::time).reversed())
                    .toList();
            Optional<Left> latest = gone.stream().findFirst().flatMap(Autosave::read);
            for (Path file : gone) {
                if (latest.isEmpty() || !file.equals(latest.get().file())) {
                    Files.deleteIfExists(file);
                }
            }
            return latest;
        } catch (IOException e) {
            LOG.warn("desks cannot be listed: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private boolean isGone(Path file, LongPredicate alive) {
        Matcher name = RUNNING.matcher(String.valueOf(file.getFileName()));
        return name.matches() && !file.equals(mine) && !alive.test(Long.parseLong(name.group(1)));
    }

    private static Optional<Left> read(Path file) {
        try {
            Desk desk = DeskFiles.read(file);
            return desk.cases().isEmpty() ? Optional.empty() : Optional.of(new Left(file, time(file), desk));
        } catch (IOException e) {
            LOG.warn("a desk left behind cannot be read: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Instant time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** The user has decided about what a crash left. */
    public void settle(Left left) {
        inOrder(() -> Files.deleteIfExists(left.file()));
    }
}
