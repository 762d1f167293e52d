package org.lmttm.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.doctor.Examination;
import org.lmttm.doctor.Finding;

/** What this machine offers and what is wrong, over the window; the same as {@code lmttm doctor} prints. */
public final class DoctorView {
    private static final Messages TEXT = new Messages("org.lmttm.app.doctor");
    private static final double WIDTH = 860;
    private static final double NAME_WIDTH = 150;

    private final DoctorState state;
    private final CentredPopup popup;
    private final Runnable engineLibraries;
    private final VBox findings = new VBox(4);
    private @Nullable Node content;

    /**
     * The page of a session.
     *
     * @param content of the window
     * @param engineLibraries shows where the engine's libraries are chosen
     */
    public DoctorView(Session session, Region content, Runnable engineLibraries) {
        this.state = new DoctorState(session);
        this.popup = new CentredPopup(content);
        this.engineLibraries = engineLibraries;
        findings.setId("doctor-findings");
        state.examination().addListener((property, before, now) -> fill(now));
    }

    /** The action that looks and shows. */
    public ActionSpec action() {
        return ActionSpec.of("help.doctor", ActionSpec.Menu.HELP, TEXT.text("doctor"), () -> {
            Node shown = content == null ? content() : content;
            content = shown;
            popup.show("doctor", TEXT.text("doctor.title"), TEXT.text("doctor.close"), "doctor-popup", WIDTH, shown);
            state.look();
        });
    }

    private Node content() {
        ScrollPane scroll = new ScrollPane(findings);
        scroll.getStyleClass().add("clear-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setPrefSize(18, 18);
        busy.visibleProperty().bind(state.looking());
        busy.managedProperty().bind(busy.visibleProperty());
        Label said = Controls.shrinkingLabel("");
        said.setId("doctor-said");
        said.textProperty().bind(state.said());
        CheckBox test = new CheckBox(TEXT.text("doctor.self_test"));
        test.setId("doctor-self-test");
        test.selectedProperty().bindBidirectional(state.selfTest());
        Button again = button("doctor-again", "doctor.again", state::look);
        again.disableProperty().bind(state.looking());
        Button copy = button("doctor-copy", "doctor.copy", this::copy);
        copy.disableProperty().bind(state.examination().isNull());
        Button libraries = button("doctor-engine", "doctor.engine", () -> {
            popup.hide();
            engineLibraries.run();
        });
        HBox outcome = new HBox(10, busy, said);
        outcome.setAlignment(Pos.CENTER_LEFT);
        HBox foot = new HBox(10, libraries, Controls.spring(), test, again, copy);
        foot.setAlignment(Pos.CENTER_LEFT);
        return new VBox(10, scroll, outcome, foot);
    }

    private static Button button(String id, String key, Runnable handler) {
        Button button = new Button(TEXT.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> handler.run());
        return button;
    }

    private void copy() {
        Examination now = state.examination().get();
        if (now != null) {
            ClipboardContent copied = new ClipboardContent();
            copied.putString(now.text());
            Clipboard.getSystemClipboard().setContent(copied);
        }
    }

    private void fill(@Nullable Examination now) {
        List<Node> nodes = new ArrayList<>();
        if (now != null) {
            for (Examination.Section section : now.sections()) {
                nodes.add(Controls.label(section.title(), "section-title"));
                nodes.add(grid(section.findings()));
            }
        }
        findings.getChildren().setAll(nodes);
    }

    private static GridPane grid(List<Finding> list) {
        GridPane grid = new GridPane(10, 4);
        grid.getStyleClass().add("help-grid");
        ColumnConstraints name = new ColumnConstraints(NAME_WIDTH);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(new ColumnConstraints(18), name, wide);
        int row = 0;
        for (Finding finding : list) {
            Label value = wrapping(finding.value());
            Label title = Controls.label(finding.name(), "muted");
            FontIcon mark = mark(finding.level());
            grid.addRow(row++, mark, title, value);
            for (Node top : List.of(mark, title)) {
                GridPane.setValignment(top, VPos.TOP);
            }
            if (!finding.advice().isEmpty()) {
                grid.add(wrapping(finding.advice(), "small", "muted"), 2, row++);
            }
        }
        return grid;
    }

    private static Label wrapping(String text, String... styles) {
        Label label = Controls.shrinkingLabel(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static FontIcon mark(Finding.Level level) {
        FontIcon icon = switch (level) {
            case OK -> Controls.icon(MaterialDesignC.CHECK, "success");
            case NOTE -> Controls.icon(MaterialDesignI.INFORMATION_OUTLINE, "muted");
            case PROBLEM -> Controls.icon(MaterialDesignA.ALERT_OUTLINE, "danger");
        };
        icon.setAccessibleText(TEXT.text("level." + level.name().toLowerCase(Locale.ROOT)));
        return icon;
    }
}
