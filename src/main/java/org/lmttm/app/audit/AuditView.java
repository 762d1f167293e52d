package org.lmttm.app.audit;

import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.audit.AuditEntry;

/** The audit log over the window: a table, search, export and whether it was tampered with. */
public final class AuditView {
    private static final Messages TEXT = new Messages("org.lmttm.app.audit");
    private static final double WIDTH = 1000;

    private final Session session;
    private final FileDialogs dialogs;
    private final CentredPopup popup;
    private final AuditState state;
    private @Nullable Node content;

    /**
     * The log of a session.
     *
     * @param content of the window
     */
    public AuditView(Session session, FileDialogs dialogs, Region content) {
        this.session = session;
        this.dialogs = dialogs;
        this.popup = new CentredPopup(content);
        this.state = new AuditState(session);
    }

    /** The action that shows the log. */
    public ActionSpec action() {
        return ActionSpec.of("help.audit", ActionSpec.Menu.HELP, TEXT.text("audit"), () -> {
            state.load();
            show();
        });
    }

    private void show() {
        Node shown = content == null ? content() : content;
        content = shown;
        popup.show("audit-log", TEXT.text("audit.title"), TEXT.text("audit.close"), "audit-popup", WIDTH, shown);
    }

    private Node content() {
        TextField search = new TextField();
        search.setId("audit-search");
        search.setPromptText(TEXT.text("audit.search"));
        search.textProperty().bindBidirectional(state.search());
        HBox.setHgrow(search, Priority.ALWAYS);
        Label count = Controls.label("", "muted");
        count.setId("audit-count");
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> TEXT.text(
                                "audit.count",
                                state.found().size(),
                                state.entries().size()),
                        state.found(),
                        state.entries()));
        Button verify = button("verify", state::verify);
        Button export = button("export", this::export);
        export.disableProperty().bind(Bindings.isEmpty(state.found()));
        HBox bar = new HBox(8, search, count, verify, export);
        bar.setAlignment(Pos.CENTER_LEFT);
        TableView<AuditEntry> table = table();
        VBox.setVgrow(table, Priority.ALWAYS);
        return new VBox(8, bar, table, verdict(), foot());
    }

    private static Button button(String name, Runnable action) {
        Button button = new Button(TEXT.text("audit." + name));
        button.setId("audit-" + name);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(TEXT.text("audit." + name + ".tip")));
        button.setOnAction(event -> action.run());
        return button;
    }

    /** The platform's file dialog would stand behind a popup. */
    private void export() {
        popup.hide();
        dialogs.saveTable(TEXT.text("audit.file")).ifPresent(state::export);
        show();
    }

    private Label verdict() {
        Label said = Controls.shrinkingLabel("", "small");
        said.setId("audit-said");
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        said.textProperty().bind(state.said());
        said.managedProperty().bind(said.textProperty().isNotEmpty());
        state.verdict().addListener((property, before, now) -> dress(said, now));
        dress(said, state.verdict().get());
        return said;
    }

    private static void dress(Label said, AuditState.Verdict verdict) {
        said.getStyleClass().removeAll("danger", "success");
        switch (verdict) {
            case CHANGED -> said.getStyleClass().add("danger");
            case INTACT -> said.getStyleClass().add("success");
            case NONE -> {}
        }
    }

    private Node foot() {
        CheckBox record = new CheckBox(TEXT.text("audit.record"));
        record.setId("audit-record");
        record.selectedProperty().bindBidirectional(session.settings().auditPredictions());
        Label off = Controls.label(TEXT.text("audit.off"), "warning");
        off.setId("audit-off");
        off.visibleProperty().bind(record.selectedProperty().not());
        Label file = Controls.shrinkingLabel(state.file().toString(), "small", "muted");
        file.setTooltip(new Tooltip(state.file().toString()));
        HBox line = new HBox(12, record, off, Controls.spring(), file);
        line.setAlignment(Pos.CENTER_LEFT);
        Label research = Controls.shrinkingLabel(TEXT.text("audit.research"), "small", "warning");
        return new VBox(6, line, research);
    }

    private TableView<AuditEntry> table() {
        TableView<AuditEntry> table = new TableView<>();
        SortedList<AuditEntry> sorted = new SortedList<>(state.found());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setId("audit-table");
        table.getStyleClass().add("dense");
        table.setPlaceholder(Controls.label(TEXT.text("audit.empty"), "muted"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .setAll(List.of(
                        column("time", 150, AuditText::time, null),
                        column("source", 66, AuditEntry::source, null),
                        column("model", 190, AuditEntry::modelName, AuditEntry::modelName),
                        column("mode", 104, AuditEntry::mode, null),
                        column("prediction", 100, AuditText::prediction, null),
                        column("probability.both", 160, AuditText::probability, null),
                        column("input", 104, entry -> AuditText.brief(entry.input()), AuditEntry::input),
                        column("model_hash", 104, entry -> AuditText.brief(entry.model()), AuditEntry::model)));
        return table;
    }

    /** A column; {@code whole} is its tool tip where a cell is short for something. */
    private static TableColumn<AuditEntry, String> column(
            String name,
            double width,
            Function<AuditEntry, String> value,
            @Nullable Function<AuditEntry, @Nullable String> whole) {
        TableColumn<AuditEntry, String> column = new TableColumn<>(TEXT.text("audit.column." + name));
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
        if (whole != null) {
            column.setCellFactory(of -> new ShortCell(whole));
        }
        return column;
    }

    private static final class ShortCell extends TableCell<AuditEntry, String> {
        private final Function<AuditEntry, @Nullable String> whole;

        ShortCell(Function<AuditEntry, @Nullable String> whole) {
            this.whole = whole;
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
            AuditEntry entry =
                    empty || getTableRow() == null ? null : getTableRow().getItem();
            String tip = entry == null ? null : whole.apply(entry);
            setTooltip(tip == null ? null : new Tooltip(tip));
        }
    }
}
