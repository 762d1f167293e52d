package org.lmttm.surface;

import java.util.Arrays;

/** What is seen in rows {@code top} to {@code bottom} of the picture, while it is drawn. For one thread. */
final class Band {
    /** Stands in {@link #seenLayer} where a picture's pixel is seen; {@link #seenTriangle} then holds its colour. */
    static final int PICTURE = -1;

    final int top;
    final int bottom;
    private final int width;
    /** 1/depth of what is opaque and drawn so far; 0 is infinitely far. */
    final float[] nearest;
    /** Number of the triangle that is nearest. */
    final int[] seenTriangle;
    /** Number of its layer, plus 1; 0 for none. */
    final int[] seenLayer;
    /** For each sample its last translucent fragment, −1 for none; made when the first comes. */
    private int[] last = {};

    private float[] near = {};
    private int[] color = {};
    private int[] previous = {};
    private int count;

    Band(int width, int top, int bottom) {
        this.width = width;
        this.top = top;
        this.bottom = bottom;
        this.nearest = new float[width * (bottom - top)];
        this.seenTriangle = new int[nearest.length];
        this.seenLayer = new int[nearest.length];
    }

    /** Adds a translucent fragment, 0xAARRGGBB. */
    void add(int at, float inverseDepth, int argb) {
        if (last.length == 0) {
            last = new int[nearest.length];
            Arrays.fill(last, -1);
        }
        if (count == near.length) {
            int n = Math.max(4096, 2 * count);
            near = Arrays.copyOf(near, n);
            color = Arrays.copyOf(color, n);
            previous = Arrays.copyOf(previous, n);
        }
        near[count] = inverseDepth;
        color[count] = argb;
        previous[count] = last[at];
        last[at] = count++;
    }

    /** Puts pictures' pixels in place. */
    void pictures(int[] pixels) {
        for (int at = 0; at < nearest.length; at++) {
            if (seenLayer[at] == PICTURE) {
                pixels[top * width + at] = seenTriangle[at];
            }
        }
    }

    /** Lays the fragments over the opaque pixels, the farthest first; of equally far ones the first drawn. */
    void blend(int[] pixels) {
        if (count == 0) {
            return;
        }
        int[] order = new int[16];
        for (int at = 0; at < nearest.length; at++) {
            int n = 0;
            for (int f = last[at]; f >= 0; f = previous[f]) {
                if (n == order.length) {
                    order = Arrays.copyOf(order, 2 * n);
                }
                int place = n++;
                while (place > 0 && before(f, order[place - 1])) {
                    order[place] = order[place - 1];
                    place--;
                }
                order[place] = f;
            }
            int pixel = pixels[top * width + at];
            for (int x = 0; x < n; x++) {
                pixel = over(color[order[x]], pixel);
            }
            pixels[top * width + at] = pixel;
        }
    }

    private boolean before(int f, int other) {
        return near[f] < near[other] || (near[f] == near[other] && f < other);
    }

    private static int over(int argb, int below) {
        int alpha = argb >>> 24;
        return SoftwareRasterizer.argb(
                mix(argb >> 16, below >> 16, alpha), mix(argb >> 8, below >> 8, alpha), mix(argb, below, alpha));
    }

    private static int mix(int above, int below, int alpha) {
        return ((above & 0xFF) * alpha + (below & 0xFF) * (255 - alpha) + 127) / 255;
    }
}
