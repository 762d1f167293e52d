package org.lmttm.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Hashes files once and appends entries; not for the user interface thread. */
public final class PredictionAudit {
    private final AuditLog log;
    private final Map<List<State>, String> known = new HashMap<>();

    /** A file as it was when it was hashed. */
    private record State(Path file, long size, FileTime changed) {}

    /** Into a log. */
    public PredictionAudit(AuditLog log) {
        this.log = log;
    }

    /** Where entries go. */
    public AuditLog log() {
        return log;
    }

    /**
     * The hash of a file, folder or list of files, computed once as long as sizes and times of change stay the same.
     *
     * @throws IOException when a file cannot be read
     */
    public synchronized String hash(List<Path> files, BooleanSupplier cancelled) throws IOException {
        List<State> key = new ArrayList<>();
        for (Path file : files) {
            key.add(new State(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
        @Nullable String before = known.get(key);
        if (before == null) {
            before = files.size() == 1 ? InputHash.of(files.getFirst(), cancelled) : InputHash.of(files, cancelled);
            known.put(List.copyOf(key), before);
        }
        return before;
    }

    /**
     * Records a prediction; a file that cannot be read any more stands there without hash.
     *
     * @param input the volume's file, folder or files
     * @param model the checkpoint
     * @throws IOException naming the log and the reason
     */
    public void record(AuditEntry entry, List<Path> input, Path model, BooleanSupplier cancelled) throws IOException {
        log.append(entry.with(known(input, cancelled), known(List.of(model), cancelled)));
    }

    private @Nullable String known(List<Path> files, BooleanSupplier cancelled) {
        try {
            return hash(files, cancelled);
        } catch (IOException _) {
            return null; // what is gone must not take the record with it
        }
    }
}
