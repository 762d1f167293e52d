package org.lmttm.cli;

import org.lmttm.surface.SurfaceShape;
import picocli.CommandLine.Option;

/** How a surface is made after it was found: capped, filtered, smoothed, decimated. */
final class SurfaceOptions {
    @Option(
            names = {"--close-border", "--close"},
            description = "Cap the surface where it meets the border of the volume.")
    private boolean close;

    @Option(names = "--largest", description = "Keep only the connected part with the largest area.")
    private boolean largest;

    @Option(
            names = "--min-area",
            paramLabel = "MM2",
            description = "Drop connected parts with less area than this (mm², voxel² without geometry).")
    private double minimumArea;

    @Option(
            names = "--smooth",
            paramLabel = "N",
            description = "Taubin smoothing, pairs of steps: 10 to 30 take the stairs off labels (default: 0).")
    private int smoothing;

    @Option(
            names = "--reduce",
            paramLabel = "SHARE",
            description = "Share of the triangles to take away by quadric decimation, 0 to below 1 (default: 0).")
    private double reduction;

    boolean closes() {
        return close;
    }

    /** The shape asked for; values out of range are wrong usage. */
    SurfaceShape shape(VolumeInput input, double level) {
        try {
            return new SurfaceShape(level, null, close, largest, minimumArea, smoothing, reduction);
        } catch (IllegalArgumentException e) {
            throw input.usage(String.valueOf(e.getMessage()));
        }
    }
}
