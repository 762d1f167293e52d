package org.lmttm.dataset.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Draws a vessel tree into a cube of voxels: 255 inside, 0 outside, soft and slightly rough at the wall. */
final class VesselPhantom {
    private static final double WALL = 0.5;
    private final int edge;
    private final double spacing;
    private final float[] roughness;
    private final float[] distance;

    private VesselPhantom(int edge, int noiseSeed) {
        this.edge = edge;
        this.spacing = VesselTree.BOX / edge;
        this.distance = new float[edge * edge * edge];
        this.roughness = new float[edge * edge * edge];
        double cell = 4.5 / spacing;
        for (int v = 0; v < roughness.length; v++) {
            int x = v % edge;
            int y = v / edge % edge;
            int z = v / (edge * edge);
            roughness[v] = (float) (0.35 * Smooth.noise(x / cell, y / cell, z / cell, noiseSeed));
        }
    }

    /**
     * A cube with a vessel that fills a given share of it, whatever its shape: total mass tells nothing of the class.
     *
     * @param random shape
     * @param aneurysm whether a sac sits on the vessel
     * @param edge voxels an axis; the cube is {@value VesselTree#BOX} mm wide whatever this is
     * @param fill share of the cube's mass that the vessel takes, reached by widening or thinning it
     * @return edge³ values 0 … 255
     */
    static byte[] draw(Random random, boolean aneurysm, int edge, double fill) {
        List<VesselTree.Ball> balls = VesselTree.grow(random, aneurysm);
        VesselPhantom phantom = new VesselPhantom(edge, random.nextInt());
        double low = 0.4;
        double high = 3;
        for (int step = 0; step < 14; step++) {
            double middle = (low + high) / 2;
            phantom.measure(balls, middle);
            if (phantom.mass() < fill) {
                low = middle;
            } else {
                high = middle;
            }
        }
        phantom.measure(balls, (low + high) / 2);
        return phantom.voxels();
    }

    /** Signed distance in mm to the union of the balls, positive outside, exact only near the wall. */
    private void measure(List<VesselTree.Ball> balls, double scale) {
        Arrays.fill(distance, 10);
        for (VesselTree.Ball b : balls) {
            double radius = b.radius() * scale;
            splat(b, radius);
        }
    }

    private void splat(VesselTree.Ball b, double radius) {
        double reach = radius + 1.5;
        int[] from = new int[3];
        int[] to = new int[3];
        double[] c = b.centre();
        for (int a = 0; a < 3; a++) {
            from[a] = Math.max(0, (int) Math.ceil((c[a] - reach) / spacing + (edge - 1) / 2.0));
            to[a] = Math.min(edge - 1, (int) Math.floor((c[a] + reach) / spacing + (edge - 1) / 2.0));
        }
        for (int z = from[2]; z <= to[2]; z++) {
            double dz = position(z) - c[2];
            for (int y = from[1]; y <= to[1]; y++) {
                double dy = position(y) - c[1];
                for (int x = from[0]; x <= to[0]; x++) {
                    double dx = position(x) - c[0];
                    float d = (float) (Math.sqrt(dx * dx + dy * dy + dz * dz) - radius);
                    int v = (z * edge + y) * edge + x;
                    distance[v] = Math.min(distance[v], d);
                }
            }
        }
    }

    private double position(int index) {
        return (index - (edge - 1) / 2.0) * spacing;
    }

    private double value(int v) {
        return 1 - Smooth.step(-WALL, WALL, distance[v] + roughness[v]);
    }

    private double mass() {
        double sum = 0;
        for (int v = 0; v < distance.length; v++) {
            sum += distance[v] > 1 ? 0 : value(v);
        }
        return sum / distance.length;
    }

    private byte[] voxels() {
        byte[] out = new byte[distance.length];
        for (int v = 0; v < out.length; v++) {
            out[v] = (byte) Math.round(255 * value(v));
        }
        return out;
    }
}
