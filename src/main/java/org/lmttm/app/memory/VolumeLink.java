package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.insight.VoxelMap;
import org.lmttm.model.CubePlace;

/**
 * Ties the memory workspace to the case's voxels, both ways: a patch chosen moves the crosshair, the crosshair marks
 * its patch, and the map chosen is painted on the case. No nodes; use on one thread.
 */
final class VolumeLink {
    private final Session session;
    private final MemoryState state;
    private final BooleanProperty painted = new SimpleBooleanProperty();
    private final BooleanProperty oneStep = new SimpleBooleanProperty();
    private final BooleanProperty boxed = new SimpleBooleanProperty();
    private final LatestWins painter;
    private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
    private final ChangeListener<Voxel> marker = (property, before, now) -> mark(now);
    private @Nullable CubePlace place;
    private @Nullable OpenCase followed;

    VolumeLink(Session session, MemoryState state) {
        this.session = session;
        this.state = state;
        painter = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        state.sought().addListener((property, before, now) -> seek(now));
        painted.addListener((property, before, now) -> paint());
        oneStep.addListener((property, before, now) -> paint());
        state.overlayKind().addListener((property, before, now) -> paint());
        state.reading().addListener((property, before, now) -> paint());
        state.rolledOut().addListener((property, before, now) -> paint());
        state.scale().known().addListener((property, before, now) -> paint());
        boxed.addListener((property, before, now) -> paint());
        state.sameScale().addListener((property, before, now) -> paint());
        state.step().addListener((property, before, now) -> {
            if (oneStep.get() || !state.sameScale().get()) {
                paint();
            }
        });
        session.attentionOverlay().addListener((property, before, now) -> {
            if (!(now instanceof VoxelAttention)) {
                painted.set(false);
            }
        });
    }

    /** Whether the map chosen is painted on the case. */
    BooleanProperty painted() {
        return painted;
    }

    /** Whether only the patches of the timestamp at the play head are. */
    BooleanProperty oneStep() {
        return oneStep;
    }

    /** Whether the patches with most attention are boxes in 3D, too. */
    BooleanProperty boxed() {
        return boxed;
    }

    /** Whether there is a case to paint on. */
    ReadOnlyBooleanProperty possible() {
        return possible.getReadOnlyProperty();
    }

    /** Follows the case of a result; null for none. */
    void follow(@Nullable CaseResult result) {
        place = result == null ? null : VoxelAttention.place(result);
        if (followed != null) {
            followed.crosshair().removeListener(marker);
        }
        followed = result == null ? null : result.openCase();
        if (followed != null) {
            followed.crosshair().addListener(marker);
        }
        possible.set(result != null);
        painted.set(false);
    }

    /** Moves the crosshair to the middle of a patch's voxels. */
    private void seek(@Nullable VoxelBox patch) {
        CaseResult result = session.result().get();
        CubePlace shown = place;
        if (patch != null && result != null && shown != null) {
            result.openCase().moveCrosshair(VoxelAttention.voxel(shown, patch));
        }
    }

    /** Marks the patch that sees the crosshair's voxel. */
    private void mark(Voxel crosshair) {
        TraceReading original = state.original().get();
        CubePlace shown = place;
        if (original != null && shown != null) {
            state.target().set(VoxelAttention.patch(shown, original.grid(), crosshair));
        }
    }

    /** Paints the map chosen on the case, or takes it away. */
    private void paint() {
        TraceReading reading = state.reading().get();
        CubePlace shown = place;
        if (painted.get() && reading != null && shown != null) {
            if (!state.drawable()) {
                return;
            }
            paint(reading, shown);
        } else if (session.attentionOverlay().get() instanceof VoxelAttention) {
            session.attentionOverlay().set(null);
        }
    }

    private void paint(TraceReading reading, CubePlace shown) {
        List<float[]> patches = patches(reading);
        if (patches == null) {
            return;
        }
        String map = PointerText.map(state.overlayKind().get()).toLowerCase(Locale.ROOT);
        List<float[]> some = oneStep.get() ? VoxelMap.only(patches, state.step().get()) : patches;
        double cap = state.patchCap();
        boolean boxes = boxed.get();
        painter.submit(
                () -> new VoxelAttention(reading, some, shown, cap, boxes, Words.text("overlay.label", map)),
                overlay -> {
                    if (painted.get() && state.reading().get() == reading && shown == place) {
                        session.attentionOverlay().set(overlay);
                    }
                },
                error -> session.tasks().notice(TaskRunner.error(Words.text("volume.paint"), error)));
    }

    /** The map of all timestamps; null while it is not known. */
    private @Nullable List<float[]> patches(TraceReading reading) {
        List<float[]> all = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            float[] values = state.patches(reading, t);
            if (values == null) {
                return null;
            }
            all.add(values);
        }
        return all;
    }
}
