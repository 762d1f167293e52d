package org.lmttm.app.volume;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.io.HeaderField;

/** All fields of the file's header, searched by key, name and value. Those that may name the patient are asked for. */
final class HeaderPanel extends VBox {
    private static final double HEIGHT = 260;
    private static final KeyCombination COPY = KeyCombination.keyCombination("Shortcut+C");

    private final Messages text;
    private final TextField search = new TextField();
    private final CheckBox patient = new CheckBox();
    private final Label count = Controls.shrinkingLabel("", "small", "subtle");
    private final ListView<HeaderField> list = new ListView<>();
    private List<HeaderField> fields = List.of();

    HeaderPanel(ViewState state, Messages text) {
        super(6);
        this.text = text;
        search.setId("header-search");
        search.setPromptText(text.text("header.search"));
        search.textProperty().addListener((property, before, now) -> filter());
        patient.setId("header-patient");
        patient.setText(text.text("header.patient"));
        patient.getStyleClass().add("small");
        patient.setTooltip(new Tooltip(text.text("header.patient.why")));
        patient.selectedProperty().addListener((property, before, now) -> filter());
        count.setId("header-count");
        list.setId("header-fields");
        list.setPrefHeight(HEIGHT);
        list.setMinHeight(HEIGHT);
        Tooltip whole = new Tooltip();
        list.setCellFactory(view -> new FieldCell(whole));
        list.setPlaceholder(Controls.label(text.text("header.none"), "small", "subtle"));
        list.setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                copy();
                event.consume();
            }
        });
        MenuItem copy = new MenuItem(text.text("header.copy"));
        copy.setOnAction(event -> copy());
        list.setContextMenu(new ContextMenu(copy));
        HBox.setHgrow(count, Priority.ALWAYS);
        HBox line = new HBox(8, count, Controls.spring(), patient);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        getChildren().addAll(Controls.label(text.text("header.title"), "small", "muted"), search, line, list);
        state.shown()
                .addListener((property, before, now) ->
                        state.panels().later(this, () -> show(state.shown().get())));
        show(state.shown().get());
    }

    private void show(OpenCase openCase) {
        List<HeaderField> now = openCase == null ? List.of() : openCase.header();
        if (!now.equals(fields)) {
            fields = now;
            // the next patient's fields are asked for anew
            patient.setSelected(false);
            filter();
        }
        setVisible(!fields.isEmpty());
        setManaged(isVisible());
    }

    private void filter() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        boolean all = patient.isSelected();
        FilteredList<HeaderField> found = FXCollections.observableList(fields)
                .filtered(field -> (all || !field.patientData()) && matches(field, wanted));
        list.setItems(found);
        long hidden = all ? 0 : fields.stream().filter(HeaderField::patientData).count();
        count.setText(
                hidden == 0
                        ? text.text("header.count", found.size(), fields.size())
                        : text.text("header.count_hidden", found.size(), fields.size(), hidden));
    }

    private static boolean matches(HeaderField field, String wanted) {
        return wanted.isEmpty()
                || (field.key() + "\n" + field.name() + "\n" + field.value())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
    }

    private void copy() {
        HeaderField chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(chosen.value());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /** Key and name above, the value below. */
    private static final class FieldCell extends ListCell<HeaderField> {
        private final Label key = Controls.shrinkingLabel("", "small", "subtle");
        private final Label value = Controls.shrinkingLabel("", "small");
        private final VBox box = new VBox(1, key, value);
        private final Tooltip whole;

        /** A cell; the tool tip, which is a window of its own, is shared by all. */
        FieldCell(Tooltip whole) {
            this.whole = whole;
            value.setWrapText(true);
            value.setMaxHeight(56);
            setPrefWidth(0);
            setOnMouseEntered(event -> {
                HeaderField field = getItem();
                whole.setText(field == null ? "" : shortened(field.value()));
            });
        }

        @Override
        protected void updateItem(HeaderField field, boolean empty) {
            super.updateItem(field, empty);
            if (empty || field == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            boolean named = !Objects.equals(field.key(), field.name());
            key.setText(named ? field.name() + "  " + field.key() : field.key());
            value.setText(field.value().isEmpty() ? "—" : field.value());
            setTooltip(whole);
            setGraphic(box);
        }

        private static String shortened(String text) {
            return text.length() <= 400 ? text : text.substring(0, 400) + " …";
        }
    }
}
