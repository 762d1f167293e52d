package org.lmttm.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.program.Program;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Progress;
import org.lmttm.surface.RayCaster;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.RenderPreset;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Volume;

/** The whole case in 3D with the box that the model was fed, and what the model saw of it. */
final class ScenePainter {
    private static final int SIZE = SlicePainter.SIZE;
    private static final int BINS = 4096;
    private static final double STEP = 0.5;
    private static final int GAP = 6;

    private ScenePainter() {}

    /** By ray casting, from the front left and a little from above. */
    static BufferedImage solid(Volume volume, BoxOutline box, Progress progress) {
        int threads = Program.threads();
        Histogram histogram = Histogram.of(volume, BINS);
        RayVolume rays = RayVolume.of(volume, threads, progress);
        Camera camera = rays.framing();
        RayCaster.Scene scene = new RayCaster.Scene(
                rays,
                RenderPreset.suitable(histogram).function(histogram, RenderPreset.projectionWindow(histogram)),
                camera,
                Cut.NONE,
                STEP);
        int[] pixels = new RayCaster(threads, Lighting.BONE).render(scene, SIZE, SIZE, progress);
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, SIZE, SIZE, pixels, 0, SIZE);
        Graphics2D g = Ink.pen(picture);
        g.setColor(new Color(0xFF, 0xB4, 0x54, 170));
        g.setStroke(Ink.dashes(2));
        for (double[][] edge : box.edges()) {
            double[] from = project(volume, camera, edge[0]);
            double[] to = project(volume, camera, edge[1]);
            if (from[2] > 0 && to[2] > 0) {
                g.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
            }
        }
        g.setFont(Ink.regular(21));
        Ink.onImage(g, Words.text(volume.affine().isPresent() ? "solid.view" : "solid"), 14, 32, 0);
        g.dispose();
        return picture;
    }

    private static double[] project(Volume volume, Camera camera, double[] voxel) {
        double[] mm = volume.affineOrVoxels().apply(voxel[0], voxel[1], voxel[2]);
        return camera.project(mm[0], mm[1], mm[2], SIZE, SIZE);
    }

    /** The middle slice of each timestamp's slab, as the network was given it, in reading order. */
    static BufferedImage input(TraceReading reading, int width, int height) {
        Extent cube = reading.architecture().input();
        int steps = reading.steps();
        int columns = 1;
        double best = 0;
        for (int c = 1; c <= steps; c++) {
            int rows = (steps + c - 1) / c;
            double scale = Math.min(
                    (width - (c - 1.0) * GAP) / c / cube.width(), (height - (rows - 1.0) * GAP) / rows / cube.height());
            if (scale > best) {
                best = scale;
                columns = c;
            }
        }
        int wide = (int) (best * cube.width());
        int high = (int) (best * cube.height());
        int rows = (steps + columns - 1) / columns;
        int left = (width - columns * wide - (columns - 1) * GAP) / 2;
        int top = (height - rows * high - (rows - 1) * GAP) / 2;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = Ink.pen(picture);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.setFont(Ink.regular(21));
        for (int t = 0; t < steps; t++) {
            int x = left + t % columns * (wide + GAP);
            int y = top + t / columns * (high + GAP);
            g.drawImage(slab(reading, t), x, y, wide, high, null);
            g.setColor(new Color(0x3A4554));
            g.setStroke(Ink.line(1));
            g.drawRect(x, y, wide - 1, high - 1);
            Ink.onImage(g, "t " + (t + 1), x + 8.0, y + 24.0, 0);
        }
        g.dispose();
        return picture;
    }

    private static BufferedImage slab(TraceReading reading, int t) {
        Extent cube = reading.architecture().input();
        float[] values = reading.slabSlice(t);
        BufferedImage slab = new BufferedImage(cube.width(), cube.height(), BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < values.length; p++) {
            int grey = (int) (Math.clamp(values[p], 0, 1) * 255 + 0.5);
            slab.setRGB(p % cube.width(), p / cube.width(), grey * 0x010101);
        }
        return slab;
    }
}
