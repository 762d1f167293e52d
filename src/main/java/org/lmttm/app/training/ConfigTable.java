package org.lmttm.app.training;

import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.TrainingConfig;

/** A run's whole configuration: key, value, meaning; what is not as recommended stands out. */
final class ConfigTable extends PlainTable<ConfigEntry> {
    private final ObservableList<ConfigEntry> entries = FXCollections.observableArrayList();
    private final LatestWins reading;
    private @Nullable TrainingConfig shown;

    /**
     * An empty table.
     *
     * @param tasks reads configurations in the background
     * @param filter what entries must contain
     */
    ConfigTable(TaskRunner tasks, StringProperty filter) {
        reading = tasks.latestWins(TaskRunner.Lane.FILES);
        setId("config-table");
        FilteredList<ConfigEntry> found = new FilteredList<>(entries, entry -> entry.contains(filter.get()));
        filter.addListener(observable -> found.setPredicate(entry -> entry.contains(filter.get())));
        setItems(found);
        setPlaceholder(Controls.label(Texts.text("config.none"), "subtle"));
        getColumns().add(column("config.key", 250, entry -> entry.key(), "mono"));
        getColumns().add(column("config.value", 220, Value::new));
        getColumns().add(column("config.meaning", 430, entry -> entry.meaning(), "muted"));
    }

    /** Shows a configuration; null for none. */
    void show(@Nullable TrainingConfig config) {
        if (config == null) {
            shown = null;
            entries.clear();
        } else if (!config.equals(shown)) {
            shown = config;
            reading.submit(
                    () -> ConfigEntry.all(config),
                    (List<ConfigEntry> all) -> {
                        if (config.equals(shown)) {
                            entries.setAll(all);
                        }
                    },
                    error -> setPlaceholder(Controls.label(String.valueOf(error.getMessage()), "danger")));
        }
    }

    /** The whole configuration as JSON; empty where none is shown. */
    String json() {
        return shown == null ? "" : shown.toJson();
    }

    private static final class Value extends TableCell<ConfigEntry, ConfigEntry> {
        Value() {
            getStyleClass().add("mono");
        }

        @Override
        protected void updateItem(@Nullable ConfigEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            getStyleClass().remove("accent");
            setTooltip(null);
            if (empty || entry == null) {
                setText(null);
                return;
            }
            setText(entry.value().isEmpty() ? "\u2013" : entry.value());
            if (entry.own()) {
                getStyleClass().add("accent");
                String usual = entry.recommended().isEmpty() ? "\u2013" : entry.recommended();
                setTooltip(new Tooltip(Texts.text("config.recommended", usual)));
            }
        }
    }
}
