package org.lmttm.app.state;

import java.nio.file.Path;
import org.lmttm.model.ModelInfo;

/**
 * A model the library lists: what its checkpoint says about itself, without its weights.
 *
 * @param file the checkpoint
 * @param info name, shapes, mode, labels, preprocessing, provenance
 */
public record ModelEntry(Path file, ModelInfo info) {
    /** Display name. */
    public String name() {
        return info.name();
    }
}
