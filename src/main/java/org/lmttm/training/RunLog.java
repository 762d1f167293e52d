package org.lmttm.training;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Everything that a trainer says: {@code events.jsonl}, and the same numbers for TensorBoard beside it. */
record RunLog(EventLog events, TensorBoardLog scalars) implements Closeable {
    /**
     * Opens the logs of a run for appending.
     *
     * @throws IOException if they cannot be written
     */
    static RunLog open(RunFolder run) throws IOException {
        try {
            return new RunLog(EventLog.open(run.events()), new TensorBoardLog(run.path(), Clock.systemUTC()));
        } catch (IOException e) {
            throw new IOException(run + ": events.jsonl cannot be written: " + RunFolder.reason(e), e);
        }
    }

    /** Appends events in order. */
    void append(List<RunEvent> added) throws IOException {
        events.append(added);
        scalars.append(added);
    }

    @Override
    public void close() throws IOException {
        try (events;
                scalars) {
            // both are closed, whichever fails
        }
    }
}
