package org.lmttm.app.training;

import java.io.IOException;
import java.nio.file.Path;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.model.Trace;

/** Files of a run that the desk opens; called off the window's thread. */
public interface RunServices {
    /**
     * Reads a trace that the trainer wrote.
     *
     * @throws IOException if it cannot be read; the message names the file
     */
    Trace readTrace(Path file) throws IOException;

    /**
     * Reads what a checkpoint says about itself.
     *
     * @throws IOException if it cannot be read; the message names the file
     */
    ModelEntry readModel(Path file) throws IOException;
}
