package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lmttm.volume.Point;

/** Directions in words: R, L, A, P, S, I, several of them for a direction between them, the strongest first. */
final class Letters {
    /** Sine of 15°: a direction that leans less towards a side does not name it. */
    private static final double LEAST = 0.2588;

    private static final String[] POSITIVE = {"R", "A", "S"};
    private static final String[] NEGATIVE = {"L", "P", "I"};
    private static final String[] INDICES = {"i", "j", "k"};

    private Letters() {}

    /** The patient's sides that a unit direction points to, such as "AL". */
    static String patient(Point direction) {
        StringBuilder letters = new StringBuilder();
        for (int axis : strongest(direction)) {
            letters.append((direction.get(axis) >= 0 ? POSITIVE : NEGATIVE)[axis]);
        }
        return letters.toString();
    }

    /** The array's indices that grow along a unit direction, such as "k"; those that fall have a minus. */
    static String array(Point direction) {
        StringBuilder letters = new StringBuilder();
        for (int axis : strongest(direction)) {
            letters.append(direction.get(axis) >= 0 ? "" : "−").append(INDICES[axis]);
        }
        return letters.toString();
    }

    private static List<Integer> strongest(Point direction) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(direction.get(axis)) >= LEAST) {
                axes.add(axis);
            }
        }
        axes.sort(Comparator.comparingDouble(axis -> -Math.abs(direction.get(axis))));
        return axes;
    }
}
