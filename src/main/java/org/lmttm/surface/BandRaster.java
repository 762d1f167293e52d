package org.lmttm.surface;

/** Fills the triangles of one band of the picture, rows {@code top} to {@code bottom}. For one thread. */
final class BandRaster {
    private static final int HALF = ViewVertices.UNIT / 2;

    private final ViewVertices view;
    private final int[] triangles;
    private final Lighting lighting;
    private final int[] pixels;
    private final int top;
    private final int bottom;
    /** 1/depth of what is drawn so far; 0 is infinitely far. */
    private final float[] nearest;
    /** Number of the triangle that is nearest, plus 1; 0 for none. */
    private final int[] seen;

    private final double red;
    private final double green;
    private final double blue;

    BandRaster(ViewVertices view, int[] triangles, Lighting lighting, int[] pixels, int top, int bottom) {
        this.view = view;
        this.triangles = triangles;
        this.lighting = lighting;
        this.pixels = pixels;
        this.top = top;
        this.bottom = bottom;
        this.nearest = new float[view.width * (bottom - top)];
        this.seen = new int[nearest.length];
        this.red = lighting.color() >> 16 & 0xFF;
        this.green = lighting.color() >> 8 & 0xFF;
        this.blue = lighting.color() & 0xFF;
    }

    /** Draws one triangle: every sample whose centre is within it or on its edge, nearest first come. */
    void draw(int triangle) {
        int a = triangles[3 * triangle];
        int b = triangles[3 * triangle + 1];
        int c = triangles[3 * triangle + 2];
        int[] p = view.position;
        long area = cross(p[2 * a], p[2 * a + 1], p[2 * b], p[2 * b + 1], p[2 * c], p[2 * c + 1]);
        if (area == 0) {
            return;
        }
        if (area < 0) {
            int swap = b;
            b = c;
            c = swap;
            area = -area;
        }
        int firstX = firstSample(Math.min(p[2 * a], Math.min(p[2 * b], p[2 * c])), 0);
        int lastX = lastSample(Math.max(p[2 * a], Math.max(p[2 * b], p[2 * c])), view.width);
        int firstY = firstSample(Math.min(p[2 * a + 1], Math.min(p[2 * b + 1], p[2 * c + 1])), top);
        int lastY = lastSample(Math.max(p[2 * a + 1], Math.max(p[2 * b + 1], p[2 * c + 1])), bottom);
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
                    sample(x, y, triangle, a, b, c, wa * scale, wb * scale);
                }
                wa += stepA;
                wb += stepB;
            }
        }
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

    private void sample(int x, int y, int triangle, int a, int b, int c, double wa, double wb) {
        float[] depth = view.inverseDepth;
        float near = (float) (wa * depth[a] + wb * depth[b] + (1 - wa - wb) * depth[c]);
        int at = (y - top) * view.width + x;
        if (near > nearest[at]) {
            nearest[at] = near;
            seen[at] = triangle + 1;
        }
    }

    /** Colours the band, once every triangle is drawn: only what is seen is shaded. */
    void shade() {
        for (int at = 0; at < seen.length; at++) {
            if (seen[at] != 0) {
                int x = at % view.width;
                int y = top + at / view.width;
                pixels[top * view.width + at] = color(seen[at] - 1, x, y);
            }
        }
    }

    private int color(int triangle, int x, int y) {
        int a = triangles[3 * triangle];
        int b = triangles[3 * triangle + 1];
        int c = triangles[3 * triangle + 2];
        int[] p = view.position;
        int sx = x * ViewVertices.UNIT + HALF;
        int sy = y * ViewVertices.UNIT + HALF;
        double area = cross(p[2 * a], p[2 * a + 1], p[2 * b], p[2 * b + 1], p[2 * c], p[2 * c + 1]);
        double wa = cross(p[2 * b], p[2 * b + 1], p[2 * c], p[2 * c + 1], sx, sy) / area;
        double wb = cross(p[2 * c], p[2 * c + 1], p[2 * a], p[2 * a + 1], sx, sy) / area;
        double wc = 1 - wa - wb;
        float[] n = view.normal;
        double nx = wa * n[3 * a] + wb * n[3 * b] + wc * n[3 * c];
        double ny = wa * n[3 * a + 1] + wb * n[3 * b + 1] + wc * n[3 * c + 1];
        double nz = wa * n[3 * a + 2] + wb * n[3 * b + 2] + wc * n[3 * c + 2];
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        double scale = length > 0 ? 1 / length : 0;
        double shade = lighting.shade(nx * scale, ny * scale, nz * scale);
        return SoftwareRasterizer.argb(
                (int) (red * shade + 0.5), (int) (green * shade + 0.5), (int) (blue * shade + 0.5));
    }
}
