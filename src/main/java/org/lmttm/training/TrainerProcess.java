package org.lmttm.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lmttm.program.Program;

/**
 * A trainer in a process of its own. It outlives the window that started it, and its death never harms the window:
 * {@link #exit} then says what happened. Requests go through the run folder, so that a window opened later can make
 * them too.
 */
public final class TrainerProcess {
    private static final int SIGNAL_BASE = 128;
    private static final int TAIL_BYTES = 16_384;

    private final RunFolder run;
    private final ProcessHandle handle;
    private final CompletableFuture<Exit> exit;

    private TrainerProcess(RunFolder run, ProcessHandle handle, @Nullable Process child) {
        this.run = run;
        this.handle = handle;
        this.exit = child == null
                ? handle.onExit().thenApply(gone -> exit(OptionalInt.empty()))
                : child.onExit().thenApply(gone -> exit(OptionalInt.of(gone.exitValue())));
    }

    /**
     * How a trainer ended.
     *
     * @param code exit status; empty where another process started the trainer
     * @param clean it ended as it should: all epochs done, or stopped on request
     * @param reason one line for people, such as "completed" or "killed (signal 9)"
     */
    public record Exit(OptionalInt code, boolean clean, String reason) {}

    /**
     * Starts a trainer on a run: from its last checkpoint, or from the beginning where there is none.
     *
     * @throws IOException if the process cannot be started
     */
    public static TrainerProcess start(RunFolder run) throws IOException {
        return start(run, TrainerCommand.ofThisProcess());
    }

    /** Starts a trainer by a given command line. */
    static TrainerProcess start(RunFolder run, TrainerCommand command) throws IOException {
        if (run.trainer().isPresent()) {
            throw new IOException(run + ": a trainer is at work on this run already");
        }
        run.checkWritable();
        run.clearRequests();
        ProcessBuilder builder = command.builder(
                List.of("train", "--run", run.path().toAbsolutePath().toString(), "--resume"));
        builder.environment().put(Program.LOGS, run.logFolder().toAbsolutePath().toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(run.output().toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        return new TrainerProcess(run, process.toHandle(), process);
    }

    /** The trainer that another window, or a command line, started on this run and that is still there. */
    public static Optional<TrainerProcess> attach(RunFolder run) {
        return run.trainer().map(handle -> new TrainerProcess(run, handle, null));
    }

    /** The run. */
    public RunFolder run() {
        return run;
    }

    /** The process's number. */
    public long pid() {
        return handle.pid();
    }

    /** Whether the process is there. */
    public boolean isAlive() {
        return handle.isAlive();
    }

    /** Asks it to hold before its next step. */
    public void pause() throws IOException {
        run.requestPause();
    }

    /** Asks it to go on after a pause. */
    public void proceed() throws IOException {
        run.requestContinue();
    }

    /** Asks it to write a checkpoint and end. */
    public void stop() throws IOException {
        run.requestStop();
    }

    /** Ends it at once; the run can be resumed from its last checkpoint. */
    public void kill() {
        handle.destroyForcibly();
    }

    /** Completes when the process is gone, on another thread. */
    public CompletableFuture<Exit> exit() {
        return exit.copy();
    }

    /** The end of what the process wrote on standard output and error; empty if nothing. */
    public String outputTail() throws IOException {
        return outputTail(run.output());
    }

    private static String outputTail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            long from = Math.max(0, channel.size() - TAIL_BYTES);
            channel.position(from);
            var bytes = java.nio.ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the buffer is full or the file ends
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private Exit exit(OptionalInt code) {
        String said = endReason();
        if (code.isPresent() && code.getAsInt() > SIGNAL_BASE && code.getAsInt() < SIGNAL_BASE + 65) {
            int signal = code.getAsInt() - SIGNAL_BASE;
            return new Exit(code, false, "killed (signal " + signal + ")" + hint(signal));
        }
        if (said != null) {
            boolean clean = said.startsWith(RunFolder.COMPLETED) || said.equals(RunFolder.STOPPED);
            return new Exit(code, clean, said);
        }
        String status = code.isPresent() ? "exit status " + code.getAsInt() : "it gave no reason";
        String last = lastLine();
        return new Exit(
                code,
                false,
                "the trainer ended without finishing (" + status + ")" + (last.isEmpty() ? "" : ": " + last));
    }

    private static String hint(int signal) {
        boolean crash = signal == 6 || signal == 11;
        return crash ? ": the engine crashed; see the output in control/trainer.log" : "";
    }

    private @Nullable String endReason() {
        try {
            RunHistory history = new RunHistory();
            history.add(new RunFollower(run).poll());
            return history.endReason();
        } catch (IOException e) {
            return "its events cannot be read: " + e.getMessage();
        }
    }

    private String lastLine() {
        try {
            return outputTail().lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
        } catch (IOException e) {
            return "its output cannot be read: " + e.getMessage();
        }
    }
}
