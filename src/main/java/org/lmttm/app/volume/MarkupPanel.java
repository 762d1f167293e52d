package org.lmttm.app.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.training.AtomicFiles;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;

/** The list of a case's markups with what they measure; a click on one shows it on the slices. */
final class MarkupPanel {
    private final Session session;
    private final FileDialogs dialogs;
    private final ViewState state;
    private final Markups markups;
    private final Messages text;
    private final VBox rows = new VBox();
    private final VBox view;

    MarkupPanel(Session session, FileDialogs dialogs, ViewState state, Markups markups, Messages text) {
        this.session = session;
        this.dialogs = dialogs;
        this.state = state;
        this.markups = markups;
        this.text = text;
        view = Sections.section(
                text.text("markups"),
                Controls.iconButton("markups-copy", MaterialDesignC.CONTENT_COPY, text.text("markup.copy"), this::copy),
                Controls.iconButton(
                        "markups-save", MaterialDesignT.TABLE_ARROW_DOWN, text.text("markup.save"), this::save),
                Controls.iconButton(
                        "markups-clear", MaterialDesignD.DELETE_OUTLINE, text.text("markup.clear"), markups::clear));
        rows.setId("markups");
        view.getChildren().add(rows);
        markups.revision().addListener((property, before, now) -> show());
        show();
    }

    VBox view() {
        return view;
    }

    private void show() {
        OpenCase openCase = state.shown().get();
        List<Markup> shown = markups.shown();
        view.setVisible(openCase != null && !shown.isEmpty());
        view.setManaged(view.isVisible());
        rows.getChildren().clear();
        if (openCase != null) {
            shown.forEach(markup -> rows.getChildren().add(row(openCase, markup)));
        }
    }

    private HBox row(OpenCase openCase, Markup markup) {
        Label values = Controls.shrinkingLabel(
                MarkupTexts.line(openCase, markups.lengths(openCase), markup, markups.statistics(markup)),
                "small",
                "markup-value");
        values.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(values, Priority.ALWAYS);
        HBox row = new HBox(
                8,
                Controls.icon(icon(markup.kind())),
                values,
                Controls.iconButton(
                        "markup-remove",
                        MaterialDesignC.CLOSE,
                        text.text("markup.remove"),
                        () -> markups.remove(markup)));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("markup-row");
        if (markup.equals(markups.selected().get())) {
            row.getStyleClass().add("chosen");
        }
        row.setOnMouseClicked(event -> show(openCase, markup));
        return row;
    }

    private void show(OpenCase openCase, @Nullable Markup markup) {
        if (markup != null) {
            Point at = markup.points().getFirst();
            double[] v = openCase.volume().affineOrVoxels().inverse().apply(at.x(), at.y(), at.z());
            openCase.moveCrosshair(new Voxel(v[0], v[1], v[2]));
        }
        markups.selected().set(markup);
    }

    /** Puts all of them on the clipboard as a table, tab between cells. */
    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(table(CSVFormat.TDF.builder().setRecordSeparator('\n').get()));
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Writes all of them to a file that the user chooses. */
    private void save() {
        dialogs.saveTable(text.text("markup.file")).ifPresent(file -> {
            String table = table(CSVFormat.RFC4180);
            String done = text.text("exported", String.valueOf(file.getFileName()));
            session.tasks()
                    .start(
                            done,
                            TaskRunner.Lane.FILES,
                            progress -> {
                                AtomicFiles.writeText(file, table);
                                return done;
                            },
                            said -> session.tasks().notice(new Notice(Notice.Severity.INFO, said, "")));
        });
    }

    private String table(CSVFormat format) {
        StringBuilder table = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(table, format)) {
            printer.printRecord(MarkupTexts.heading());
            for (Markup markup : markups.shown()) {
                printer.printRecord(MarkupTexts.row(markup, markups.statistics(markup)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be written", e);
        }
        return table.toString();
    }

    /** What stands for a kind in lists and on the tool bar. */
    static Ikon icon(Markup.Kind kind) {
        return switch (kind) {
            case DISTANCE -> MaterialDesignR.RULER;
            case ANGLE -> MaterialDesignA.ANGLE_ACUTE;
            case ELLIPSE -> MaterialDesignE.ELLIPSE_OUTLINE;
            case RECTANGLE -> MaterialDesignR.RECTANGLE_OUTLINE;
            case NOTE -> MaterialDesignN.NOTE_TEXT_OUTLINE;
        };
    }
}
