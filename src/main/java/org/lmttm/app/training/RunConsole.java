package org.lmttm.app.training;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunEvent;

/** The events of the run at the front, newest last; single training steps are left to the plots. */
final class RunConsole extends ListView<RunEvent> {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final ListChangeListener<RunEvent> follow = this::changed;
    private @Nullable ObservableList<RunEvent> source;

    RunConsole() {
        setId("run-console");
        getStyleClass().add("run-console");
        setItems(FXCollections.observableArrayList());
        setFixedCellSize(20);
        setCellFactory(list -> new EventCell());
        setPlaceholder(Controls.label(Texts.text("console.empty"), "subtle"));
    }

    /** Shows the events of a run; null for none. */
    @SuppressWarnings("ReferenceEquality") // two runs may have equal events and still are two
    void show(@Nullable ObservableList<RunEvent> events) {
        if (source == events) {
            return;
        }
        if (source != null) {
            source.removeListener(follow);
        }
        source = events;
        refill();
        if (events != null) {
            events.addListener(follow);
        }
    }

    private void changed(ListChangeListener.Change<? extends RunEvent> change) {
        boolean removed = false;
        while (change.next()) {
            removed |= change.wasRemoved();
            if (!removed) {
                change.getAddedSubList().stream().filter(RunConsole::told).forEach(getItems()::add);
            }
        }
        if (removed) {
            refill();
        }
        scrollTo(getItems().size() - 1);
    }

    private void refill() {
        getItems()
                .setAll(
                        source == null
                                ? java.util.List.of()
                                : source.stream().filter(RunConsole::told).toList());
        scrollTo(getItems().size() - 1);
    }

    private static boolean told(RunEvent event) {
        return event.kind() != RunEvent.Kind.BATCH;
    }

    /** An event's values as one line. */
    static String values(RunEvent event) {
        return event.values().entrySet().stream().map(RunConsole::value).collect(Collectors.joining("  "));
    }

    private static String value(Map.Entry<String, Object> entry) {
        return switch (entry.getValue()) {
            case Double number -> entry.getKey() + " " + number(entry.getKey(), number);
            case Long number -> entry.getKey() + " " + number;
            default -> entry.getValue().toString();
        };
    }

    private static String number(String key, double number) {
        return switch (key) {
            case RunEvent.LEARNING_RATE -> String.format(Locale.ROOT, "%.1e", number);
            case RunEvent.ETA_SECONDS -> RunTiles.time(number);
            case RunEvent.SAMPLES_PER_SECOND -> String.format(Locale.ROOT, "%.1f", number);
            default -> String.format(Locale.ROOT, "%.4f", number);
        };
    }

    private static final class EventCell extends ListCell<RunEvent> {
        private final Label time = Controls.label("", "mono", "subtle");
        private final Label kind = Controls.label("", "mono");
        private final Label values = Controls.shrinkingLabel("", "mono");
        private final HBox line = new HBox(12, time, kind, values);

        EventCell() {
            kind.setMinWidth(84);
            // as wide as the list, so that a long line is cut off rather than scrolled
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable RunEvent event, boolean empty) {
            super.updateItem(event, empty);
            setText(null);
            setGraphic(empty || event == null ? null : line);
            if (!empty && event != null) {
                time.setText(CLOCK.format(event.time()));
                kind.setText(event.kind().label());
                kind.getStyleClass().setAll("label", "mono", style(event.kind()));
                values.setText(values(event));
            }
        }

        private static String style(RunEvent.Kind kind) {
            return switch (kind) {
                case EPOCH -> "event-epoch";
                case WARNING -> "event-warning";
                default -> "muted";
            };
        }
    }
}
