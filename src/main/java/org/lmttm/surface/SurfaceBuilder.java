package org.lmttm.surface;

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
        Mesh mesh = extract(volume, shape, options, part(progress, 0, EXTRACTED));
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

    private static Mesh extract(Volume volume, SurfaceShape shape, Isosurface.Options options, Progress progress) {
        Integer label = shape.label();
        if (label == null) {
            return Isosurface.extract(volume, shape.level(), options.withCloseAtBorder(shape.closed()), progress);
        }
        LabelMap.Label found =
                LabelMap.of(volume, Progress.NONE).map(map -> map.label(label)).orElse(null);
        if (found == null) {
            throw new IllegalArgumentException(volume.name() + ": has no label " + label);
        }
        return Isosurface.ofLabel(volume, found, options, progress);
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
