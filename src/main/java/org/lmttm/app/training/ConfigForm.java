package org.lmttm.app.training;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.lmttm.app.control.Controls;
import org.lmttm.app.training.ConfigDraft.Preset;
import org.lmttm.model.Architecture;
import org.lmttm.model.Mode;
import org.lmttm.training.DataShape;
import org.lmttm.training.TrainingConfig;

/** The form of the next run: what most runs change, and below it, folded away, everything else. */
final class ConfigForm extends VBox {
    /** Pixels left free above what is brought into view: a row's name and gap. */
    private static final double ABOVE = 8;

    private final ConfigDraft draft;
    private final PlanWatch watch;
    private final BooleanProperty advanced;
    private final ConfigSections sections;
    private final Label origin = Controls.shrinkingLabel("", "subtle");
    private final Label wrong = new Label();
    private final Label help = new Label();
    private final Label shape = note("config-shape", "subtle");
    private final Label published = note("config-published", "warning");
    private final Label folds = note("config-folds", "subtle");
    private final TextField folder = new TextField();
    private final VBox more;
    private final ScrollPane scroll;
    private final Button take;
    private final FieldRow dataset;
    private String refused = "";

    /**
     * What the form asks for.
     *
     * @param take to be filled with the settings of the run at the front
     * @param start to make the run and start it
     * @param queue to make the run and let it wait for its turn
     */
    record Handlers(Runnable take, Runnable start, Runnable queue) {}

    /**
     * The form.
     *
     * @param advanced whether the rarely changed settings are unfolded
     */
    ConfigForm(ConfigDraft draft, PlanWatch watch, BooleanProperty advanced, Handlers handlers) {
        this.draft = draft;
        this.watch = watch;
        this.advanced = advanced;
        getStyleClass().add("config-form");
        this.take = Controls.iconButton(
                "form-take", MaterialDesignC.CONTENT_COPY, Texts.text("form.take"), handlers.take());
        sections = new ConfigSections(draft, this::explain);
        dataset = sections.row("field.dataset", ConfigField.DATASET);
        more = sections.advanced(folds);
        Region fold = advancedToggle();
        VBox fields =
                new VBox(head(), presets(), data(), sections.model(shape, published), sections.training(), fold, more);
        fields.getStyleClass().add("config-fields");
        scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("clear-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, foot(handlers));
        unfold(advanced.get());
        advanced.addListener((property, before, now) -> {
            unfold(now);
            if (now) {
                scrollTo(fold);
            }
        });
        draft.revision().addListener((property, before, now) -> {
            refused = "";
            check();
        });
        watch.dataProblem().addListener((property, before, now) -> check());
        watch.problem().addListener((property, before, now) -> check());
        check();
    }

    private Node head() {
        Label title = Controls.label(Texts.text("form.title"), "inspector-title");
        origin.setId("config-origin");
        draft.origin()
                .addListener(
                        (property, before, now) -> origin.setText(now.isEmpty() ? "" : Texts.text("form.origin", now)));
        HBox head = new HBox(8, title, origin, Controls.spring(), take);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node presets() {
        return Controls.segments(
                "preset",
                List.of(Preset.values()),
                preset -> Texts.text("preset." + preset.name().toLowerCase(Locale.ROOT)),
                null,
                draft.preset());
    }

    private Node data() {
        folder.setId("field-folder");
        folder.setAccessibleText(Texts.text("field.folder"));
        HBox.setHgrow(folder, Priority.ALWAYS);
        Label name = Controls.label(Texts.text("field.folder"), "muted", "field-name");
        name.setLabelFor(folder);
        HBox line = new HBox(6, name, folder);
        line.setAlignment(Pos.CENTER_LEFT);
        dataset.find(ConfigField.DATASET)
                .ifPresent(field -> DatasetDrop.on(field, draft.value(ConfigField.DATASET)::set));
        VBox box = new VBox(dataset, line);
        box.getStyleClass().add("config-rows");
        return box;
    }

    private Region advancedToggle() {
        ToggleButton toggle = new ToggleButton(Texts.text("form.advanced"));
        toggle.setId("form-advanced");
        toggle.getStyleClass().add("fold");
        FontIcon icon = Controls.icon(MaterialDesignC.CHEVRON_RIGHT);
        toggle.setGraphic(icon);
        toggle.setMaxWidth(Double.MAX_VALUE);
        toggle.setAlignment(Pos.CENTER_LEFT);
        toggle.selectedProperty()
                .addListener((property, before, now) ->
                        icon.setIconCode(now ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT));
        toggle.selectedProperty().bindBidirectional(advanced);
        VBox box = new VBox(toggle);
        box.getStyleClass().add("config-section");
        return box;
    }

    private void unfold(boolean shown) {
        more.setVisible(shown);
        more.setManaged(shown);
    }

    static Label note(String id, String style) {
        Label note = new Label();
        note.setId(id);
        note.getStyleClass().addAll(style, "small");
        note.setWrapText(true);
        return note;
    }

    private static void say(Label note, String text) {
        note.setText(text);
        note.setVisible(!text.isEmpty());
        note.setManaged(!text.isEmpty());
    }

    private void explain(ConfigField field) {
        help.setText(field.label() + ": " + field.key().description());
    }

    private Node foot(Handlers handlers) {
        Button start = new Button(Texts.text("form.start"), Controls.icon(MaterialDesignP.PLAY));
        start.setId("training-start");
        start.getStyleClass().addAll("filled");
        start.setOnAction(event -> handlers.start().run());
        Button queue = new Button(Texts.text("form.queue"), Controls.icon(MaterialDesignP.PLAYLIST_PLUS));
        queue.setId("training-queue");
        queue.setTooltip(new Tooltip(Texts.text("form.queue.tip")));
        queue.setOnAction(event -> handlers.queue().run());
        HBox buttons = new HBox(8, start, queue);
        for (Button button : List.of(start, queue)) {
            button.setMaxWidth(Double.MAX_VALUE);
            button.setPrefWidth(140);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        wrong.setId("config-wrong");
        wrong.setWrapText(true);
        wrong.getStyleClass().add("problem-text");
        help.setId("config-help");
        help.setWrapText(true);
        help.getStyleClass().addAll("subtle", "small", "field-help");
        help.setText(Texts.text("form.help"));
        VBox foot = new VBox(help, new PlanPanel(draft, watch), wrong, buttons);
        foot.getStyleClass().add("config-foot");
        return foot;
    }

    /** Says what the configuration comes to, or what is wrong with it and where. */
    private void check() {
        ConfigDraft.Check check = draft.check();
        String misfit = check.wrong().isEmpty() ? misfit() : "";
        Map<ConfigField, String> marks = marks(check, misfit);
        sections.rows().forEach(row -> row.refresh(marks));
        TrainingConfig config = check.config();
        DataShape data = draft.data().get();
        if (config != null && data != null) {
            Architecture a = config.architecture();
            say(shape, Texts.text("form.shape", a.steps(), a.patches(), a.blockTokens()));
        } else {
            say(shape, "");
        }
        boolean carried = draft.value(ConfigField.MODE).get().equals(Mode.PUBLISHED_CODE.label());
        say(published, carried ? Mode.PUBLISHED_CODE.warning().orElse("") : "");
        String count = draft.value(ConfigField.FOLDS).get().strip();
        say(folds, draft.applies(ConfigField.FOLD) ? Texts.text("form.folds", count) : "");
        String known = refused.isEmpty() ? misfit : refused;
        say(wrong, check.message().isEmpty() ? known : Texts.text("form.wrong", marks.size(), check.message()));
    }

    /** Why the run would be refused, without the dataset's name, which stands in the form. */
    private String misfit() {
        String problem = watch.problem().get();
        String dataset = draft.value(ConfigField.DATASET).get();
        int end = problem.indexOf(dataset + ": ");
        return end < 0 ? problem : problem.substring(end + dataset.length() + 2);
    }

    private Map<ConfigField, String> marks(ConfigDraft.Check check, String misfit) {
        Map<ConfigField, String> marks = new EnumMap<>(ConfigField.class);
        marks.putAll(check.wrong());
        if (!watch.dataProblem().get().isEmpty()) {
            marks.putIfAbsent(ConfigField.DATASET, watch.dataProblem().get());
        }
        for (ConfigField field : ConfigField.values()) {
            if (field.isNamedIn(misfit)) {
                marks.putIfAbsent(field, misfit);
            }
        }
        return marks;
    }

    /** What is wrong; empty for nothing. */
    String problem() {
        return wrong.getText();
    }

    /** Shows why the run was refused, until something is changed; empty for nothing. */
    void refuse(String reason) {
        refused = reason;
        check();
    }

    /** Brings the first field that is wrong before the user's eyes and under the keyboard. */
    void reveal() {
        Map<ConfigField, String> marks = draft.check().wrong();
        for (FieldRow row : sections.rows()) {
            for (ConfigField field : marks.keySet()) {
                Node control = row.find(field).orElse(null);
                if (control != null) {
                    reveal(row, control);
                    return;
                }
            }
        }
    }

    private void reveal(FieldRow row, Node control) {
        if (isInside(row, more)) {
            advanced.set(true);
        }
        scrollTo(row);
        control.requestFocus();
    }

    /** Brings a part of the form to the top, as far as it goes, and says nothing of a field that is out of view by that. */
    private void scrollTo(Region part) {
        applyCss();
        layout();
        Node content = scroll.getContent();
        Bounds at = content.sceneToLocal(part.localToScene(part.getLayoutBounds()));
        double hidden = content.getLayoutBounds().getHeight()
                - scroll.getViewportBounds().getHeight();
        scroll.setVvalue(hidden <= 0 ? 0 : Math.clamp((at.getMinY() - ABOVE) / hidden, 0, 1));
        help.setText(Texts.text("form.help"));
    }

    private static boolean isInside(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    /** Says whether there is a run whose settings can be taken. */
    void offerRun(@Nullable String name) {
        take.setDisable(name == null);
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
        String chosen = draft.value(ConfigField.DATASET).get();
        dataset.proposals().setAll(datasets);
        boolean none = chosen == null || chosen.isBlank();
        draft.value(ConfigField.DATASET)
                .set(none && !datasets.isEmpty() ? datasets.getFirst() : chosen == null ? "" : chosen);
    }
}
