package org.lmttm.app.memory;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Architecture.Extent;

/** The timestamp's slab as the model saw it, with attention painted patch by patch on demand. */
final class SlabView extends MemoryView {
    private static final double LEFT = 26;
    private static final double FOOT = 20;
    private static final double TOP = 6;
    private static final double OVERLAY = 0.82;
    /** Distance of ticks whose numbers do not touch. */
    private static final double TICKS = 20;

    private @Nullable TraceReading measured;
    private float largest;
    private double originX;
    private double originY;
    private double voxel = 1;

    SlabView(MemoryState state) {
        super(state);
        setMinHeight(160);
        state.overlay().addListener((property, before, now) -> redraw());
        state.overlayKind().addListener((property, before, now) -> redraw());
        state.pointed().addListener((property, before, now) -> redraw());
        state.rolledOut().addListener((property, before, now) -> redraw());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> state.pointed().set(null));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> state.choosePointed());
        state.target().addListener((property, before, now) -> redraw());
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        Extent input = reading.architecture().input();
        double exact = Math.min((width - LEFT - 8) / input.width(), (height - TOP - FOOT) / input.height());
        voxel = exact >= 1 ? Math.floor(exact) : Math.max(0.1, exact);
        double wide = voxel * input.width();
        double tall = voxel * input.height();
        originX = LEFT + Math.floor((width - LEFT - 8 - wide) / 2);
        originY = TOP;
        float[] slice = reading.slabSlice(t);
        if (measured != reading) {
            measured = reading;
            largest = largest(reading.trace().input());
        }
        new HeatPaint(slice, input.height(), input.width(), value -> Maps.grey(value / largest))
                .draw(g, originX, originY, wide, tall);
        if (state().overlay().get()) {
            overlay(g, reading, t);
            outline(g, slice, input, largest / 2);
        }
        unseen(g, reading, input);
        ticks(g, input, reading.architecture().patch());
        frame(g, reading, t);
        VoxelBox target = state().target().get();
        if (target != null && target.depthFrom() == reading.grid().firstSlice(t)) {
            frame(g, target, color(Token.ACCENT));
        }
    }

    private static float largest(float[] values) {
        float largest = 1e-6f;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private void overlay(GraphicsContext g, TraceReading reading, int t) {
        float[] values = state().patches(reading, t);
        if (values == null) {
            return;
        }
        double cap = state().patchCap();
        g.setGlobalAlpha(OVERLAY);
        for (int patch = 0; patch < values.length; patch++) {
            VoxelBox box = reading.grid().box(t, patch);
            int argb = Maps.attention(state(), values[patch] / cap, palette().dark());
            g.setFill(Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255));
            g.fillRect(
                    originX + box.columnFrom() * voxel,
                    originY + box.rowFrom() * voxel,
                    (box.columnTo() - box.columnFrom()) * voxel,
                    (box.rowTo() - box.rowFrom()) * voxel);
        }
        g.setGlobalAlpha(1);
    }

    /** The edge between voxels above and below half of the largest intensity. */
    private void outline(GraphicsContext g, float[] slice, Extent input, float level) {
        Color color = Color.gray(1, 0.75);
        for (int row = 0; row < input.height(); row++) {
            for (int column = 0; column < input.width(); column++) {
                boolean inside = slice[row * input.width() + column] >= level;
                double x = originX + column * voxel;
                double y = originY + row * voxel;
                if (column > 0 && inside != slice[row * input.width() + column - 1] >= level) {
                    line(g, color, 1, x, y, x, y + voxel);
                }
                if (row > 0 && inside != slice[(row - 1) * input.width() + column] >= level) {
                    line(g, color, 1, x, y, x + voxel, y);
                }
            }
        }
    }

    private void unseen(GraphicsContext g, TraceReading reading, Extent input) {
        int rows = reading.architecture().patchRows()
                * reading.architecture().patch().height();
        int columns = reading.architecture().patchColumns()
                * reading.architecture().patch().width();
        double right = originX + input.width() * voxel;
        double bottom = originY + input.height() * voxel;
        hatch(g, originX + columns * voxel, originY, right, bottom);
        hatch(g, originX, originY + rows * voxel, Math.min(right, originX + columns * voxel), bottom);
    }

    private void hatch(GraphicsContext g, double x0, double y0, double x1, double y1) {
        if (x1 <= x0 || y1 <= y0) {
            return;
        }
        g.save();
        g.beginPath();
        g.rect(x0, y0, x1 - x0, y1 - y0);
        g.clip();
        fill(g, color(Token.PANEL), x0, y0, x1 - x0, y1 - y0);
        double tall = y1 - y0;
        for (double x = x0 - tall; x < x1; x += 5) {
            line(g, color(Token.SUBTLE), 1, x, y1, x + tall, y0);
        }
        g.restore();
    }

    private void ticks(GraphicsContext g, Extent input, Extent patch) {
        int every = patch.width() * Math.max(1, (int) Math.rint(input.width() / 3.0 / patch.width()));
        while (every * voxel < TICKS) {
            every *= 2;
        }
        double bottom = originY + input.height() * voxel;
        for (int at = 0; at < input.width(); at += every) {
            double x = originX + (at + 0.5) * voxel;
            text(g, Integer.toString(at), Token.SUBTLE, x, bottom + 11, TextAlignment.CENTER);
        }
        for (int at = 0; at < input.height(); at += every) {
            double y = originY + (at + 0.5) * voxel;
            text(g, Integer.toString(at), Token.SUBTLE, originX - 6, Math.max(y, originY + 6), TextAlignment.RIGHT);
        }
    }

    private void frame(GraphicsContext g, TraceReading reading, int t) {
        int patch = Pointed.patchOf(state().pointed().get());
        if (patch < 0) {
            return;
        }
        frame(g, reading.grid().box(t, patch), Color.WHITE);
    }

    private void frame(GraphicsContext g, VoxelBox box, Color color) {
        double x = originX + box.columnFrom() * voxel;
        double y = originY + box.rowFrom() * voxel;
        double wide = (box.columnTo() - box.columnFrom()) * voxel;
        double tall = (box.rowTo() - box.rowFrom()) * voxel;
        g.setStroke(Color.BLACK);
        g.setLineWidth(4);
        g.strokeRect(x, y, wide, tall);
        g.setStroke(color);
        g.setLineWidth(2);
        g.strokeRect(x, y, wide, tall);
    }

    private void point(MouseEvent event) {
        TraceReading reading = reading();
        if (reading == null) {
            return;
        }
        int row = (int) Math.floor((event.getY() - originY) / voxel);
        int column = (int) Math.floor((event.getX() - originX) / voxel);
        int patch = reading.grid().patchAt(row, column);
        float[] values = state().patches(reading, state().step().get());
        state().pointed()
                .set(
                        patch < 0 || values == null
                                ? null
                                : new Pointed.Patch(
                                        state().overlayKind().get(),
                                        patch,
                                        values[patch],
                                        reading.grid().box(state().step().get(), patch)));
    }
}
