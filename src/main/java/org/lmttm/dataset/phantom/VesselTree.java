package org.lmttm.dataset.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A curved artery with branches, as balls along its centre lines in a box of {@value #BOX} mm around the origin; with
 * or without a saccular aneurysm. Both kinds have what could be mistaken for one: fusiform widenings, bends, forks and
 * stumps.
 */
final class VesselTree {
    /** Edge of the box in mm that a tree is made for; its ends run out of it. */
    static final double BOX = 28;

    private static final double SPACING = 0.45;
    private final Random random;
    private final List<Ball> balls = new ArrayList<>();
    private final double[][] frame;

    /** A ball in mm. */
    record Ball(double x, double y, double z, double radius) {
        double[] centre() {
            return new double[] {x, y, z};
        }
    }

    /** A place on a centre line: the ball's index in its line, the line's balls. */
    private record Line(List<Ball> balls) {
        double[] tangent(int index) {
            Ball a = balls.get(Math.max(0, index - 2));
            Ball b = balls.get(Math.min(balls.size() - 1, index + 2));
            return Vectors.unit(Vectors.minus(b.centre(), a.centre()));
        }
    }

    private VesselTree(Random random) {
        this.random = random;
        this.frame = Vectors.randomFrame(random);
    }

    /**
     * A tree.
     *
     * @param random source of its shape
     * @param aneurysm whether a sac sits on it
     */
    static List<Ball> grow(Random random, boolean aneurysm) {
        VesselTree tree = new VesselTree(random);
        tree.build(aneurysm);
        return tree.balls;
    }

    private void build(boolean aneurysm) {
        double radius = uniform(1.5, 2.2);
        Line trunk = trunk(radius);
        List<Line> lines = new ArrayList<>(List.of(trunk));
        int branches = 1 + random.nextInt(3);
        for (int b = 0; b < branches; b++) {
            lines.add(branch(trunk, uniform(0.55, 0.85), uniform(9, 18)));
        }
        if (random.nextDouble() < 0.35) {
            branch(trunk, uniform(0.7, 0.95), uniform(2.6, 4.2));
        }
        if (aneurysm) {
            sac(lines.get(random.nextInt(Math.min(2, lines.size()))));
        } else if (random.nextDouble() < 0.4) {
            widen(trunk);
        }
        for (Line line : lines) {
            balls.addAll(line.balls);
        }
    }

    private Line trunk(double radius) {
        double[][] control = {
            place(uniform(-18, -16), uniform(-5, 5), uniform(-5, 5)),
            place(uniform(-8, -3), uniform(-11, 11), uniform(-11, 11)),
            place(uniform(3, 8), uniform(-11, 11), uniform(-11, 11)),
            place(uniform(16, 18), uniform(-5, 5), uniform(-5, 5))
        };
        double taper = uniform(0.7, 1);
        double waveAt = uniform(0, 50);
        List<Ball> line = new ArrayList<>();
        int n = (int) (48 / SPACING);
        for (int x = 0; x <= n; x++) {
            double t = (double) x / n;
            double[] p = bezier(control, t);
            double wave = 1 + 0.12 * Smooth.noise(waveAt + 7 * t, 0.5, 0.5, 11);
            line.add(new Ball(p[0], p[1], p[2], radius * wave * Smooth.mix(1, taper, t)));
        }
        return new Line(line);
    }

    private Line branch(Line parent, double thinner, double length) {
        int at = (int) (parent.balls.size() * uniform(0.28, 0.72));
        Ball root = parent.balls.get(at);
        double[] tangent = parent.tangent(at);
        double[] side = Vectors.perpendicular(tangent, random);
        double angle = uniform(0.7, 1.4);
        double[] out =
                Vectors.plus(Vectors.times(tangent, StrictMath.cos(angle)), Vectors.times(side, StrictMath.sin(angle)));
        double[] bend = Vectors.plus(out, Vectors.times(Vectors.perpendicular(out, random), uniform(0.2, 0.9)));
        double[] start = root.centre();
        double[] middle = Vectors.plus(start, Vectors.times(out, length / 2));
        double[] end = Vectors.plus(middle, Vectors.times(Vectors.unit(bend), length / 2));
        List<Ball> line = new ArrayList<>();
        int n = (int) Math.ceil(length / SPACING);
        for (int x = 0; x <= n; x++) {
            double t = (double) x / n;
            double[] p = bezier(new double[][] {start, middle, middle, end}, t);
            line.add(new Ball(p[0], p[1], p[2], root.radius() * thinner * (1 - 0.25 * t)));
        }
        Line made = new Line(line);
        if (length < 5) {
            balls.addAll(line);
        }
        return made;
    }

    /** A sac: a few overlapping balls beside the vessel, so that it is round but not a perfect sphere. */
    private void sac(Line line) {
        int at = inside(line);
        Ball root = line.balls.get(at);
        double[] side = Vectors.perpendicular(line.tangent(at), random);
        double radius = Math.clamp(root.radius() * uniform(1.8, 2.5), 3, 4.8);
        double[] centre = Vectors.plus(root.centre(), Vectors.times(side, 0.6 * root.radius() + 0.85 * radius));
        balls.add(new Ball(centre[0], centre[1], centre[2], radius));
        for (int lobe = 0; lobe < 3; lobe++) {
            double[] away = Vectors.plus(Vectors.times(side, 0.5), Vectors.randomUnit(random));
            double[] p = Vectors.plus(centre, Vectors.times(Vectors.unit(away), radius * uniform(0.2, 0.45)));
            balls.add(new Ball(p[0], p[1], p[2], radius * uniform(0.65, 0.85)));
        }
        double[] neck = Vectors.plus(root.centre(), Vectors.times(side, 0.7 * root.radius()));
        balls.add(new Ball(neck[0], neck[1], neck[2], Math.min(root.radius(), radius * 0.6)));
    }

    /** A fusiform widening: all around the vessel, so a thick place without a sac. */
    private void widen(Line line) {
        int at = inside(line);
        double more = uniform(0.2, 0.5);
        double reach = uniform(3, 5.5);
        for (int x = 0; x < line.balls.size(); x++) {
            Ball b = line.balls.get(x);
            double d = (x - at) * SPACING / reach;
            double radius = b.radius() * (1 + more * StrictMath.exp(-d * d * 1.5));
            line.balls.set(x, new Ball(b.x(), b.y(), b.z(), radius));
        }
    }

    /** A random place of the line that is well inside the box. */
    private int inside(Line line) {
        int at = line.balls.size() / 2;
        for (int attempt = 0; attempt < 50; attempt++) {
            int candidate = random.nextInt(line.balls.size());
            Ball b = line.balls.get(candidate);
            if (Math.max(Math.abs(b.x()), Math.max(Math.abs(b.y()), Math.abs(b.z()))) < 9) {
                return candidate;
            }
        }
        return at;
    }

    private double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private double[] place(double along, double across, double up) {
        double[] p = new double[3];
        for (int a = 0; a < 3; a++) {
            p[a] = along * frame[0][a] + across * frame[1][a] + up * frame[2][a];
        }
        return p;
    }

    private static double[] bezier(double[][] c, double t) {
        double s = 1 - t;
        double[] p = new double[3];
        for (int a = 0; a < 3; a++) {
            p[a] = s * s * s * c[0][a] + 3 * s * s * t * c[1][a] + 3 * s * t * t * c[2][a] + t * t * t * c[3][a];
        }
        return p;
    }
}
