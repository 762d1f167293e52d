package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.lmttm.app.control.Controls;
import org.lmttm.experiment.RunQueue.Waiting;

/**
 * The waiting runs with their estimated times. Rows are dragged, or moved by their buttons, or by Alt and the arrow
 * keys; Delete takes one out.
 */
final class QueuePanel extends VBox {
    private static final double MOST = 124;

    private final QueueState state;
    private final Label count = Controls.label("", "subtle");
    private final VBox rows = new VBox();
    private final Label note = new Label();
    private final Button hold;

    QueuePanel(QueueState state) {
        this.state = state;
        getStyleClass().addAll("inspector-section", "queue");
        setId("queue");
        hold = Controls.iconButton(
                "queue-hold",
                MaterialDesignP.PAUSE,
                Texts.text("queue.hold"),
                () -> state.held().set(!state.held().get()));
        hold.getStyleClass().add("small");
        count.setId("queue-count");
        HBox head = new HBox(
                8, Controls.label(Texts.text("queue.title"), "inspector-title"), count, Controls.spring(), hold);
        head.getStyleClass().add("queue-row");
        note.setId("queue-note");
        note.setWrapText(true);
        note.getStyleClass().addAll("subtle", "small");
        rows.getStyleClass().add("queue-rows");
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST);
        scroll.getStyleClass().add("clear-scroll");
        scroll.visibleProperty().bind(Bindings.isNotEmpty(state.waiting()));
        scroll.managedProperty().bind(scroll.visibleProperty());
        getChildren().addAll(head, scroll, note);
        InvalidationListener changed = observable -> refresh();
        state.waiting().addListener(changed);
        state.held().addListener(changed);
        state.problem().addListener(changed);
        refresh();
    }

    private void refresh() {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        String id = focused == null ? "" : String.valueOf(focused.getId());
        List<Node> shown = new ArrayList<>();
        for (int at = 0; at < state.waiting().size(); at++) {
            shown.add(row(state.waiting().get(at), at));
        }
        rows.getChildren().setAll(shown);
        // moving a row by its buttons or keys must not lose the keyboard
        for (Node row : shown) {
            Node same = id.isEmpty() ? null : row.lookup("#" + id);
            if (same != null) {
                same.requestFocus();
            }
        }
        boolean empty = state.waiting().isEmpty();
        boolean held = state.held().get();
        count.setText(empty ? "" : Texts.text("queue.count", state.waiting().size()));
        hold.setVisible(!empty);
        ((FontIcon) hold.getGraphic()).setIconCode(held ? MaterialDesignP.PLAY : MaterialDesignP.PAUSE);
        hold.getTooltip().setText(Texts.text(held ? "queue.go" : "queue.hold"));
        hold.setAccessibleText(hold.getTooltip().getText());
        String problem = state.problem().get();
        note.getStyleClass().setAll("label", problem.isEmpty() ? "subtle" : "problem-text", "small");
        note.setText(
                !problem.isEmpty()
                        ? problem
                        : empty ? Texts.text("queue.empty") : held ? Texts.text("queue.held") : "");
        note.setVisible(!note.getText().isEmpty());
        note.setManaged(!note.getText().isEmpty());
    }

    private Node row(Waiting run, int at) {
        Label name = Controls.shrinkingLabel(run.name());
        name.setGraphic(Controls.icon(MaterialDesignD.DRAG_VERTICAL, "queue-grip"));
        Label time = Controls.label(
                run.seconds() == null ? "" : Texts.text("queue.time", PlanPanel.duration(run.seconds())), "subtle");
        String id = "queue-" + run.name();
        HBox row = new HBox(
                4,
                name,
                Controls.spring(),
                time,
                small(Controls.iconButton(
                        id + "-up", MaterialDesignA.ARROW_UP, Texts.text("queue.up"), () -> state.move(run, at - 1))),
                small(Controls.iconButton(
                        id + "-down",
                        MaterialDesignA.ARROW_DOWN,
                        Texts.text("queue.down"),
                        () -> state.move(run, at + 1))),
                small(Controls.iconButton(
                        id + "-remove", MaterialDesignC.CLOSE, Texts.text("queue.remove"), () -> state.remove(run))));
        row.getStyleClass().add("queue-row");
        row.addEventHandler(KeyEvent.KEY_PRESSED, event -> key(event, run, at));
        row.setOnDragDetected(event -> {
            Dragboard board = row.startDragAndDrop(TransferMode.MOVE);
            ClipboardContent content = new ClipboardContent();
            content.putString(run.run());
            board.setContent(content);
            event.consume();
        });
        row.setOnDragOver(event -> {
            if (dragged(event.getDragboard()) != null) {
                event.acceptTransferModes(TransferMode.MOVE);
                event.consume();
            }
        });
        row.setOnDragDropped(event -> {
            Waiting moved = dragged(event.getDragboard());
            if (moved != null) {
                state.move(moved, at);
                event.setDropCompleted(true);
                event.consume();
            }
        });
        return row;
    }

    private @org.jspecify.annotations.Nullable Waiting dragged(Dragboard board) {
        return state.waiting().stream()
                .filter(run -> run.run().equals(board.getString()))
                .findFirst()
                .orElse(null);
    }

    private static Button small(Button button) {
        button.getStyleClass().add("small");
        return button;
    }

    private void key(KeyEvent event, Waiting run, int at) {
        if (event.getCode() == KeyCode.DELETE) {
            state.remove(run);
        } else if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            state.move(run, at - 1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            state.move(run, at + 1);
        } else {
            return;
        }
        event.consume();
    }
}
