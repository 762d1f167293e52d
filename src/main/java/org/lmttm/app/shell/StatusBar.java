package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.WorkTask;
import org.lmttm.app.system.SystemMonitor;
import org.lmttm.app.system.SystemStatus;

/** What is always said and what goes on: research use only, the latest notice, running work, device, heap. */
final class StatusBar extends HBox {
    private static final int SHOWN_TASKS = 2;
    /** What is done sooner is not said. */
    private static final Duration PATIENCE = Duration.millis(200);

    private final Session session;
    private final Messages text;
    private final Label notice = Controls.shrinkingLabel("");
    private final Button folder;
    private final HBox tasks = new HBox(10);
    private final Label heap = Controls.label("");
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private final Timeline clock = new Timeline(new KeyFrame(Duration.seconds(1), event -> updateHeap()));

    StatusBar(Session session, SystemMonitor monitor, Messages text) {
        this.session = session;
        this.text = text;
        getStyleClass().add("status-bar");
        notice.setId("notice");
        folder = new Button(text.text("show_folder"), Controls.icon(MaterialDesignF.FOLDER_OPEN_OUTLINE));
        folder.setId("notice-folder");
        folder.getStyleClass().add("small");
        folder.setMinWidth(USE_PREF_SIZE);
        folder.setVisible(false);
        folder.managedProperty().bind(folder.visibleProperty());
        Label research = Controls.label(text.text("research"), "research");
        research.setId("research-use");
        tasks.setId("tasks");
        tasks.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        String cores = text.text("device.cpu", Runtime.getRuntime().availableProcessors());
        getChildren()
                .addAll(
                        Controls.icon(MaterialDesignA.ALERT_OUTLINE, "warning"),
                        research,
                        Controls.rule(),
                        notice,
                        folder,
                        Controls.spring(),
                        tasks,
                        new SystemStatus(monitor, cores),
                        Controls.rule(),
                        heap);
        patience.setOnFinished(event -> showTasks());
        session.tasks().running().addListener((ListChangeListener<WorkTask>) change -> {
            if (tasks.getChildren().isEmpty()) {
                patience.play();
            } else {
                showTasks();
            }
        });
        session.tasks().notices().addListener((ListChangeListener<Notice>) change -> showNotice());
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
        updateHeap();
        showTasks();
    }

    void close() {
        clock.stop();
        patience.stop();
    }

    private void showNotice() {
        List<Notice> notices = session.tasks().notices();
        if (notices.isEmpty()) {
            notice.setText("");
            folder.setVisible(false);
            return;
        }
        Notice latest = notices.getLast();
        notice.setText(latest.details().isEmpty() ? latest.title() : latest.title() + ": " + latest.details());
        Path file = latest.file();
        folder.setVisible(file != null);
        if (file != null) {
            notice.setTooltip(new Tooltip(file.toString()));
            folder.setOnAction(event -> FileManager.show(file, session.tasks(), text));
        } else {
            notice.setTooltip(null);
        }
        notice.getStyleClass().removeAll("danger", "warning");
        if (latest.severity() != Notice.Severity.INFO) {
            notice.getStyleClass().add(latest.severity() == Notice.Severity.ERROR ? "danger" : "warning");
        }
    }

    private void showTasks() {
        tasks.getChildren().clear();
        List<WorkTask> running = session.tasks().running();
        for (WorkTask task : running.subList(Math.max(0, running.size() - SHOWN_TASKS), running.size())) {
            Label title = Controls.label(task.title(), "muted");
            ProgressBar bar = new ProgressBar();
            bar.setPrefWidth(104);
            bar.progressProperty().bind(task.share());
            Button cancel = Controls.iconButton(
                    "cancel-task", MaterialDesignC.CLOSE, text.text("cancel_task", task.title()), task::cancel);
            cancel.getStyleClass().add("small");
            tasks.getChildren().addAll(title, bar, cancel);
        }
        if (!running.isEmpty()) {
            tasks.getChildren().add(Controls.rule());
        }
    }

    private void updateHeap() {
        Runtime runtime = Runtime.getRuntime();
        double used = (runtime.totalMemory() - runtime.freeMemory()) / 1e9;
        heap.setText(text.text(
                "heap",
                String.format(Locale.ROOT, "%.1f", used),
                String.format(Locale.ROOT, "%.1f", runtime.maxMemory() / 1e9)));
    }
}
