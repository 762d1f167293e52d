package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.training.RunServices;
import org.lmttm.model.Trace;
import org.lmttm.model.TraceFiles;

/** Traces and checkpoints of runs, read from their files. */
final class RunFiles implements RunServices {
    @Override
    public Trace readTrace(Path file) throws IOException {
        List<Trace> traces = TraceFiles.read(file);
        if (traces.isEmpty()) {
            throw new IOException(file + ": holds no trace");
        }
        return traces.getFirst();
    }

    @Override
    public ModelEntry readModel(Path file) throws IOException {
        return EngineInference.entry(file);
    }
}
