package org.lmttm.surface;

import java.util.Arrays;

/**
 * Draws a mesh without a GPU: z-buffer, smooth shading by interpolated normals, perspective-correct, on several threads
 * that each own bands of the picture. The same mesh, camera, size and lighting give the same pixels, whatever the number
 * of threads. Triangles that reach behind the eye are left out; inner sides of an open surface are drawn as lit from
 * outside, that is mostly in ambient light, as the hardware path does.
 *
 * <p>Cost: about 24 bytes a vertex, 4 a triangle and 8 a sample of working memory for the time of the call.
 */
public final class SoftwareRasterizer {
    /** Opaque black: images sit on black in both themes. */
    public static final int BACKGROUND = 0xFF000000;

    /** Largest picture side in samples: positions in 1/256 sample still fit the exact edge arithmetic. */
    private static final int LARGEST_SIDE = 16_384;

    private static final int BAND = 16;
    private static final int PART = 1 << 15;

    private final int threads;
    private final Lighting lighting;

    /**
     * A rasteriser.
     *
     * @param threads number of threads, at least 1
     * @param lighting light and colour
     */
    public SoftwareRasterizer(int threads, Lighting lighting) {
        if (threads < 1) {
            throw new IllegalArgumentException("number of threads must be at least 1, not " + threads);
        }
        this.threads = threads;
        this.lighting = lighting;
    }

    /** One thread a processor, bone. */
    public SoftwareRasterizer() {
        this(Runtime.getRuntime().availableProcessors(), Lighting.BONE);
    }

    /**
     * Draws.
     *
     * @param mesh what to draw; may be empty
     * @param camera the view
     * @param width pixels, at least 1
     * @param height pixels, at least 1
     * @param samples samples a pixel along each side: 1 quick, 2 or 3 smooth edges
     * @param progress follows and may cancel
     * @return width · height pixels 0xAARRGGBB, row by row from the top; alpha is 255
     */
    public int[] render(Mesh mesh, Camera camera, int width, int height, int samples, Progress progress) {
        int w = Math.multiplyExact(width, samples);
        int h = Math.multiplyExact(height, samples);
        if (width < 1 || height < 1 || samples < 1 || Math.max(w, h) > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "cannot draw " + width + " × " + height + " pixels with " + samples + " samples a side");
        }
        int[] pixels = new int[w * h];
        Arrays.fill(pixels, BACKGROUND);
        try (Parallel parallel = new Parallel(threads, progress)) {
            ViewVertices view = new ViewVertices(mesh, camera, w, h);
            int vertexParts = parts(mesh.vertexCount());
            parallel.run(vertexParts, 0, 0.2, p -> view.transform(p * PART, end(p, mesh.vertexCount())));
            int bands = (h + BAND - 1) / BAND;
            TriangleBins bins = new TriangleBins(view, mesh.triangles(), bands, BAND, parts(mesh.triangleCount()));
            parallel.run(
                    parts(mesh.triangleCount()), 0.2, 0.4, p -> bins.sort(p, p * PART, end(p, mesh.triangleCount())));
            parallel.run(bands, 0.4, 0.95, b -> {
                int top = b * BAND;
                BandRaster band =
                        new BandRaster(view, mesh.triangles(), lighting, pixels, top, Math.min(h, top + BAND));
                bins.forEach(b, band::draw);
                band.shade();
            });
            if (samples == 1) {
                return pixels;
            }
            int[] small = new int[width * height];
            parallel.run(height, 0.95, 1, y -> average(pixels, small, width, samples, y));
            return small;
        }
    }

    /** An opaque pixel from its parts, each 0 … 255. */
    static int argb(int red, int green, int blue) {
        return 0xFF000000 | (red << 16) | (green << 8) | blue;
    }

    private static int parts(int count) {
        return (count + PART - 1) / PART;
    }

    private static int end(int part, int count) {
        return (int) Math.min(count, (part + 1L) * PART);
    }

    private static void average(int[] from, int[] to, int width, int samples, int y) {
        int n = samples * samples;
        for (int x = 0; x < width; x++) {
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int s = 0; s < n; s++) {
                int at = (y * samples + s / samples) * width * samples + x * samples + s % samples;
                red += from[at] >> 16 & 0xFF;
                green += from[at] >> 8 & 0xFF;
                blue += from[at] & 0xFF;
            }
            to[y * width + x] = argb((red + n / 2) / n, (green + n / 2) / n, (blue + n / 2) / n);
        }
    }
}
