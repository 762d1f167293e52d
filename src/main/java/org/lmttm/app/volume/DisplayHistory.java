package org.lmttm.app.volume;

import java.util.List;
import org.lmttm.app.state.History;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.surface.SurfaceSettings;

/** Remembers what changes the pictures and the model's region, so that it can be undone as drawing can. */
final class DisplayHistory {
    private final Session session;
    private final History history;
    private final Messages text;

    /**
     * Which of a case's surfaces changed in which respect: only such changes are one step with those before.
     *
     * @param of the case
     * @param what the respect
     * @param surface which one, −1 for all
     */
    private record Key(Object of, String what, int surface) {}

    DisplayHistory(Session session, Messages text) {
        this.session = session;
        this.history = session.history();
        this.text = text;
    }

    /** Remembers how slices are shown. */
    void watch(ViewState state) {
        history.watch(state.colorMap(), text.text("colors"), null);
        history.watch(state.layout(), text.text("undo.layout"), null);
        history.watch(state.smooth(), text.text("smooth"), null);
        history.watch(state.crosshairShown(), text.text("crosshair_shown"), null);
        history.watch(state.radiological(), text.text("undo.convention"), null);
        history.watch(state.turn(), text.text("undo.turn"), null);
        history.watch(state.slab(), text.text("slab"), null);
        history.watch(state.overlay(), text.text("overlay"), null);
    }

    /** Remembers what the model is fed; forgotten with the model or the case that it was about. */
    void watch(RegionState roi) {
        roi.setting().addListener((property, before, now) -> {
            String what = before.boxed() != now.boxed()
                    ? "region"
                    : before.edges().equals(now.edges()) ? "region_place" : "region_size";
            // letting go of the crosshair is a step of its own, however soon the box is moved after it
            Object of = before.follows() == now.follows() ? roi : new Object();
            history.changed(new Key(of, what, -1), text.text("undo." + what), roi, before, now, roi::put);
        });
    }

    /** Remembers what the 3D pane shows of each case. */
    void watch(SurfaceState surface) {
        surface.scene().addListener((property, before, now) -> {
            OpenCase openCase = session.activeCase().get();
            if (before != null && now != null && openCase != null) {
                changed(surface, openCase, before, now);
            }
        });
    }

    private void changed(SurfaceState surface, OpenCase of, SceneSettings before, SceneSettings now) {
        if (before.choosing(now.selected()).equals(now)) {
            return; // choosing a surface changes no picture
        }
        Key key = key(of, before, now);
        history.changed(key, text.text("undo." + key.what()), of, before, now, settings -> {
            // what is undone is to be seen
            session.activeCase().set(of);
            surface.restore(settings);
        });
    }

    private static Key key(OpenCase of, SceneSettings before, SceneSettings now) {
        List<SurfaceSettings> a = before.surfaces();
        List<SurfaceSettings> b = now.surfaces();
        if (a.size() != b.size()) {
            // a key of its own: each surface that comes or goes is a step
            return new Key(new Object(), a.size() < b.size() ? "surface_add" : "surface_remove", -1);
        }
        for (int s = 0; s < a.size(); s++) {
            if (!a.get(s).equals(b.get(s))) {
                return new Key(of, respect(a.get(s), b.get(s)), s);
            }
        }
        String what = before.mode() != now.mode()
                ? "mode"
                : before.preset() != now.preset()
                        ? "ray_colors"
                        : before.slices() != now.slices() ? "slices_3d" : "cut";
        return new Key(of, what, -1);
    }

    private static String respect(SurfaceSettings a, SurfaceSettings b) {
        if (a.withShape(b.shape()).equals(b)) {
            boolean level = a.shape().withLevel(b.shape().level()).equals(b.shape());
            return level ? "surface_level" : "surface_shape";
        }
        return a.withColor(b.color()).equals(b)
                ? "surface_color"
                : a.withOpacity(b.opacity()).equals(b) ? "surface_opacity" : "surface_shown";
    }
}
