package org.lmttm.app.memory;

import javafx.scene.control.MenuButton;
import javafx.scene.layout.Region;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.insight.DivergenceTable;
import org.lmttm.training.AtomicFiles;

/** Saves two passes beside each other: as a table of the timestamps, as a picture. */
final class CompareExport {
    private final Session session;
    private final FileDialogs dialogs;
    private final CompareState state;

    CompareExport(Session session, FileDialogs dialogs, CompareState state) {
        this.session = session;
        this.dialogs = dialogs;
        this.state = state;
    }

    /**
     * The button with its menu.
     *
     * @param shown what a picture is taken of
     */
    MenuButton button(Region shown) {
        MenuButton button = TraceExport.button("compare-export", Words.text("compare.export"));
        button.getItems()
                .addAll(
                        TraceExport.item("compare-csv", this::table),
                        TraceExport.item("compare-png", () -> picture(shown)));
        button.disableProperty().bind(state.comparison().isNull());
        return button;
    }

    private void table() {
        Comparison shown = state.comparison().get();
        if (shown != null) {
            dialogs.saveFile("comparison.csv")
                    .ifPresent(file -> TraceExport.save(
                            session.tasks(),
                            file,
                            () -> AtomicFiles.writeText(
                                    file,
                                    DivergenceTable.text(
                                            shown.first(), shown.second(), shown.alignment(), shown.divergence()))));
        }
    }

    private void picture(Region shown) {
        dialogs.saveFile("comparison.png").ifPresent(file -> {
            TracePictures.Shot shot = TracePictures.shot(shown);
            TraceExport.save(session.tasks(), file, () -> TraceExport.png(file, shot));
        });
    }
}
