package org.lmttm.app.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Card;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.DisplayConverter;
import org.lmttm.app.control.PlotExport;
import org.lmttm.app.dataset.CasePictures;

/** The desk's cards with the tools in their headers. */
final class EvaluationCards {
    private final EvaluationDesk desk;
    private final EvaluationState state;
    private final CasePictures pictures;
    private final Exports exporter;
    private final CurveView curve;
    private final CalibrationView calibration;
    private final ThresholdView threshold;
    private final List<MenuItem> exports = new ArrayList<>();

    EvaluationCards(EvaluationDesk desk, CasePictures pictures, Exports exporter) {
        this.desk = desk;
        this.state = desk.state();
        this.pictures = pictures;
        this.exporter = exporter;
        curve = new CurveView(state, index -> desk.open(index, "volume"));
        calibration = new CalibrationView(state);
        threshold = new ThresholdView(state);
    }

    /** ROC or precision-recall. */
    Card curves() {
        Card card = new Card(Texts.text("curve"), curve, curveTools());
        tip(card, "curve.tip");
        Runnable show = () -> {
            String at = curve.pointed().get();
            card.subtitle().setText(at.isEmpty() ? Texts.text("curve.subtitle") : at);
        };
        curve.pointed().addListener(observable -> show.run());
        show.run();
        return card;
    }

    /** The confusion matrix. */
    Card confusion() {
        Card card = new Card(Texts.text("confusion"), new ConfusionView(state), classChoice());
        tip(card, "confusion.tip");
        state.rows().addListener(observable -> {
            Shown shown = state.shown().get();
            if (shown != null) {
                card.subtitle()
                        .setText(
                                shown.scores().isBinary()
                                        ? Texts.text(
                                                "confusion.subtitle",
                                                Texts.number(state.threshold().get(), 2))
                                        : Texts.text("confusion.subtitle-likeliest"));
            }
        });
        return card;
    }

    /** The calibration diagram. */
    Card calibration() {
        Card card = new Card(Texts.text("calibration"), calibration, calibrationTools());
        tip(card, "calibration.tip");
        Runnable show = () -> {
            Shown shown = state.shown().get();
            String bin = calibration.pointed().get();
            card.subtitle().setText(shown == null ? "" : bin.isEmpty() ? temperature(shown) : bin);
        };
        calibration.pointed().addListener(observable -> show.run());
        state.shown().addListener(observable -> show.run());
        return card;
    }

    /** Scores, threshold and what it amounts to. */
    Card threshold() {
        HBox statistics = new HBox(threshold, new StatisticsView(state));
        HBox.setHgrow(threshold, Priority.ALWAYS);
        statistics.getStyleClass().add("threshold-row");
        Card card = new Card(Texts.text("threshold.title"), statistics, thresholdTools());
        card.subtitle().setText(Texts.text("threshold.subtitle"));
        tip(card, "threshold.tip");
        return card;
    }

    /** The table of cases. */
    Card cases() {
        Card card = new Card(Texts.text("cases"), new CasesTable(desk, pictures), casesTools());
        state.rows().addListener(observable -> card.subtitle().setText(listed()));
        return card;
    }

    /** The menu items that export plots. */
    List<MenuItem> exports() {
        return exports;
    }

    /** The card's title explains the plot. */
    private static void tip(Card card, String key) {
        Tooltip tip = new Tooltip(Texts.text(key));
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        Tooltip.install(card.getChildren().getFirst(), tip);
    }

    private static String temperature(Shown shown) {
        return shown.first()
                .calibration()
                .map(c -> Texts.text(
                        "calibration.subtitle",
                        Texts.number(c.scaling().temperature(), 2),
                        Texts.text("split." + c.split().label()).toLowerCase(Locale.ROOT)))
                .orElse(Texts.text("calibration.none"));
    }

    private Node[] curveTools() {
        HBox kind = Controls.segments(
                "curve-kind",
                List.of(CurveKind.values()),
                value -> Texts.text("curve." + value.name().toLowerCase(Locale.ROOT)),
                null,
                state.curve());
        kind.getStyleClass().add("small");
        kind.setMinWidth(Region.USE_PREF_SIZE);
        return new Node[] {kind, exportMenu("curve", curve, Texts.text("curve"))};
    }

    private Node classChoice() {
        ComboBox<Integer> choice = new ComboBox<>();
        choice.setId("shown-class");
        choice.setTooltip(new Tooltip(Texts.text("class.tip")));
        choice.setConverter(new DisplayConverter<>(index -> {
            Outcome of = state.first().get();
            return of == null ? "" : of.labels().get(index);
        }));
        state.first().addListener((property, before, now) -> {
            boolean many = now != null && now.labels().size() > 2;
            choice.setVisible(many);
            choice.setManaged(many);
            if (many) {
                choice.getItems()
                        .setAll(IntStream.range(0, now.labels().size()).boxed().toList());
                choice.setValue(state.positiveClass().get());
            }
        });
        choice.setVisible(false);
        choice.setManaged(false);
        choice.setOnAction(event -> {
            if (choice.getValue() != null) {
                state.positiveClass().set(choice.getValue());
            }
        });
        return choice;
    }

    private Node[] calibrationTools() {
        HBox kind = Controls.segments(
                "probabilities",
                List.of(false, true),
                value -> Texts.text(value ? "calibration.calibrated" : "calibration.raw"),
                null,
                state.calibrated().asObject());
        kind.getStyleClass().add("small");
        kind.setMinWidth(Region.USE_PREF_SIZE);
        Button fit = new Button(Texts.text("calibrate"));
        fit.setId("calibrate");
        fit.getStyleClass().add("header-button");
        fit.setTooltip(new Tooltip(Texts.text("calibrate.tip")));
        fit.setOnAction(event -> desk.calibrate());
        Runnable show = () -> {
            Shown shown = state.shown().get();
            boolean has = shown != null && shown.first().calibration().isPresent();
            kind.setVisible(has);
            kind.setManaged(has);
            fit.setVisible(!has);
            fit.setManaged(!has);
            fit.setDisable(!desk.canCalibrate() || desk.running().get() != null);
        };
        state.shown().addListener(observable -> show.run());
        desk.running().addListener(observable -> show.run());
        show.run();
        return new Node[] {kind, fit, exportMenu("calibration", calibration, Texts.text("calibration"))};
    }

    private Node[] thresholdTools() {
        Button youden = quick("threshold-youden");
        Button sensitive = quick("threshold-sensitive");
        Button half = quick("threshold-half");
        half.setText(Texts.text("threshold.half"));
        half.setTooltip(new Tooltip(Texts.text("threshold.half.tip")));
        half.setOnAction(event -> state.moveThreshold(0.5));
        youden.setTooltip(new Tooltip(Texts.text("threshold.youden.tip")));
        sensitive.setTooltip(new Tooltip(Texts.text("threshold.sensitive.tip")));
        state.shown().addListener((property, before, now) -> {
            Figures.Curves c = now == null ? null : now.figures().curves().orElse(null);
            youden.setDisable(c == null);
            sensitive.setDisable(c == null);
            if (c != null) {
                youden.setText(Texts.text("threshold.youden", Texts.number(c.youden(), 2)));
                youden.setOnAction(event -> state.moveThreshold(c.youden()));
                sensitive.setText(Texts.text(
                        "threshold.sensitive", Texts.number(Figures.WANTED, 2), Texts.number(c.sensitive(), 2)));
                sensitive.setOnAction(event -> state.moveThreshold(c.sensitive()));
            }
        });
        return new Node[] {youden, sensitive, half, exportMenu("threshold", threshold, Texts.text("threshold.title"))};
    }

    private static Button quick(String id) {
        Button button = new Button();
        button.setId(id);
        button.getStyleClass().add("header-button");
        return button;
    }

    private Node[] casesTools() {
        HBox filter = Controls.segments(
                "case-filter",
                List.of(CaseFilter.values()),
                value -> Texts.text("filter." + value.name().toLowerCase(Locale.ROOT)),
                null,
                state.filter());
        filter.getStyleClass().add("small");
        filter.setMinWidth(Region.USE_PREF_SIZE);
        Button whole = new Button();
        whole.setId("case-subset");
        whole.getStyleClass().addAll("header-button");
        whole.setGraphic(Controls.icon(MaterialDesignC.CLOSE, "small-icon"));
        whole.setTooltip(new Tooltip(Texts.text("subset.tip")));
        whole.setOnAction(event -> state.subset().set(null));
        Runnable show = () -> {
            boolean any = state.subset().get() != null;
            whole.setVisible(any);
            whole.setManaged(any);
            filter.setDisable(any);
            whole.setText(subset());
        };
        state.subset().addListener(observable -> show.run());
        show.run();
        CustomTextField find = new CustomTextField();
        find.setId("find-case");
        find.setPromptText(Texts.text("find"));
        find.setLeft(Controls.icon(MaterialDesignM.MAGNIFY));
        find.textProperty().bindBidirectional(state.find());
        find.getStyleClass().add("find-case");
        Button shift = new Button(Texts.text("cases.test-shifts"));
        shift.setId("test-shifts");
        shift.getStyleClass().add("header-button");
        shift.setTooltip(new Tooltip(Texts.text("case.shift.tip")));
        shift.setOnAction(event ->
                desk.testShifts(state.rows().get().stream().map(CaseRow::index).toList()));
        state.rows()
                .addListener(observable ->
                        shift.setDisable(!desk.canShift() || state.rows().get().isEmpty()));
        shift.visibleProperty().bind(desk.running().isNull());
        return new Node[] {whole, shift, filter, find};
    }

    private String subset() {
        Shown shown = state.shown().get();
        return switch (state.subset().get()) {
            case null -> "";
            case EvaluationState.Cell cell
            when shown != null ->
                Texts.text(
                        "subset.cell",
                        shown.first().labels().get(cell.label()),
                        shown.first().labels().get(cell.predicted()));
            case EvaluationState.Cell _ -> "";
            case EvaluationState.Range range ->
                Texts.text("subset.range", Texts.number(range.from(), 1), Texts.number(range.to(), 1));
        };
    }

    private String listed() {
        Shown shown = state.shown().get();
        return shown == null
                ? ""
                : Texts.text(
                        "cases.subtitle",
                        state.rows().get().size(),
                        shown.scores().count());
    }

    private Node exportMenu(String id, PlotView plot, String title) {
        Button button =
                Controls.iconButton("export-plot-" + id, MaterialDesignT.TRAY_ARROW_UP, Texts.text("export"), () -> {});
        button.getStyleClass().add("small");
        ContextMenu menu = new ContextMenu();
        MenuItem save = new MenuItem(Texts.text("export.save"));
        save.setId("export-save-" + id);
        save.setOnAction(event -> exporter.plot(plot, state.shown().get(), id, title));
        MenuItem copy = new MenuItem(Texts.text("export.copy"));
        copy.setId("export-copy-" + id);
        copy.setOnAction(event -> {
            Shown shown = state.shown().get();
            if (shown != null) {
                PlotExport.copy(plot.figure(shown, Exports.caption(shown, title)));
            }
        });
        menu.getItems().addAll(save, copy);
        exports.addAll(menu.getItems());
        button.setOnAction(event -> menu.show(button, Side.BOTTOM, 0, 4));
        return button;
    }
}
