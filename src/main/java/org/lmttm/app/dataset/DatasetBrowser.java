package org.lmttm.app.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.GridView;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.DisplayConverter;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.dataset.DatasetSurvey;
import org.lmttm.dataset.DatasetSurvey.Case;
import org.lmttm.dataset.Split;

/** A dataset over the window: how many cases of each class and split, a picture of each case, what is wrong with them. */
public final class DatasetBrowser {
    static final Messages TEXT = new Messages("org.lmttm.app.dataset");
    private static final double WIDTH = 1120;
    private static final double SIDE = 330;
    private static final int PICTURE = 96;
    private static final int MOST_LISTED = 200;

    private final BrowserState state;
    private final CasePictures pictures;
    private final CentredPopup popup;
    private final VBox side = new VBox(8);
    private final VBox problems = new VBox(2);
    private final ComboBox<Split> splits = new ComboBox<>();
    private final ComboBox<Integer> classes = new ComboBox<>();
    private final Label shown = Controls.label("", "small", "muted");
    private @Nullable Node content;

    /**
     * The browser of a session.
     *
     * @param content of the window
     */
    public DatasetBrowser(Session session, Region content) {
        this.state = new BrowserState(session);
        this.pictures = new CasePictures(session.tasks());
        this.popup = new CentredPopup(content);
        state.contents().addListener(observable -> fill());
        state.survey().addListener(observable -> list());
        state.problem().addListener(observable -> list());
        state.cases().addListener((InvalidationListener) observable -> count());
    }

    /** Looks through a dataset: an npz, a table of labels, or the folder that holds one. */
    public void show(Path dataset) {
        Node all = content == null ? content() : content;
        content = all;
        state.open(dataset);
        popup.show(
                "dataset-browser",
                String.valueOf(dataset.getFileName()),
                TEXT.text("close"),
                "dataset-browser",
                WIDTH,
                all);
    }

    /** Whether everything asked for is there: the dataset, what is wrong with it, and the pictures of what is seen. */
    public boolean settled() {
        return state.survey().get() != null && pictures.pending().get() == 0;
    }

    private Node content() {
        problems.setId("dataset-problems");
        side.setMinWidth(SIDE);
        side.setMaxWidth(SIDE);
        ScrollPane left = new ScrollPane(side);
        left.getStyleClass().add("clear-scroll");
        left.setFitToWidth(true);
        left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        left.setMinWidth(SIDE + 14);
        GridView<Case> grid = new GridView<>(state.cases());
        grid.setId("dataset-cases");
        grid.setCellWidth(PICTURE + 12);
        grid.setCellHeight(PICTURE + 34);
        grid.setHorizontalCellSpacing(2);
        grid.setVerticalCellSpacing(2);
        grid.setCellFactory(view -> new CaseCell(state, pictures, PICTURE, one -> open(one, "volume")));
        VBox.setVgrow(grid, Priority.ALWAYS);
        VBox right = new VBox(8, filters(), grid);
        HBox.setHgrow(right, Priority.ALWAYS);
        return new HBox(14, left, right);
    }

    private Node filters() {
        splits.setId("dataset-split");
        splits.setConverter(new DisplayConverter<>(split -> split.label(), TEXT.text("all_splits")));
        splits.valueProperty().bindBidirectional(state.split());
        classes.setId("dataset-class");
        classes.setConverter(new DisplayConverter<>(this::className, TEXT.text("all_classes")));
        classes.valueProperty().bindBidirectional(state.label());
        shown.setId("dataset-shown");
        HBox row = new HBox(
                8,
                splits,
                classes,
                shown,
                Controls.spring(),
                opening("dataset-open-volume", "open.volume", "volume"),
                opening("dataset-open-memory", "open.memory", "memory"));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private String className(int label) {
        BrowserState.Contents now = state.contents().get();
        return now == null ? "" : now.data().classNames().get(label);
    }

    private Button opening(String id, String key, String workspace) {
        Button button = new Button(TEXT.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty().bind(state.selected().isNull());
        button.setOnAction(event -> open(state.selected().get(), workspace));
        return button;
    }

    private void open(Case one, String workspace) {
        state.openCase(one, workspace);
        popup.hide();
    }

    private void fill() {
        BrowserState.Contents now = state.contents().get();
        side.getChildren().clear();
        if (now == null) {
            return;
        }
        List<Split> given = new ArrayList<>(now.data().splits());
        splits.getItems()
                .setAll(Stream.concat(Stream.of((Split) null), given.stream()).collect(Collectors.toList()));
        classes.getItems()
                .setAll(Stream.concat(
                                Stream.of((Integer) null),
                                IntStream.range(0, now.data().classes()).boxed())
                        .collect(Collectors.toList()));
        side.getChildren().add(new ClassCounts(now));
        for (String note : now.data().notes()) {
            side.getChildren().add(wrapping(note, "small", "muted"));
        }
        side.getChildren().addAll(Controls.label(TEXT.text("checks"), "section-title"), problems);
        list();
    }

    private void count() {
        BrowserState.Contents now = state.contents().get();
        shown.setText(
                now == null
                        ? ""
                        : TEXT.text(
                                "shown",
                                String.valueOf(state.cases().size()),
                                String.valueOf(now.cases().size())));
    }

    /** What is wrong, one line each; a press chooses the case. */
    private void list() {
        problems.getChildren().clear();
        if (!state.problem().get().isEmpty()) {
            Label label = wrapping(state.problem().get(), "danger");
            if (state.contents().get() == null) {
                side.getChildren().setAll(label);
            } else {
                problems.getChildren().add(label);
            }
        }
        DatasetSurvey found = state.survey().get();
        BrowserState.Contents now = state.contents().get();
        if (found == null || now == null) {
            if (state.problem().get().isEmpty()) {
                problems.getChildren().add(Controls.label(TEXT.text("checks.running"), "small", "muted"));
            }
            return;
        }
        List<Node> lines = new ArrayList<>();
        found.duplicates().forEach(same -> lines.add(line(same.getFirst(), duplicate(now, same))));
        found.constant().forEach(one -> lines.add(line(one, TEXT.text("check.constant", name(one)))));
        found.unreadable().forEach(one -> lines.add(line(one.of(), one.reason())));
        if (lines.isEmpty()) {
            problems.getChildren().add(wrapping(TEXT.text("checks.none"), "small", "muted"));
        }
        problems.getChildren().addAll(lines.subList(0, Math.min(lines.size(), MOST_LISTED)));
        if (lines.size() > MOST_LISTED) {
            problems.getChildren()
                    .add(Controls.label(TEXT.text("checks.more", lines.size() - MOST_LISTED), "small", "muted"));
        }
    }

    private static String duplicate(BrowserState.Contents now, List<Case> same) {
        String names = same.stream().map(DatasetBrowser::name).collect(Collectors.joining(", "));
        boolean classes = same.stream().map(now::label).distinct().count() > 1;
        String key = DatasetSurvey.acrossSplits(same) ? "check.leak" : "check.duplicate";
        return TEXT.text(key, names) + (classes ? " " + TEXT.text("check.classes") : "");
    }

    private Node line(Case one, String text) {
        Button line = new Button(text);
        line.getStyleClass().setAll("button", "dataset-problem");
        line.setWrapText(true);
        line.setMaxWidth(Double.MAX_VALUE);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(Region.USE_PREF_SIZE);
        line.setOnAction(event -> {
            state.split().set(null);
            state.label().set(null);
            state.selected().set(one);
        });
        return line;
    }

    /** A case as lists name it: split and number from 0. */
    static String name(Case one) {
        return one.split().label() + " " + one.index();
    }

    private static Label wrapping(String text, String... styles) {
        Label label = Controls.shrinkingLabel(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
