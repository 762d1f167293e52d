package org.lmttm.surface;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Direct volume rendering on the CPU: a ray a pixel, sampled at even steps with trilinear interpolation, composited
 * front to back or projected to its largest value, on several threads. What a step adds is the integral of the transfer
 * function over all values between those at its ends (pre-integration after Engel, Kraus and Ertl, 2001, without the
 * light that a step takes from itself), so that thin layers show no rings. The same volume, function, view and size give
 * the same pixels, whatever the number of threads, and whether or not empty bricks are skipped: samples keep their
 * places, and what is skipped would have added nothing.
 *
 * <p>Opacity is that over the mean voxel spacing; a step of another length has 1 − (1 − opacity)^(step ÷ spacing), so a
 * picture does not grow darker with finer steps. Values are defined between the centres of the outermost voxels.
 */
public final class RayCaster {
    private static final int ROWS = 8;

    private final int threads;
    private final Lighting lighting;
    private final boolean skipping;

    /**
     * A ray caster.
     *
     * @param threads number of threads, at least 1
     * @param lighting the light; its colour does not count
     */
    public RayCaster(int threads, Lighting lighting) {
        this(threads, lighting, true);
    }

    /** Without skipping, for comparison. */
    RayCaster(int threads, Lighting lighting, boolean skipping) {
        if (threads < 1) {
            throw new IllegalArgumentException("number of threads must be at least 1, not " + threads);
        }
        this.threads = threads;
        this.lighting = lighting;
        this.skipping = skipping;
    }

    /**
     * What to draw.
     *
     * @param volume the voxels
     * @param function colours and opacities
     * @param camera the view
     * @param cut what is cut away
     * @param step length of a step in parts of the finest voxel spacing, such as 0.5; above 0
     * @param paint colours in place of the function's, as bright as the function's are there; a negative one leaves the
     *     function's. Null for none. Opacities are the function's everywhere.
     */
    public record Scene(
            RayVolume volume,
            TransferFunction function,
            Camera camera,
            Cut cut,
            double step,
            Layer.@Nullable Paint paint) {
        /** Checks the step. */
        public Scene {
            if (!(step > 0)) {
                throw new IllegalArgumentException("the step must be above 0, not " + step);
            }
        }

        /** In the function's own colours. */
        public Scene(RayVolume volume, TransferFunction function, Camera camera, Cut cut, double step) {
            this(volume, function, camera, cut, step, null);
        }
    }

    /**
     * Draws.
     *
     * @param width pixels, at least 1
     * @param height pixels, at least 1
     * @param progress follows and may cancel
     * @return width · height pixels 0xAARRGGBB over black, row by row from the top; alpha is 255
     */
    public int[] render(Scene scene, int width, int height, Progress progress) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("cannot draw " + width + " × " + height + " pixels");
        }
        int[] pixels = new int[Math.multiplyExact(width, height)];
        Arrays.fill(pixels, SoftwareRasterizer.BACKGROUND);
        RayTable table = new RayTable(scene);
        int tasks = (height + ROWS - 1) / ROWS;
        try (Parallel parallel = new Parallel(threads, progress)) {
            parallel.run(tasks, 0, 1, t -> {
                Ray ray = new Ray(scene, table, lighting, skipping);
                for (int y = t * ROWS; y < Math.min(height, (t + 1) * ROWS); y++) {
                    for (int x = 0; x < width; x++) {
                        pixels[y * width + x] = ray.cast(scene.camera().ray(x + 0.5, y + 0.5, width, height));
                    }
                }
            });
        }
        return pixels;
    }

    /**
     * The point that a pixel shows: where half of its light comes from nearer by, or of a projection the largest value.
     *
     * @param x pixels from the left edge
     * @param y pixels from the top edge
     * @return mm, or null where there is next to nothing to see
     */
    public double @Nullable [] pick(Scene scene, double x, double y, double width, double height) {
        Ray ray = new Ray(scene, new RayTable(scene), lighting, skipping);
        return ray.pick(scene.camera().ray(x, y, width, height));
    }
}
