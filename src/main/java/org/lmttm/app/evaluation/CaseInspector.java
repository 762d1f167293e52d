package org.lmttm.app.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.Controls;
import org.lmttm.app.dataset.CasePictures;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.evaluation.SimilarCases;

/** The selected case, and the wrong cases of both kinds as small pictures. */
final class CaseInspector extends VBox {
    private static final int WIDTH = 276;
    private static final int HEIGHT = 168;
    private static final int THUMB = 40;
    private static final int MOST = 60;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final EvaluationDesk desk;
    private final CasePictures pictures;
    private final Label name = Controls.label("", "small", "subtle");
    private final ImageView picture = new ImageView();
    private final Label value = Controls.label("", "result-value");
    private final Label className = Controls.shrinkingLabel("", "result-class");
    private final Label interval = Controls.label("", "small", "muted");
    private final GridPane facts = new GridPane();
    private final VBox chosen = new VBox();
    private final Label none = new Label(Texts.text("case.none"));
    private final Button shift = new Button(Texts.text("case.shift"));
    private final Multiples missed;
    private final Multiples alarms;

    CaseInspector(EvaluationDesk desk, CasePictures pictures) {
        this.desk = desk;
        this.pictures = pictures;
        missed = new Multiples("missed");
        alarms = new Multiples("alarms");
        setId("evaluation-inspector");
        getStyleClass().add("inspector");
        none.getStyleClass().add("muted");
        none.setWrapText(true);
        VBox section = new VBox(header(), none, chosen);
        section.getStyleClass().add("inspector-section");
        chosen.getStyleClass().add("case-facts");
        chosen.getChildren().addAll(image(), answer(), facts, shift, buttons());
        facts.getStyleClass().add("case-grid");
        shift.setId("case-shift");
        shift.setTooltip(new Tooltip(Texts.text("case.shift.tip")));
        shift.setMaxWidth(Double.MAX_VALUE);
        shift.setOnAction(
                event -> desk.testShifts(List.of(desk.state().selected().get())));
        VBox multiples = new VBox(missed, alarms);
        ScrollPane scroll = new ScrollPane(multiples);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("clear-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(section, scroll);
        EvaluationState state = desk.state();
        state.rows().addListener(observable -> showAll());
        state.selected().addListener(observable -> show());
        desk.shifts().addListener((javafx.beans.InvalidationListener) observable -> show());
        desk.running().addListener(observable -> show());
        showAll();
    }

    private Node header() {
        Button before = Controls.iconButton(
                "case-previous",
                MaterialDesignC.CHEVRON_LEFT,
                Texts.text("case.previous"),
                () -> desk.state().step(-1));
        Button after = Controls.iconButton(
                "case-next",
                MaterialDesignC.CHEVRON_RIGHT,
                Texts.text("case.next"),
                () -> desk.state().step(1));
        HBox header = new HBox(
                8, Controls.label(Texts.text("case.title"), "inspector-title"), name, Controls.spring(), before, after);
        header.getStyleClass().add("case-line");
        return header;
    }

    private Node image() {
        picture.setFitWidth(WIDTH);
        picture.setFitHeight(HEIGHT);
        picture.setId("case-picture");
        StackPane black = new StackPane(picture);
        black.getStyleClass().add("thumbnail");
        black.setMinHeight(HEIGHT);
        return black;
    }

    private Node answer() {
        value.setId("case-probability");
        HBox line = new HBox(10, value, className, Controls.spring(), interval);
        line.getStyleClass().add("case-answer");
        return line;
    }

    private Node buttons() {
        Button volume = new Button(Texts.text("case.volume"), Controls.icon(MaterialDesignC.CUBE_OUTLINE));
        volume.setId("case-open-volume");
        volume.getStyleClass().add("filled");
        volume.setTooltip(new Tooltip(Texts.text("open.volume")));
        volume.setOnAction(event -> desk.open(desk.state().selected().get(), "volume"));
        Button memory = new Button(Texts.text("case.memory"), Controls.icon(MaterialDesignV.VECTOR_SQUARE));
        memory.setId("case-open-memory");
        memory.setTooltip(new Tooltip(Texts.text("open.memory")));
        memory.setOnAction(event -> desk.open(desk.state().selected().get(), "memory"));
        for (Button button : List.of(volume, memory)) {
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setPrefWidth(100);
        }
        return new HBox(8, volume, memory);
    }

    private void showAll() {
        show();
        Shown shown = desk.state().shown().get();
        boolean binary = shown == null || shown.scores().isBinary();
        String of = shown == null ? "" : shown.className();
        missed.show(
                binary ? Texts.text("multiples.missed") : Texts.text("multiples.missed-of", of),
                desk.state().wrong(true));
        alarms.show(
                binary ? Texts.text("multiples.alarms") : Texts.text("multiples.others"),
                desk.state().wrong(false));
    }

    private void show() {
        Optional<CaseRow> row = desk.state().selectedRow();
        Shown shown = desk.state().shown().get();
        boolean there = row.isPresent() && shown != null;
        chosen.setVisible(there);
        chosen.setManaged(there);
        none.setVisible(!there);
        none.setManaged(!there);
        name.setText(row.map(CaseRow::name).orElse(""));
        if (there) {
            show(row.orElseThrow(), shown);
        }
        missed.mark();
        alarms.mark();
    }

    private void show(CaseRow row, Shown shown) {
        draw(row.index(), shown);
        value.setText(Texts.number(row.probability(), 2));
        className.setText(shown.className());
        interval.setText(row.similar().map(s -> Texts.interval(s.interval(), 2)).orElse(""));
        interval.setTooltip(new Tooltip(Texts.text("case.interval.tip")));
        facts.getChildren().clear();
        fact("case.label", Controls.label(row.labelName()));
        fact("case.predicted", predicted(row));
        if (shown.calibrated()) {
            double raw = shown.first().raw().probabilities()[row.index()][shown.positiveClass()];
            fact("case.raw", Controls.label(Texts.number(raw, 2)));
        }
        shown.figures()
                .against()
                .ifPresent(other -> fact(other.name(), Controls.shrinkingLabel(second(shown, other, row))));
        fact("case.validation", validation(shown, row));
        desk.shift(row.index())
                .ifPresent(most -> fact("case.shifted", Controls.label("\u00b1 " + Texts.number(most, 2))));
        shift.setDisable(!desk.canShift()
                || desk.running().get() != null
                || desk.shift(row.index()).isPresent());
    }

    private void draw(int index, Shown shown) {
        LabelledDataset data = desk.data().get();
        if (data != null && !Integer.valueOf(index).equals(picture.getUserData())) {
            picture.setUserData(index);
            pictures.picture(data, shown.first().split(), index, WIDTH * 2, HEIGHT * 2, image -> {
                if (Integer.valueOf(index).equals(picture.getUserData())) {
                    picture.setImage(image);
                }
            });
        }
    }

    private static Node predicted(CaseRow row) {
        Region mark = new Region();
        mark.getStyleClass().add("wrong-mark");
        Label text = Controls.shrinkingLabel(row.predictedName());
        HBox box = row.wrong() ? new HBox(8, mark, text) : new HBox(text);
        box.getStyleClass().add("case-line");
        return box;
    }

    private String second(Shown shown, Figures.Against other, CaseRow row) {
        double p = other.scores().probabilities()[row.index()][shown.positiveClass()];
        int told = shown.scores().isBinary()
                ? (p > desk.state().threshold().get() ? shown.positiveClass() : 1 - shown.positiveClass())
                : other.scores().predicted(row.index());
        boolean wrong = told != row.label();
        String key = wrong ? (row.wrong() ? "case.also-wrong" : "case.wrong") : "case.right";
        return Texts.text(key, Texts.number(p, 2), shown.first().labels().get(told));
    }

    private static Label validation(Shown shown, CaseRow row) {
        Label label = new Label(
                row.similar().map(s -> sentence(s, shown.className())).orElse(Texts.text("case.uncalibrated")));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setId("case-validation");
        return label;
    }

    private static String sentence(SimilarCases s, String className) {
        return Texts.text(
                "case.similar",
                s.observed().of(),
                Texts.number(s.from(), 2),
                Texts.number(s.to(), 2),
                s.observed().count(),
                className);
    }

    private void fact(String key, Node node) {
        int row = facts.getRowCount();
        String text = key.startsWith("case.") ? Texts.text(key) : key;
        Label label = Controls.shrinkingLabel(text, "muted");
        label.setMinWidth(84);
        label.setMaxWidth(84);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        facts.addRow(row, label, node);
    }

    /** Small pictures of wrong cases of one kind. */
    private final class Multiples extends VBox {
        private final Label title = Controls.label("", "inspector-title");
        private final Label count = Controls.label("", "small", "subtle");
        private final FlowPane flow = new FlowPane();
        private final Map<Integer, Node> made = new HashMap<>();
        private List<Integer> listed = List.of();
        private @Nullable Shown of;

        Multiples(String id) {
            setId("multiples-" + id);
            getStyleClass().add("inspector-section");
            flow.getStyleClass().add("multiples");
            HBox header = new HBox(8, title, count);
            header.getStyleClass().add("case-line");
            getChildren().addAll(header, flow);
        }

        void show(String heading, List<CaseRow> rows) {
            title.setText(heading);
            count.setText(Texts.text(rows.size() > MOST ? "multiples.first" : "multiples.count", rows.size(), MOST));
            List<Integer> now = rows.stream().limit(MOST).map(CaseRow::index).toList();
            Shown shown = desk.state().shown().get();
            if (!Objects.equals(shown, of)) {
                made.clear();
                of = shown;
                listed = List.of();
                flow.getChildren().clear();
            }
            if (!now.equals(listed)) {
                listed = now;
                flow.getChildren()
                        .setAll(rows.stream()
                                .limit(MOST)
                                .map(row -> made.computeIfAbsent(row.index(), index -> thumbnail(row)))
                                .toList());
            }
            mark();
        }

        private Node thumbnail(CaseRow row) {
            ImageView view = new ImageView();
            view.setFitWidth(THUMB - 4);
            view.setFitHeight(THUMB - 4);
            Button button = new Button();
            button.setGraphic(view);
            button.setUserData(row.index());
            button.getStyleClass().setAll("case-thumbnail");
            button.setTooltip(new Tooltip(Texts.text("multiples.tip", row.name(), Texts.number(row.probability(), 2))));
            button.setAccessibleText(row.name());
            button.setOnAction(event -> desk.state().selected().set(row.index()));
            button.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2) {
                    desk.open(row.index(), "volume");
                }
            });
            LabelledDataset data = desk.data().get();
            if (data != null && of != null) {
                pictures.picture(data, of.first().split(), row.index(), 68, 68, view::setImage);
            }
            return button;
        }

        void mark() {
            int selected = desk.state().selected().get();
            for (Node node : flow.getChildren()) {
                node.pseudoClassStateChanged(CHOSEN, Integer.valueOf(selected).equals(node.getUserData()));
            }
        }
    }
}
