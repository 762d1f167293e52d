package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.Arrays;
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
    /** Where the role's word does not fit either, its colour stays. */
    private static final double NARROWEST = 84;

    private static final double TITLE = 18;
    private static final double FOOT = 18;
    private static final double COURSE = 24;
    private static final double GAP = 16;
    private static final double AXIS = 18;
    private static final double NORMS = 18;
    private static final int BLOCKS_A_LINE = 4;

    /** Timestamps whose pictures are kept, at the paper's size 0.8 MB each. */
    private static final int KEPT = 32;

    private final List<Box> boxes = new ArrayList<>();
    private final Recent<Painted, Values> shown = new Recent<>(KEPT);
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

    /** What is shown of the trace, and in which colours. */
    private record Painted(int t, Phase phase, BlockOrder order, double limit, boolean dark) {}

    /**
     * What all blocks show at a timestamp; arrays by block.
     *
     * @param ordered the blocks as they stand
     * @param tokens which token each row is
     * @param paints the maps
     * @param norms of each token
     * @param largest norm of a token
     */
    private record Values(int[] ordered, int[][] tokens, HeatPaint[] paints, double[][] norms, double largest) {
        static Values of(TraceReading reading, Painted asked) {
            int blocks = reading.architecture().blocks();
            int[][] tokens = new int[blocks][];
            HeatPaint[] paints = new HeatPaint[blocks];
            double[][] norms = new double[blocks][];
            double largest = 1e-9;
            for (int block = 0; block < blocks; block++) {
                norms[block] = reading.tokenNorms(asked.t(), block, asked.phase());
                tokens[block] = asked.order().tokens(reading, asked.t(), block, asked.phase());
                paints[block] = paint(reading, asked, block, tokens[block]);
                largest = Math.max(largest, Arrays.stream(norms[block]).max().orElse(0));
            }
            int[] ordered = asked.order().blocks(reading, asked.t(), asked.phase());
            return new Values(ordered, tokens, paints, norms, largest);
        }

        private static HeatPaint paint(TraceReading reading, Painted asked, int block, int[] tokens) {
            float[] values = reading.values(asked.t(), block, asked.phase());
            int dim = reading.architecture().dim();
            float[] rows = new float[values.length];
            for (int row = 0; row < tokens.length; row++) {
                System.arraycopy(values, tokens[row] * dim, rows, row * dim, dim);
            }
            return new HeatPaint(rows, tokens.length, dim, value -> Maps.signed(value / asked.limit(), asked.dark()));
        }

        /** The block's norm, of which the tokens' are parts. */
        String normText(int block) {
            double squares =
                    Arrays.stream(norms[block]).map(norm -> norm * norm).sum();
            return Words.text("norm", Numbers.fixed(Math.sqrt(squares), 2));
        }
    }

    BlocksView(MemoryState state) {
        super(state);
        state.reading().addListener((property, before, now) -> shown.clear());
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
        Values values = values(reading, t);
        for (int place = 0; place < blocks; place++) {
            int block = values.ordered()[place];
            double x = Math.floor(place % across * (each + GAP));
            int line = place / across;
            double y = Math.floor(line * (tall + GAP / 2));
            boolean foot = tall > 90 && each >= NARROWEST;
            double mapWidth = Math.max(1, Math.floor(each - NORMS - AXIS));
            double mapHeight = Math.max(1, Math.floor(tall - TITLE - (foot ? FOOT + COURSE : 0)));
            Rectangle2D map = new Rectangle2D(x + AXIS, y + TITLE, mapWidth, mapHeight);
            Box box = new Box(block, map, values.tokens()[block]);
            boxes.add(box);
            title(g, reading, t, block, x, y, mapWidth + AXIS, foot ? "" : values.normText(block));
            map(g, reading, t, box, values.paints()[block]);
            norms(g, reading, t, box, values);
            if (foot) {
                foot(g, reading, t, block, map, values.normText(block));
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

    /** What is shown of the blocks at a timestamp. */
    private Values values(TraceReading reading, int t) {
        Values values = shown.get(painted(t, state().limits()), asked -> Values.of(reading, asked));
        shown.ahead(
                onwards(reading, t)
                        .filter(other -> state().limits(other) != null)
                        .mapToObj(other -> painted(other, state().limits(other)))
                        .toList(),
                asked -> Values.of(reading, asked));
        return values;
    }

    private Painted painted(int t, MemoryState.@Nullable Limits limits) {
        Phase phase = state().phase().get();
        double limit = limits == null ? 1 : phase == Phase.CHANGE ? limits.change() : limits.memory();
        return new Painted(t, phase, state().order().get(), limit, palette().dark());
    }

    private void title(
            GraphicsContext g, TraceReading reading, int t, int block, double x, double y, double width, String norm) {
        Role role = reading.role(t, block);
        Token token = RoleColors.of(role);
        fill(g, color(token), x, y + 4, 8, 8);
        boolean narrow = width < NARROW;
        String name = narrow ? Integer.toString(block) : Words.text("block.title", block);
        text(g, name, color(Token.TEXT), strong(LABEL), x + 14, y + 8, TextAlignment.LEFT);
        Token word = role == Role.CURRENT || role == Role.NEXT ? token : Token.MUTED;
        if (width >= NARROWEST) {
            text(g, Words.role(role), word, x + (narrow ? 30 : 66), y + 8, TextAlignment.LEFT);
        }
        if (!narrow) {
            text(g, norm, Token.MUTED, x + width, y + 8, TextAlignment.RIGHT);
        }
    }

    private void map(GraphicsContext g, TraceReading reading, int t, Box at, HeatPaint paint) {
        Rectangle2D box = at.map();
        g.setGlobalAlpha(reading.role(t, at.block()) == Role.NOT_READ ? 0.55 : 1);
        paint.draw(g, box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        g.setGlobalAlpha(1);
        // values near zero have the panel's colour: the line says how far the map reaches
        outline(g, color(Token.LINE), 1, box.getMinX() - 1, box.getMinY() - 1, box.getWidth() + 2, box.getHeight() + 2);
        String first = Integer.toString(at.tokens()[0]);
        text(g, first, Token.SUBTLE, box.getMinX() - 4, box.getMinY() + 6, TextAlignment.RIGHT);
        if (box.getHeight() > 26) {
            String last = Integer.toString(at.tokens()[at.tokens().length - 1]);
            text(g, last, Token.SUBTLE, box.getMinX() - 4, box.getMaxY() - 6, TextAlignment.RIGHT);
        }
    }

    private void norms(GraphicsContext g, TraceReading reading, int t, Box at, Values values) {
        double[] norms = values.norms()[at.block()];
        Rectangle2D box = at.map();
        double cell = box.getHeight() / norms.length;
        Color color = color(RoleColors.of(reading.role(t, at.block())));
        for (int row = 0; row < norms.length; row++) {
            double length = norms[at.tokens()[row]] / values.largest() * (NORMS - 5);
            fill(g, color, box.getMaxX() + 3, box.getMinY() + row * cell, length, Math.max(0.5, cell - 1));
        }
    }

    private void foot(GraphicsContext g, TraceReading reading, int t, int block, Rectangle2D box, String norm) {
        double y = box.getMaxY() + 10;
        text(g, written(reading, t, block), Token.MUTED, box.getMinX(), y, TextAlignment.LEFT);
        if (box.getWidth() >= NARROW) {
            text(g, norm, Token.MUTED, box.getMaxX(), y, TextAlignment.RIGHT);
        }
    }

    private static String written(TraceReading reading, int t, int block) {
        int at = reading.writtenAt(t, block);
        if (at < 0) {
            return Words.text("written.never");
        }
        return at == t ? Words.text("written.now", at) : Words.text("written.at", at);
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
