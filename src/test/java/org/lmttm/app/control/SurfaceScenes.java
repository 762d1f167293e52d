package org.lmttm.app.control;

import java.nio.IntBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.image.WritablePixelFormat;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.Mesh;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.testfx.util.WaitForAsyncUtils;

/** A lopsided solid and how to look at pictures of it. */
final class SurfaceScenes {
    private SurfaceScenes() {}

    /** A ball with a long nose to the front and a bump on the left, so that every view of it differs. */
    static Mesh solid() {
        float[] values = new float[48 * 48 * 48];
        for (int x = 0; x < values.length; x++) {
            int i = x % 48 - 24;
            int j = x / 48 % 48 - 20;
            int k = x / 48 / 48 - 24;
            double ball = 12 - Math.sqrt(i * i + j * j + k * k);
            double nose = 4 - Math.sqrt(i * i + (k - 2) * (k - 2)) - Math.max(0, Math.abs(j - 12) - 10);
            double bump = 5 - Math.sqrt((i + 12) * (i + 12) + j * j + (k - 6) * (k - 6));
            values[x] = (float) Math.max(ball, Math.max(nose, bump));
        }
        Affine affine = Affine.of(new double[][] {{1, 0, 0, -24}, {0, 1, 0, -24}, {0, 0, 1.2, 5}});
        try (Volume volume = Volume.ofFloats("solid", 48, 48, 48, values, affine)) {
            return Isosurface.extract(volume, 0);
        }
    }

    /** A ball about a point, mm. */
    static Mesh ball(double radius, double... centre) {
        double[] at = centre.length == 0 ? new double[3] : centre;
        int n = (int) Math.ceil(radius) * 2 + 6;
        double middle = n / 2.0;
        float[] values = new float[n * n * n];
        for (int x = 0; x < values.length; x++) {
            double i = x % n - middle;
            int row = x / n;
            double j = row % n - middle;
            int slice = row / n;
            double k = slice - middle;
            values[x] = (float) (radius - Math.sqrt(i * i + j * j + k * k));
        }
        Affine affine = Affine.of(new double[][] {
            {1, 0, 0, at[0] - middle}, {0, 1, 0, at[1] - middle}, {0, 0, 1, at[2] - middle}
        });
        try (Volume volume = Volume.ofFloats("ball", n, n, n, values, affine)) {
            return Isosurface.extract(volume, 0);
        }
    }

    /** Waits until the pane shows what was last asked for. */
    static void settle(SurfacePane pane) throws TimeoutException {
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(() -> pane.settledProperty().get())
                        .get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    static int[] pixels(WritableImage image) {
        int w = (int) image.getWidth();
        int h = (int) image.getHeight();
        int[] pixels = new int[w * h];
        WritablePixelFormat<IntBuffer> format = PixelFormat.getIntArgbInstance();
        image.getPixelReader().getPixels(0, 0, w, h, format, pixels, 0, w);
        return pixels;
    }

    /** Whether each pixel is brighter than the background. */
    static boolean[] silhouette(int[] pixels) {
        boolean[] lit = new boolean[pixels.length];
        for (int x = 0; x < pixels.length; x++) {
            lit[x] = Math.max(pixels[x] >> 16 & 0xFF, Math.max(pixels[x] >> 8 & 0xFF, pixels[x] & 0xFF)) > 12;
        }
        return lit;
    }

    static int count(boolean[] lit) {
        int count = 0;
        for (boolean on : lit) {
            count += on ? 1 : 0;
        }
        return count;
    }

    /** Pixels in both, over pixels in either. */
    static double overlap(boolean[] a, boolean[] b) {
        int both = 0;
        int either = 0;
        for (int x = 0; x < a.length; x++) {
            both += a[x] && b[x] ? 1 : 0;
            either += a[x] || b[x] ? 1 : 0;
        }
        return (double) both / either;
    }
}
