package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;

/**
 * The blocks as a loop round the timestamp: arrows of a read are as wide as its attention on memory, the pencil stands
 * where the timestamp writes.
 */
final class RingView extends MemoryView {
    private static final double WIDEST = 14;
    private static final double CENTRE_WIDTH = 62;
    private static final double CENTRE_HEIGHT = 54;

    /** Blocks whose pictures are kept, at the paper's size 0.2 MB each. */
    private static final int PAINTS = 128;

    private final Recent<Painted, HeatPaint> paints = new Recent<>(PAINTS);

    /** What a picture shows of the trace shown. */
    private record Painted(int t, int block, double limit, boolean dark) {}

    RingView(MemoryState state) {
        super(state);
        state.reading().addListener((property, before, now) -> paints.clear());
        setMinHeight(180);
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        int blocks = reading.architecture().blocks();
        double boxWidth = Math.min(84, width / (blocks > 6 ? 4.6 : 3.2));
        double boxHeight = Math.min(58, height / (blocks > 6 ? 6 : 4.2));
        List<Point2D> centres = centres(blocks, width, height, boxWidth, boxHeight);
        Point2D middle = new Point2D(Math.rint(width / 2), Math.rint(height / 2));
        loop(g, centres, middle);
        for (Role role : reading.reads()) {
            arrow(g, reading, t, role, centres, middle, boxWidth, boxHeight);
        }
        for (int block = 0; block < blocks; block++) {
            box(g, reading, t, block, centres.get(block), boxWidth, boxHeight);
        }
        centre(g, reading, t, middle);
        paints.ahead(
                onwards(reading, t)
                        .filter(other -> state().limits(other) != null)
                        .boxed()
                        .flatMap(other -> IntStream.range(0, blocks)
                                .mapToObj(block -> painted(other, block, state().limits(other))))
                        .toList(),
                asked -> paint(reading, asked));
    }

    private Painted painted(int t, int block, MemoryState.@Nullable Limits limits) {
        return new Painted(
                t, block, limits == null ? 1 : limits.memory(), palette().dark());
    }

    private static HeatPaint paint(TraceReading reading, Painted asked) {
        return new HeatPaint(
                reading.values(asked.t(), asked.block(), Phase.AFTER),
                reading.architecture().blockTokens(),
                reading.architecture().dim(),
                value -> Maps.signed(value / asked.limit(), asked.dark()));
    }

    private static List<Point2D> centres(int blocks, double width, double height, double boxWidth, double boxHeight) {
        List<Point2D> centres = new ArrayList<>();
        double rx = (width - boxWidth) / 2 - 2;
        double ry = (height - boxHeight) / 2 - 2;
        for (int block = 0; block < blocks; block++) {
            double angle = -Math.PI / 2 + 2 * Math.PI * block / blocks;
            double x = width / 2 + rx * Math.cos(angle);
            double y = height / 2 + ry * Math.sin(angle);
            centres.add(new Point2D(Math.rint(x), Math.rint(y)));
        }
        return centres;
    }

    private void loop(GraphicsContext g, List<Point2D> centres, Point2D middle) {
        if (centres.size() < 2) {
            return;
        }
        g.setStroke(color(Token.BORDER));
        g.setLineWidth(1.5);
        double rx = 0;
        double ry = 0;
        for (Point2D centre : centres) {
            rx = Math.max(rx, Math.abs(centre.getX() - middle.getX()));
            ry = Math.max(ry, Math.abs(centre.getY() - middle.getY()));
        }
        g.strokeOval(middle.getX() - rx, middle.getY() - ry, 2 * rx, 2 * ry);
        for (int i = 0; i < centres.size(); i++) {
            // the loop runs clockwise; a head half-way between two blocks says so
            double angle = -Math.PI / 2 + 2 * Math.PI * (i + 0.5) / centres.size();
            Point2D at = new Point2D(middle.getX() + rx * Math.cos(angle), middle.getY() + ry * Math.sin(angle));
            Point2D along = new Point2D(-rx * Math.sin(angle), ry * Math.cos(angle)).normalize();
            head(g, color(Token.SUBTLE), at.add(along.multiply(4)), along, 4);
        }
    }

    private void arrow(
            GraphicsContext g,
            TraceReading reading,
            int t,
            Role role,
            List<Point2D> centres,
            Point2D middle,
            double boxWidth,
            double boxHeight) {
        Point2D block = centres.get(reading.block(t, role));
        Point2D inward = middle.subtract(block).normalize();
        if (reading.singleMemory()) {
            inward = new Point2D(0, 1);
        }
        Point2D side = new Point2D(-inward.getY(), inward.getX());
        boolean writes = reading.block(t, role) == reading.writtenBlock(t);
        Point2D shift = side.multiply(writes ? 11 : 0);
        Point2D from = edge(block, inward, boxWidth / 2, boxHeight / 2).add(shift);
        Point2D to = edge(middle, inward.multiply(-1), CENTRE_WIDTH / 2, CENTRE_HEIGHT / 2)
                .add(shift);
        double share = reading.memoryShare(t, role);
        Color color = color(RoleColors.of(role));
        shaft(g, color, from, to, Math.max(1.5, share * WIDEST));
        boolean upright = Math.abs(inward.getY()) > Math.abs(inward.getX());
        Point2D at = from.midpoint(to);
        if (upright) {
            at = at.add(side.multiply(20 + share * WIDEST / 2));
        } else {
            // beside the timestamp there is no room for words: they stand clear above or below both boxes
            boolean below = side.getY() > 0;
            at = new Point2D(at.getX(), middle.getY() + (below ? 1 : -1) * (boxHeight / 2 + 11));
        }
        text(g, Numbers.percent(share), Token.MUTED, at.getX(), at.getY(), TextAlignment.CENTER);
        if (writes) {
            write(g, from.subtract(shift.multiply(2)), to.subtract(shift.multiply(2)), side, upright, boxHeight);
        }
    }

    private void write(
            GraphicsContext g, Point2D block, Point2D middle, Point2D side, boolean upright, double boxHeight) {
        Color color = color(Token.NEXT);
        shaft(g, color, middle, block, 1.5);
        Point2D at = block.midpoint(middle);
        if (!upright) {
            boolean below = side.getY() < 0;
            // the arrow is 11 px off the boxes' middle
            double y = at.getY() + (below ? 1 : -1) * boxHeight / 2;
            pencil(g, color, at.getX() - 19, y);
            text(g, Words.text("write"), Token.NEXT, at.getX() - 10, y, TextAlignment.LEFT);
            return;
        }
        at = at.subtract(side.multiply(12));
        boolean right = at.getX() >= middle.getX();
        double x = at.getX() + (right ? 4 : -4);
        pencil(g, color, x + (right ? 5 : -5), at.getY());
        TextAlignment align = right ? TextAlignment.LEFT : TextAlignment.RIGHT;
        text(g, Words.text("write"), Token.NEXT, x + (right ? 14 : -14), at.getY(), align);
    }

    private static void pencil(GraphicsContext g, Color color, double x, double y) {
        g.setFill(color);
        g.fillPolygon(
                new double[] {x - 5, x - 4, x + 3, x + 5, x - 2}, new double[] {y + 5, y + 2, y - 5, y - 3, y + 4}, 5);
    }

    /** Where a ray from a box's centre leaves it. */
    private static Point2D edge(Point2D centre, Point2D direction, double halfWidth, double halfHeight) {
        double x = Math.abs(direction.getX()) < 1e-9 ? Double.MAX_VALUE : halfWidth / Math.abs(direction.getX());
        double y = Math.abs(direction.getY()) < 1e-9 ? Double.MAX_VALUE : halfHeight / Math.abs(direction.getY());
        return centre.add(direction.multiply(Math.min(x, y) + 3));
    }

    private static void shaft(GraphicsContext g, Color color, Point2D from, Point2D to, double width) {
        Point2D along = to.subtract(from).normalize();
        double size = Math.max(4, width * 0.9);
        g.setStroke(color);
        g.setLineWidth(width);
        Point2D end = to.subtract(along.multiply(size));
        g.strokeLine(from.getX(), from.getY(), end.getX(), end.getY());
        head(g, color, to, along, size);
    }

    private static void head(GraphicsContext g, Color color, Point2D tip, Point2D along, double size) {
        Point2D side = new Point2D(-along.getY(), along.getX()).multiply(size);
        Point2D base = tip.subtract(along.multiply(size * 1.3));
        g.setFill(color);
        g.fillPolygon(
                new double[] {tip.getX(), base.getX() + side.getX(), base.getX() - side.getX()},
                new double[] {tip.getY(), base.getY() + side.getY(), base.getY() - side.getY()},
                3);
    }

    private void box(
            GraphicsContext g, TraceReading reading, int t, int block, Point2D centre, double width, double height) {
        Role role = reading.role(t, block);
        double x = centre.getX() - Math.floor(width / 2);
        double y = centre.getY() - Math.floor(height / 2);
        g.setFill(color(Token.RAISED));
        g.fillRoundRect(x, y, width, height, 6, 6);
        double top = height > 44 ? 20 : 16;
        text(g, Integer.toString(block), color(Token.TEXT), strong(LABEL), x + 8, y + top / 2 + 1, TextAlignment.LEFT);
        if (width > 70) {
            Token word = role == Role.NOT_READ || role == Role.PREVIOUS ? Token.MUTED : RoleColors.of(role);
            text(g, Words.role(role), word, x + width - 8, y + top / 2 + 1, TextAlignment.RIGHT);
        }
        HeatPaint paint = paints.get(painted(t, block, state().limits()), asked -> paint(reading, asked));
        g.setGlobalAlpha(role == Role.NOT_READ ? 0.5 : 1);
        paint.draw(g, x + 8, y + top, width - 16, height - top - 8);
        g.setGlobalAlpha(1);
        g.setStroke(color(role == Role.NOT_READ ? Token.BORDER : RoleColors.of(role)));
        g.setLineWidth(role == Role.NOT_READ ? 1 : 2);
        g.strokeRoundRect(x, y, width, height, 6, 6);
    }

    private void centre(GraphicsContext g, TraceReading reading, int t, Point2D middle) {
        if (reading.singleMemory()) {
            return;
        }
        double x = middle.getX() - CENTRE_WIDTH / 2;
        double y = middle.getY() - CENTRE_HEIGHT / 2;
        g.setFill(color(Token.RAISED));
        g.fillRoundRect(x, y, CENTRE_WIDTH, CENTRE_HEIGHT, 6, 6);
        g.setStroke(color(Token.BORDER));
        g.setLineWidth(1);
        g.strokeRoundRect(x + 0.5, y + 0.5, CENTRE_WIDTH - 1, CENTRE_HEIGHT - 1, 6, 6);
        text(g, "t " + t, color(Token.TEXT), strong(20), middle.getX(), middle.getY() - 8, TextAlignment.CENTER);
        String range = Words.text("of-steps", reading.steps() - 1);
        text(g, range, Token.MUTED, middle.getX(), middle.getY() + 14, TextAlignment.CENTER);
    }
}
