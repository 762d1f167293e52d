package org.lmttm.surface;

import java.util.List;
import org.lmttm.volume.Volume;

/** Makes the mesh that a {@link SurfaceShape} asks for. */
public final class SurfaceBuilder {
    private static final double EXTRACTED = 0.4;
    private static final double SMOOTHED = 0.6;

    private SurfaceBuilder() {}

    /**
     * Extracts, filters, smooths and decimates; area and volume of the mesh are those of the outcome.
     *
     * @param volume the volume, or a label map where the shape has a label; must stay open meanwhile
     * @param shape what to make
     * @param options threads and limit; whether to cap is the shape's choice
     * @param progress follows and may cancel
     * @throws MeshTooLargeException when the mesh would be larger than the limit
     * @throws IllegalArgumentException when the volume has no such label; the message names it
     */
    public static Mesh build(Volume volume, SurfaceShape shape, Isosurface.Options options, Progress progress) {
        if (shape.label() != null) {
            LabelMap map = LabelMap.of(volume, Progress.NONE).orElse(new LabelMap(List.of()));
            return buildLabel(volume, shape, map, options, progress);
        }
        Mesh mesh = Isosurface.extract(
                volume, shape.level(), options.withCloseAtBorder(shape.closed()), part(progress, 0, EXTRACTED));
        return finish(mesh, shape, options.threads(), part(progress, EXTRACTED, 1));
    }

    /** The steps after the extraction: choice of parts, smoothing, decimation. */
    public static Mesh finish(Mesh extracted, SurfaceShape shape, int threads, Progress progress) {
        Mesh mesh = MeshComponents.filter(extracted, shape.largestOnly(), shape.minimumArea());
        double from = (SMOOTHED - EXTRACTED) / (1 - EXTRACTED);
        mesh = TaubinSmoother.smooth(mesh, shape.smoothing(), threads, part(progress, 0, from));
        if (shape.reduction() > 0) {
            int kept = (int) Math.round(mesh.triangleCount() * (1 - shape.reduction()));
            mesh = QuadricDecimator.decimate(mesh, kept, part(progress, from, 1));
        }
        progress.update(1);
        return mesh;
    }

    /** As {@link #build} for a label of a map that is known already. */
    public static Mesh buildLabel(
            Volume volume, SurfaceShape shape, LabelMap map, Isosurface.Options options, Progress progress) {
        Integer label = shape.label();
        LabelMap.Label found = label == null ? null : map.label(label);
        if (found == null) {
            throw new IllegalArgumentException(volume.name() + ": has no label " + label);
        }
        Mesh mesh = Isosurface.ofLabel(volume, found, options, part(progress, 0, EXTRACTED));
        return finish(mesh, shape, options.threads(), part(progress, EXTRACTED, 1));
    }

    private static Progress part(Progress whole, double from, double to) {
        return new Progress() {
            @Override
            public void update(double fraction) {
                whole.update(from + (to - from) * fraction);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }
}
