package org.lmttm.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.DeviceException;
import org.lmttm.model.MemoryShortage;
import org.lmttm.training.RunEvent.Kind;
import org.lmttm.training.Trainer.StoppedException;

/**
 * Trains a run in this process, from its last checkpoint or from the beginning, until it is done, told to stop, or
 * fails. The engine allows one training a process; windows use {@link TrainerProcess} instead.
 */
public final class TrainingRun {
    private TrainingRun() {}

    /**
     * Trains to the end.
     *
     * @param run the folder; its {@code config.json} decides everything
     * @param listener hears every event after it was written, on the calling thread
     * @return the last event
     * @throws IOException if data or folder cannot be used, another trainer is at work, memory runs out, or a loss is
     *     not finite; the message says which file and why, and an {@code end} event says the same where one can be
     *     written
     */
    public static RunEvent train(RunFolder run, Consumer<RunEvent> listener) throws IOException {
        return train(run, listener, ReadProgress.SILENT);
    }

    /** As {@link #train(RunFolder, Consumer)}, telling how far the reading of the cases is before training begins. */
    public static RunEvent train(RunFolder run, Consumer<RunEvent> listener, ReadProgress reading) throws IOException {
        return train(run, listener, reading, Pace.TICK_NANOS);
    }

    /** @param tickNanos least time between two looks at the losses; 0: after every step */
    static RunEvent train(RunFolder run, Consumer<RunEvent> listener, long tickNanos) throws IOException {
        return train(run, listener, ReadProgress.SILENT, tickNanos);
    }

    private static RunEvent train(RunFolder run, Consumer<RunEvent> listener, ReadProgress reading, long tickNanos)
            throws IOException {
        TrainingConfig config = run.config();
        run.checkWritable();
        try (FileChannel channel = lockFile(run);
                FileLock lock = lock(run, channel);
                RunLog log = RunLog.open(run)) {
            run.clearRequests();
            run.registerTrainer(ProcessHandle.current());
            try {
                return train(run, config, log, listener, reading, tickNanos);
            } finally {
                run.unregisterTrainer();
                lock.release();
            }
        }
    }

    private static FileChannel lockFile(RunFolder run) throws IOException {
        try {
            Path file = run.control().resolve("trainer.lock");
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(run + ": the run folder cannot be written: " + RunFolder.reason(e), e);
        }
    }

    private static FileLock lock(RunFolder run, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(run + ": another trainer is at work on this run");
        }
        return lock;
    }

    private static RunEvent train(
            RunFolder run,
            TrainingConfig config,
            RunLog log,
            Consumer<RunEvent> listener,
            ReadProgress reading,
            long tickNanos)
            throws IOException {
        Ending ending = new Ending(log, listener);
        try (Learner learner = learner(run, config)) {
            Trainer trainer = trainer(run, config, learner, log, listener, reading, tickNanos);
            // A run makes so little garbage that the host's copy of the data would stay resident to its end.
            System.gc();
            try {
                trainer.train();
                trainer.summarize();
                return ending.end(trainer.completion(), trainer.progress());
            } catch (StoppedException e) {
                return ending.end(RunFolder.STOPPED, trainer.progress());
            }
        } catch (DivergedException e) {
            ending.diverged(e);
            throw new IOException(
                    run + ": " + e.getMessage()
                            + "; the last good checkpoint is kept; a smaller learning rate may help",
                    e);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Optional<MemoryShortage> shortage = MemoryShortage.in(e);
            if (shortage.isPresent()) {
                IOException clear = new IOException(run + ": " + MemoryAdvice.text(shortage.get(), config), e);
                ending.failed(clear);
                throw clear;
            }
            ending.failed(e);
            throw e;
        }
    }

    private static Learner learner(RunFolder run, TrainingConfig config) throws IOException {
        try {
            return new Learner(config);
        } catch (DeviceException | IllegalArgumentException e) {
            throw new IOException(run.configFile() + ": " + e.getMessage(), e);
        }
    }

    /** With the data on the device: the host's copy of them is garbage when this returns. */
    private static Trainer trainer(
            RunFolder run,
            TrainingConfig config,
            Learner learner,
            RunLog log,
            Consumer<RunEvent> listener,
            ReadProgress reading,
            long tickNanos)
            throws IOException {
        RunData data = RunData.load(config, reading);
        RunStore store = new RunStore(run, config, data.classNames());
        return new Trainer(store, config, data, learner, log, listener, tickNanos);
    }

    /** Writes the last event. */
    private record Ending(RunLog log, Consumer<RunEvent> listener) {
        RunEvent end(String reason, @Nullable Progress at) throws IOException {
            RunEvent.Builder event = RunEvent.now(Kind.END);
            if (at != null) {
                event.with(RunEvent.EPOCH, at.epoch()).with(RunEvent.STEP, at.step());
            }
            return tell(event.with(RunEvent.REASON, reason));
        }

        void diverged(DivergedException e) throws IOException {
            for (Kind kind : new Kind[] {Kind.WARNING, Kind.END}) {
                tell(RunEvent.now(kind)
                        .with(RunEvent.EPOCH, e.epoch())
                        .with(RunEvent.STEP, e.step())
                        .with(RunEvent.REASON, String.valueOf(e.getMessage())));
            }
        }

        /** The disk that made the run fail may refuse this event too: then the failure itself has to do. */
        void failed(Throwable e) {
            try {
                end("failed: " + e.getMessage(), null);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
        }

        private RunEvent tell(RunEvent.Builder builder) throws IOException {
            RunEvent event = builder.build();
            log.append(List.of(event));
            listener.accept(event);
            return event;
        }
    }
}
