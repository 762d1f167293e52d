package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Markup;
import org.lmttm.volume.io.VolumeChoice;

/** The workspace's tool bar: tools, layouts, convention, window, which volume of the file, attention. */
final class VolumeBar extends ToolBar {
    /** From this width on everything stands there in full, with nothing in the overflow menu. */
    private static final double ROOMY = 960;

    private final Session session;
    private final ViewState state;
    private final Messages text;
    private final HBox choice = new HBox(6);
    private final BooleanProperty compact = new SimpleBooleanProperty(this, "compact");

    VolumeBar(Session session, ViewState state, List<ActionSpec> actions, Messages text) {
        this.session = session;
        this.state = state;
        this.text = text;
        getStyleClass().add("workspace-bar");
        WindowMenu window = new WindowMenu(state, text);
        SlabMenu slab = new SlabMenu(state, text);
        Node layouts = layouts();
        MenuButton layout = layoutMenu();
        List<String> markupTools = Arrays.stream(Tool.values())
                .filter(tool -> tool.markup() != null)
                .map(VolumeActions::id)
                .toList();
        for (ActionSpec action : actions) {
            if (action.icon() != null && !markupTools.contains(action.id())) {
                if (action.id().equals("volume.reset-view")) {
                    getItems().addAll(markupTools(actions, markupTools), Controls.rule());
                } else if (action.id().equals("view.link")) {
                    getItems().addAll(window, slab, layouts, layout, new ConventionMenu(state, text));
                }
                getItems().add(Controls.toolButton(action, action.icon()));
            }
        }
        choice.setAlignment(Pos.CENTER_LEFT);
        getItems().add(choice);
        getItems().forEach(child -> {
            if (child instanceof Region control && control.getMinWidth() <= 0) {
                control.setMinWidth(USE_PREF_SIZE);
            }
        });
        compact.addListener((property, before, now) -> {
            window.brief(now);
            slab.brief(now);
            int at = getItems().indexOf(now ? layouts : layout);
            getItems().set(at, now ? layout : layouts);
            pseudoClassStateChanged(PseudoClass.getPseudoClass("compact"), now);
        });
        getItems().remove(layout);
        // not at once: the width changes during a layout, which would miss what is asked for then
        widthProperty()
                .addListener((property, before, now) ->
                        Platform.runLater(() -> compact.set(getWidth() > 0 && getWidth() < ROOMY)));
        offerAttentionOff();
        state.shown().addListener((property, before, now) -> offerChoice(now));
        offerChoice(state.shown().get());
    }

    /** One button for all that draw: it shows the one in use. */
    private Node markupTools(List<ActionSpec> actions, List<String> ids) {
        MenuButton tools = new MenuButton();
        tools.setId("markup-tools");
        tools.getStyleClass().addAll("choice-button", "icon-choice");
        tools.setTooltip(new Tooltip(text.text("markup.tools")));
        tools.setAccessibleText(text.text("markup.tools"));
        for (ActionSpec action : actions) {
            if (ids.contains(action.id())) {
                MenuItem item = Controls.menuItem(action);
                item.setGraphic(Controls.icon(Objects.requireNonNull(action.icon())));
                tools.getItems().add(item);
            }
        }
        Runnable update = () -> {
            Markup.Kind kind = state.tool().get().markup();
            tools.setGraphic(Controls.icon(MarkupPanel.icon(kind == null ? Markup.Kind.DISTANCE : kind)));
            tools.pseudoClassStateChanged(PseudoClass.getPseudoClass("selected"), kind != null);
        };
        state.tool().addListener((property, before, now) -> update.run());
        update.run();
        return tools;
    }

    private Node layouts() {
        return Controls.segments("layout", List.of(Layout.values()), this::name, VolumeActions::icon, state.layout());
    }

    /** The same as one button where there is little room. */
    private MenuButton layoutMenu() {
        MenuButton menu = new MenuButton();
        menu.setId("layout-menu");
        menu.getStyleClass().addAll("choice-button", "icon-choice");
        menu.setTooltip(new Tooltip(text.text("undo.layout")));
        menu.setAccessibleText(text.text("undo.layout"));
        ToggleGroup group = new ToggleGroup();
        for (Layout layout : Layout.values()) {
            RadioMenuItem item = new RadioMenuItem(name(layout), Controls.icon(VolumeActions.icon(layout)));
            item.setToggleGroup(group);
            item.setOnAction(event -> state.layout().set(layout));
            state.layout().subscribe(now -> item.setSelected(now == layout));
            menu.getItems().add(item);
        }
        state.layout().subscribe(now -> menu.setGraphic(Controls.icon(VolumeActions.icon(now))));
        return menu;
    }

    private String name(Layout layout) {
        return text.text("layout." + layout.name().toLowerCase(java.util.Locale.ROOT));
    }

    private void offerAttentionOff() {
        Button off =
                new Button(text.text("attention_on"), Controls.icon(MaterialDesignL.LAYERS_OFF_OUTLINE, "small-icon"));
        off.setId("attention-off");
        off.setTooltip(new javafx.scene.control.Tooltip(text.text("attention_off")));
        off.setOnAction(event -> session.attentionOverlay().set(null));
        off.setMinWidth(USE_PREF_SIZE);
        // not only hidden while there is none: a tool bar makes room for what is hidden
        Runnable show = () -> {
            getItems().remove(off);
            if (session.attentionOverlay().get() != null) {
                getItems().add(off);
            }
        };
        session.attentionOverlay().addListener(observable -> show.run());
        show.run();
    }

    /** Controls to choose split and case of a dataset file. */
    private void offerChoice(OpenCase openCase) {
        choice.getChildren().clear();
        if (openCase == null) {
            return;
        }
        Map<String, Integer> splits = openCase.listing().splits();
        if (!splits.isEmpty()) {
            offerCase(openCase, splits);
        }
    }

    private void offerCase(OpenCase openCase, Map<String, Integer> splits) {
        List<String> names = new ArrayList<>(splits.keySet());
        String current = openCase.choice().split().orElse(names.getFirst());
        ComboBox<String> split = new ComboBox<>();
        split.setId("case-split");
        split.getItems().setAll(names);
        split.setValue(current);
        split.setMaxWidth(84);
        split.valueProperty()
                .addListener((property, before, now) -> session.open(openCase.file(), VolumeChoice.ofCase(now, 0)));
        Spinner<Integer> index =
                spinner(splits.getOrDefault(current, 1), openCase.choice().index());
        index.valueProperty()
                .addListener(
                        (property, before, now) -> session.open(openCase.file(), VolumeChoice.ofCase(current, now)));
        choice.getChildren().addAll(Controls.label(text.text("case_of"), "subtle"), split, index);
    }

    private static Spinner<Integer> spinner(int count, int value) {
        Spinner<Integer> spinner = new Spinner<>(0, Math.max(0, count - 1), value);
        spinner.setId("volume-index");
        spinner.setEditable(true);
        spinner.setPrefWidth(84);
        return spinner;
    }
}
