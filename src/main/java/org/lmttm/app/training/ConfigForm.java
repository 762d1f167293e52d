package org.lmttm.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.lmttm.app.control.Controls;
import org.lmttm.app.training.ConfigDraft.Field;
import org.lmttm.app.training.ConfigDraft.Preset;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.training.TrainingConfig;

/** The form of the next run. */
final class ConfigForm extends VBox {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final ConfigDraft draft;
    private final Label wrong = new Label();
    private final Label shape = new Label();
    private final Label changes = Controls.label("", "badge", "accent");
    private final ComboBox<String> dataset = new ComboBox<>();
    private final TextField folder = new TextField();

    /**
     * The form.
     *
     * @param start called when the run is to be made and started
     */
    ConfigForm(ConfigDraft draft, Runnable start) {
        this.draft = draft;
        getStyleClass().add("config-form");
        Label title = Controls.label(Texts.text("form.title"), "inspector-title");
        HBox head = new HBox(title, Controls.spring(), changes);
        head.setAlignment(Pos.CENTER_LEFT);
        Node presets = Controls.segments("preset", List.of(Preset.values()), ConfigForm::name, null, draft.preset());
        VBox fields = new VBox(head, presets, data(), model(), training());
        fields.getStyleClass().add("config-fields");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("clear-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, foot(start));
        draft.changes().addListener((property, before, now) -> check());
        for (Field field : Field.values()) {
            draft.value(field).addListener((property, before, now) -> check());
        }
        draft.border().addListener((property, before, now) -> check());
        check();
    }

    private static String name(Preset preset) {
        return Texts.text("preset." + preset.name().toLowerCase(Locale.ROOT));
    }

    private Node data() {
        dataset.setId("field-dataset");
        dataset.setEditable(true);
        dataset.setMaxWidth(Double.MAX_VALUE);
        dataset.valueProperty().bindBidirectional(draft.value(Field.DATASET));
        dataset.getEditor().textProperty().bindBidirectional(draft.value(Field.DATASET));
        DatasetDrop.on(dataset, draft.value(Field.DATASET)::set);
        folder.setId("field-folder");
        GridPane grid = grid();
        grid.add(Controls.label(ConfigDraft.label(Field.DATASET), "muted"), 0, 0);
        grid.add(dataset, 1, 0, 3, 1);
        grid.add(Controls.label(Texts.text("field.folder"), "muted"), 0, 1);
        grid.add(folder, 1, 1, 3, 1);
        return grid;
    }

    private Node model() {
        GridPane grid = grid();
        row(grid, 0, "group.patch", Field.PATCH_DEPTH, Field.PATCH_HEIGHT, Field.PATCH_WIDTH);
        grid.add(Controls.label(Texts.text("field.border"), "muted"), 0, 1);
        Node border = Controls.segments(
                "border",
                List.of(Border.values()),
                value -> Texts.text("border." + value.name().toLowerCase(Locale.ROOT)),
                null,
                draft.border());
        grid.add(border, 1, 1, 3, 1);
        row(grid, 2, "field.dim", Field.DIM);
        row(grid, 3, "group.memory", Field.MEMORY, Field.BLOCKS);
        row(grid, 4, "field.read-tokens", Field.READ_TOKENS);
        shape.getStyleClass().add("subtle");
        shape.setId("config-shape");
        shape.setWrapText(true);
        return section("form.model", grid, shape);
    }

    private Node training() {
        GridPane grid = grid();
        row(grid, 0, "group.epochs", Field.EPOCHS, Field.BATCH);
        row(grid, 1, "group.rate", Field.RATE, Field.DECAY);
        row(grid, 2, "group.dropout", Field.DROPOUT, Field.SEED);
        row(grid, 3, "field.pinned", Field.PINNED);
        Label hint = new Label(Texts.text("pinned.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add("subtle");
        return section("form.training", grid, hint);
    }

    private static Node section(String title, Node... content) {
        VBox section = new VBox(Controls.label(Texts.text(title), "inspector-title"));
        section.getStyleClass().add("config-section");
        section.getChildren().addAll(content);
        return section;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("config-grid");
        ColumnConstraints labels = new ColumnConstraints(104);
        labels.setHalignment(HPos.LEFT);
        grid.getColumnConstraints().add(labels);
        for (int column = 0; column < 3; column++) {
            ColumnConstraints constraints = new ColumnConstraints();
            constraints.setHgrow(Priority.ALWAYS);
            constraints.setPercentWidth(-1);
            grid.getColumnConstraints().add(constraints);
        }
        return grid;
    }

    private void row(GridPane grid, int row, String label, Field... fields) {
        grid.add(Controls.label(Texts.text(label), "muted"), 0, row);
        HBox box = new HBox(6);
        for (Field field : fields) {
            TextField text = new TextField();
            text.setId("field-" + field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            text.setAccessibleText(ConfigDraft.label(field));
            text.setAlignment(Pos.CENTER_RIGHT);
            text.setPrefColumnCount(4);
            text.textProperty().bindBidirectional(draft.value(field));
            draft.changes()
                    .addListener(
                            (property, before, now) -> text.pseudoClassStateChanged(CHANGED, draft.changed(field)));
            HBox.setHgrow(text, Priority.ALWAYS);
            box.getChildren().add(text);
        }
        grid.add(box, 1, row, 3, 1);
    }

    private Node foot(Runnable start) {
        Button button = new Button(Texts.text("form.start"), Controls.icon(MaterialDesignP.PLAY));
        button.setId("training-start");
        button.getStyleClass().addAll("filled");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> start.run());
        wrong.setId("config-wrong");
        wrong.setWrapText(true);
        wrong.getStyleClass().add("problem-text");
        VBox foot = new VBox(wrong, button);
        foot.getStyleClass().add("config-foot");
        return foot;
    }

    /** Says what the configuration comes to, or what is wrong with it. */
    private void check() {
        int count = draft.changes().get();
        changes.setText(Texts.text("form.changes", count));
        changes.setVisible(count > 0);
        try {
            TrainingConfig config = draft.build();
            Architecture a = config.architecture();
            shape.setText(Texts.text("form.shape", a.steps(), a.patches(), a.blockTokens()));
            problem("");
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong; empty for nothing. */
    String problem() {
        return wrong.getText();
    }

    /** Shows what is wrong; empty for nothing. */
    void problem(String text) {
        wrong.setText(text);
        wrong.setVisible(!text.isEmpty());
        wrong.setManaged(!text.isEmpty());
    }

    /** The folder that the next run is to be. */
    Path folder() {
        return Path.of(folder.getText().strip());
    }

    /** Proposes a folder for the next run. */
    void propose(Path run) {
        folder.setText(run.toString());
    }

    /** Offers data sets; the first is taken when none is chosen yet. */
    void offer(List<String> datasets) {
        String chosen = draft.value(Field.DATASET).get();
        dataset.getItems().setAll(datasets);
        boolean none = chosen == null || chosen.isBlank();
        draft.value(Field.DATASET)
                .set(none && !datasets.isEmpty() ? datasets.getFirst() : chosen == null ? "" : chosen);
    }

    /** Labelled data sets of the application's sample folder: NPZ files, and folders with labels.csv. Reads a folder. */
    static List<String> datasets(Path home) throws IOException {
        Path samples = home.resolve("sample-volumes");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(samples)) {
            return files.filter(file -> file.toString().endsWith(".npz") || Files.exists(file.resolve("labels.csv")))
                    .sorted()
                    .map(file -> home.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
