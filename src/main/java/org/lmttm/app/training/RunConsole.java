package org.lmttm.app.training;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunStatus;

/** The events of the run at the front, newest last; single training steps are left to the plots. */
final class RunConsole extends ListView<RunEvent> {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final StringProperty filter;
    private final BooleanProperty follow;
    private final ListChangeListener<RunEvent> scroll = change -> scrollDown();
    private FilteredList<RunEvent> found = new FilteredList<>(FXCollections.observableArrayList());
    private @Nullable ObservableList<RunEvent> source;

    /**
     * A console of no run.
     *
     * @param filter what lines must contain, whatever its case
     * @param follow whether the newest line stays in view; scrolling up ends it
     */
    RunConsole(StringProperty filter, BooleanProperty follow) {
        this.filter = filter;
        this.follow = follow;
        setId("run-console");
        getStyleClass().add("run-console");
        setFixedCellSize(20);
        setCellFactory(list -> new EventCell());
        setPlaceholder(Controls.label(Texts.text("console.empty"), "subtle"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        filter.addListener(observable -> search());
        follow.addListener(observable -> scrollDown());
        sceneProperty().addListener(observable -> scrollDown());
        addEventFilter(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() > 0) {
                follow.set(false);
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case UP, PAGE_UP, HOME -> follow.set(false);
            case END -> follow.set(true);
            case C -> {
                if (event.isShortcutDown()) {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(text());
                    Clipboard.getSystemClipboard().setContent(content);
                    event.consume();
                }
            }
            default -> {
                // the list's own
            }
        }
    }

    /** Shows the events of a run; null for none. */
    @SuppressWarnings("ReferenceEquality") // two runs may have equal events and still are two
    void show(@Nullable ObservableList<RunEvent> events) {
        if (source == events) {
            return;
        }
        source = events;
        found.removeListener(scroll);
        found = new FilteredList<>(events == null ? FXCollections.observableArrayList() : events);
        search();
        setItems(found);
        found.addListener(scroll); // after the list's own, which must know the new line first
        scrollDown();
    }

    private void search() {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        found.setPredicate(event -> event.kind() != RunEvent.Kind.BATCH
                && (wanted.isEmpty() || line(event).toLowerCase(Locale.ROOT).contains(wanted)));
        boolean any = source != null && !source.isEmpty();
        setPlaceholder(Controls.label(Texts.text(any ? "console.nothing" : "console.empty"), "subtle"));
        scrollDown();
    }

    private void scrollDown() {
        if (follow.get() && !getItems().isEmpty()) {
            scrollTo(getItems().size() - 1);
        }
    }

    /** The selected lines, or all that are shown where none is selected. */
    String text() {
        List<RunEvent> selected = getSelectionModel().getSelectedItems();
        List<RunEvent> lines = selected.isEmpty() ? getItems() : selected;
        return lines.stream()
                .filter(Objects::nonNull)
                .map(RunConsole::line)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(RunEvent event) {
        return CLOCK.format(event.time()) + "  " + event.kind().label() + "  " + values(event);
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
                kind.getStyleClass().setAll("label", "mono", style(event));
                values.setText(values(event));
            }
        }

        private static String style(RunEvent event) {
            return switch (event.kind()) {
                case EPOCH -> "event-epoch";
                case WARNING -> "event-warning";
                case END ->
                    RunStatus.ofEnd(event.text(RunEvent.REASON).orElse("")) == RunStatus.FAILED
                            ? "event-failed"
                            : "event-end";
                default -> "muted";
            };
        }
    }
}
