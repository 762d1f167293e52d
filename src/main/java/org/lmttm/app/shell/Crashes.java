package org.lmttm.app.shell;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.LogText;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.program.CrashReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps reports of what went wrong, and shows those of the last time above the workspace. Nothing is sent. */
final class Crashes {
    private static final Logger LOG = LoggerFactory.getLogger(Crashes.class);
    private static final double WIDTH = 860;

    private final Session session;
    private final Messages text;
    private final CrashReports reports;
    private final CentredPopup popup;
    private final HBox bar = new HBox(8);

    Crashes(Session session, Region content, Messages text) {
        this.session = session;
        this.text = text;
        this.reports = new CrashReports(session.settings().folder().resolve("crashes"));
        this.popup = new CentredPopup(content);
        bar.setId("crash-bar");
        bar.getStyleClass().add("desk-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.managedProperty().bind(bar.visibleProperty());
        bar.setVisible(false);
    }

    /** What stands above the workspace while there is a report that nobody has seen. */
    Node bar() {
        return bar;
    }

    /** This window runs until the Java machine ends, which tells of it unless it crashes; offers what is unseen. */
    void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> quietly(reports::end)));
        session.tasks().inOrder().execute(() -> quietly(reports::begin));
        offer();
    }

    /** Shows the bar where there are reports that nobody has seen. */
    void offer() {
        session.tasks().start(text.text("crash.looking"), Lane.FILES, progress -> reports.unseen(), this::offer);
    }

    /** Keeps a report of an error that nobody caught; called on any thread. */
    void record(Thread thread, Throwable error) {
        session.tasks().inOrder().execute(() -> quietly(() -> reports.record(thread.getName(), LogText.trace(error))));
    }

    private void offer(List<CrashReports.Report> unseen) {
        if (unseen.isEmpty()) {
            return;
        }
        VBox words = new VBox(
                2,
                Controls.shrinkingLabel(text.text("crash.title"), "strong"),
                Controls.shrinkingLabel(text.text("crash.why"), "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        Button show = button("crash-show", "crash.show", () -> show(unseen));
        show.getStyleClass().add("filled");
        Button dismiss = button("crash-dismiss", "crash.dismiss", () -> {});
        for (Button button : List.of(show, dismiss)) {
            button.addEventHandler(ActionEvent.ACTION, event -> settle(unseen));
        }
        bar.getChildren().setAll(Controls.icon(MaterialDesignA.ALERT_OUTLINE, "warning"), words, show, dismiss);
        bar.setVisible(true);
    }

    private void settle(List<CrashReports.Report> unseen) {
        bar.setVisible(false);
        session.tasks().inOrder().execute(() -> unseen.forEach(report -> quietly(() -> reports.seen(report))));
    }

    private void show(List<CrashReports.Report> unseen) {
        String all = unseen.stream().map(CrashReports.Report::text).collect(Collectors.joining("\n\n"));
        TextArea area = new TextArea(all);
        area.setId("crash-text");
        area.setEditable(false);
        area.getStyleClass().add("mono");
        VBox.setVgrow(area, Priority.ALWAYS);
        Button copy = button("crash-copy", "crash.copy", () -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(all);
            Clipboard.getSystemClipboard().setContent(content);
        });
        Button folder = button(
                "crash-folder", "show_folder", () -> FileManager.showFolder(reports.folder(), session.tasks(), text));
        HBox foot = new HBox(8, Controls.spring(), folder, copy);
        popup.show(
                "crash-report",
                text.text("crash.report"),
                text.text("crash.close"),
                "doctor-popup",
                WIDTH,
                new VBox(10, area, foot));
    }

    private Button button(String id, String key, Runnable handler) {
        Button button = new Button(text.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> handler.run());
        return button;
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** A report that cannot be kept must not disturb reading images; the log says why. */
    private static void quietly(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            LOG.warn("crash reports cannot be kept: {}", e.getClass().getSimpleName());
        }
    }
}
