package org.lmttm.surface;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something to draw in 3D: a lit surface in one colour or in colours from place to place, or a flat picture in space.
 *
 * @param mesh the surface, or a picture's two triangles with its corners in the order top left, top right, bottom left,
 *     bottom right
 * @param color 0xRRGGBB; without meaning for a picture
 * @param opacity 0 to 1
 * @param picture null for a surface
 * @param paint a surface's colours from place to place; null for {@code color} everywhere
 */
public record Layer(
        Mesh mesh,
        int color,
        double opacity,
        @Nullable Picture picture,
        @Nullable Paint paint) {
    /** Colours from place to place; asked from many threads at once. A few hundred different ones at most. */
    @FunctionalInterface
    public interface Paint {
        /** The colour at a point, 0xRRGGBB; R, A, S in mm. */
        int color(double x, double y, double z);
    }

    /**
     * Pixels of a flat picture, which is not lit. Where alpha is below 128 there is nothing.
     *
     * @param argb width · height pixels 0xAARRGGBB, the top row first
     * @param width pixels
     * @param height pixels
     */
    public record Picture(int[] argb, int width, int height) {
        /** Checks the size. */
        public Picture {
            if (width < 1 || height < 1 || argb.length != width * height) {
                throw new IllegalArgumentException(
                        "a picture of " + width + " × " + height + " pixels has not " + argb.length);
            }
        }

        /** The pixel at a share of the width and of the height, each 0 to 1. */
        public int at(double u, double v) {
            int x = Math.clamp((long) (u * width), 0, width - 1);
            int y = Math.clamp((long) (v * height), 0, height - 1);
            return argb[y * width + x];
        }
    }

    /** Checks the opacity. */
    public Layer {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity is 0 to 1, not " + opacity);
        }
    }

    /** A surface. */
    public static Layer surface(Mesh mesh, int color, double opacity) {
        return new Layer(mesh, color, opacity, null, null);
    }

    /** The same surface in colours from place to place. */
    public Layer painted(Paint colors) {
        return new Layer(mesh, color, opacity, picture, colors);
    }

    /**
     * A flat picture.
     *
     * @param corners x, y, z of its top left, top right, bottom left and bottom right corner, mm
     */
    public static Layer picture(double[][] corners, Picture picture) {
        float[] vertices = new float[12];
        for (int corner = 0; corner < 4; corner++) {
            for (int c = 0; c < 3; c++) {
                vertices[3 * corner + c] = (float) corners[corner][c];
            }
        }
        int[] triangles = {0, 2, 1, 1, 2, 3};
        Mesh mesh = new Mesh(vertices, MeshNormals.of(vertices, triangles), triangles, false, 0, 0);
        return new Layer(mesh, 0xFFFFFF, 1, picture, null);
    }

    /** The same with another mesh. */
    public Layer withMesh(Mesh other) {
        return new Layer(other, color, opacity, picture, paint);
    }

    /**
     * Distance at which a ray first meets this, from either side; infinite when it meets nothing.
     *
     * @param ray as {@link Camera#ray} gives it
     */
    public double distance(double[] ray) {
        double distance = MeshPicker.distance(mesh, ray);
        if (picture == null || Double.isInfinite(distance)) {
            return distance;
        }
        float[] p = mesh.vertices();
        double[] share = new double[2];
        for (int axis = 0; axis < 2; axis++) {
            int to = axis == 0 ? 3 : 6;
            double along = 0;
            double square = 0;
            for (int c = 0; c < 3; c++) {
                double edge = (double) p[to + c] - p[c];
                along += edge * (ray[c] + distance * ray[3 + c] - p[c]);
                square += edge * edge;
            }
            share[axis] = along / square;
        }
        return Objects.requireNonNull(picture).at(share[0], share[1]) >>> 31 == 0 ? Double.POSITIVE_INFINITY : distance;
    }
}
