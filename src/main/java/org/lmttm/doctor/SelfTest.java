package org.lmttm.doctor;

import java.util.Locale;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.DeviceException;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.Mesh;
import org.lmttm.training.TrainingCheck;
import org.lmttm.volume.Volume;

/** Two small computations whose right answers are known. */
final class SelfTest {
    private static final int SIZE = 96;
    private static final double RADIUS = 40;
    /** What trilinear surfaces of a sphere of that radius miss at most. */
    private static final double SURFACE_TOLERANCE = 0.005;

    private static final String BROKEN =
            "Send this page to whoever maintains the program; do not trust its numbers here.";

    private SelfTest() {}

    /** An isosurface of a ball, whose area and volume are known. */
    static Finding surface() {
        long start = System.nanoTime();
        try (Volume ball = ball()) {
            Mesh mesh = Isosurface.extract(ball, 0);
            double area = mesh.area() / (4 * Math.PI * RADIUS * RADIUS) - 1;
            double volume = mesh.enclosedVolume().orElse(0) / (4 * Math.PI * Math.pow(RADIUS, 3) / 3) - 1;
            String value = String.format(
                    Locale.ROOT,
                    "%d triangles in %.2f s, area %+.2f %%, volume %+.2f %% from a ball's",
                    mesh.triangleCount(),
                    (System.nanoTime() - start) / 1e9,
                    100 * area,
                    100 * volume);
            boolean right = Math.abs(area) < SURFACE_TOLERANCE && Math.abs(volume) < SURFACE_TOLERANCE;
            return right ? Finding.ok("Isosurface", value) : Finding.problem("Isosurface", value, BROKEN);
        }
    }

    private static Volume ball() {
        float[] values = new float[SIZE * SIZE * SIZE];
        double centre = (SIZE - 1) / 2.0;
        for (int v = 0; v < values.length; v++) {
            int row = v / SIZE;
            int slice = row / SIZE;
            double x = v % SIZE - centre;
            double y = row % SIZE - centre;
            double z = slice - centre;
            values[v] = (float) (RADIUS - Math.sqrt(x * x + y * y + z * z));
        }
        return Volume.ofFloats("ball", SIZE, SIZE, SIZE, values, null);
    }

    /** A training step in two arithmetics that must agree. */
    static Finding training(DeviceChoice device) {
        try {
            TrainingCheck check = TrainingCheck.run(device);
            String value = String.format(
                    Locale.ROOT,
                    "%s: two steps in %.2f s, loss %.5f and %.5f",
                    check.device(),
                    check.seconds(),
                    check.plainLoss(),
                    check.fastLoss());
            return check.agrees()
                    ? Finding.ok("Training step", value)
                    : Finding.problem("Training step", value, BROKEN);
        } catch (DeviceException e) {
            return Finding.problem("Training step", String.valueOf(e.getMessage()), "Choose another device.");
        }
    }
}
