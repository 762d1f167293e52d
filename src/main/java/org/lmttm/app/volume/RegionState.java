package org.lmttm.app.volume;

import java.util.List;
import java.util.Objects;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Point;

/**
 * The region of interest: whether the active model is fed a box or the whole volume, where the box is, and the cube that
 * the model would see there. No nodes.
 */
final class RegionState {
    private final Session session;
    private final LatestWins work;
    private final BooleanProperty boxed = new SimpleBooleanProperty(this, "boxed", false);
    private final BooleanProperty follows = new SimpleBooleanProperty(this, "follows", true);
    private final BooleanProperty predicts = new SimpleBooleanProperty(this, "predicts", false);
    private final ObjectProperty<List<Double>> edges = new SimpleObjectProperty<>(this, "edges", cube());
    private final ReadOnlyObjectWrapper<RoiBox> box = new ReadOnlyObjectWrapper<>(this, "box");
    private final ReadOnlyObjectWrapper<Seen> seen = new ReadOnlyObjectWrapper<>(this, "seen");
    private final InvalidationListener moved = observable -> crosshairMoved();
    private @Nullable ModelEntry model;
    private @Nullable OpenCase openCase;
    private Point centre = new Point(0, 0, 0);
    private final ReadOnlyObjectWrapper<RegionSetting> setting = new ReadOnlyObjectWrapper<>(this, "setting", taken());
    /** What a desk keeps for a model that is still being read. */
    private @Nullable RegionSetting awaited;

    private boolean adopting;

    /**
     * What the model would see.
     *
     * @param model which model
     * @param box where
     * @param cube (depth, height, width), row-major, in [0, 1]; empty where it cannot be fed
     * @param problem why it cannot be fed; empty when it can
     */
    record Seen(ModelEntry model, RoiBox box, float[] cube, String problem) {}

    RegionState(Session session) {
        this.session = session;
        this.work = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        session.feed(this::adopt);
        session.activeCase().addListener((property, before, now) -> follow());
        session.activeModel().addListener((property, before, now) -> follow());
        InvalidationListener changed = observable -> update();
        boxed.addListener(changed);
        edges.addListener(changed);
        follows.addListener(observable -> {
            centre = follows.get() && openCase != null ? atCrosshair(openCase) : centre;
            update();
        });
        predicts.addListener(observable -> {
            update();
            predict();
        });
        follow();
    }

    private static List<Double> cube() {
        return List.of(RoiBox.DEFAULT_EDGE, RoiBox.DEFAULT_EDGE, RoiBox.DEFAULT_EDGE);
    }

    /** All that is set, as plain values. */
    ReadOnlyObjectProperty<RegionSetting> setting() {
        return setting.getReadOnlyProperty();
    }

    private RegionSetting taken() {
        String name = model == null ? null : model.name();
        return new RegionSetting(boxed.get(), follows.get(), predicts.get(), centre, edges.get(), name, false);
    }

    /** Sets all of it for the present model and case; a box that follows the crosshair stays there. */
    void put(RegionSetting values) {
        adopting = true;
        boxed.set(values.boxed());
        edges.set(values.edges());
        follows.set(values.follows());
        predicts.set(values.predicts());
        if (!values.follows()) {
            centre = values.centre();
        }
        adopting = false;
        crosshairMoved();
        update();
        predict();
    }

    /** What the model is fed, as a saved desk keeps it. */
    DeskPart<RegionSetting> deskPart() {
        return DeskPart.of("region", RegionSetting.class, this::save, this::restore);
    }

    private RegionSetting save() {
        RegionSetting s = taken();
        boolean current = session.result().get() != null && !stale();
        return new RegionSetting(s.boxed(), s.follows(), s.predicts(), s.centre(), s.edges(), s.model(), current);
    }

    private void restore(RegionSetting kept) {
        RoiBox before = box.get();
        awaited = kept;
        putAwaited();
        if (awaited == null && kept.current() && !Objects.equals(before, box.get())) {
            session.predict();
        }
    }

    /** A desk's model may be read only after the desk is there. */
    private void putAwaited() {
        RegionSetting values = awaited;
        if (values != null && model != null && model.name().equals(values.model())) {
            awaited = null;
            put(values);
        }
    }

    /** Whether the model is fed a box; else the whole volume. */
    BooleanProperty boxed() {
        return boxed;
    }

    /** Whether the box goes with the crosshair. */
    BooleanProperty follows() {
        return follows;
    }

    /** Whether the model predicts anew whenever the box changes. */
    BooleanProperty predicts() {
        return predicts;
    }

    /** The box's lengths in mm along the model's depth, height and width. */
    ObjectProperty<List<Double>> edges() {
        return edges;
    }

    /** The box of the active case and model; null where the whole volume is fed. */
    ReadOnlyObjectProperty<RoiBox> box() {
        return box.getReadOnlyProperty();
    }

    /** What the active model would see in the box; null without one and while it is not known. */
    ReadOnlyObjectProperty<Seen> seen() {
        return seen.getReadOnlyProperty();
    }

    /** Whether it is known what the model sees in the box as it is; for tests and the tour. */
    boolean settled() {
        Seen known = seen.get();
        return box.get() == null || (known != null && known.box().equals(box.get()));
    }

    /** Whether the last result is of another box. */
    boolean stale() {
        CaseResult result = session.result().get();
        return result != null && !Objects.equals(result.box(), box.get());
    }

    /** Puts the box's middle on the crosshair. */
    void centreOnCrosshair() {
        if (openCase != null) {
            centre = atCrosshair(openCase);
            update();
        }
    }

    /** The box of a model and a case, which become those that this is about. */
    private @Nullable RoiBox adopt(ModelEntry newModel, OpenCase newCase) {
        if (!newModel.equals(model) || newCase != openCase) {
            // what could be undone was about another box
            session.history().forget(this);
            session.history().silently(() -> become(newModel, newCase));
        }
        return box.get();
    }

    private void become(ModelEntry newModel, OpenCase newCase) {
        adopting = true;
        if (!newModel.equals(model)) {
            List<Double> own = newModel.info().preprocessing().roiMm();
            boxed.set(own != null);
            edges.set(own == null ? cube() : own);
        }
        if (openCase != null) {
            openCase.crosshair().removeListener(moved);
        }
        model = newModel;
        openCase = newCase;
        newCase.crosshair().addListener(moved);
        centre = atCrosshair(newCase);
        adopting = false;
        update();
        putAwaited();
    }

    private void follow() {
        ModelEntry nowModel = session.activeModel().get();
        OpenCase nowCase = session.activeCase().get();
        if (nowModel != null && nowCase != null) {
            adopt(nowModel, nowCase);
        } else {
            if (openCase != null) {
                openCase.crosshair().removeListener(moved);
            }
            openCase = null;
            model = null;
            session.history().forget(this);
            session.history().silently(this::update);
        }
    }

    private static Point atCrosshair(OpenCase of) {
        return CommonSpace.patient(of, of.crosshair().get());
    }

    private void crosshairMoved() {
        if (follows.get() && openCase != null) {
            centre = atCrosshair(openCase);
            // the crosshair is moved, not the box
            session.history().silently(this::update);
        }
    }

    private void update() {
        if (adopting) {
            return;
        }
        setting.set(taken());
        OpenCase of = openCase;
        ModelEntry with = model;
        RoiBox before = box.get();
        RoiBox now = of == null || with == null || !boxed.get() ? null : boxOf(of, with);
        box.set(now);
        if (of == null || with == null || now == null) {
            seen.set(null);
        } else if (!now.equals(before) || seen.get() == null) {
            look(of, with, now);
        }
        if (!Objects.equals(before, now)) {
            predict();
        }
    }

    private void predict() {
        if (!adopting && predicts.get() && stale() && session.activeCase().get() == openCase) {
            session.predict();
        }
    }

    private RoiBox boxOf(OpenCase of, ModelEntry with) {
        return new RoiBox(
                centre, edges.get(), directions(of, with.info().preprocessing().axes()));
    }

    /** Unit directions in which the model's depth, height and width grow in a case. */
    static List<Point> directions(OpenCase openCase, String axes) {
        if (axes.equals(Preprocessing.AS_STORED)) {
            Affine affine = openCase.volume().affineOrVoxels();
            return List.of(
                    Point.of(affine.applyDirection(1, 0, 0)).unit(),
                    Point.of(affine.applyDirection(0, 1, 0)).unit(),
                    Point.of(affine.applyDirection(0, 0, 1)).unit());
        }
        return axes.chars().mapToObj(RegionState::direction).toList();
    }

    private static Point direction(int letter) {
        int at = "RLAPSI".indexOf(letter);
        double sign = at % 2 == 0 ? 1 : -1;
        return new Point(at / 2 == 0 ? sign : 0, at / 2 == 1 ? sign : 0, at / 2 == 2 ? sign : 0);
    }

    private void look(OpenCase of, ModelEntry with, RoiBox now) {
        Preprocessing p = with.info().preprocessing();
        work.submit(
                () -> CubeInput.ofBox(of.volume(), p, now.region()),
                cube -> seen(of, new Seen(with, now, cube, "")),
                error -> seen(of, new Seen(with, now, new float[0], String.valueOf(error.getMessage()))));
    }

    private void seen(OpenCase of, Seen value) {
        if (of == openCase && value.model().equals(model)) {
            seen.set(value);
        }
    }
}
