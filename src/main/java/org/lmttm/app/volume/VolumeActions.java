package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ActionSpec.Menu;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Slab;
import org.lmttm.volume.WindowPreset;

/**
 * The actions of the volume workspace. Keys are those that readers of Weasis (tools, cine, presets on digits) and of 3D
 * Slicer (next and previous slice) know.
 */
final class VolumeActions {
    private static final double SLAB = 10;

    private final ViewState state;
    private final Cine cine;
    private final RegionState roi;
    private final Messages text;
    private final ObservableBooleanValue hasCase;

    VolumeActions(ViewState state, Cine cine, RegionState roi, Messages text) {
        this.state = state;
        this.cine = cine;
        this.roi = roi;
        this.text = text;
        this.hasCase = state.shown().isNotNull();
    }

    List<ActionSpec> all() {
        List<ActionSpec> actions = new ArrayList<>();
        tool(actions, Tool.CROSSHAIR, MaterialDesignC.CROSSHAIRS, "H");
        tool(actions, Tool.WINDOW, MaterialDesignC.CONTRAST_CIRCLE, "W");
        tool(actions, Tool.WINDOW_REGION, MaterialDesignC.CONTRAST_BOX, "Shift+W");
        tool(actions, Tool.PAN, MaterialDesignH.HAND_BACK_RIGHT_OUTLINE, "T");
        tool(actions, Tool.ZOOM, MaterialDesignM.MAGNIFY_PLUS_OUTLINE, "Z");
        tool(actions, Tool.DISTANCE, MarkupPanel.icon(Markup.Kind.DISTANCE), "D");
        tool(actions, Tool.ANGLE, MarkupPanel.icon(Markup.Kind.ANGLE), "A");
        tool(actions, Tool.ELLIPSE, MarkupPanel.icon(Markup.Kind.ELLIPSE), "E");
        tool(actions, Tool.RECTANGLE, MarkupPanel.icon(Markup.Kind.RECTANGLE), "Shift+E");
        tool(actions, Tool.NOTE, MarkupPanel.icon(Markup.Kind.NOTE), "N");
        actions.add(act("volume.reset-view", "reset_view", state::reset, "R")
                .withIcon(MaterialDesignF.FIT_TO_PAGE_OUTLINE));
        actions.add(act("volume.straighten", "straighten", state::straighten, "Shift+R")
                .withIcon(MaterialDesignR.ROTATE_ORBIT));
        windows(actions);
        moves(actions);
        slabs(actions);
        layout(actions, Layout.GRID, "Shortcut+1");
        layout(actions, Layout.SIDE, "Shortcut+2");
        layout(actions, Layout.SINGLE, "Shortcut+3");
        layout(actions, Layout.COMPARE, "Shortcut+4");
        actions.add(ActionSpec.toggle("view.link", Menu.VIEW, text.text("link"), state.linked())
                .withIcon(MaterialDesignL.LINK_VARIANT)
                .withShortcut("L"));
        actions.add(ActionSpec.toggle("view.smooth", Menu.VIEW, text.text("smooth"), state.smooth())
                .withIcon(MaterialDesignB.BLUR)
                .withShortcut("I"));
        actions.add(ActionSpec.toggle("view.crosshair", Menu.VIEW, text.text("crosshair_shown"), state.crosshairShown())
                .withShortcut("Shift+H"));
        actions.add(ActionSpec.toggle("view.radiological", Menu.VIEW, text.text("radiological"), state.radiological())
                .withShortcut("Shift+N"));
        actions.add(ActionSpec.toggle("model.box", Menu.MODEL, text.text("roi.toggle"), roi.boxed())
                .withShortcut("Shift+B"));
        actions.add(ActionSpec.of("model.box-here", Menu.MODEL, text.text("roi.here"), roi::centreOnCrosshair)
                .when(roi.boxed()));
        return actions;
    }

    private ActionSpec act(String id, String key, Runnable handler, @Nullable String keys) {
        ActionSpec action =
                ActionSpec.of(id, Menu.VOLUME, text.text(key), handler).when(hasCase);
        return keys == null ? action : action.withShortcut(keys);
    }

    /** The id of the action that takes a tool. */
    static String id(Tool tool) {
        return "volume.tool-" + tool.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The icon of a layout's button. */
    static Ikon icon(Layout layout) {
        return switch (layout) {
            case GRID -> MaterialDesignV.VIEW_GRID_OUTLINE;
            case SIDE -> MaterialDesignV.VIEW_COMPACT_OUTLINE;
            case SINGLE -> MaterialDesignS.SQUARE_OUTLINE;
            case COMPARE -> MaterialDesignC.COMPARE;
        };
    }

    private void tool(List<ActionSpec> actions, Tool tool, Ikon icon, String keys) {
        String name = tool.name().toLowerCase(Locale.ROOT);
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

    private void windows(List<ActionSpec> actions) {
        int digit = 1;
        for (WindowPresets.Percentiles p : List.of(WindowPresets.Percentiles.AUTO, WindowPresets.Percentiles.FULL)) {
            window(actions, p, String.valueOf(digit++));
        }
        for (WindowPreset preset : List.of(
                WindowPreset.CT_BRAIN,
                WindowPreset.CT_ABDOMEN,
                WindowPreset.CT_MEDIASTINUM,
                WindowPreset.CT_BONE,
                WindowPreset.CT_LUNG,
                WindowPreset.CT_LIVER,
                WindowPreset.CT_ANGIO)) {
            String name = preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
            actions.add(ActionSpec.of(
                            "volume.window-" + name,
                            Menu.VOLUME,
                            text.text("window") + " " + WindowPresets.text(preset),
                            () -> withCase(c -> c.showWindow(preset::window)))
                    .when(hasCase)
                    .withShortcut(String.valueOf(digit++)));
        }
        window(actions, WindowPresets.Percentiles.NARROW, null);
    }

    private void window(List<ActionSpec> actions, WindowPresets.Percentiles p, @Nullable String keys) {
        ActionSpec action = ActionSpec.of(
                        "volume.window-" + p.name().toLowerCase(Locale.ROOT),
                        Menu.VOLUME,
                        text.text("window") + " " + p.text(),
                        () -> withCase(c -> c.showWindow(p::window)))
                .when(hasCase);
        actions.add(keys == null ? action : action.withShortcut(keys));
    }

    private void moves(List<ActionSpec> actions) {
        actions.add(act("volume.next-slice", "next_slice", () -> step(1), "F"));
        actions.add(act("volume.previous-slice", "previous_slice", () -> step(-1), "B"));
        actions.add(act("volume.cine", "cine", cine::toggle, "C"));
        actions.add(act("volume.zoom-in", "zoom_in", () -> state.zoomBy(1.25), "Shortcut+Equals"));
        actions.add(act("volume.zoom-out", "zoom_out", () -> state.zoomBy(0.8), "Shortcut+Minus"));
    }

    private void slabs(List<ActionSpec> actions) {
        actions.add(act("volume.slab-thin", "slab.thin", () -> state.slab().set(Slab.THIN), "Shift+0"));
        int digit = 1;
        for (Slab.Projection projection : Slab.Projection.values()) {
            String name = projection.name().toLowerCase(Locale.ROOT);
            actions.add(act(
                    "volume.slab-" + name,
                    "slab.action." + name,
                    () -> state.slab().set(new Slab(projection, thickness())),
                    "Shift+" + digit++));
        }
    }

    /** The thickness in use, or a usual one. */
    private double thickness() {
        double now = state.slab().get().thickness();
        return now > 0 ? now : SLAB;
    }

    private void step(int slices) {
        withCase(c -> state.step(c, state.focused().get(), slices));
    }

    private void withCase(java.util.function.Consumer<OpenCase> what) {
        OpenCase openCase = state.shown().get();
        if (openCase != null) {
            what.accept(openCase);
        }
    }

    private void layout(List<ActionSpec> actions, Layout layout, String keys) {
        String name = layout.name().toLowerCase(Locale.ROOT);
        actions.add(ActionSpec.of(
                        "view.layout-" + name,
                        Menu.VIEW,
                        text.text("layout." + name),
                        () -> state.layout().set(layout))
                .withShortcut(keys));
    }
}
