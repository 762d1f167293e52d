package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.text.TextAlignment;

/** Finds where the text of a mark stands: near its point, inside the frame, and over no curve where there is such room. */
final class MarkPlace {
    private static final double HALF_HEIGHT = 8;
    private static final double BESIDE = 8;
    private static final double POINT = 4;
    private static final double[] DISTANCES = {14, 22, 34, 50, 70, 94, 122};
    /** What a curve below the text counts against pixels of distance: more than any distance there is. */
    private static final double CURVE = 10_000;

    /** Pale single steps are avoided where there is any room, too. */
    private static final double STEPS = 200;

    private final PlotFrame frame;
    private final List<Part> parts = new ArrayList<>();

    /**
     * A place.
     *
     * @param x where the text begins, ends or has its middle
     * @param y its middle
     */
    record Spot(double x, double y, TextAlignment align) {}

    /** A piece of a curve from one point to the next, in pixels. */
    private record Part(double cost, double x0, double y0, double x1, double y1) {
        boolean meets(double left, double right, double top, double bottom) {
            double from = Math.max(left, Math.min(x0, x1));
            double to = Math.min(right, Math.max(x0, x1));
            if (from > to) {
                return false;
            }
            double a = at(from);
            double b = at(to);
            return x0 == x1
                    ? Math.min(y0, y1) <= bottom && Math.max(y0, y1) >= top
                    : Math.min(a, b) <= bottom && Math.max(a, b) >= top;
        }

        private double at(double x) {
            return x0 == x1 ? y0 : y0 + (x - x0) / (x1 - x0) * (y1 - y0);
        }
    }

    MarkPlace(PlotFrame frame, PlotContent content) {
        this.frame = frame;
        content.lines().forEach(this::add);
        content.marks().forEach(mark -> add(frame.x(mark.x()), frame.y(mark.y())));
    }

    /** A mark's point is as little to be written over as a curve. */
    private void add(double x, double y) {
        if (!Double.isNaN(y)) {
            parts.add(new Part(CURVE, x - POINT, y, x + POINT, y));
        }
    }

    private void add(PlotContent.Line line) {
        double[] x = line.x();
        double[] y = line.y();
        for (int i = 0; i + 1 < x.length; i++) {
            double y0 = frame.y(y[i]);
            double y1 = frame.y(y[i + 1]);
            if (!Double.isNaN(y0) && !Double.isNaN(y1)) {
                parts.add(new Part(line.thin() ? STEPS : CURVE, frame.x(x[i]), y0, frame.x(x[i + 1]), y1));
            }
        }
    }

    /**
     * The best place for a text; empty where it would stand over a curve wherever it stood.
     *
     * @param x the point, in pixels
     * @param y the point, in pixels
     * @param width of the text, in pixels
     */
    Optional<Spot> of(double x, double y, double width) {
        List<Part> near = parts.stream()
                .filter(part -> Math.max(part.x0(), part.x1()) >= x - width - BESIDE
                        && Math.min(part.x0(), part.x1()) <= x + width + BESIDE)
                .toList();
        Optional<Spot> best = Optional.empty();
        double least = CURVE;
        for (double distance : DISTANCES) {
            for (double way : new double[] {-1, 1}) {
                for (TextAlignment align : List.of(TextAlignment.LEFT, TextAlignment.RIGHT, TextAlignment.CENTER)) {
                    Spot spot = new Spot(start(x, align), y + way * distance, align);
                    double cost = distance + cost(spot, width, near);
                    if (cost < least) {
                        least = cost;
                        best = Optional.of(spot);
                    }
                }
            }
        }
        return best;
    }

    private static double start(double x, TextAlignment align) {
        return align == TextAlignment.LEFT ? x + BESIDE : align == TextAlignment.RIGHT ? x - BESIDE : x;
    }

    private double cost(Spot spot, double width, List<Part> near) {
        double left = spot.align() == TextAlignment.LEFT
                ? spot.x()
                : spot.align() == TextAlignment.RIGHT ? spot.x() - width : spot.x() - width / 2;
        double top = spot.y() - HALF_HEIGHT;
        double bottom = spot.y() + HALF_HEIGHT;
        if (left < frame.left() || left + width > frame.right() || top < frame.top() || bottom > frame.bottom()) {
            return Double.POSITIVE_INFINITY;
        }
        double cost = 0;
        for (Part part : near) {
            if (part.cost() > cost && part.meets(left, left + width, top, bottom)) {
                cost = part.cost();
            }
        }
        return cost;
    }
}
