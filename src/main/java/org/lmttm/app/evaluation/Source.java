package org.lmttm.app.evaluation;

import java.nio.file.Path;
import org.lmttm.app.state.ModelEntry;

/** Where results come from. */
sealed interface Source {
    /** What it is called. */
    String name();

    /** Its file. */
    Path file();

    /** A model, which is run. */
    record Model(ModelEntry entry) implements Source {
        @Override
        public String name() {
            return entry.name();
        }

        @Override
        public Path file() {
            return entry.file();
        }
    }

    /** A result file in MedMNIST's layout, which is read. */
    record Results(Path file) implements Source {
        @Override
        public String name() {
            return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.csv$", "");
        }
    }
}
