package org.lmttm.app.memory;

import java.util.List;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubePlace;

/**
 * Keeps the crosshairs of two passes together: a patch clicked on either side moves its case's crosshair, a crosshair
 * marks the patch of both sides, and where the cases differ the other's crosshair goes to the same share of the cube.
 */
final class CrosshairLock {
    private final CompareSide first;
    private final CompareSide second;
    private boolean moving;

    CrosshairLock(CompareSide first, CompareSide second) {
        this.first = first;
        this.second = second;
        for (CompareSide side : List.of(first, second)) {
            ChangeListener<Voxel> marker = (property, before, now) -> moved(side, now);
            side.result().addListener((property, before, now) -> {
                if (before != null) {
                    before.openCase().crosshair().removeListener(marker);
                }
                if (now != null) {
                    now.openCase().crosshair().addListener(marker);
                }
            });
            side.state().sought().addListener((property, before, now) -> seek(side, now));
        }
    }

    private static void seek(CompareSide side, @Nullable VoxelBox patch) {
        CaseResult result = side.result().get();
        CubePlace place = side.place();
        if (patch != null && result != null && place != null) {
            result.openCase().moveCrosshair(VoxelAttention.voxel(place, patch));
        }
    }

    private void moved(CompareSide side, Voxel crosshair) {
        TraceReading reading = side.state().reading().get();
        CubePlace place = side.place();
        if (reading == null || place == null) {
            return;
        }
        side.state().target().set(VoxelAttention.patch(place, reading.grid(), crosshair));
        CompareSide other = side == first ? second : first;
        TraceReading beside = other.state().reading().get();
        CaseResult result = other.result().get();
        CubePlace there = other.place();
        if (moving || beside == null || result == null || there == null || sameCase(side, result.openCase())) {
            return;
        }
        moving = true;
        double[] from = place.cube(crosshair.i(), crosshair.j(), crosshair.k());
        Extent mine = reading.architecture().input();
        Extent theirs = beside.architecture().input();
        double[] to = there.voxel(
                scaled(from[0], mine.depth(), theirs.depth()),
                scaled(from[1], mine.height(), theirs.height()),
                scaled(from[2], mine.width(), theirs.width()));
        result.openCase().moveCrosshair(new Voxel(Math.rint(to[0]), Math.rint(to[1]), Math.rint(to[2])));
        moving = false;
    }

    private static boolean sameCase(CompareSide side, OpenCase other) {
        CaseResult mine = side.result().get();
        return mine != null && mine.openCase() == other;
    }

    /** The same share of a cube of another size; indices are whole at the voxels' centres. */
    private static double scaled(double index, int from, int to) {
        return (index + 0.5) * to / from - 0.5;
    }
}
