package org.lmttm.app.memory;

import java.util.Locale;
import org.lmttm.insight.VoxelBox;

/** Numbers as the views print them: fixed decimals, a real minus, real dashes. */
final class Numbers {
    private Numbers() {}

    /** Fixed decimals. */
    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '\u2212');
    }

    /** Fixed decimals with a sign, which zero has none. */
    static String signed(double value, int decimals) {
        String text = fixed(Math.abs(value), decimals);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text : (value < 0 ? "\u2212" : "+") + text;
    }

    /** A share as whole percent. */
    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** As few decimals as the number needs, at most two. */
    static String brief(double value) {
        String text = fixed(value, 2);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** A multiple of uniform. */
    static String times(double multiple) {
        return brief(multiple) + "\u00d7";
    }

    /** First to last voxel along depth, height and width. */
    static String range(VoxelBox box) {
        return range(box.depthFrom(), box.depthTo())
                + ", "
                + range(box.rowFrom(), box.rowTo())
                + ", "
                + range(box.columnFrom(), box.columnTo());
    }

    /** First to last of a half-open range. */
    static String range(int from, int to) {
        return to - from == 1 ? Integer.toString(from) : from + " \u2013 " + (to - 1);
    }
}
