package org.lmttm.app.training;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Architecture;

/** The pinned case at one epoch: the slab that memory was read for, its read attention, and the blocks at the end. */
final class PinnedView extends DrawnView {
    private static final double SLAB = 128;
    private static final double TITLE = 20;
    private static final double GAP = 12;

    private @Nullable TraceReading reading;

    PinnedView() {
        setMinHeight(SLAB + TITLE);
    }

    /** Shows a trace; null for none. */
    void show(@Nullable TraceReading newReading) {
        reading = newReading;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        TraceReading now = reading;
        if (now == null) {
            return;
        }
        int t = brightest(now);
        double side = Math.min(SLAB, (width - GAP) / 2);
        text(g, Texts.text("pinned.slab", t), Token.MUTED, 0, 8, TextAlignment.LEFT);
        slice(g, now, t, 0, TITLE, side);
        text(g, Texts.text("pinned.read"), Token.MUTED, side + GAP, 8, TextAlignment.LEFT);
        attention(g, now, t, side + GAP, TITLE, side);
        double top = TITLE + side + 14;
        double limit = limit(now);
        text(g, Texts.text("pinned.memory", now.steps() - 1), Token.MUTED, 0, top, TextAlignment.LEFT);
        String scale = Texts.text("pinned.scale", Figures.value(limit, limit < 1 ? 2 : 1));
        text(g, scale, Token.SUBTLE, width, top, TextAlignment.RIGHT);
        blocks(g, now, width, top + 14, height - top - 14, limit);
    }

    /** The timestamp whose slab holds most: an empty one would show nothing. */
    private static int brightest(TraceReading reading) {
        int best = 0;
        double most = -1;
        for (int t = 0; t < reading.steps(); t++) {
            double sum = 0;
            for (float value : reading.slabSlice(t)) {
                sum += value;
            }
            if (sum > most) {
                most = sum;
                best = t;
            }
        }
        return best;
    }

    private static void slice(GraphicsContext g, TraceReading reading, int t, double x, double y, double side) {
        Architecture a = reading.architecture();
        float largest = 1e-6f;
        for (float value : reading.trace().input()) {
            largest = Math.max(largest, value);
        }
        float scale = largest;
        new HeatPaint(
                        reading.slabSlice(t),
                        a.input().height(),
                        a.input().width(),
                        value -> ColorMap.GREY.argb(value / scale))
                .draw(g, x, y, side, side);
    }

    private static void attention(GraphicsContext g, TraceReading reading, int t, double x, double y, double side) {
        Architecture a = reading.architecture();
        float[] patches = reading.patchAttention(t, AttentionKind.READ);
        double cap = Scales.attentionCap(List.of(patches), 1);
        float[] voxels = new float[a.input().height() * a.input().width()];
        for (int patch = 0; patch < patches.length; patch++) {
            VoxelBox box = reading.grid().box(t, patch);
            for (int row = box.rowFrom(); row < box.rowTo(); row++) {
                for (int column = box.columnFrom(); column < box.columnTo(); column++) {
                    voxels[row * a.input().width() + column] = patches[patch];
                }
            }
        }
        new HeatPaint(voxels, a.input().height(), a.input().width(), value -> ColorMap.MAGMA.argb(value / cap))
                .draw(g, x, y, side, side);
    }

    private static double limit(TraceReading reading) {
        int last = reading.steps() - 1;
        return Scales.signedLimit(List.of(reading.values(last, reading.writtenBlock(last), Phase.AFTER)));
    }

    private void blocks(GraphicsContext g, TraceReading reading, double width, double top, double room, double limit) {
        int count = reading.architecture().blocks();
        int lines = (count + 1) / 2;
        int across = Math.min(2, count);
        double each = Math.floor((width - GAP * (across - 1)) / across);
        double tall = Math.min(72, Math.floor((room - lines * TITLE) / lines));
        if (tall < 6) {
            return;
        }
        int last = reading.steps() - 1;
        boolean dark = palette().dark();
        for (int block = 0; block < count; block++) {
            double x = block % across * (each + GAP);
            int line = block / across;
            double y = top + line * (tall + TITLE);
            text(g, Texts.text("pinned.block", block), Token.MUTED, x, y + 6, TextAlignment.LEFT);
            new HeatPaint(
                            reading.values(last, block, Phase.AFTER),
                            reading.architecture().blockTokens(),
                            reading.architecture().dim(),
                            value -> ColorMap.diverging(dark).argb((value / limit + 1) / 2))
                    .draw(g, x, y + 16, each, tall - 4);
        }
    }
}
