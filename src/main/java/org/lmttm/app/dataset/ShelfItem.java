package org.lmttm.app.dataset;

import java.nio.file.Path;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.lmttm.app.state.WorkTask;
import org.lmttm.dataset.download.CatalogueEntry;

/** A published dataset as this machine has it. Use on the user interface thread. */
final class ShelfItem {
    private final CatalogueEntry entry;
    private final ObjectProperty<Path> file = new SimpleObjectProperty<>(this, "file");
    private final LongProperty begun = new SimpleLongProperty(this, "begun", 0);
    private final ObjectProperty<WorkTask> task = new SimpleObjectProperty<>(this, "task");
    private final StringProperty problem = new SimpleStringProperty(this, "problem", "");

    ShelfItem(CatalogueEntry entry) {
        this.entry = entry;
    }

    CatalogueEntry entry() {
        return entry;
    }

    /** Where it is; null where it is not here. */
    ObjectProperty<Path> file() {
        return file;
    }

    /** Bytes that have come of a download that did not end. */
    LongProperty begun() {
        return begun;
    }

    /** The download under way; null where there is none. */
    ObjectProperty<WorkTask> task() {
        return task;
    }

    /** Why the last download failed; empty where it did not. */
    StringProperty problem() {
        return problem;
    }
}
