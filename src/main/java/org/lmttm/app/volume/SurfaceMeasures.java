package org.lmttm.app.volume;

import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.surface.Mesh;

/** What a surface measures, in words. */
final class SurfaceMeasures {
    private SurfaceMeasures() {}

    /** Area in cm² beside the level. */
    static String briefArea(OpenCase openCase, Mesh mesh, Messages text) {
        boolean millimetres = openCase.volume().affine().isPresent();
        return millimetres ? brief(mesh.area() / 100) + " cm²" : number(mesh.area(), 0) + " " + text.text("voxel_area");
    }

    /** Enclosed volume in cm³ beside the level, or that there is none. */
    static String briefVolume(OpenCase openCase, Mesh mesh, Messages text) {
        boolean millimetres = openCase.volume().affine().isPresent();
        return mesh.enclosedVolume().isEmpty()
                ? text.text("open_surface")
                : millimetres
                        ? brief(mesh.enclosedVolume().getAsDouble() / 1000) + " cm³"
                        : number(mesh.enclosedVolume().getAsDouble(), 0) + " " + text.text("voxel_volume");
    }

    private static String brief(double value) {
        return number(value, value >= 100 ? 0 : 1);
    }

    /** The enclosed volume, or that there is none. */
    static String volume(Lengths lengths, Mesh mesh, Messages text) {
        return mesh.enclosedVolume().isEmpty()
                ? text.text("open_surface")
                : lengths.volume(mesh.enclosedVolume().getAsDouble());
    }

    /** Digits in groups of three, with narrow spaces. */
    static String number(double value, int decimals) {
        String plain = ColorBar.number(value, decimals);
        return plain.replaceAll("(?<=\\d)(?=(\\d{3})+(\\.|$))(?<!\\.\\d{0,9})", " ");
    }

    /** A count as people read it, such as 486 k or 1.46 M. */
    static String thousands(long count) {
        return count < 10_000
                ? number((double) count, 0)
                : count < 1_000_000 ? Math.round(count / 1000.0) + " k" : ColorBar.number(count / 1e6, 2) + " M";
    }
}
