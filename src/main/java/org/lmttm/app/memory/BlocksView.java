package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.BlockOrder;
import org.lmttm.insight.NormCourse;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;

/**
 * Every block as a heat map of tokens × values, with the tokens' norms beside it and below it the block's norm and change
 * over time.
 */
final class BlocksView extends MemoryView {
    /** Where a block's words do not fit beside each other, its number and when it was written stay. */
    private static final double NARROW = 150;

    private static final double TITLE = 18;
    private static final double FOOT = 18;
    private static final double COURSE = 24;
    private static final double GAP = 16;
    private static final double AXIS = 18;
    private static final double NORMS = 18;
    private static final int BLOCKS_A_LINE = 4;

    private final List<Box> boxes = new ArrayList<>();
    private @Nullable TraceReading coursed;
    private NormCourse course = new NormCourse(new double[0][], new double[0][]);

    /** Where a block's map stands, and which token each of its rows is. */
    private record Box(int block, Rectangle2D map, int[] tokens) {
        int rowOf(int token) {
            int row = 0;
            while (tokens[row] != token) {
                row++;
            }
            return row;
        }
    }

    BlocksView(MemoryState state) {
        super(state);
        setMinHeight(90);
        state.phase().addListener((property, before, now) -> redraw());
        state.order().addListener((property, before, now) -> redraw());
        state.pointed().addListener((property, before, now) -> redraw());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> state.pointed().set(null));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> state.askLineageOfPointed());
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        boxes.clear();
        int blocks = reading.architecture().blocks();
        int lines = (blocks + BLOCKS_A_LINE - 1) / BLOCKS_A_LINE;
        int across = (blocks + lines - 1) / lines;
        double each = (width - GAP * (across - 1)) / across;
        double tall = (height - GAP / 2 * (lines - 1)) / lines;
        double largest = largestNorm(reading, t);
        Phase phase = state().phase().get();
        BlockOrder order = state().order().get();
        int[] ordered = order.blocks(reading, t, phase);
        for (int place = 0; place < blocks; place++) {
            int block = ordered[place];
            double x = Math.floor(place % across * (each + GAP));
            int line = place / across;
            double y = Math.floor(line * (tall + GAP / 2));
            boolean foot = tall > 90;
            double mapWidth = Math.max(1, Math.floor(each - NORMS - AXIS));
            double mapHeight = Math.max(1, Math.floor(tall - TITLE - (foot ? FOOT + COURSE : 0)));
            Rectangle2D map = new Rectangle2D(x + AXIS, y + TITLE, mapWidth, mapHeight);
            Box box = new Box(block, map, order.tokens(reading, t, block, phase));
            boxes.add(box);
            title(g, reading, t, block, x, y, mapWidth + AXIS, foot);
            map(g, reading, t, box);
            norms(g, reading, t, box, largest);
            if (foot) {
                foot(g, reading, t, block, map);
                course(
                        g,
                        reading,
                        t,
                        block,
                        new Rectangle2D(map.getMinX(), map.getMaxY() + FOOT + 2, mapWidth, COURSE - 4));
            }
        }
        frame(g, reading);
    }

    /** The block's norm after each timestamp, and the norm of what the timestamp changed, dashed. */
    private void course(GraphicsContext g, TraceReading reading, int t, int block, Rectangle2D at) {
        if (coursed != reading) {
            coursed = reading;
            course = NormCourse.of(reading);
        }
        double largest = course.largest();
        line(g, color(Token.LINE), 1, at.getMinX(), at.getMaxY() + 0.5, at.getMaxX(), at.getMaxY() + 0.5);
        double each = at.getWidth() / reading.steps();
        g.setLineDashes(3, 3);
        line(g, course.change()[block], largest, at, color(Token.MUTED));
        g.setLineDashes();
        line(g, course.norm()[block], largest, at, color(Token.NEXT));
        double x = at.getMinX() + (t + 0.5) * each;
        double y = at.getMaxY() - course.norm()[block][t] / largest * at.getHeight();
        g.setFill(color(Token.NEXT));
        g.fillOval(x - 3, y - 3, 6, 6);
        text(g, "0", Token.SUBTLE, at.getMinX() - 5, at.getMaxY() - 3, TextAlignment.RIGHT);
        text(
                g,
                Numbers.fixed(largest, largest >= 10 ? 0 : 1),
                Token.SUBTLE,
                at.getMinX() - 3,
                at.getMinY() + 4,
                TextAlignment.RIGHT);
    }

    private static void line(GraphicsContext g, double[] values, double largest, Rectangle2D at, Color color) {
        double[] xs = new double[values.length];
        double[] ys = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            xs[t] = at.getMinX() + (t + 0.5) * at.getWidth() / values.length;
            ys[t] = at.getMaxY() - values[t] / largest * at.getHeight();
        }
        g.setStroke(color);
        g.setLineWidth(1.5);
        g.strokePolyline(xs, ys, values.length);
    }

    private double largestNorm(TraceReading reading, int t) {
        double largest = 1e-9;
        for (int block = 0; block < reading.architecture().blocks(); block++) {
            for (double norm : reading.tokenNorms(t, block, state().phase().get())) {
                largest = Math.max(largest, norm);
            }
        }
        return largest;
    }

    private void title(
            GraphicsContext g, TraceReading reading, int t, int block, double x, double y, double width, boolean foot) {
        Role role = reading.role(t, block);
        Token token = RoleColors.of(role);
        fill(g, color(token), x, y + 4, 8, 8);
        boolean narrow = width < NARROW;
        String name = narrow ? Integer.toString(block) : Words.text("block.title", block);
        text(g, name, color(Token.TEXT), strong(LABEL), x + 14, y + 8, TextAlignment.LEFT);
        Token word = role == Role.CURRENT || role == Role.NEXT ? token : Token.MUTED;
        text(g, Words.role(role), word, x + (narrow ? 30 : 66), y + 8, TextAlignment.LEFT);
        if (!foot && !narrow) {
            text(g, norm(reading, t, block), Token.MUTED, x + width, y + 8, TextAlignment.RIGHT);
        }
    }

    private void map(GraphicsContext g, TraceReading reading, int t, Box at) {
        Phase phase = state().phase().get();
        MemoryState.Limits limits = state().limits();
        double limit = limits == null ? 1 : phase == Phase.CHANGE ? limits.change() : limits.memory();
        boolean dark = palette().dark();
        float[] values = reading.values(t, at.block(), phase);
        int dim = reading.architecture().dim();
        float[] rows = new float[values.length];
        for (int row = 0; row < at.tokens().length; row++) {
            System.arraycopy(values, at.tokens()[row] * dim, rows, row * dim, dim);
        }
        Rectangle2D box = at.map();
        HeatPaint paint = new HeatPaint(rows, at.tokens().length, dim, value -> Maps.signed(value / limit, dark));
        g.setGlobalAlpha(reading.role(t, at.block()) == Role.NOT_READ ? 0.55 : 1);
        paint.draw(g, box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        g.setGlobalAlpha(1);
        // values near zero have the panel's colour: the line says how far the map reaches
        g.setStroke(color(Token.LINE));
        g.setLineWidth(1);
        g.strokeRect(box.getMinX() - 0.5, box.getMinY() - 0.5, box.getWidth() + 1, box.getHeight() + 1);
        String first = Integer.toString(at.tokens()[0]);
        text(g, first, Token.SUBTLE, box.getMinX() - 4, box.getMinY() + 6, TextAlignment.RIGHT);
        if (box.getHeight() > 26) {
            String last = Integer.toString(at.tokens()[at.tokens().length - 1]);
            text(g, last, Token.SUBTLE, box.getMinX() - 4, box.getMaxY() - 6, TextAlignment.RIGHT);
        }
    }

    private void norms(GraphicsContext g, TraceReading reading, int t, Box at, double largest) {
        double[] norms = reading.tokenNorms(t, at.block(), state().phase().get());
        Rectangle2D box = at.map();
        double cell = box.getHeight() / norms.length;
        Color color = color(RoleColors.of(reading.role(t, at.block())));
        for (int row = 0; row < norms.length; row++) {
            double length = norms[at.tokens()[row]] / largest * (NORMS - 5);
            fill(g, color, box.getMaxX() + 3, box.getMinY() + row * cell, length, Math.max(0.5, cell - 1));
        }
    }

    private void foot(GraphicsContext g, TraceReading reading, int t, int block, Rectangle2D box) {
        double y = box.getMaxY() + 10;
        text(g, written(reading, t, block), Token.MUTED, box.getMinX(), y, TextAlignment.LEFT);
        if (box.getWidth() >= NARROW) {
            text(g, norm(reading, t, block), Token.MUTED, box.getMaxX(), y, TextAlignment.RIGHT);
        }
    }

    private static String written(TraceReading reading, int t, int block) {
        int at = reading.writtenAt(t, block);
        if (at < 0) {
            return Words.text("written.never");
        }
        return at == t ? Words.text("written.now", at) : Words.text("written.at", at);
    }

    private String norm(TraceReading reading, int t, int block) {
        return Words.text(
                "norm", Numbers.fixed(reading.norm(t, block, state().phase().get()), 2));
    }

    private void frame(GraphicsContext g, TraceReading reading) {
        if (!(state().pointed().get() instanceof Pointed.Value value)) {
            return;
        }
        for (Box at : boxes) {
            if (at.block() != value.block()) {
                continue;
            }
            Rectangle2D box = at.map();
            double cellX = box.getWidth() / reading.architecture().dim();
            double cellY = box.getHeight() / reading.architecture().blockTokens();
            g.setStroke(color(Token.TEXT));
            g.setLineWidth(1.5);
            double x = box.getMinX() + value.dimension() * cellX;
            double y = box.getMinY() + at.rowOf(value.token()) * cellY;
            g.strokeRect(x - 1, y - 1, cellX + 2, cellY + 2);
        }
    }

    private void point(MouseEvent event) {
        TraceReading reading = reading();
        if (reading == null) {
            return;
        }
        Pointed.Value found = null;
        for (Box at : boxes) {
            Rectangle2D box = at.map();
            double across = (event.getX() - box.getMinX()) / box.getWidth();
            double down = (event.getY() - box.getMinY()) / box.getHeight();
            if (across >= 0 && across < 1 && down >= 0 && down < 1) {
                int token = at.tokens()[(int) (down * at.tokens().length)];
                int dimension = (int) (across * reading.architecture().dim());
                Phase phase = state().phase().get();
                found = Pointed.value(reading, state().step().get(), at.block(), phase, token, dimension);
            }
        }
        state().pointed().set(found);
    }
}
