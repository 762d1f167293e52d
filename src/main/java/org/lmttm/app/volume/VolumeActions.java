package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Window;

/** The actions of the volume workspace. */
final class VolumeActions {
    private final ViewState state;
    private final Messages text;
    private final ObservableBooleanValue hasCase;

    VolumeActions(ViewState state, Messages text) {
        this.state = state;
        this.text = text;
        this.hasCase = state.shown().isNotNull();
    }

    List<ActionSpec> all() {
        List<ActionSpec> actions = new ArrayList<>();
        tool(actions, Tool.CROSSHAIR, MaterialDesignC.CROSSHAIRS, "Alt+1");
        tool(actions, Tool.WINDOW, MaterialDesignC.CONTRAST_CIRCLE, "Alt+2");
        tool(actions, Tool.PAN, MaterialDesignH.HAND_BACK_RIGHT_OUTLINE, "Alt+3");
        tool(actions, Tool.ZOOM, MaterialDesignM.MAGNIFY_PLUS_OUTLINE, "Alt+4");
        int key = 5;
        for (Tool tool : Tool.values()) {
            if (tool.markup() != null) {
                tool(actions, tool, MarkupPanel.icon(tool.markup()), "Alt+" + key++);
            }
        }
        window(actions, "auto", 0.5, 99.5);
        window(actions, "narrow", 5, 95);
        window(actions, "full", 0, 100);
        actions.add(ActionSpec.of("volume.reset-view", Menu.VOLUME, text.text("reset_view"), state::reset)
                .withIcon(MaterialDesignF.FIT_TO_PAGE_OUTLINE)
                .withShortcut("Shortcut+0")
                .when(hasCase));
        layout(actions, Layout.GRID, "Shortcut+1");
        layout(actions, Layout.SIDE, "Shortcut+2");
        layout(actions, Layout.SINGLE, "Shortcut+3");
        actions.add(
                ActionSpec.toggle("view.crosshair", Menu.VIEW, text.text("crosshair_shown"), state.crosshairShown()));
        actions.add(ActionSpec.toggle("view.smooth", Menu.VIEW, text.text("smooth"), state.smooth()));
        actions.add(ActionSpec.toggle("view.radiological", Menu.VIEW, text.text("radiological"), state.radiological()));
        return actions;
    }

    /** The id of the action that takes a tool. */
    static String id(Tool tool) {
        return "volume.tool-" + tool.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The icon of a layout's button. */
    static Ikon icon(Layout layout) {
        return switch (layout) {
            case GRID -> MaterialDesignV.VIEW_GRID_OUTLINE;
            case SIDE -> MaterialDesignV.VIEW_COMPACT_OUTLINE;
            case SINGLE -> MaterialDesignS.SQUARE_OUTLINE;
        };
    }

    private void tool(List<ActionSpec> actions, Tool tool, Ikon icon, String keys) {
        String name = tool.name().toLowerCase(java.util.Locale.ROOT);
        SimpleBooleanProperty selected = new SimpleBooleanProperty(state.tool().get() == tool);
        state.tool().addListener((property, before, now) -> selected.set(now == tool));
        selected.addListener((property, before, now) -> {
            if (now) {
                state.tool().set(tool);
            } else if (state.tool().get() == tool) {
                // one tool is always chosen: letting go of it chooses it again
                selected.set(true);
            }
        });
        actions.add(ActionSpec.toggle(id(tool), Menu.VOLUME, text.text("tool." + name), selected)
                .withIcon(icon)
                .withShortcut(keys));
    }

    private void window(List<ActionSpec> actions, String name, double low, double high) {
        actions.add(ActionSpec.of(
                        "volume.window-" + name,
                        Menu.VOLUME,
                        text.text("window") + " " + text.text("window." + name),
                        () -> setWindow(state.shown().get(), low, high))
                .when(hasCase));
    }

    static void setWindow(OpenCase openCase, double low, double high) {
        openCase.window().set(window(openCase, low, high));
    }

    /** The window between two percentiles of a case; 0 and 100 give the full range. */
    static Window window(OpenCase openCase, double low, double high) {
        Histogram h = openCase.histogram();
        return low == 0 && high == 100 ? new Window(h.lo(), h.hi()) : h.window(low, high);
    }

    private void layout(List<ActionSpec> actions, Layout layout, String keys) {
        String name = layout.name().toLowerCase(java.util.Locale.ROOT);
        actions.add(ActionSpec.of(
                        "view.layout-" + name,
                        Menu.VIEW,
                        text.text("layout." + name),
                        () -> state.layout().set(layout))
                .withShortcut(keys));
    }
}
