package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;

/** Every block as a heat map of tokens × values, with the tokens' norms beside it. */
final class BlocksView extends MemoryView {
    private static final double TITLE = 18;
    private static final double FOOT = 18;
    private static final double GAP = 16;
    private static final double NORMS = 18;
    private static final int BLOCKS_A_LINE = 4;

    private final List<Rectangle2D> boxes = new ArrayList<>();

    BlocksView(MemoryState state) {
        super(state);
        setMinHeight(90);
        state.phase().addListener((property, before, now) -> redraw());
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
        for (int block = 0; block < blocks; block++) {
            double x = Math.floor(block % across * (each + GAP));
            int line = block / across;
            double y = Math.floor(line * (tall + GAP / 2));
            boolean foot = tall > 70;
            double mapWidth = Math.max(1, Math.floor(each - NORMS));
            double mapHeight = Math.max(1, Math.floor(tall - TITLE - (foot ? FOOT : 0)));
            Rectangle2D box = new Rectangle2D(x, y + TITLE, mapWidth, mapHeight);
            boxes.add(box);
            title(g, reading, t, block, x, y, mapWidth, foot);
            map(g, reading, t, block, box);
            norms(g, reading, t, block, box, largest);
            if (foot) {
                foot(g, reading, t, block, box);
            }
        }
        frame(g, reading);
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
        String name = Words.text("block.title", block);
        text(g, name, color(Token.TEXT), strong(LABEL), x + 14, y + 8, TextAlignment.LEFT);
        Token word = role == Role.CURRENT || role == Role.NEXT ? token : Token.MUTED;
        text(g, Words.role(role), word, x + 66, y + 8, TextAlignment.LEFT);
        if (!foot) {
            text(g, norm(reading, t, block), Token.MUTED, x + width, y + 8, TextAlignment.RIGHT);
        }
    }

    private void map(GraphicsContext g, TraceReading reading, int t, int block, Rectangle2D box) {
        Phase phase = state().phase().get();
        MemoryState.Limits limits = state().limits();
        double limit = limits == null ? 1 : phase == Phase.CHANGE ? limits.change() : limits.memory();
        boolean dark = palette().dark();
        float[] values = reading.values(t, block, phase);
        int rows = reading.architecture().blockTokens();
        HeatPaint paint =
                new HeatPaint(values, rows, reading.architecture().dim(), value -> Maps.signed(value / limit, dark));
        g.setGlobalAlpha(reading.role(t, block) == Role.NOT_READ ? 0.55 : 1);
        paint.draw(g, box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        g.setGlobalAlpha(1);
        // values near zero have the panel's colour: the line says how far the map reaches
        g.setStroke(color(Token.LINE));
        g.setLineWidth(1);
        g.strokeRect(box.getMinX() - 0.5, box.getMinY() - 0.5, box.getWidth() + 1, box.getHeight() + 1);
    }

    private void norms(GraphicsContext g, TraceReading reading, int t, int block, Rectangle2D box, double largest) {
        double[] norms = reading.tokenNorms(t, block, state().phase().get());
        double cell = box.getHeight() / norms.length;
        Color color = color(RoleColors.of(reading.role(t, block)));
        for (int token = 0; token < norms.length; token++) {
            double length = norms[token] / largest * (NORMS - 5);
            fill(g, color, box.getMaxX() + 3, box.getMinY() + token * cell, length, Math.max(0.5, cell - 1));
        }
    }

    private void foot(GraphicsContext g, TraceReading reading, int t, int block, Rectangle2D box) {
        double y = box.getMaxY() + 10;
        text(g, written(reading, t, block), Token.MUTED, box.getMinX(), y, TextAlignment.LEFT);
        text(g, norm(reading, t, block), Token.MUTED, box.getMaxX(), y, TextAlignment.RIGHT);
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
        if (state().pointed().get() instanceof Pointed.Value value && value.block() < boxes.size()) {
            Rectangle2D box = boxes.get(value.block());
            double cellX = box.getWidth() / reading.architecture().dim();
            double cellY = box.getHeight() / reading.architecture().blockTokens();
            g.setStroke(color(Token.TEXT));
            g.setLineWidth(1.5);
            double x = box.getMinX() + value.dimension() * cellX;
            double y = box.getMinY() + value.token() * cellY;
            g.strokeRect(x - 1, y - 1, cellX + 2, cellY + 2);
        }
    }

    private void point(MouseEvent event) {
        TraceReading reading = reading();
        if (reading == null) {
            return;
        }
        Pointed.Value found = null;
        for (int block = 0; block < boxes.size(); block++) {
            Rectangle2D box = boxes.get(block);
            double across = (event.getX() - box.getMinX()) / box.getWidth();
            double down = (event.getY() - box.getMinY()) / box.getHeight();
            if (across >= 0 && across < 1 && down >= 0 && down < 1) {
                int token = (int) (down * reading.architecture().blockTokens());
                int dimension = (int) (across * reading.architecture().dim());
                Phase phase = state().phase().get();
                found = Pointed.value(reading, state().step().get(), block, phase, token, dimension);
            }
        }
        state().pointed().set(found);
    }
}
