package org.lmttm.app.cohort;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.WorkTask;
import org.lmttm.dataset.CohortReport;

/** An own cohort over the window: its table chosen, what the check found, and a dataset built from it. */
public final class CohortView {
    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");
    private static final double WIDTH = 980;
    private static final double SIDE = 300;
    private static final double DETAIL = 56;

    private final FileDialogs dialogs;
    private final CentredPopup popup;
    private final Consumer<Path> browse;
    private final CohortState state;
    private final VBox side = new VBox(8);
    private @Nullable FindingsTable table;
    private @Nullable Node content;
    private @Nullable BuildForm form;

    /**
     * The cohort of a session.
     *
     * @param content of the window
     * @param browse looks through a dataset
     */
    public CohortView(Session session, FileDialogs dialogs, Region content, Consumer<Path> browse) {
        this.dialogs = dialogs;
        this.popup = new CentredPopup(content);
        this.browse = browse;
        this.state = new CohortState(session);
        state.report().addListener(observable -> fill());
    }

    /** The action that shows it. */
    public ActionSpec action() {
        return ActionSpec.of("file.cohort", ActionSpec.Menu.FILE, TEXT.text("cohort"), this::show);
    }

    /** Shows what was checked last, or what a table must look like. */
    public void show() {
        Node shown = content == null ? content() : content;
        content = shown;
        popup.show("cohort", TEXT.text("cohort.title"), TEXT.text("close"), "cohort-popup", WIDTH, shown);
    }

    /** Checks a table, and shows it. */
    public void check(Path csv) {
        state.check(csv);
        show();
    }

    /** Whether nothing is under way. */
    public boolean settled() {
        return state.settled();
    }

    private Node content() {
        BooleanBinding reported = state.report().isNotNull();
        BooleanBinding running = state.checking().isNotNull();
        Node report = report();
        Node progress = progress();
        Node empty = empty();
        show(report, reported);
        show(progress, running);
        show(empty, reported.or(running).not());
        return new StackPane(empty, progress, report);
    }

    private static void show(Node node, BooleanBinding when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    /** What a table must look like, with an example. */
    private Node empty() {
        Label problem = wrapping("", "danger");
        problem.setId("cohort-failed");
        problem.textProperty().bind(state.problem());
        show(problem, state.problem().isNotEmpty());
        Label example = Controls.label(TEXT.text("template").strip(), "mono", "cohort-example");
        example.setId("cohort-example");
        example.setMaxWidth(Double.MAX_VALUE);
        Button choose = button("choose", this::choose);
        choose.getStyleClass().add("filled");
        HBox buttons = new HBox(8, choose, button("template.save", this::template));
        VBox box = new VBox(12, problem, wrapping(TEXT.text("empty")), example, columns(), buttons);
        box.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(box, Pos.TOP_LEFT);
        return box;
    }

    private static Node columns() {
        GridPane grid = new GridPane(14, 6);
        for (String name : List.of("file", "label", "patient", "split", "xyz", "ijk", "roi")) {
            Label meaning = wrapping(TEXT.text("column." + name + ".means"), "muted");
            GridPane.setHgrow(meaning, Priority.ALWAYS);
            grid.addRow(grid.getRowCount(), Controls.label(TEXT.text("column." + name + ".name"), "mono"), meaning);
        }
        return grid;
    }

    private Node progress() {
        Label what = Controls.shrinkingLabel("", "muted");
        ProgressBar bar = new ProgressBar();
        bar.setId("cohort-progress");
        bar.setPrefWidth(420);
        state.checking().addListener((property, before, now) -> follow(now, what, bar));
        follow(state.checking().get(), what, bar);
        VBox box = new VBox(10, what, bar, button("stop", () -> {
            WorkTask task = state.checking().get();
            if (task != null) {
                task.cancel();
            }
        }));
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private static void follow(@Nullable WorkTask task, Label what, ProgressBar bar) {
        bar.progressProperty().unbind();
        if (task != null) {
            what.setText(task.title());
            bar.progressProperty().bind(task.share());
        }
    }

    private Node report() {
        side.setMinWidth(SIDE);
        side.setMaxWidth(SIDE);
        ScrollPane left = new ScrollPane(side);
        left.getStyleClass().add("clear-scroll");
        left.setFitToWidth(true);
        left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        left.setMinWidth(SIDE + 14);
        left.setMaxWidth(SIDE + 14);
        FindingsTable findings = new FindingsTable(state, this::open);
        table = findings;
        findings.placeholderProperty()
                .bind(Bindings.createObjectBinding(
                        () -> Controls.label(TEXT.text(state.findings().isEmpty() ? "sound" : "none_such"), "muted"),
                        state.findings()));
        VBox.setVgrow(findings, Priority.ALWAYS);
        VBox right = new VBox(8, bar(), findings, detail(findings), foot());
        HBox.setHgrow(right, Priority.ALWAYS);
        return new HBox(14, left, right);
    }

    /** The chosen finding whole, with what to do about it: cells are cut where there is no room. */
    private Node detail(FindingsTable findings) {
        Label what = wrapping("");
        what.setId("cohort-what");
        Label advice = wrapping("", "muted");
        advice.setId("cohort-advice");
        findings.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            what.setText(now == null ? "" : FindingsTable.sentence(now.what()) + ".");
            advice.setText(now == null ? "" : TEXT.text("advice", FindingsTable.sentence(now.advice())));
        });
        // later: the table itself hears of the change after this
        state.findings().addListener((InvalidationListener) observable -> Platform.runLater(() -> {
            if (findings.getSelectionModel().isEmpty()) {
                findings.getSelectionModel().selectFirst();
            }
        }));
        findings.getSelectionModel().selectFirst();
        VBox box = new VBox(2, what, advice);
        box.setMinHeight(DETAIL);
        return box;
    }

    private Node bar() {
        HBox shown = Controls.segments(
                "cohort-shown",
                List.of(CohortState.Shown.values()),
                one -> TEXT.text("shown." + one.name().toLowerCase(Locale.ROOT)),
                null,
                state.shown());
        Label count = Controls.shrinkingLabel("", "small", "muted");
        count.setId("cohort-count");
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            long errors = state.findings().stream()
                                    .filter(one -> one.isError())
                                    .count();
                            return TEXT.text("count", errors, state.findings().size() - errors);
                        },
                        state.findings()));
        HBox row = new HBox(
                8,
                shown,
                count,
                Controls.spring(),
                Controls.iconButton("cohort-again", MaterialDesignR.REFRESH, TEXT.text("again"), state::checkAgain),
                button("other", this::choose));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node foot() {
        FindingsTable findings = Objects.requireNonNull(table);
        Button open = button("open", this::open);
        open.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> state.file(findings.getSelectionModel().getSelectedItem())
                                .isEmpty(),
                        findings.getSelectionModel().selectedItemProperty()));
        Button copy = Controls.iconButton("cohort-copy", MaterialDesignC.CONTENT_COPY, TEXT.text("copy"), () -> {
            ClipboardContent copied = new ClipboardContent();
            copied.putString(state.csv());
            Clipboard.getSystemClipboard().setContent(copied);
        });
        Button save = button("save", this::export);
        HBox row = new HBox(8, open, Controls.spring(), copy, save);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void fill() {
        CohortReport now = state.report().get();
        side.getChildren().clear();
        if (now == null) {
            return;
        }
        Label name = Controls.shrinkingLabel(String.valueOf(now.table().getFileName()), "card-title");
        name.setTooltip(new Tooltip(now.table().toString()));
        side.getChildren().add(name);
        if (!state.tally().splits().isEmpty()) {
            side.getChildren().add(new CohortCounts(now.classes(), state.tally()));
        }
        now.notes().forEach(note -> side.getChildren().add(wrapping(note, "small", "muted")));
        side.getChildren().add(form());
    }

    /** One for all reports, since a build may outlive the report that it began with. */
    private BuildForm form() {
        BuildForm made = form == null ? new BuildForm(state, this::build, this::look) : form;
        form = made;
        return made;
    }

    private void open() {
        FindingsTable findings = Objects.requireNonNull(table);
        if (state.file(findings.getSelectionModel().getSelectedItem()).isPresent()) {
            state.open(findings.getSelectionModel().getSelectedItem());
            popup.hide();
        }
    }

    /** The platform's file dialogs would stand behind a popup. */
    private void choose() {
        popup.hide();
        dialogs.chooseFile(TEXT.text("choose.title"), ".csv").ifPresent(state::check);
        show();
    }

    private void template() {
        popup.hide();
        dialogs.saveTable(TEXT.text("template.file")).ifPresent(state::saveTemplate);
        show();
    }

    private void export() {
        popup.hide();
        dialogs.saveTable(TEXT.text("findings.file")).ifPresent(state::export);
        show();
    }

    private void build() {
        popup.hide();
        dialogs.saveAs(state.suggestedName(), List.of(".npz")).ifPresent(state::build);
        show();
    }

    private void look() {
        Path file = state.built().get();
        if (file != null) {
            popup.hide();
            browse.accept(file);
        }
    }

    private static Button button(String name, Runnable action) {
        Button button = new Button(TEXT.text(name));
        button.setId("cohort-" + name.replace('.', '-'));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static Label wrapping(String text, String... styles) {
        Label label = Controls.shrinkingLabel(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
