package org.lmttm.app.volume;

import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;

/**
 * Lengths, areas and volumes as they are read: in millimetres or centimetres, in voxels where a volume has no patient
 * space. Files and tables always have millimetres.
 *
 * @param space whether there is patient space
 * @param centimetres whether the user wants centimetres
 */
record Lengths(boolean space, boolean centimetres) {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    static Lengths of(OpenCase openCase, ViewState state) {
        return new Lengths(
                openCase.volume().affine().isPresent(), state.centimetres().get());
    }

    /** @param length mm, or voxels */
    String length(double length) {
        if (!space) {
            return TEXT.text("scale.voxels", ColorBar.number(length, 1));
        }
        return centimetres
                ? TEXT.text("scale.centimetres", ColorBar.number(length / 10, 2))
                : TEXT.text("scale.millimetres", ColorBar.number(length, 1));
    }

    /** @param area mm², or voxels² */
    String area(double area) {
        if (!space) {
            return SurfaceMeasures.number(area, 1) + " " + TEXT.text("voxel_area");
        }
        return centimetres ? SurfaceMeasures.number(area / 100, 2) + " cm²" : SurfaceMeasures.number(area, 1) + " mm²";
    }

    /** @param volume mm³, or voxels³ */
    String volume(double volume) {
        if (!space) {
            return SurfaceMeasures.number(volume, 1) + " " + TEXT.text("voxel_volume");
        }
        return centimetres
                ? SurfaceMeasures.number(volume / 1000, 2) + " cm³"
                : SurfaceMeasures.number(volume, 1) + " mm³";
    }

    /** A scale bar's length, which is 1, 2 or 5 times a power of ten mm or voxels. */
    String scale(double length) {
        if (!space) {
            return TEXT.text(length == 1 ? "scale.voxel" : "scale.voxels", round(length));
        }
        return centimetres
                ? TEXT.text("scale.centimetres", round(length / 10))
                : TEXT.text("scale.millimetres", round(length));
    }

    private static String round(double length) {
        return ColorBar.number(length, length < 0.1 ? 2 : length < 1 ? 1 : 0);
    }
}
