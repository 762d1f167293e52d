package org.lmttm.app.desk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.VolumeChoice;

/**
 * A saved desk. It names files and holds no voxels; predictions and traces are computed again, because they are functions
 * of case and model.
 *
 * @param format {@link #FORMAT}
 * @param workspace the workspace that was shown
 * @param cases open volumes, in the order they were opened
 * @param active which of them was shown, from 0; −1 for none
 * @param model the model that predicted; null for none
 * @param timestep the timestamp that was selected, from 0
 * @param parts what each {@link org.lmttm.app.state.DeskPart} keeps, by its key: its record, or what JSON made of that
 */
public record Desk(
        int format,
        String workspace,
        List<Case> cases,
        int active,
        @Nullable FileRef model,
        int timestep,
        Map<String, Object> parts) {
    /** The number that a file of this form carries. */
    public static final int FORMAT = 1;

    /** Copies the collections; what is absent is empty. */
    public Desk {
        workspace = workspace == null ? "volume" : workspace;
        cases = cases == null ? List.of() : List.copyOf(cases);
        parts = parts == null ? Map.of() : Map.copyOf(parts);
    }

    /**
     * An open volume.
     *
     * @param file where it lies
     * @param choice which volume of the file
     * @param crosshair in voxels; null: the middle
     * @param window null: the automatic one
     * @param markups measurements and notes
     */
    public record Case(
            FileRef file,
            VolumeChoice choice,
            @Nullable Voxel crosshair,
            @Nullable Window window,
            List<Markup> markups) {
        /** Copies the list; what is absent is empty. */
        public Case {
            choice = choice == null ? VolumeChoice.FIRST : choice;
            markups = markups == null ? List.of() : List.copyOf(markups);
        }
    }
}
