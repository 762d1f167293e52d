package org.lmttm.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lmttm.program.Program;

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
        this(Program.threads(), Lighting.BONE);
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
        return render(List.of(Layer.surface(mesh, lighting.color(), 1)), camera, width, height, samples, progress);
    }

    /**
     * Draws several layers: opaque ones hide what is behind them, translucent ones are laid over it from far to near,
     * sample by sample, whatever their order.
     *
     * @param layers what to draw; may be empty
     * @return as the other {@code render}
     */
    public int[] render(List<Layer> layers, Camera camera, int width, int height, int samples, Progress progress) {
        int w = Math.multiplyExact(width, samples);
        int h = Math.multiplyExact(height, samples);
        if (width < 1 || height < 1 || samples < 1 || Math.max(w, h) > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "cannot draw " + width + " × " + height + " pixels with " + samples + " samples a side");
        }
        int[] pixels = new int[w * h];
        Arrays.fill(pixels, BACKGROUND);
        try (Parallel parallel = new Parallel(threads, progress)) {
            List<Drawn> drawn = new ArrayList<>();
            int bands = (h + BAND - 1) / BAND;
            for (int number = 0; number < layers.size(); number++) {
                if (layers.get(number).opacity() > 0) {
                    drawn.add(transform(layers.get(number), number, camera, w, h, bands, parallel));
                }
            }
            parallel.run(bands, 0.4, 0.95, b -> {
                Band band = new Band(w, b * BAND, Math.min(h, (b + 1) * BAND));
                fill(drawn, b, band, pixels);
            });
            if (samples == 1) {
                return pixels;
            }
            int[] small = new int[width * height];
            parallel.run(height, 0.95, 1, y -> average(pixels, small, width, samples, y));
            return small;
        }
    }

    /** A layer as the camera sees it. */
    private record Drawn(Layer layer, int number, ViewVertices view, TriangleBins bins) {
        boolean opaque() {
            return Math.round(255 * layer.opacity()) == 255;
        }
    }

    private static Drawn transform(
            Layer layer, int number, Camera camera, int width, int height, int bands, Parallel parallel) {
        Mesh mesh = layer.mesh();
        ViewVertices view = new ViewVertices(mesh, camera, width, height);
        int vertexParts = parts(mesh.vertexCount());
        parallel.run(vertexParts, 0, 0, p -> view.transform(p * PART, end(p, mesh.vertexCount())));
        TriangleBins bins = new TriangleBins(view, mesh.triangles(), bands, BAND, parts(mesh.triangleCount()));
        parallel.run(parts(mesh.triangleCount()), 0, 0, p -> bins.sort(p, p * PART, end(p, mesh.triangleCount())));
        return new Drawn(layer, number, view, bins);
    }

    private void fill(List<Drawn> drawn, int number, Band band, int[] pixels) {
        List<BandRaster> opaque = new ArrayList<>();
        for (Drawn part : drawn) {
            if (part.opaque()) {
                BandRaster raster = new BandRaster(part.layer, part.view, lighting, band, part.number);
                part.bins.forEach(number, raster::draw);
                opaque.add(raster);
            }
        }
        for (BandRaster raster : opaque) {
            raster.shade(pixels);
        }
        band.pictures(pixels);
        for (Drawn part : drawn) {
            if (!part.opaque()) {
                BandRaster raster = new BandRaster(part.layer, part.view, lighting, band, part.number);
                part.bins.forEach(number, raster::draw);
            }
        }
        band.blend(pixels);
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
