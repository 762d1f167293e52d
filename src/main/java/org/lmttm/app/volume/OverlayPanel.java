package org.lmttm.app.volume;

import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;

/** A second open volume over the slices: which one, how strong, its colours and from which value on. */
final class OverlayPanel {
    private static final List<ColorMap> MAPS =
            List.of(ColorMap.MAGMA, ColorMap.HOT, ColorMap.COOL, ColorMap.VIRIDIS, ColorMap.CIVIDIS, ColorMap.GREY);

    private final Session session;
    private final ViewState state;
    private final Messages text;
    private final MenuButton choice = new MenuButton();
    private final MenuButton colors = new MenuButton();
    private final CheckBox labels = new CheckBox();
    private final Slider opacity = new Slider(0, 1, 0.5);
    private final Slider threshold = new Slider();
    private final Label opacityText = Controls.label("", "small", "muted");
    private final Label thresholdText = Controls.label("", "small", "muted");
    private final Label problem = Controls.shrinkingLabel("", "small", "warning");
    private final GridPane table = Sections.table();
    private final VBox view;
    private boolean showing;
    private @Nullable OpenCase wanted;

    OverlayPanel(Session session, ViewState state, Messages text) {
        this.session = session;
        this.state = state;
        this.text = text;
        choice.setId("overlay-choice");
        choice.getStyleClass().addAll("plain-choice", "small");
        choice.setMaxWidth(190);
        colors.setId("overlay-colors");
        colors.getStyleClass().addAll("plain-choice", "small");
        labels.setId("overlay-labels");
        labels.setText(text.text("overlay.labels"));
        labels.getStyleClass().add("small");
        opacity.setId("overlay-opacity");
        threshold.setId("overlay-threshold");
        problem.setId("overlay-problem");
        problem.setWrapText(true);
        problem.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        view = Sections.section(text.text("overlay"), choice);
        view.getChildren().addAll(problem, table);
        row("overlay.opacity", opacity, opacityText);
        row("overlay.threshold", threshold, thresholdText);
        HBox kind = new HBox(8, colors, Controls.spring(), labels);
        kind.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        table.add(Controls.label(text.text("colors"), "small", "subtle"), 0, table.getRowCount());
        table.add(kind, 1, table.getRowCount() - 1);
        listColors();
        observe();
        show();
    }

    private void row(String key, Slider slider, Label value) {
        value.setMinWidth(44);
        value.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        slider.setPrefWidth(100);
        HBox.setHgrow(slider, Priority.ALWAYS);
        HBox box = new HBox(6, slider, value);
        box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        table.add(Controls.label(text.text(key), "small", "subtle"), 0, table.getRowCount());
        table.add(box, 1, table.getRowCount() - 1);
    }

    VBox view() {
        return view;
    }

    private void observe() {
        InvalidationListener shown = observable -> show();
        state.overlay().addListener(shown);
        state.shown().addListener(observable -> {
            problem.setText("");
            wanted = null;
            show();
        });
        state.overlay().flatMap(over -> over.openCase().summary()).addListener((property, before, now) -> show());
        session.cases().addListener(shown);
        choice.showingProperty().addListener((property, before, now) -> {
            if (now) {
                listCases();
            }
        });
        opacity.valueProperty().addListener((property, before, now) -> change(o -> o.withOpacity(now.doubleValue())));
        threshold
                .valueProperty()
                .addListener((property, before, now) -> change(o -> o.withThreshold(now.doubleValue())));
        labels.setOnAction(event -> change(o -> o.withLabels(labels.isSelected())));
    }

    private void change(java.util.function.UnaryOperator<Overlay> how) {
        Overlay now = state.overlay().get();
        if (now != null && !showing) {
            state.overlay().set(how.apply(now));
        }
    }

    private void listColors() {
        for (ColorMap map : MAPS) {
            MenuItem item = new MenuItem(DisplayPanel.name(map));
            item.setOnAction(event -> change(o -> o.withMap(map)));
            colors.getItems().add(item);
        }
    }

    private void listCases() {
        choice.getItems().clear();
        MenuItem none = new MenuItem(text.text("overlay.none"));
        none.setOnAction(event -> choose(null));
        choice.getItems().add(none);
        for (OpenCase openCase : session.cases()) {
            if (openCase != state.shown().get()) {
                MenuItem item = new MenuItem(openCase.name());
                item.setMnemonicParsing(false);
                item.setOnAction(event -> choose(openCase));
                choice.getItems().add(item);
            }
        }
    }

    /** Paints a case over the one shown, or says why that means nothing. */
    void choose(@Nullable OpenCase openCase) {
        wanted = null;
        OpenCase shown = state.shown().get();
        if (openCase == null || shown == null) {
            problem.setText("");
            state.overlay().set(null);
        } else {
            Optional<String> reason = CommonSpace.problem(shown, openCase);
            state.overlay().set(null);
            problem.setText(reason.map(why -> text.text("overlay.refused", openCase.name(), why))
                    .orElse(openCase.measured() ? "" : text.text("overlay.counting", openCase.name())));
            wanted = reason.isPresent() ? null : openCase;
            openCase.whenMeasured(() -> paint(shown, openCase));
        }
        show();
    }

    /** Whether values name regions, and from which value on to paint, is known once all were counted. */
    private void paint(OpenCase under, OpenCase openCase) {
        boolean open = session.cases().contains(openCase);
        if (wanted == openCase && state.shown().get() == under && open) {
            wanted = null;
            problem.setText("");
            state.overlay().set(Overlay.of(openCase));
        }
    }

    private void show() {
        showing = true;
        Overlay now = state.overlay().get();
        boolean alone = session.cases().size() < 2;
        choice.setText(now != null ? now.openCase().name() : text.text(alone ? "overlay.no_other" : "overlay.none"));
        choice.setDisable(alone || state.shown().get() == null);
        shown(table, now != null);
        shown(problem, !problem.getText().isEmpty());
        if (now != null) {
            opacity.setValue(now.opacity());
            opacityText.setText(ColorBar.number(100 * now.opacity(), 0) + " %");
            double lo = now.openCase().statistics().min();
            double hi = Math.max(lo + 1e-9, now.openCase().statistics().max());
            threshold.setMin(lo);
            threshold.setMax(hi);
            threshold.setValue(now.threshold());
            thresholdText.setText(ColorBar.number(now.threshold(), now.labels() ? 0 : ColorBar.decimals(hi - lo)));
            colors.setText(DisplayPanel.name(now.map()));
            shown(colors, !now.labels());
            labels.setSelected(now.labels());
        }
        showing = false;
    }

    private static void shown(Node node, boolean value) {
        node.setVisible(value);
        node.setManaged(value);
    }
}
