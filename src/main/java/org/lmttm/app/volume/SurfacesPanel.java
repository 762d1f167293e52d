package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
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
    private final List<Row> rows = new ArrayList<>();
    private final VBox lines = new VBox();
    private final ScrollPane scroll = new ScrollPane(lines);
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

    /** A row that was made once shows one surface after the other: it keeps its skins. */
    private void list() {
        watched.forEach(Subscription::unsubscribe);
        watched.clear();
        int shown = surface.items().size();
        for (int number = 0; number < shown; number++) {
            if (number == rows.size()) {
                rows.add(new Row(number));
                lines.getChildren().add(rows.get(number).line);
            }
            watched.add(rows.get(number).show(surface.items().get(number)));
        }
        rows.subList(shown, rows.size()).forEach(Row::hide);
        scroll.setMinHeight(ROW * Math.min(MOST_ROWS, shown));
        scroll.setPrefHeight(scroll.getMinHeight());
        select();
    }

    private void select() {
        for (Row row : rows) {
            row.line.pseudoClassStateChanged(
                    SELECTED, row.item == surface.selected().get());
        }
    }

    private final class Row {
        private final Label name = Controls.shrinkingLabel("", "small");
        private final Label level = Controls.label("", "small", "subtle");
        private final Rectangle swatch = new Rectangle(12, 12);
        private final FontIcon eyeIcon = Controls.icon(MaterialDesignE.EYE_OUTLINE);
        private final ToggleButton eye = new ToggleButton("", eyeIcon);
        private final HBox line;
        private @Nullable SurfaceItem item;

        Row(int number) {
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            eye.setId("surface-visible-" + number);
            eye.getStyleClass().addAll("icon-button", "small", "eye");
            eye.setAccessibleText(text.text("surface_visible"));
            eye.setOnAction(event -> change(s -> s.withVisible(eye.isSelected())));
            Button remove = Controls.iconButton(
                    "surface-remove-" + number,
                    MaterialDesignC.CLOSE,
                    text.text("remove_surface"),
                    () -> Optional.ofNullable(item).ifPresent(surface::remove));
            remove.getStyleClass().add("small");
            line = new HBox(color(number), name, level, eye, remove);
            line.setId("surface-row-" + number);
            line.getStyleClass().add("surface-row");
            line.managedProperty().bind(line.visibleProperty());
            line.setOnMousePressed(event -> surface.selected().set(item));
        }

        private MenuButton color(int number) {
            MenuButton color = new MenuButton("", swatch);
            color.setId("surface-color-" + number);
            color.getStyleClass().addAll("plain-choice", "small", "swatch-choice");
            color.setAccessibleText(text.text("surface_color"));
            for (int c = 0; c < SurfaceSuggestion.COLORS.size(); c++) {
                int rgb = SurfaceSuggestion.COLORS.get(c);
                MenuItem choice =
                        new MenuItem(text.text("color." + c), new Rectangle(12, 12, SurfacesPanel.color(rgb)));
                choice.setId("surface-color-" + number + "-" + c);
                choice.setOnAction(event -> change(s -> s.withColor(rgb)));
                color.getItems().add(choice);
            }
            return color;
        }

        private void change(UnaryOperator<SurfaceSettings> to) {
            if (item != null) {
                item.settings().set(to.apply(item.settings().get()));
            }
        }

        void hide() {
            item = null;
            line.setVisible(false);
        }

        Subscription show(SurfaceItem shown) {
            item = shown;
            line.setVisible(true);
            return shown.settings().subscribe(s -> {
                name.setText(s.name());
                level.setText(s.shape().label() == null ? plain(s) : "");
                swatch.setFill(SurfacesPanel.color(s.color()));
                eye.setSelected(s.visible());
                eyeIcon.setIconCode(s.visible() ? MaterialDesignE.EYE_OUTLINE : MaterialDesignE.EYE_OFF_OUTLINE);
            });
        }
    }

    private static String plain(SurfaceSettings s) {
        double level = s.shape().level();
        return org.lmttm.app.control.ColorBar.number(level, Math.abs(level) < 10 && level != Math.rint(level) ? 2 : 0);
    }
}
