package org.lmttm.surface;

import java.util.List;
import java.util.Locale;
import org.lmttm.surface.TransferFunction.Mode;
import org.lmttm.surface.TransferFunction.Point;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Window;

/** Transfer functions to begin with. Those of CT are in Hounsfield units, the others follow the volume's histogram. */
public enum RenderPreset {
    /** CT: bone, opaque. */
    CT_BONE,
    /** CT: skin and muscle, translucent, over bone. */
    CT_SOFT_TISSUE,
    /** CT with contrast medium: vessels and bone. */
    CT_VESSELS,
    /** CT: lungs and airways. */
    CT_LUNG,
    /** MR and others without a scale of their own: what is brighter than the background, translucent. */
    MR,
    /** Masks and shapes: a surface half-way between the smallest and the largest value. */
    SHAPE,
    /** Maximum intensity projection through the window. */
    MIP;

    private static final double AIR = -500;
    private static final double CT_REACH = -1100;

    /** The preset's name on the command line, such as {@code ct-bone}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The function for a volume.
     *
     * @param histogram of the volume
     * @param window what a projection shows black and white
     */
    public TransferFunction function(Histogram histogram, Window window) {
        return switch (this) {
            case CT_BONE ->
                lit(
                        point(160, 0xB98A66, 0),
                        point(280, 0xE2C29C, 0.10),
                        point(500, 0xF0E2C4, 0.5),
                        point(1300, 0xFFFDF2, 0.85));
            case CT_SOFT_TISSUE ->
                lit(
                        point(-220, 0xC98F72, 0),
                        point(-80, 0xD9A184, 0.03),
                        point(20, 0xB5604A, 0.07),
                        point(110, 0xC25843, 0.14),
                        point(250, 0xE6D2B0, 0.45),
                        point(1200, 0xFFFDF2, 0.85));
            case CT_VESSELS ->
                lit(
                        point(120, 0x8C2B20, 0),
                        point(200, 0xC03A2A, 0.18),
                        point(330, 0xDB7350, 0.5),
                        point(700, 0xF3E7D2, 0.85));
            case CT_LUNG ->
                lit(
                        point(-960, 0x6FA8DC, 0),
                        point(-860, 0x7FB2E0, 0.015),
                        point(-600, 0xA9CDEB, 0.05),
                        point(-420, 0xE6B8AF, 0.05),
                        point(-250, 0xE6B8AF, 0),
                        point(100, 0xE6B8AF, 0));
            case MR -> mr(histogram);
            case SHAPE -> shape(histogram);
            case MIP -> TransferFunction.maximum(window.lo(), window.hi());
        };
    }

    /** What a projection shows black and white to begin with: wider than a slice's window, as it shows the brightest. */
    public static Window projectionWindow(Histogram histogram) {
        return histogram.window(5, 99.99);
    }

    /** The preset that most likely suits a volume: by air in Hounsfield units, by whether it has only two values. */
    public static RenderPreset suitable(Histogram histogram) {
        if (histogram.lo() <= AIR && histogram.hi() > 200 && histogram.lo() >= 2 * CT_REACH) {
            return CT_BONE;
        }
        long ends = histogram.counts()[0] + histogram.counts()[histogram.counts().length - 1];
        return ends == histogram.total() ? SHAPE : MR;
    }

    private static TransferFunction mr(Histogram h) {
        double low = h.otsu();
        double high = Math.max(h.percentile(99.8), low + Math.max(h.binWidth(), 1e-6));
        double range = high - low;
        return lit(
                point(low - 0.15 * range, 0x5A4038, 0),
                point(low + 0.1 * range, 0x9C7260, 0.035),
                point(low + 0.5 * range, 0xD9B79E, 0.12),
                point(high, 0xFFF4E4, 0.4));
    }

    private static TransferFunction shape(Histogram h) {
        double middle = (h.lo() + h.hi()) / 2;
        double range = Math.max(h.hi() - h.lo(), 1e-6);
        return lit(
                point(middle - 0.1 * range, 0xE3D9C6, 0),
                point(middle + 0.1 * range, 0xE3D9C6, 0.7),
                point(h.lo() + range, 0xE3D9C6, 0.7));
    }

    private static Point point(double value, int color, double opacity) {
        return new Point(value, color, opacity);
    }

    private static TransferFunction lit(Point... points) {
        return new TransferFunction(Mode.COMPOSITE, List.of(points), true);
    }
}
