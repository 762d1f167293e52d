package org.lmttm.app.cohort;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.DisplayConverter;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.WorkTask;
import org.lmttm.training.PreprocessingConfig.Intensity;

/** The form below the counts: what a dataset is built with, why it cannot be built, and the build under way. */
final class BuildForm extends VBox {
    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");
    private static final double NAMES = 92;

    private final CohortState state;
    private final ProgressBar bar = new ProgressBar(0);

    /**
     * The form of a cohort.
     *
     * @param build asks where to, and builds
     * @param browse looks through what was built
     */
    BuildForm(CohortState state, Runnable build, Runnable browse) {
        super(8);
        this.state = state;
        setId("cohort-form");
        getChildren()
                .addAll(
                        Controls.label(TEXT.text("build.title"), "section-title"),
                        fields(),
                        said("cohort-estimate", state.estimate(), "muted"),
                        blocked(),
                        said("cohort-problem", state.problem(), "danger"),
                        buttons(build, browse));
    }

    private Node fields() {
        GridPane grid = new GridPane(8, 6);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(new ColumnConstraints(NAMES), wide);
        CohortDraft draft = state.draft();
        line(
                grid,
                0,
                "size",
                Controls.segments(
                        "cohort-size", CohortDraft.SIZES, size -> TEXT.text("size.value", size), null, draft.size()));
        line(grid, 1, "region", field("cohort-region", draft.region(), "region.prompt", "region.tip"));
        line(grid, 2, "axes", combo("cohort-axes", CohortDraft.AXES, draft.axes(), axes -> TEXT.text("axes." + axes)));
        line(
                grid,
                3,
                "intensity",
                combo(
                        "cohort-intensity",
                        CohortDraft.INTENSITIES,
                        draft.intensity(),
                        kind -> TEXT.text("intensity." + kind.name().toLowerCase(java.util.Locale.ROOT))));
        HBox ends = new HBox(
                6,
                prompting(field("cohort-low", draft.low(), "low.prompt", "ends.tip"), "low"),
                Controls.label(TEXT.text("to"), "muted"),
                prompting(field("cohort-high", draft.high(), "high.prompt", "ends.tip"), "high"));
        ends.setAlignment(Pos.CENTER_LEFT);
        Node endsName = line(grid, 4, "ends", ends);
        BooleanBinding hasEnds = draft.intensity().isNotEqualTo(Intensity.UINT8);
        for (Node node : List.of(endsName, ends)) {
            node.visibleProperty().bind(hasEnds);
            node.managedProperty().bind(hasEnds);
        }
        return grid;
    }

    /** Why nothing can be built: plain where something is not filled in yet, and a warning where it is wrong. */
    private Label blocked() {
        Label label = said("cohort-blocked", state.blocked(), "muted");
        state.unfilled().addListener((property, before, now) -> colour(label, now));
        colour(label, state.unfilled().get());
        return label;
    }

    private static void colour(Label label, boolean unfilled) {
        label.getStyleClass().removeAll("muted", "danger");
        label.getStyleClass().add(unfilled ? "muted" : "danger");
    }

    private Node buttons(Runnable build, Runnable browse) {
        Button start = new Button(TEXT.text("build"));
        start.setId("cohort-build");
        start.getStyleClass().add("filled");
        start.disableProperty().bind(state.blocked().isNotEmpty());
        start.setOnAction(event -> build.run());
        show(start, state.building().isNull());
        Button stop = new Button(TEXT.text("stop"));
        stop.setId("cohort-build-stop");
        stop.setOnAction(event -> {
            WorkTask task = state.building().get();
            if (task != null) {
                task.cancel();
            }
        });
        show(stop, state.building().isNotNull());
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        show(bar, state.building().isNotNull());
        state.building().addListener((property, before, now) -> follow(now));
        follow(state.building().get());
        Button look = new Button(TEXT.text("browse"));
        look.setId("cohort-browse");
        look.setTooltip(new Tooltip(TEXT.text("browse.tip")));
        look.setOnAction(event -> browse.run());
        show(look, state.built().isNotNull());
        for (Button button : List.of(start, stop, look)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox row = new HBox(8, start, bar, stop, look);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void follow(@Nullable WorkTask build) {
        bar.progressProperty().unbind();
        if (build != null) {
            bar.progressProperty().bind(build.share());
        }
    }

    private static void show(Node node, BooleanBinding when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private static Node line(GridPane grid, int row, String name, Node field) {
        Label label = Controls.label(TEXT.text(name), "muted");
        label.setLabelFor(field);
        grid.addRow(row, label, field);
        return label;
    }

    /** Percentiles that are left empty have a value, which the field shows; a window has none. */
    private TextField prompting(TextField field, String end) {
        field.promptTextProperty()
                .bind(Bindings.when(state.draft().intensity().isEqualTo(Intensity.PERCENTILES))
                        .then(TEXT.text(end + ".usual"))
                        .otherwise(TEXT.text(end + ".prompt")));
        return field;
    }

    private static TextField field(String id, StringProperty value, String prompt, String tip) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(TEXT.text(prompt));
        field.setTooltip(new Tooltip(TEXT.text(tip)));
        field.textProperty().bindBidirectional(value);
        field.setMinWidth(0);
        field.setPrefColumnCount(8);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static <T> ComboBox<T> combo(
            String id,
            List<T> values,
            javafx.beans.property.Property<T> value,
            java.util.function.Function<T, String> words) {
        ComboBox<T> combo = new ComboBox<>();
        combo.setId(id);
        combo.getItems().setAll(values);
        combo.setConverter(new DisplayConverter<>(words));
        combo.valueProperty().bindBidirectional(value);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setMinWidth(0);
        return combo;
    }

    private static Label said(String id, ObservableStringValue words, String style) {
        Label label = Controls.shrinkingLabel("", "small", style);
        label.setId(id);
        label.textProperty().bind(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        BooleanBinding any = Bindings.createBooleanBinding(() -> !words.get().isEmpty(), words);
        show(label, any);
        return label;
    }
}
