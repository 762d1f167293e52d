package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.surface.SurfaceSettings;

/** The inspector's section on surfaces: a row for each, and the settings of the selected one. */
final class SurfacesPanel {
    private static final double MOST_ROWS = 6;
    private static final double ROW = 28;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final SurfaceState surface;
    private final Messages text;
    private final VBox view;
    private final VBox rows = new VBox();
    private final ScrollPane scroll = new ScrollPane(rows);
    private final List<Subscription> watched = new ArrayList<>();

    /**
     * The section.
     *
     * @param export writes the selected surface to a file
     */
    SurfacesPanel(ViewState state, SurfaceState surface, SurfaceExport export, Messages text) {
        this.surface = surface;
        this.text = text;
        Button labels = Controls.iconButton(
                "surface-labels",
                MaterialDesignT.TAG_MULTIPLE_OUTLINE,
                text.text("surfaces_of_labels"),
                surface::addLabels);
        Button add = Controls.iconButton("surface-add", MaterialDesignP.PLUS, text.text("add_surface"), surface::add);
        for (Button button : new Button[] {labels, add}) {
            button.getStyleClass().add("small");
        }
        view = Sections.section(text.text("surfaces"), labels, add);
        view.setId("surfaces-panel");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("clear-scroll");
        Node editor = new SurfaceEditor(state, surface, export, text).view();
        view.getChildren().addAll(scroll, editor);
        view.visibleProperty().bind(state.shown().isNotNull());
        view.managedProperty().bind(view.visibleProperty());
        surface.items().addListener((ListChangeListener<SurfaceItem>) change -> list());
        surface.selected().addListener((property, before, now) -> select());
        list();
    }

    VBox view() {
        return view;
    }

    /** A surface's colour for the screen. */
    static Color color(int rgb) {
        return Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    private void list() {
        watched.forEach(Subscription::unsubscribe);
        watched.clear();
        rows.getChildren().clear();
        for (int x = 0; x < surface.items().size(); x++) {
            rows.getChildren().add(row(surface.items().get(x), x));
        }
        double shown = Math.min(MOST_ROWS, surface.items().size());
        scroll.setMinHeight(ROW * shown);
        scroll.setPrefHeight(ROW * shown);
        select();
    }

    private void select() {
        for (Node row : rows.getChildren()) {
            row.pseudoClassStateChanged(
                    SELECTED, row.getUserData() == surface.selected().get());
        }
    }

    private HBox row(SurfaceItem item, int number) {
        Label name = Controls.shrinkingLabel("", "small");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label level = Controls.label("", "small", "subtle");
        Rectangle swatch = new Rectangle(12, 12);
        MenuButton color = new MenuButton("", swatch);
        color.setId("surface-color-" + number);
        color.getStyleClass().addAll("plain-choice", "small", "swatch-choice");
        color.setAccessibleText(text.text("surface_color"));
        for (int c = 0; c < SurfaceSuggestion.COLORS.size(); c++) {
            int rgb = SurfaceSuggestion.COLORS.get(c);
            MenuItem choice = new MenuItem(text.text("color." + c), new Rectangle(12, 12, color(rgb)));
            choice.setId("surface-color-" + number + "-" + c);
            choice.setOnAction(
                    event -> item.settings().set(item.settings().get().withColor(rgb)));
            color.getItems().add(choice);
        }
        ToggleButton eye = new ToggleButton();
        eye.setId("surface-visible-" + number);
        eye.getStyleClass().addAll("icon-button", "small", "eye");
        eye.setAccessibleText(text.text("surface_visible"));
        eye.setOnAction(event -> item.settings().set(item.settings().get().withVisible(eye.isSelected())));
        Button remove = Controls.iconButton(
                "surface-remove-" + number,
                MaterialDesignC.CLOSE,
                text.text("remove_surface"),
                () -> surface.remove(item));
        remove.getStyleClass().add("small");
        watched.add(item.settings().subscribe(s -> {
            name.setText(s.name());
            level.setText(s.shape().label() == null ? plain(s) : "");
            swatch.setFill(color(s.color()));
            eye.setSelected(s.visible());
            eye.setGraphic(Controls.icon(s.visible() ? MaterialDesignE.EYE_OUTLINE : MaterialDesignE.EYE_OFF_OUTLINE));
        }));
        HBox row = new HBox(color, name, level, eye, remove);
        row.setId("surface-row-" + number);
        row.getStyleClass().add("surface-row");
        row.setUserData(item);
        row.setOnMousePressed(event -> surface.selected().set(item));
        return row;
    }

    private static String plain(SurfaceSettings s) {
        double level = s.shape().level();
        return org.lmttm.app.control.ColorBar.number(level, Math.abs(level) < 10 && level != Math.rint(level) ? 2 : 0);
    }
}
