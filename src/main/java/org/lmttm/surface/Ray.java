package org.lmttm.surface;

import org.jspecify.annotations.Nullable;

/** Follows rays through a volume, one after the other. For one thread. */
final class Ray {
    /** Light that still comes through when a ray ends. */
    private static final float DARK = 0.002f;
    /** Share of the light that must be lost on the way for something to be picked. */
    private static final double FAINTEST = 0.05;

    /** Light is worked out anew after this part of the finest spacing: slopes are taken over two voxels. */
    private static final double LIGHT_REACH = 0.7;

    private final RayVolume volume;
    private final RayTable table;
    private final Cut cut;
    private final boolean projecting;
    private final boolean shaded;
    private final boolean skipping;
    private final Lighting lighting;
    /** Rows of view directions in voxel gradients: turns a gradient in (i, j, k) into view space. */
    private final double[][] toView = new double[3][3];

    private final double[] start = new double[3];
    private final double[] direction = new double[3];
    /** Where the ray enters and leaves, and what of it is cut away, mm from its origin. */
    private double enter;

    private double leave;
    private double[] removed = {0, 0};
    private final double[] position = new double[3];

    private float red;
    private float green;
    private float blue;
    private float through;
    /** The light at the last sample that was lit, and where that was. */
    private float light;

    private double lightAt;
    private float largest;
    private double largestAt;

    Ray(RayCaster.Scene scene, RayTable table, Lighting lighting, boolean skipping) {
        this.volume = scene.volume();
        this.table = table;
        this.cut = scene.cut();
        this.projecting = scene.function().mode() == TransferFunction.Mode.MAXIMUM;
        this.shaded = scene.function().shaded();
        this.lighting = lighting;
        this.skipping = skipping;
        double[][] rotation = scene.camera().rotation();
        for (int r = 0; r < 3; r++) {
            for (int axis = 0; axis < 3; axis++) {
                for (int c = 0; c < 3; c++) {
                    toView[r][axis] += rotation[r][c] * volume.toVoxel.get(axis, c);
                }
            }
        }
    }

    /** The colour of a ray over black, 0xFFRRGGBB. */
    int cast(double[] ray) {
        if (!enter(ray)) {
            return SoftwareRasterizer.BACKGROUND;
        }
        if (projecting) {
            project();
            if (largest < 0) {
                return SoftwareRasterizer.BACKGROUND;
            }
            int at = 4 * table.entry(largest);
            return pixel(table.colors[at], table.colors[at + 1], table.colors[at + 2]);
        }
        composite(DARK);
        return pixel(red, green, blue);
    }

    private static int pixel(float r, float g, float b) {
        return SoftwareRasterizer.argb(
                Math.min(255, (int) (r + 0.5f)), Math.min(255, (int) (g + 0.5f)), Math.min(255, (int) (b + 0.5f)));
    }

    double @Nullable [] pick(double[] ray) {
        if (!enter(ray)) {
            return null;
        }
        double at;
        if (projecting) {
            project();
            if (largest < 0) {
                return null;
            }
            at = largestAt;
        } else {
            composite(DARK);
            if (1 - through < FAINTEST) {
                return null;
            }
            at = composite(1 - (1 - through) / 2);
        }
        return new double[] {ray[0] + at * ray[3], ray[1] + at * ray[4], ray[2] + at * ray[5]};
    }

    /** Where the ray meets the box of voxel centres; false when it does not. */
    private boolean enter(double[] ray) {
        double[] from = {ray[0], ray[1], ray[2]};
        double[] to = {ray[3], ray[4], ray[5]};
        System.arraycopy(volume.toVoxel.apply(from[0], from[1], from[2]), 0, start, 0, 3);
        System.arraycopy(volume.toVoxel.applyDirection(to[0], to[1], to[2]), 0, direction, 0, 3);
        enter = 0;
        leave = Double.POSITIVE_INFINITY;
        for (int axis = 0; axis < 3; axis++) {
            double last = (axis == 0 ? volume.ni : axis == 1 ? volume.nj : volume.nk) - 1;
            double a = -start[axis] / direction[axis];
            double b = (last - start[axis]) / direction[axis];
            if (direction[axis] == 0) {
                if (start[axis] < 0 || start[axis] > last) {
                    return false;
                }
            } else {
                enter = Math.max(enter, Math.min(a, b));
                leave = Math.min(leave, Math.max(a, b));
            }
        }
        removed = cut.along(from, to);
        return enter < leave;
    }

    /** Number of steps; the last one may be shorter. */
    private int steps() {
        return (int) Math.ceil((leave - enter) / table.stepLength - 1e-9);
    }

    /** Composites until so little light comes through; gives where it stopped, mm from the origin. */
    private double composite(double until) {
        red = 0;
        green = 0;
        blue = 0;
        through = 1;
        light = 1;
        lightAt = Double.NEGATIVE_INFINITY;
        double length = table.stepLength;
        int steps = steps();
        for (int n = 0; n < steps; n++) {
            double at = enter + (n + 0.5) * length;
            if (at >= removed[0] && at < removed[1]) {
                n = Math.max(n, skipTo(removed[1]) - 1);
                continue;
            }
            move(at);
            if (skipping && table.brickEmpty[brick()]) {
                n = Math.max(n, skipTo(brickEnd(at)) - 1);
                continue;
            }
            int entry = table.entry(value(position[0], position[1], position[2]));
            float opacity = table.colors[4 * entry + 3];
            if (opacity > 0) {
                double rest = leave - (enter + n * length);
                if (rest < length) {
                    opacity = (float) -Math.expm1(-table.density[entry] * rest / length);
                }
                add(entry, opacity, at);
                if (through < until) {
                    return at;
                }
            }
        }
        return leave;
    }

    private void add(int entry, float opacity, double at) {
        float weight = through * opacity;
        if (shaded && at - lightAt > LIGHT_REACH * volume.finest) {
            light = shade();
            lightAt = at;
        }
        red += weight * light * table.colors[4 * entry];
        green += weight * light * table.colors[4 * entry + 1];
        blue += weight * light * table.colors[4 * entry + 2];
        through *= 1 - opacity;
    }

    private void project() {
        largest = -1;
        double length = table.stepLength;
        int steps = steps();
        for (int n = 0; n < steps; n++) {
            double at = enter + (n + 0.5) * length;
            if (at >= removed[0] && at < removed[1]) {
                n = Math.max(n, skipTo(removed[1]) - 1);
                continue;
            }
            move(at);
            if (skipping && volume.brickHigh[brick()] + 1 <= largest) {
                n = Math.max(n, skipTo(brickEnd(at)) - 1);
                continue;
            }
            float value = value(position[0], position[1], position[2]);
            if (value > largest) {
                largest = value;
                largestAt = at;
            }
        }
    }

    /** The first step whose sample lies at or beyond a distance. */
    private int skipTo(double distance) {
        double n = Math.ceil((distance - enter) / table.stepLength - 0.5);
        return (int) Math.min(n, Integer.MAX_VALUE);
    }

    private void move(double at) {
        position[0] = Math.clamp(start[0] + at * direction[0], 0.0, volume.ni - 1.0);
        position[1] = Math.clamp(start[1] + at * direction[1], 0.0, volume.nj - 1.0);
        position[2] = Math.clamp(start[2] + at * direction[2], 0.0, volume.nk - 1.0);
    }

    private int brick() {
        int[] count = volume.bricks;
        int i = Math.min((int) position[0] >> RayVolume.BRICK, count[0] - 1);
        int j = Math.min((int) position[1] >> RayVolume.BRICK, count[1] - 1);
        int k = Math.min((int) position[2] >> RayVolume.BRICK, count[2] - 1);
        return i + count[0] * (j + count[1] * k);
    }

    /** Where the ray leaves the brick that it is in. */
    private double brickEnd(double at) {
        double end = Double.POSITIVE_INFINITY;
        for (int axis = 0; axis < 3; axis++) {
            int brick = (int) position[axis] >> RayVolume.BRICK;
            if (direction[axis] > 0) {
                end = Math.min(end, (((brick + 1) << RayVolume.BRICK) - start[axis]) / direction[axis]);
            } else if (direction[axis] < 0) {
                end = Math.min(end, ((brick << RayVolume.BRICK) - start[axis]) / direction[axis]);
            }
        }
        return Math.max(at, end);
    }

    /** The value at a position within the box, in voxel steps. */
    private float value(double x, double y, double z) {
        int ni = volume.ni;
        int nj = volume.nj;
        int i = Math.min((int) x, Math.max(0, ni - 2));
        int j = Math.min((int) y, Math.max(0, nj - 2));
        int k = Math.min((int) z, Math.max(0, volume.nk - 2));
        int right = ni > 1 ? 1 : 0;
        int down = nj > 1 ? ni : 0;
        int back = volume.nk > 1 ? ni * nj : 0;
        int at = i + ni * (j + nj * k);
        float fx = (float) (x - i);
        float fy = (float) (y - j);
        float fz = (float) (z - k);
        char[] v = volume.steps;
        float a = v[at] + fx * (v[at + right] - v[at]);
        float b = v[at + down] + fx * (v[at + down + right] - v[at + down]);
        at += back;
        float c = v[at] + fx * (v[at + right] - v[at]);
        float d = v[at + down] + fx * (v[at + down + right] - v[at + down]);
        float near = a + fy * (b - a);
        float far = c + fy * (d - c);
        return near + fz * (far - near);
    }

    /** How bright the slope at the position is, lit from the eye's side; 1 where there is none. */
    private float shade() {
        double gi = difference(0, volume.ni);
        double gj = difference(1, volume.nj);
        double gk = difference(2, volume.nk);
        double x = toView[0][0] * gi + toView[0][1] * gj + toView[0][2] * gk;
        double y = toView[1][0] * gi + toView[1][1] * gj + toView[1][2] * gk;
        double z = toView[2][0] * gi + toView[2][1] * gj + toView[2][2] * gk;
        double length = Math.sqrt(x * x + y * y + z * z);
        if (!(length * volume.finest > 1)) {
            return 1;
        }
        // the side that the eye sees: towards it, that is against z
        double sign = z > 0 ? -1 : 1;
        double scale = sign / length;
        return (float) lighting.shade(x * scale, y * scale, z * scale);
    }

    private double difference(int axis, int count) {
        double here = position[axis];
        double low = Math.max(0, here - 1);
        double high = Math.min(count - 1.0, here + 1);
        if (!(high > low)) {
            return 0;
        }
        position[axis] = high;
        float above = value(position[0], position[1], position[2]);
        position[axis] = low;
        float below = value(position[0], position[1], position[2]);
        position[axis] = here;
        return (above - below) / (high - low);
    }
}
