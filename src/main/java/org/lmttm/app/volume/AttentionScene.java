package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;
import org.lmttm.volume.Affine;

/** Values of a {@link SliceOverlay} in 3D: on surfaces and in cast rays, patch by patch, and as translucent boxes. */
final class AttentionScene {
    /** Width of a hatching's stripe, voxels. */
    private static final double STRIPE = 1.5;

    private static final int DARK = 0x505050;
    /** Leaves a colour as it is where rays are cast. */
    private static final int OWN = -1;
    /** The boxes' colours and opacities, from the weakest shown to the strongest. */
    private static final int LEVELS = 4;

    private static final double FAINT = 0.12;
    private static final double STRONG = 0.55;
    private static final int[][] FACES = {
        {0, 2, 6, 4}, {1, 5, 7, 3}, {0, 4, 5, 1}, {2, 3, 7, 6}, {0, 1, 3, 2}, {4, 6, 7, 5}
    };

    private final SliceOverlay overlay;
    private final Affine toMm;
    private final Affine toVoxel;

    /**
     * An overlay in a volume's space.
     *
     * @param toMm from voxels to mm
     */
    AttentionScene(SliceOverlay overlay, Affine toMm) {
        this.overlay = overlay;
        this.toMm = toMm;
        this.toVoxel = toMm.inverse();
    }

    /** A surface with the values on it: hatched where the model sees nothing, in its own colour where nothing is painted. */
    Layer painted(Layer surface) {
        int plain = surface.color();
        return surface.painted((x, y, z) -> color(x, y, z, plain));
    }

    /** The values in a volume drawn by ray casting: as on a surface, with the volume's own colours where none are. */
    Layer.Paint rays() {
        return (x, y, z) -> color(x, y, z, OWN);
    }

    private int color(double x, double y, double z, int plain) {
        double[] at = toVoxel.apply(x, y, z);
        int i = (int) Math.floor(at[0] + 0.5);
        int j = (int) Math.floor(at[1] + 0.5);
        int k = (int) Math.floor(at[2] + 0.5);
        if (!overlay.seen(i, j, k)) {
            return Math.floorMod((long) Math.floor((at[0] + at[1] + at[2]) / STRIPE), 2) == 0 ? DARK : plain;
        }
        float value = overlay.value(i, j, k);
        return Float.isNaN(value) ? plain : ColorMap.MAGMA.argb(share(value)) & 0xFFFFFF;
    }

    private double share(float value) {
        return (value - overlay.minimum()) / (overlay.maximum() - overlay.minimum());
    }

    /** The overlay's boxes, the stronger the less translucent. */
    List<Layer> boxes() {
        List<SliceOverlay.Box> boxes = overlay.boxes();
        if (boxes.isEmpty()) {
            return List.of();
        }
        double lowest = 1;
        for (SliceOverlay.Box box : boxes) {
            lowest = Math.min(lowest, share(box.value()));
        }
        List<List<SliceOverlay.Box>> levels = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            levels.add(new ArrayList<>());
        }
        for (SliceOverlay.Box box : boxes) {
            double height = (Math.min(1, share(box.value())) - lowest) / Math.max(1e-9, 1 - lowest);
            levels.get((int) Math.min(LEVELS - 1, height * LEVELS)).add(box);
        }
        List<Layer> layers = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            if (!levels.get(level).isEmpty()) {
                double share = lowest + (1 - lowest) * (level + 0.5) / LEVELS;
                double opacity = FAINT + (STRONG - FAINT) * level / (LEVELS - 1);
                int color = ColorMap.MAGMA.argb(share) & 0xFFFFFF;
                layers.add(Layer.surface(mesh(levels.get(level)), color, opacity));
            }
        }
        return layers;
    }

    /** Every box with six faces of their own, so that its edges stay sharp. */
    private Mesh mesh(List<SliceOverlay.Box> boxes) {
        float[] vertices = new float[boxes.size() * 72];
        float[] normals = new float[vertices.length];
        int[] triangles = new int[boxes.size() * 36];
        int vertex = 0;
        int corner = 0;
        for (SliceOverlay.Box box : boxes) {
            double[][] mm = new double[8][];
            double[] middle = new double[3];
            for (int c = 0; c < 8; c++) {
                mm[c] = toMm.apply(box.corners()[c][0], box.corners()[c][1], box.corners()[c][2]);
                for (int axis = 0; axis < 3; axis++) {
                    middle[axis] += mm[c][axis] / 8;
                }
            }
            for (int[] face : FACES) {
                double[] normal = outward(mm, face, middle);
                for (int c : face) {
                    for (int axis = 0; axis < 3; axis++) {
                        vertices[3 * vertex + axis] = (float) mm[c][axis];
                        normals[3 * vertex + axis] = (float) normal[axis];
                    }
                    vertex++;
                }
                for (int c : new int[] {0, 1, 2, 0, 2, 3}) {
                    triangles[corner++] = vertex - 4 + c;
                }
            }
        }
        return new Mesh(vertices, normals, triangles, true, 0, 0);
    }

    private static double[] outward(double[][] mm, int[] face, double[] middle) {
        double[] out = new double[3];
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            for (int c : face) {
                out[axis] += mm[c][axis] / 4;
            }
            out[axis] -= middle[axis];
            square += out[axis] * out[axis];
        }
        double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
        return new double[] {out[0] * scale, out[1] * scale, out[2] * scale};
    }
}
