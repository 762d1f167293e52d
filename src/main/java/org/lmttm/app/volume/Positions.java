package org.lmttm.app.volume;

import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Volume;

/** Positions in words: patient millimetres as R/L A/P S/I, or voxel indices where there is no patient space. */
public final class Positions {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");
    private static final String[] POSITIVE = {"R", "A", "S"};
    private static final String[] NEGATIVE = {"L", "P", "I"};

    private Positions() {}

    /** Such as "L 27.7  P 19.6  I 15.5 mm"; empty without patient space. */
    public static String patient(Volume volume, Voxel at) {
        if (volume.affine().isEmpty()) {
            return "";
        }
        double[] mm = volume.affine().get().apply(at.i(), at.j(), at.k());
        return side(0, mm[0]) + "  " + side(1, mm[1]) + "  " + side(2, mm[2]) + " mm";
    }

    /** Such as "63, 112, 70". */
    public static String voxel(Voxel at) {
        return at.index(0) + ", " + at.index(1) + ", " + at.index(2);
    }

    /** Where a plane's slice lies, such as "I 15.5 mm"; without patient space such as "i 13". */
    public static String slice(Volume volume, SliceGeometry geometry, Voxel at) {
        if (volume.affine().isEmpty()) {
            return "ijk".charAt(geometry.normalAxis()) + " " + at.index(geometry.normalAxis());
        }
        Affine affine = volume.affine().get();
        int axis = geometry.plane().patientAxis();
        return side(axis, affine.apply(at.i(), at.j(), at.k())[axis]) + " mm";
    }

    /** An intensity with as many decimals as its volume's range needs. */
    public static String value(double value, double range, boolean whole) {
        if (Double.isNaN(value)) {
            return TEXT.text("not_a_number");
        }
        return ColorBar.number(value, whole ? 0 : Math.max(1, ColorBar.decimals(range)));
    }

    private static String side(int axis, double mm) {
        String letter = mm >= 0 ? POSITIVE[axis] : NEGATIVE[axis];
        return letter + " " + ColorBar.number(Math.abs(mm), 1);
    }
}
