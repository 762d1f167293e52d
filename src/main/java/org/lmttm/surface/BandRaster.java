package org.lmttm.surface;

import org.jspecify.annotations.Nullable;

/** Fills the triangles of one layer within one band of the picture. For one thread. */
final class BandRaster {
    private static final int HALF = ViewVertices.UNIT / 2;

    private final ViewVertices view;
    private final int[] triangles;
    private final Lighting lighting;
    private final Band band;
    private final int number;
    private final Layer.@Nullable Picture picture;
    private final Layer.@Nullable Paint paint;
    private final float[] vertices;
    private final int alpha;
    private final double red;
    private final double green;
    private final double blue;
    /** Corners of the triangle at hand, counter-clockwise on the picture, and its doubled area. */
    private int a;

    private int b;
    private int c;

    /**
     * Drawing of a layer.
     *
     * @param number of the layer, from 0
     */
    BandRaster(Layer layer, ViewVertices view, Lighting lighting, Band band, int number) {
        this.view = view;
        this.triangles = layer.mesh().triangles();
        this.lighting = lighting;
        this.band = band;
        this.number = number;
        this.picture = layer.picture();
        this.paint = layer.paint();
        this.vertices = layer.mesh().vertices();
        this.alpha = (int) Math.round(255 * layer.opacity());
        this.red = layer.color() >> 16 & 0xFF;
        this.green = layer.color() >> 8 & 0xFF;
        this.blue = layer.color() & 0xFF;
    }

    /** Draws one triangle: every sample whose centre is within it or on its edge, nearest first come. */
    void draw(int triangle) {
        long area = corners(triangle);
        if (area == 0) {
            return;
        }
        int[] p = view.position;
        int firstX = firstSample(Math.min(p[2 * a], Math.min(p[2 * b], p[2 * c])), 0);
        int lastX = lastSample(Math.max(p[2 * a], Math.max(p[2 * b], p[2 * c])), view.width);
        int firstY = firstSample(Math.min(p[2 * a + 1], Math.min(p[2 * b + 1], p[2 * c + 1])), band.top);
        int lastY = lastSample(Math.max(p[2 * a + 1], Math.max(p[2 * b + 1], p[2 * c + 1])), band.bottom);
        if (firstX > lastX) {
            return;
        }
        // The edge functions are linear: one step to the right adds a whole number.
        long stepA = ViewVertices.UNIT * ((long) p[2 * b + 1] - p[2 * c + 1]);
        long stepB = ViewVertices.UNIT * ((long) p[2 * c + 1] - p[2 * a + 1]);
        double scale = 1.0 / area;
        for (int y = firstY; y <= lastY; y++) {
            int sx = firstX * ViewVertices.UNIT + HALF;
            int sy = y * ViewVertices.UNIT + HALF;
            long wa = cross(p[2 * b], p[2 * b + 1], p[2 * c], p[2 * c + 1], sx, sy);
            long wb = cross(p[2 * c], p[2 * c + 1], p[2 * a], p[2 * a + 1], sx, sy);
            for (int x = firstX; x <= lastX; x++) {
                if ((wa | wb | (area - wa - wb)) >= 0) {
                    sample(x, y, triangle, wa * scale, wb * scale);
                }
                wa += stepA;
                wb += stepB;
            }
        }
    }

    /** Loads the corners of a triangle, turned so that the doubled area, which is returned, is not below 0. */
    private long corners(int triangle) {
        a = triangles[3 * triangle];
        b = triangles[3 * triangle + 1];
        c = triangles[3 * triangle + 2];
        int[] p = view.position;
        long area = cross(p[2 * a], p[2 * a + 1], p[2 * b], p[2 * b + 1], p[2 * c], p[2 * c + 1]);
        if (area < 0) {
            int swap = b;
            b = c;
            c = swap;
        }
        return Math.abs(area);
    }

    private static int firstSample(int units, int lowest) {
        return Math.max(lowest, Math.ceilDiv(units - HALF, ViewVertices.UNIT));
    }

    private static int lastSample(int units, int end) {
        return Math.min(end - 1, Math.floorDiv(units - HALF, ViewVertices.UNIT));
    }

    /** Twice the signed area of a triangle; exact. */
    private static long cross(int ax, int ay, int bx, int by, int cx, int cy) {
        return ((long) bx - ax) * ((long) cy - ay) - ((long) by - ay) * ((long) cx - ax);
    }

    private void sample(int x, int y, int triangle, double wa, double wb) {
        float[] depth = view.inverseDepth;
        float near = (float) (wa * depth[a] + wb * depth[b] + (1 - wa - wb) * depth[c]);
        int at = (y - band.top) * view.width + x;
        if (near <= band.nearest[at]) {
            return;
        }
        if (picture == null && alpha == 255) {
            band.nearest[at] = near;
            band.seenTriangle[at] = triangle;
            band.seenLayer[at] = number + 1;
            return;
        }
        int color = picture == null ? shaded(wa, wb) : pixel(picture, near, wa, wb);
        if (alpha == 255) {
            if (color < 0) {
                band.nearest[at] = near;
                band.seenTriangle[at] = color;
                band.seenLayer[at] = Band.PICTURE;
            }
        } else {
            band.add(at, near, (alpha << 24) | (color & 0xFFFFFF));
        }
    }

    /** The pixel of a picture, opaque; 0 where there is nothing. */
    private int pixel(Layer.Picture from, float near, double wa, double wb) {
        double u =
                (wa * view.acrossOverDepth(a) + wb * view.acrossOverDepth(b) + (1 - wa - wb) * view.acrossOverDepth(c))
                        / near;
        double v = (wa * view.downOverDepth(a) + wb * view.downOverDepth(b) + (1 - wa - wb) * view.downOverDepth(c))
                / near;
        int argb = from.at(u, v);
        return argb < 0 ? argb | 0xFF000000 : 0;
    }

    /** Colours what this layer shows in the band, once every opaque layer is drawn: only what is seen is shaded. */
    void shade(int[] pixels) {
        for (int at = 0; at < band.nearest.length; at++) {
            if (band.seenLayer[at] == number + 1) {
                int sx = at % view.width * ViewVertices.UNIT + HALF;
                int sy = (band.top + at / view.width) * ViewVertices.UNIT + HALF;
                double area = corners(band.seenTriangle[at]);
                int[] p = view.position;
                double wa = cross(p[2 * b], p[2 * b + 1], p[2 * c], p[2 * c + 1], sx, sy) / area;
                double wb = cross(p[2 * c], p[2 * c + 1], p[2 * a], p[2 * a + 1], sx, sy) / area;
                pixels[band.top * view.width + at] = shaded(wa, wb);
            }
        }
    }

    private int shaded(double wa, double wb) {
        double wc = 1 - wa - wb;
        float[] n = view.normal;
        double nx = wa * n[3 * a] + wb * n[3 * b] + wc * n[3 * c];
        double ny = wa * n[3 * a + 1] + wb * n[3 * b + 1] + wc * n[3 * c + 1];
        double nz = wa * n[3 * a + 2] + wb * n[3 * b + 2] + wc * n[3 * c + 2];
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        double scale = length > 0 ? 1 / length : 0;
        double shade = lighting.shade(nx * scale, ny * scale, nz * scale);
        if (paint == null) {
            return lit(red, green, blue, shade);
        }
        int color = painted(paint, wa, wb);
        return lit(color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF, shade);
    }

    private static int lit(double red, double green, double blue, double shade) {
        return SoftwareRasterizer.argb(
                (int) (red * shade + 0.5), (int) (green * shade + 0.5), (int) (blue * shade + 0.5));
    }

    /** The paint at a sample: where it lies in space follows from its corners, weighted by how near they are. */
    private int painted(Layer.Paint from, double wa, double wb) {
        double pa = wa * view.inverseDepth[a];
        double pb = wb * view.inverseDepth[b];
        double pc = (1 - wa - wb) * view.inverseDepth[c];
        double sum = pa + pb + pc;
        double[] at = new double[3];
        for (int i = 0; i < 3; i++) {
            at[i] = (pa * vertices[3 * a + i] + pb * vertices[3 * b + i] + pc * vertices[3 * c + i]) / sum;
        }
        return from.color(at[0], at[1], at[2]);
    }
}
