package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.volume.SceneSettings.CutKind;
import org.lmttm.app.volume.SceneSettings.Mode;
import org.lmttm.surface.LabelMap;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.RenderPreset;
import org.lmttm.surface.SurfaceSettings;
import org.lmttm.surface.SurfaceShape;

/**
 * What the 3D pane shows of the case shown: its surfaces, whose meshes follow their settings in the background, or its
 * voxels by ray casting; slices and cut. Every case keeps its own. No nodes.
 */
final class SurfaceState {
    private final TaskRunner tasks;
    private final ViewState state;
    private final Messages text;
    private final ObservableList<SurfaceItem> items = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable SurfaceItem> selected = new SimpleObjectProperty<>(this, "selected");
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(this, "mode", Mode.SURFACES);
    private final ObjectProperty<RenderPreset> preset = new SimpleObjectProperty<>(this, "preset", RenderPreset.MR);
    private final BooleanProperty slices = new SimpleBooleanProperty(this, "slices");
    private final ObjectProperty<CutKind> cut = new SimpleObjectProperty<>(this, "cut", CutKind.NONE);
    private final BooleanProperty otherSide = new SimpleBooleanProperty(this, "otherSide");
    private final BooleanProperty dragging = new SimpleBooleanProperty(this, "dragging");
    private final RaySupply rays;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<@Nullable SceneSettings> scene = new ReadOnlyObjectWrapper<>(this, "scene");
    private final Map<OpenCase, SceneSettings> kept = new WeakHashMap<>();
    private @Nullable SurfaceSource source;
    private @Nullable OpenCase shown;
    /** Whether what is shown at first waits for the voxels to be counted. */
    private boolean counting;
    /** How many changes that belong together are under way within each other. */
    private int together;

    SurfaceState(TaskRunner tasks, ViewState state, Messages text) {
        this.tasks = tasks;
        this.state = state;
        this.text = text;
        this.rays = new RaySupply(tasks);
        mode.addListener((property, before, now) -> readRays());
        rays.busy().addListener((property, before, now) -> updateBusy());
        dragging.addListener((property, before, now) -> refine(now));
        state.shown().addListener((property, before, now) -> show(now));
        InvalidationListener changed = observable -> note();
        List.of(items, selected, mode, preset, slices, cut, otherSide)
                .forEach(observable -> observable.addListener(changed));
        show(state.shown().get());
    }

    /** All that is set, as plain values; null while no case is shown and while the first surface is to come. It changes once for what is changed at once. */
    ReadOnlyObjectProperty<@Nullable SceneSettings> scene() {
        return scene.getReadOnlyProperty();
    }

    private void note() {
        if (together == 0) {
            scene.set(shown == null || counting ? null : settings());
        }
    }

    private void together(Runnable changes) {
        together++;
        try {
            changes.run();
        } finally {
            together--;
        }
        note();
    }

    /** The surfaces, in the order in which they were added. */
    ObservableList<SurfaceItem> items() {
        return items;
    }

    /** The surface that the level slider and the inspector are about; null for none. */
    ObjectProperty<@Nullable SurfaceItem> selected() {
        return selected;
    }

    /** Surfaces or ray casting. */
    ObjectProperty<Mode> mode() {
        return mode;
    }

    /** Colours of ray casting. */
    ObjectProperty<RenderPreset> preset() {
        return preset;
    }

    /** Whether the three slices stand in the view. */
    BooleanProperty slices() {
        return slices;
    }

    /** What is cut away at the crosshair. */
    ObjectProperty<CutKind> cut() {
        return cut;
    }

    /** Whether the cut takes the right, back and lower side instead of the left, front and upper. */
    BooleanProperty otherSide() {
        return otherSide;
    }

    /** Whether a level is being dragged: then coarse previews are made, and the fine surface at its end. */
    BooleanProperty dragging() {
        return dragging;
    }

    /** The voxels ready for ray casting; null until they are, and while surfaces are shown. */
    ReadOnlyObjectProperty<@Nullable RayVolume> rays() {
        return rays.rays();
    }

    /** Whether anything is being made. */
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Adds a surface at the level that suggests itself and selects it. */
    void add() {
        OpenCase openCase = state.shown().get();
        if (openCase != null) {
            openCase.whenMeasured(() -> addSuggested(openCase));
        }
    }

    private void addSuggested(OpenCase openCase) {
        if (openCase == state.shown().get()) {
            add(SurfaceSuggestion.next(items, openCase.histogram(), text));
        }
    }

    private void add(SurfaceSettings settings) {
        together(() -> {
            SurfaceItem item = item(settings);
            items.add(item);
            selected.set(item);
        });
    }

    private SurfaceItem item(SurfaceSettings settings) {
        SurfaceItem item = new SurfaceItem(tasks, settings);
        item.settings().addListener((property, before, now) -> {
            if (!now.shape().equals(before.shape())) {
                make(item);
            }
            note();
        });
        item.busy().addListener((property, before, now) -> updateBusy());
        make(item);
        return item;
    }

    /** One surface for each label of the case, instead of the surfaces there are; a notice where it has no labels. */
    void addLabels() {
        SurfaceSource from = source;
        OpenCase openCase = state.shown().get();
        if (from == null || openCase == null) {
            return;
        }
        tasks.start(text.text("finding_labels"), TaskRunner.Lane.FILES, progress -> from.labels(), labels -> {
            if (from != source) {
                return;
            }
            List<LabelMap.Label> found = labels.map(LabelMap::labels).orElse(List.of());
            if (found.isEmpty()) {
                tasks.notice(new Notice(
                        Notice.Severity.WARNING, text.text("no_labels", openCase.name()), text.text("no_labels.why")));
                return;
            }
            together(() -> {
                clear();
                found.forEach(label -> add(new SurfaceSettings(
                        text.text("label_name", label.value()),
                        SurfaceShape.of(label.value()),
                        LabelMap.color(label.value()),
                        1,
                        true)));
                selected.set(items.getFirst());
            });
        });
    }

    /** Takes a surface away. */
    void remove(SurfaceItem item) {
        item.cancel();
        together(() -> {
            int at = items.indexOf(item);
            items.remove(item);
            if (selected.get() == item) {
                selected.set(items.isEmpty() ? null : items.get(Math.min(at, items.size() - 1)));
            }
        });
        updateBusy();
    }

    private void clear() {
        items.forEach(SurfaceItem::cancel);
        items.clear();
        selected.set(null);
        counting = false;
        updateBusy();
    }

    private void suit(OpenCase openCase) {
        if (openCase == shown) {
            preset.set(RenderPreset.suitable(openCase.histogram()));
        }
    }

    /** The first surface is at the level that all values suggest. */
    private void begin(OpenCase openCase) {
        if (openCase == shown && counting) {
            together(() -> {
                counting = false;
                suit(openCase);
                addSuggested(openCase);
            });
            updateBusy();
        }
    }

    /** Whether what is shown at first waits for the voxels to be counted. */
    boolean counting() {
        return counting;
    }

    /** Ends all work; the last meshes stay. */
    void cancel() {
        items.forEach(SurfaceItem::cancel);
        updateBusy();
    }

    /** Ends all work and frees what it was made from. */
    void close() {
        cancel();
        release();
    }

    /** What is shown, as plain values. */
    SceneSettings settings() {
        return new SceneSettings(
                mode.get(),
                items.stream().map(item -> item.settings().get()).toList(),
                items.indexOf(selected.get()),
                preset.get(),
                slices.get(),
                cut.get(),
                otherSide.get());
    }

    /** Shows what was shown once; surfaces whose shape changes are made anew. */
    void restore(SceneSettings settings) {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        together(() -> {
            counting = false;
            if (settings.preset() == null) {
                openCase.whenMeasured(() -> suit(openCase));
            } else {
                preset.set(settings.preset());
            }
            slices.set(settings.slices());
            cut.set(settings.cut());
            otherSide.set(settings.otherSide());
            arrange(settings.surfaces());
            boolean known = settings.selected() >= 0 && settings.selected() < items.size();
            selected.set(known ? items.get(settings.selected()) : null);
            mode.set(settings.mode());
        });
    }

    private void arrange(List<SurfaceSettings> wanted) {
        List<@Nullable SurfaceItem> reused = SurfaceReuse.of(items, wanted);
        items.stream().filter(item -> !reused.contains(item)).forEach(SurfaceItem::cancel);
        List<SurfaceItem> placed = new ArrayList<>();
        for (int s = 0; s < wanted.size(); s++) {
            SurfaceItem item = reused.get(s);
            if (item != null) {
                item.settings().set(wanted.get(s));
            }
            placed.add(item == null ? item(wanted.get(s)) : item);
        }
        items.setAll(placed);
        updateBusy();
    }

    private void show(@Nullable OpenCase openCase) {
        if (openCase != shown || openCase == null) {
            together(() -> change(openCase));
        }
    }

    private void change(@Nullable OpenCase openCase) {
        OpenCase before = shown;
        if (before != null && !counting) {
            kept.put(before, settings());
        }
        clear();
        release();
        rays.supply(null, error -> {});
        shown = openCase;
        if (openCase == null) {
            return;
        }
        source = new SurfaceSource(openCase);
        boolean goesOn = before != null && openCase.isVolumeBeside(before);
        SceneSettings known = kept.getOrDefault(openCase, goesOn ? kept.get(before) : null);
        if (known == null) {
            slices.set(false);
            cut.set(CutKind.NONE);
            otherSide.set(false);
            mode.set(Mode.SURFACES);
            counting = true;
            updateBusy();
            openCase.whenMeasured(() -> begin(openCase));
        } else {
            restore(known);
        }
        readRays();
    }

    private void release() {
        SurfaceSource old = source;
        source = null;
        if (old != null) {
            Thread.ofVirtual().start(old::close);
        }
    }

    private void make(SurfaceItem item) {
        SurfaceSource from = source;
        if (from == null) {
            return;
        }
        SurfaceShape shape = item.settings().get().shape();
        boolean preview = dragging.get();
        item.make(progress -> from.make(shape, preview, progress));
    }

    /** After a drag the surface is made as fine as it can be. */
    private void refine(boolean begun) {
        SurfaceItem item = selected.get();
        if (!begun && item != null) {
            make(item);
        }
    }

    private void readRays() {
        rays.supply(mode.get() == Mode.VOLUME ? source : null, error -> {
            mode.set(Mode.SURFACES);
            tasks.notice(TaskRunner.error(text.text("rays_failed"), error));
        });
    }

    private void updateBusy() {
        busy.set(rays.busy().get()
                || counting
                || items.stream().anyMatch(item -> item.busy().get()));
    }
}
