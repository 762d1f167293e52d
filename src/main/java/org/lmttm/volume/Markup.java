package org.lmttm.volume;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader marks on a slice: a measurement or a note. It lies in patient space, so that it stays where it is
 * however the volume is cut, zoomed or turned.
 *
 * @param kind what is marked
 * @param points {@link Kind#points()} positions, in the order that the kind states
 * @param text a note's words; else a name that the reader gave, or empty
 */
public record Markup(Kind kind, List<Point> points, String text) {
    /** What can be marked. */
    public enum Kind {
        /** A straight line: its two ends. */
        DISTANCE(2),
        /** Two legs: end, vertex, end. */
        ANGLE(3),
        /** Centre, then the ends of two half axes that are at right angles. */
        ELLIPSE(3),
        /** Centre, then the middles of two sides that meet at right angles. */
        RECTANGLE(3),
        /** Words at one position. */
        NOTE(1);

        private final int points;

        Kind(int points) {
            this.points = points;
        }

        /** How many positions make one. */
        public int points() {
            return points;
        }

        /** Whether it encloses part of a slice, whose values are worth statistics. */
        public boolean isRegion() {
            return this == ELLIPSE || this == RECTANGLE;
        }
    }

    /** Checks the number of points and that they are finite, and copies them. */
    public Markup {
        points = List.copyOf(points);
        if (points.size() != kind.points()) {
            throw new IllegalArgumentException(kind + " has " + kind.points() + " points, not " + points.size());
        }
        for (Point point : points) {
            if (!Double.isFinite(point.x() + point.y() + point.z())) {
                throw new IllegalArgumentException(kind + " has a point that is not finite: " + point);
            }
        }
    }

    /** A markup without words. */
    public static Markup of(Kind kind, Point... points) {
        return new Markup(kind, List.of(points), "");
    }

    /** The same with other words. */
    public Markup withText(String words) {
        return new Markup(kind, points, words);
    }

    /** The same, moved as a whole. */
    public Markup movedBy(Point way) {
        return new Markup(kind, points.stream().map(point -> point.plus(way)).toList(), text);
    }

    /**
     * The same with one point elsewhere. A region keeps its right angle: its centre takes the whole along, and the end
     * of a half axis changes that axis's length only.
     */
    public Markup withPoint(int index, Point to) {
        if (!kind.isRegion()) {
            List<Point> moved = new ArrayList<>(points);
            moved.set(index, to);
            return new Markup(kind, moved, text);
        }
        Point centre = points.getFirst();
        if (index == 0) {
            return movedBy(to.minus(centre));
        }
        Point axis = points.get(index).minus(centre);
        double share = to.minus(centre).dot(axis) / axis.dot(axis);
        List<Point> moved = new ArrayList<>(points);
        // an axis of no length would lose its direction
        moved.set(index, centre.plus(axis.times(Math.max(Math.abs(share), 1e-3))));
        return new Markup(kind, moved, text);
    }

    /** The length of a distance, in mm or voxels. */
    public double length() {
        return points.getFirst().distance(points.get(1));
    }

    /** The angle at the vertex, 0 to 180 degrees; not-a-number where a leg has no length. */
    public double degrees() {
        Point a = points.getFirst().minus(points.get(1));
        Point b = points.get(2).minus(points.get(1));
        double cosine = a.dot(b) / (a.length() * b.length());
        return Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1)));
    }

    /** The area of a region, in mm² or voxels². */
    public double area() {
        double box = halfAxis(1).length() * halfAxis(2).length();
        return kind == Kind.ELLIPSE ? Math.PI * box : 4 * box;
    }

    /** The way from a region's centre to the end of its half axis 1 or 2. */
    public Point halfAxis(int axis) {
        return points.get(axis).minus(points.getFirst());
    }
}
