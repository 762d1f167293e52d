package org.lmttm.app.volume;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.DisplayConverter;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.VolumeChoice;

/** Opens files of voxels without a header: asks for the file, then how its voxels lie, beside what the file holds. */
final class RawImport {
    private static final double FIELD = 64;
    private static final double WIDTH = 460;

    private final Session session;
    private final FileDialogs dialogs;
    private final Region owner;
    private final Messages text;
    private final Popup popup = new Popup();

    /** @param owner the form stands in its middle */
    RawImport(Session session, FileDialogs dialogs, Region owner, Messages text) {
        this.session = session;
        this.dialogs = dialogs;
        this.owner = owner;
        this.text = text;
        popup.setAutoHide(false);
        popup.setHideOnEscape(true);
    }

    ActionSpec action() {
        return ActionSpec.of("file.open-raw", Menu.FILE, text.text("raw.action"), this::ask);
    }

    private void ask() {
        dialogs.open().stream().findFirst().ifPresent(this::form);
    }

    private void form(Path file) {
        try {
            show(file, new RawDraft(Files.size(file), text));
        } catch (IOException e) {
            session.tasks()
                    .notice(new Notice(
                            Notice.Severity.ERROR,
                            text.text("raw.unreadable", String.valueOf(file.getFileName())),
                            String.valueOf(e.getMessage())));
        }
    }

    private void show(Path file, RawDraft draft) {
        GridPane grid = new GridPane();
        grid.setHgap(12);
        grid.setVgap(8);
        grid.addRow(0, name("raw.size"), fields("raw-size", draft.sizes()));
        ComboBox<VoxelType> type = choice("raw-type", List.of(VoxelType.values()), draft.type(), VoxelType::numpyName);
        grid.addRow(1, name("raw.type"), type);
        grid.addRow(
                2,
                name("raw.order"),
                choice(
                        "raw-order",
                        List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN),
                        draft.order(),
                        order -> text.text(order.equals(ByteOrder.BIG_ENDIAN) ? "raw.big" : "raw.little")));
        grid.addRow(3, name("raw.offset"), fields("raw-offset", List.of(draft.offset())));
        grid.addRow(4, name("raw.spacing"), fields("raw-spacing", draft.spacing()));
        Label verdict = Controls.shrinkingLabel("", "small");
        verdict.setId("raw-verdict");
        verdict.setWrapText(true);
        verdict.textProperty().bind(draft.verdict());
        Button open = new Button(text.text("raw.open"));
        open.setId("raw-open");
        open.getStyleClass().add("filled");
        open.disableProperty().bind(Bindings.createBooleanBinding(() -> !draft.fits(), draft.layout()));
        open.setOnAction(event -> {
            popup.hide();
            draft.layout().get().ifPresent(layout -> session.open(file, VolumeChoice.FIRST.withRaw(layout)));
        });
        open.setDefaultButton(true);
        Button cancel = new Button(text.text("cancel"));
        cancel.setId("raw-cancel");
        cancel.setOnAction(event -> popup.hide());
        HBox buttons = new HBox(8, Controls.spring(), cancel, open);
        VBox box = new VBox(
                12,
                Controls.label(text.text("raw.title", String.valueOf(file.getFileName())), "card-title"),
                grid,
                verdict,
                buttons);
        box.setId("raw-form");
        box.getStyleClass().addAll("command-popup", "help-popup");
        box.setPrefWidth(WIDTH);
        popup.getContent().setAll(box);
        Bounds at = owner.localToScreen(owner.getBoundsInLocal());
        popup.show(owner, at.getMinX() + Math.max(0, (at.getWidth() - WIDTH) / 2), at.getMinY() + 80);
    }

    private Label name(String key) {
        return Controls.label(text.text(key), "small", "subtle");
    }

    private static Node fields(String id, List<StringProperty> values) {
        HBox box = new HBox(6);
        box.setAlignment(Pos.CENTER_LEFT);
        for (int n = 0; n < values.size(); n++) {
            TextField field = new TextField();
            field.setId(id + "-" + n);
            field.setPrefWidth(FIELD);
            field.textProperty().bindBidirectional(values.get(n));
            box.getChildren().add(field);
        }
        return box;
    }

    private static <T> ComboBox<T> choice(
            String id, List<T> values, Property<T> chosen, java.util.function.Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.getItems().setAll(values);
        box.setConverter(new DisplayConverter<>(words));
        box.valueProperty().bindBidirectional(chosen);
        return box;
    }
}
