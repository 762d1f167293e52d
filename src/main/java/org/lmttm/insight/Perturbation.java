package org.lmttm.insight;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.model.Architecture.Extent;

/**
 * A small change to a case that should not matter, and the case with it.
 *
 * @param kind what is changed
 * @param cube (depth, height, width), values in [0, 1]
 */
public record Perturbation(Kind kind, float[] cube) {
    /** What is changed. */
    public enum Kind {
        /** Mirrored along axes, as augmentation in training does. */
        FLIP,
        /** Moved by one voxel along any of the axes; the edge is repeated. */
        SHIFT,
        /** All intensities times 0.9 … 1.1 or plus −0.05 … 0.05, kept within [0, 1]. */
        INTENSITY
    }

    private static final double[] GAINS = {0.9, 0.95, 1.05, 1.1};
    private static final double[] OFFSETS = {-0.05, -0.025, 0.025, 0.05};

    /** All perturbations of a kind: 7 flips, 26 shifts, 8 intensities. */
    public static List<Perturbation> all(Kind kind, float[] cube, Extent extent) {
        return switch (kind) {
            case FLIP -> flips(cube, extent);
            case SHIFT -> shifts(cube, extent);
            case INTENSITY -> intensities(cube);
        };
    }

    private static List<Perturbation> flips(float[] cube, Extent e) {
        List<Perturbation> all = new ArrayList<>();
        for (int axes = 1; axes < 8; axes++) {
            boolean depth = (axes & 1) != 0;
            boolean rows = (axes & 2) != 0;
            boolean columns = (axes & 4) != 0;
            all.add(new Perturbation(
                    Kind.FLIP,
                    mapped(
                            cube,
                            e,
                            (z, y, x) -> index(
                                    e,
                                    depth ? e.depth() - 1 - z : z,
                                    rows ? e.height() - 1 - y : y,
                                    columns ? e.width() - 1 - x : x))));
        }
        return all;
    }

    private static List<Perturbation> shifts(float[] cube, Extent e) {
        List<Perturbation> all = new ArrayList<>();
        for (int shift = 0; shift < 27; shift++) {
            int dz = shift / 9 - 1;
            int dy = shift / 3 % 3 - 1;
            int dx = shift % 3 - 1;
            if (dz != 0 || dy != 0 || dx != 0) {
                all.add(new Perturbation(
                        Kind.SHIFT,
                        mapped(
                                cube,
                                e,
                                (z, y, x) -> index(
                                        e,
                                        Math.clamp(z + dz, 0, e.depth() - 1),
                                        Math.clamp(y + dy, 0, e.height() - 1),
                                        Math.clamp(x + dx, 0, e.width() - 1)))));
            }
        }
        return all;
    }

    private static List<Perturbation> intensities(float[] cube) {
        List<Perturbation> all = new ArrayList<>();
        for (double gain : GAINS) {
            all.add(scaled(cube, gain, 0));
        }
        for (double offset : OFFSETS) {
            all.add(scaled(cube, 1, offset));
        }
        return all;
    }

    private static Perturbation scaled(float[] cube, double gain, double offset) {
        float[] changed = new float[cube.length];
        for (int v = 0; v < cube.length; v++) {
            changed[v] = (float) Math.clamp(cube[v] * gain + offset, 0, 1);
        }
        return new Perturbation(Kind.INTENSITY, changed);
    }

    private interface Source {
        int of(int z, int y, int x);
    }

    private static int index(Extent e, int z, int y, int x) {
        return (z * e.height() + y) * e.width() + x;
    }

    private static float[] mapped(float[] cube, Extent e, Source source) {
        float[] moved = new float[cube.length];
        for (int z = 0; z < e.depth(); z++) {
            for (int y = 0; y < e.height(); y++) {
                for (int x = 0; x < e.width(); x++) {
                    moved[index(e, z, y, x)] = cube[source.of(z, y, x)];
                }
            }
        }
        return moved;
    }
}
