package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.Lineage.Source;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture;

/**
 * Where a memory token came from: tokens, outputs and patches of the timestamps before, joined by lines as wide as what
 * they gave. A click on a token asks for its own lineage, a click on a patch leads to its voxels.
 */
final class LineageView extends MemoryView {
    private static final double WIDEST = 18;

    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private @Nullable LineageLayout layout;

    LineageView(MemoryState state) {
        super(state);
        setId("lineage-view");
        setMinHeight(200);
        state.lineage().addListener((property, before, now) -> redraw());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointed.set(""));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    }

    /** What lies under the pointer, in words. */
    ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        Lineage lineage = state().lineage().get();
        if (lineage == null) {
            text(g, Words.text("lineage.empty"), Token.MUTED, width / 2, height / 2, TextAlignment.CENTER);
            layout = null;
            return;
        }
        LineageLayout shown = new LineageLayout(reading, lineage, width, height);
        layout = shown;
        int last = lineage.nodes().getFirst().source().timestamp();
        for (int step = -1; step <= last; step++) {
            String title = step < 0 ? Words.text("lineage.start") : "t " + step;
            text(g, title, Token.SUBTLE, shown.middle(step), 8, TextAlignment.CENTER);
        }
        flows(g, shown);
        shown.boxes().forEach(box -> box(g, box));
        shown.grids().values().forEach(grid -> grid(g, reading, grid, height));
    }

    private void flows(GraphicsContext g, LineageLayout shown) {
        g.setLineCap(StrokeLineCap.ROUND);
        List<LineageLayout.Flow> flows = new ArrayList<>(shown.flows());
        flows.sort(Comparator.comparingDouble(LineageLayout.Flow::share));
        for (LineageLayout.Flow flow : flows) {
            Color color = color(flow.patches() ? Token.PATCHES : Token.MUTED);
            g.setStroke(color.deriveColor(0, 1, 1, 0.2 + 0.6 * Math.min(1, flow.share() * 4)));
            g.setLineWidth(Math.max(0.7, flow.share() * WIDEST));
            double bend = Math.abs(flow.toX() - flow.fromX()) / 2;
            g.beginPath();
            g.moveTo(flow.fromX(), flow.fromY());
            if (bend < 1) {
                g.lineTo(flow.toX(), flow.toY());
            } else {
                g.bezierCurveTo(
                        flow.fromX() + bend, flow.fromY(), flow.toX() - bend, flow.toY(), flow.toX(), flow.toY());
            }
            g.stroke();
        }
        g.setLineCap(StrokeLineCap.SQUARE);
    }

    private void box(GraphicsContext g, LineageLayout.Box box) {
        boolean output = box.source() instanceof Source.Output;
        boolean root = box.share() >= 1 - 1e-9 && !output;
        g.setFill(color(Token.RAISED));
        g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 6, 6);
        g.setFill(color(output ? Token.OUTPUTS : Token.ACCENT).deriveColor(0, 1, 1, 0.15 + 0.5 * box.share()));
        g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 6, 6);
        g.setStroke(color(output ? Token.OUTPUTS : root ? Token.ACCENT : Token.BORDER));
        g.setLineWidth(root ? 2 : 1);
        g.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 6, 6);
        String name = switch (box.source()) {
            case Source.Token token -> token.block() + "\u00b7" + token.token();
            case Source.Output _ -> Words.text("lineage.outputs");
            case Source.Patch _ -> "";
        };
        double y = box.y() + box.height() / 2;
        if (box.width() > 64) {
            text(g, name, color(Token.TEXT), strong(LABEL), box.x() + 7, y, TextAlignment.LEFT);
            text(g, share(box.share()), Token.MUTED, box.x() + box.width() - 6, y, TextAlignment.RIGHT);
        } else if (!output) {
            text(g, name, color(Token.TEXT), strong(LABEL), box.x() + box.width() / 2, y, TextAlignment.CENTER);
        }
    }

    private void grid(GraphicsContext g, TraceReading reading, LineageLayout.Grid grid, double height) {
        Architecture a = reading.architecture();
        double most = 1e-9;
        for (LineageLayout.Grid other :
                layout == null ? List.<LineageLayout.Grid>of() : layout.grids().values()) {
            for (float share : other.shares()) {
                most = Math.max(most, share);
            }
        }
        double cap = most;
        new HeatPaint(grid.shares(), a.patchRows(), a.patchColumns(), share -> Maps.attention(share / cap))
                .draw(g, grid.x(), grid.y(), grid.side(), grid.side());
        g.setStroke(color(Token.PATCHES));
        g.setLineWidth(1);
        g.strokeRect(grid.x() - 0.5, grid.y() - 0.5, grid.side() + 1, grid.side() + 1);
        text(g, share(grid.share()), Token.MUTED, grid.x() + grid.side() / 2, height - 10, TextAlignment.CENTER);
    }

    private static String share(double share) {
        return share >= 0.1 ? Numbers.percent(share) : Numbers.fixed(share * 100, 1) + " %";
    }

    private void point(MouseEvent event) {
        LineageLayout shown = layout;
        if (shown == null) {
            return;
        }
        for (LineageLayout.Box box : shown.boxes()) {
            if (box.contains(event.getX(), event.getY())) {
                pointed.set(words(box));
                return;
            }
        }
        LineageLayout.Grid grid = grid(shown, event);
        int patch = grid == null ? -1 : patch(grid, event);
        pointed.set(grid == null ? "" : Words.text("lineage.patch", patch, grid.t(), share(grid.shares()[patch])));
    }

    private static String words(LineageLayout.Box box) {
        return switch (box.source()) {
            case Source.Token token ->
                token.written() < 0
                        ? Words.text("lineage.token.start", token.token(), token.block(), share(box.share()))
                        : Words.text(
                                "lineage.token", token.token(), token.block(), token.written(), share(box.share()));
            case Source.Output output -> Words.text("lineage.output", output.t(), share(box.share()));
            case Source.Patch _ -> "";
        };
    }

    private static LineageLayout.@Nullable Grid grid(LineageLayout shown, MouseEvent event) {
        return shown.grids().values().stream()
                .filter(grid -> event.getX() >= grid.x()
                        && event.getX() < grid.x() + grid.side()
                        && event.getY() >= grid.y()
                        && event.getY() < grid.y() + grid.side())
                .findFirst()
                .orElse(null);
    }

    private int patch(LineageLayout.Grid grid, MouseEvent event) {
        TraceReading reading = reading();
        if (reading == null) {
            return 0;
        }
        Architecture a = reading.architecture();
        int row = (int) ((event.getY() - grid.y()) / grid.side() * a.patchRows());
        int column = (int) ((event.getX() - grid.x()) / grid.side() * a.patchColumns());
        return row * a.patchColumns() + column;
    }

    private void click(MouseEvent event) {
        LineageLayout shown = layout;
        TraceReading reading = reading();
        if (shown == null || reading == null) {
            return;
        }
        for (LineageLayout.Box box : shown.boxes()) {
            if (box.contains(event.getX(), event.getY()) && box.source() instanceof Source.Token token) {
                state().askLineage(Math.max(0, token.written()), token.block(), token.token());
                return;
            }
        }
        LineageLayout.Grid grid = grid(shown, event);
        if (grid != null) {
            int patch = patch(grid, event);
            state().goTo(grid.t());
            state().choose(reading.grid().box(grid.t(), patch));
        }
    }
}
