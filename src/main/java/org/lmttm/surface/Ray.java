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
    /** A slope less than this part of the steepest one on the way does not change the light. */
    private static final double STEEP = 0.5;

    private final RayVolume volume;
    private final RayTable table;
    private final Cut cut;
    private final boolean projecting;
    private final boolean shaded;
    private final boolean skipping;
    private final Lighting lighting;
    private final Layer.@Nullable Paint paint;
    /** Rows of view directions in voxel gradients: turns a gradient in (i, j, k) into view space. */
    private final double[][] toView = new double[3][3];

    /** Origin and direction of the ray, mm. */
    private double[] line = new double[6];

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
    /** The light, how steep the slope is that it falls on and that was looked at last, and where light was last wanted. */
    private float light;

    private double steepest;
    private double slope;
    private double litAt;
    /** Where the light was worked out last. */
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
        this.paint = scene.paint();
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
            dark();
            shine(1, table.colors[at], table.colors[at + 1], table.colors[at + 2], largestAt);
            return pixel(red, green, blue);
        }
        composite(DARK);
        return pixel(red, green, blue);
    }

    private void dark() {
        red = 0;
        green = 0;
        blue = 0;
    }

    /** Adds light of a colour, or of the one painted where it comes from, at a distance along the ray. */
    private void shine(float weight, float r, float g, float b, double at) {
        int painted = paint == null
                ? -1
                : paint.color(line[0] + at * line[3], line[1] + at * line[4], line[2] + at * line[5]);
        if (painted < 0) {
            red += weight * r;
            green += weight * g;
            blue += weight * b;
            return;
        }
        float bright = weight * Math.max(r, Math.max(g, b)) / 255;
        red += bright * (painted >> 16 & 0xFF);
        green += bright * (painted >> 8 & 0xFF);
        blue += bright * (painted & 0xFF);
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
        line = ray;
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
        dark();
        through = 1;
        light = 1;
        lightAt = Double.NEGATIVE_INFINITY;
        litAt = Double.NEGATIVE_INFINITY;
        if (!(removed[0] < removed[1])) {
            return march(enter, leave, until);
        }
        double end = march(enter, Math.min(leave, removed[0]), until);
        return through < until ? end : march(Math.max(enter, removed[1]), leave, until);
    }

    /**
     * Composites a stretch of the ray step by step. A step adds what the transfer function says of all values between
     * those at its ends, so that thin layers show no rings where steps happen to meet them.
     */
    private double march(double from, double to, double until) {
        double length = table.stepLength;
        int steps = (int) Math.ceil((to - from) / length - 1e-9);
        int before = 0;
        // the empty brick that the sample before lies in, where its entry is not known
        int flat = -1;
        for (int n = 0; n <= steps && from < to; n++) {
            double at = n == steps ? to : from + n * length;
            move(at);
            int brick = brick();
            boolean empty = skipping && table.brickEmpty[brick];
            boolean nothing = empty && (n == 0 || (flat >= 0 && table.joined(flat, brick)));
            if (!nothing) {
                int here = entry();
                double last = from + (n - 1) * length;
                if (flat >= 0) {
                    move(last);
                    before = entry();
                    move(at);
                }
                if (n > 0) {
                    add(before, here, last, at - last);
                    if (through < until) {
                        return (last + at) / 2;
                    }
                }
                before = here;
            }
            flat = empty ? brick : -1;
            if (empty) {
                double next = Math.ceil((brickEnd(at) - from) / length);
                n = (int) Math.max(n, Math.min(next, Integer.MAX_VALUE) - 1);
            }
        }
        return to;
    }

    /**
     * The light at a distance. Within a body, where nothing slopes but noise, it stays that of the slope by which the ray
     * came in.
     */
    private float light(double at) {
        double reach = LIGHT_REACH * volume.finest;
        if (at - lightAt > reach) {
            boolean apart = at - litAt > 2 * reach;
            move(at);
            float here = shade();
            if (apart || slope > STEEP * steepest) {
                light = here;
                steepest = apart ? slope : Math.max(slope, steepest);
            }
            lightAt = at;
        }
        litAt = at;
        return light;
    }

    private int entry() {
        return table.entry(value(position[0], position[1], position[2]));
    }

    /** Adds a step between two entries, at whose end the position is. */
    private void add(int a, int b, double from, double length) {
        double[] sums = table.sums;
        int before = RayTable.SUMS * a;
        int here = RayTable.SUMS * b;
        double all = sums[here] - sums[before];
        double density = a == b ? table.density[a] : all / (b - a);
        if (!(density > 0)) {
            return;
        }
        double share = density * (length / table.stepLength);
        // a short series where it is exact enough, and the difference would lose digits
        float opacity = (float) (share < 0.01 ? share * (1 - share / 2 * (1 - share / 3)) : 1 - Math.exp(-share));
        float weight = through * opacity;
        double mean =
                a == b ? 0.5 : ((sums[here + RayTable.MOMENT] - sums[before + RayTable.MOMENT]) / all - a) / (b - a);
        // where the step's light comes from
        double middle = from + Math.clamp(mean, 0.0, 1.0) * length;
        if (shaded) {
            weight *= light(middle);
            move(from + length);
        }
        if (a == b) {
            shine(weight, table.colors[4 * a], table.colors[4 * a + 1], table.colors[4 * a + 2], middle);
        } else {
            shine(
                    weight,
                    (float) ((sums[here + 1] - sums[before + 1]) / all),
                    (float) ((sums[here + 2] - sums[before + 2]) / all),
                    (float) ((sums[here + 3] - sums[before + 3]) / all),
                    middle);
        }
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
        slope = length;
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
