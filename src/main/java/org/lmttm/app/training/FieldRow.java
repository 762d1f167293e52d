package org.lmttm.app.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.converter.BooleanStringConverter;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.DisplayConverter;
import org.lmttm.training.ConfigKey;

/** A row of the form: a name, one to three fields, and below them what is wrong with one. */
final class FieldRow extends VBox {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double TIP_WIDTH = 320;
    /** Two or three short words stand side by side; others in a list. */
    private static final Set<ConfigField> SEGMENTS = Set.of(ConfigField.FAMILY, ConfigField.BORDER, ConfigField.MODE);

    private final ConfigDraft draft;
    private final Consumer<ConfigField> help;
    private final Map<ConfigField, Node> controls = new EnumMap<>(ConfigField.class);
    private final ObservableList<String> proposals = FXCollections.observableArrayList();
    private final Label problem = new Label();

    /**
     * A row.
     *
     * @param label its name
     * @param help hears of the field that got the keyboard or the pointer
     */
    FieldRow(ConfigDraft draft, String label, Consumer<ConfigField> help, List<ConfigField> fields) {
        this.draft = draft;
        this.help = help;
        getStyleClass().add("field-row");
        Label name = Controls.label(label, "muted", "field-name");
        HBox box = new HBox(6);
        HBox.setHgrow(box, Priority.ALWAYS);
        for (ConfigField field : fields) {
            Node control = control(field);
            explain(control, field);
            controls.put(field, control);
            HBox.setHgrow(control, Priority.ALWAYS);
            box.getChildren().add(control);
        }
        if (controls.values().iterator().next() instanceof Control first) {
            name.setLabelFor(first);
        }
        box.setAlignment(Pos.CENTER_LEFT);
        HBox line = new HBox(6, name, box);
        line.getStyleClass().add("field-line");
        line.setAlignment(Pos.CENTER_LEFT);
        problem.getStyleClass().addAll("problem-text", "small");
        problem.setWrapText(true);
        problem.setId("problem-" + fields.getFirst().id());
        getChildren().addAll(line, problem);
    }

    private Node control(ConfigField field) {
        ConfigKey.Kind kind = field.key().kind();
        if (SEGMENTS.contains(field)) {
            return Controls.segments(
                    field.id(), field.key().words(), word -> word(field, word), null, draft.value(field));
        }
        Control control = switch (kind) {
            case FLAG -> flag(field);
            case WORD -> choice(field);
            case TEXT, NAMES -> editable(field);
            case WHOLE, NUMBER -> text(field);
        };
        control.setId("field-" + field.id());
        control.setAccessibleText(field.label());
        control.setAccessibleHelp(field.key().description());
        return control;
    }

    private void explain(Node control, ConfigField field) {
        Tooltip tip = new Tooltip(field.key().description() + "\n" + field.path());
        tip.setWrapText(true);
        tip.setMaxWidth(TIP_WIDTH);
        Tooltip.install(control, tip);
        control.focusWithinProperty().addListener((property, before, now) -> {
            if (now) {
                help.accept(field);
            }
        });
        control.setOnMouseEntered(event -> help.accept(field));
    }

    private TextField text(ConfigField field) {
        TextField text = new TextField();
        text.setAlignment(Pos.CENTER_RIGHT);
        text.setPrefColumnCount(4);
        text.textProperty().bindBidirectional(draft.value(field));
        return text;
    }

    private CheckBox flag(ConfigField field) {
        CheckBox box = new CheckBox();
        box.setSelected(draft.value(field).get().equals("true"));
        draft.value(field).bindBidirectional(box.selectedProperty(), new BooleanStringConverter());
        return box;
    }

    private ComboBox<String> choice(ConfigField field) {
        ComboBox<String> choice = new ComboBox<>();
        choice.getItems().setAll(field.key().words());
        choice.setConverter(new DisplayConverter<>(word -> word(field, word)));
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setPrefWidth(60);
        choice.valueProperty().bindBidirectional(draft.value(field));
        return choice;
    }

    /** A text with proposals. */
    private ComboBox<String> editable(ConfigField field) {
        ComboBox<String> box = new ComboBox<>(proposals);
        box.setEditable(true);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPrefWidth(60);
        box.valueProperty().bindBidirectional(draft.value(field));
        box.getEditor().textProperty().bindBidirectional(draft.value(field));
        return box;
    }

    /** How a word of the configuration is called on the form; as it stands where it has no other name. */
    static String word(ConfigField field, String word) {
        try {
            return Texts.text("word." + field.id() + "." + word);
        } catch (MissingResourceException e) {
            return word; // a value that is newer than the texts
        }
    }

    /** Shows what applies, differs and is wrong. */
    void refresh(Map<ConfigField, String> wrong) {
        String message = "";
        boolean shown = false;
        for (Map.Entry<ConfigField, Node> entry : controls.entrySet()) {
            ConfigField field = entry.getKey();
            String reason = wrong.getOrDefault(field, "");
            entry.getValue().setDisable(!draft.isFree(field));
            entry.getValue().pseudoClassStateChanged(CHANGED, draft.changed(field));
            entry.getValue().pseudoClassStateChanged(WRONG, !reason.isEmpty());
            message = message.isEmpty() ? reason : message;
            shown |= draft.applies(field);
        }
        setVisible(shown);
        setManaged(shown);
        problem.setText(message);
        problem.setVisible(!message.isEmpty());
        problem.setManaged(!message.isEmpty());
    }

    /** The control of a field, if it is in this row. */
    Optional<Node> find(ConfigField field) {
        return Optional.ofNullable(controls.get(field));
    }

    /** What an editable list proposes. */
    ObservableList<String> proposals() {
        return proposals;
    }
}
