package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.ColumnGroup;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;

/**
 * Read or write attention as a heat map: one band of rows a block read, or one band of the rows written; groups of
 * columns named above with a coloured rule, the rows' shares at the right.
 */
final class AttentionView extends MemoryView {
    private static final double HEAD = 26;
    private static final double FOOT = 20;
    private static final double BAND_GAP = 8;
    private static final double LABELS = 92;
    private static final double WRITE_LABELS = 28;
    private static final double SHARES = 92;
    private static final double SPACE = 12;
    /** Height of a band that has room for two lines of words. */
    private static final double TWO_LINES = 32;

    /** Matrices whose pictures are kept: of a small model all, of a large one those of some timestamps. */
    private static final int PAINTS = 96;

    private final AttentionKind kind;
    private final List<Band> bands = new ArrayList<>();
    private final Recent<Painted, HeatPaint> paints = new Recent<>(PAINTS);
    private @Nullable MatrixLayout layout;

    /** What a picture shows: weights, which are told by their identity, in colours. */
    private record Painted(float[] weights, double cap, boolean dark) {}

    /** One matrix of rows that belong together, and where it stands. */
    private record Band(Role role, float[] weights, int rows, List<ColumnGroup> groups, double y, double cell) {
        double height() {
            return Math.rint(rows * cell);
        }

        /** Upper edge of a row. */
        double top(int row) {
            return cell >= 1 ? Math.rint(y + row * cell) : y + row * cell;
        }
    }

    AttentionView(MemoryState state, AttentionKind kind) {
        super(state);
        this.kind = kind;
        setMinHeight(120);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> state.pointed().set(null));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> state.choosePointed());
        state.pointed().addListener((property, before, now) -> redraw());
        state.reading().addListener((property, before, now) -> paints.clear());
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        double left = kind == AttentionKind.READ ? LABELS : WRITE_LABELS;
        // a difference has no shares: its rows sum to 0
        double room = width - left - (state().difference() ? 0 : SHARES + SPACE);
        List<ColumnGroup> groups = groups(reading, t, reading.reads().getFirst());
        MatrixLayout columns = new MatrixLayout(groups, reading.architecture().patchColumns(), left, room);
        layout = columns;
        place(reading, t, height);
        header(g, reading, columns, groups);
        for (Band band : bands) {
            cells(g, columns, band);
            labels(g, reading, t, band);
            if (!state().difference()) {
                shares(g, columns.end() + SPACE, Math.min(SHARES, width - columns.end() - SPACE), band);
            }
        }
        footer(g, reading, columns, groups);
        frame(g, columns);
        int count = groups.getLast().to();
        paints.ahead(
                onwards(reading, t)
                        .filter(other -> state().limits(other) != null)
                        .boxed()
                        .flatMap(other ->
                                weights(reading, other).map(weights -> painted(weights, state().limits(other))))
                        .toList(),
                asked -> paint(asked, count));
    }

    private Stream<float[]> weights(TraceReading reading, int t) {
        return kind == AttentionKind.READ
                ? reading.reads().stream().map(role -> reading.read(t, role))
                : Stream.of(reading.write(t));
    }

    private Painted painted(float[] weights, MemoryState.@Nullable Limits limits) {
        double cap = limits == null ? 1 : kind == AttentionKind.READ ? limits.read() : limits.write();
        return new Painted(weights, cap, palette().dark());
    }

    private HeatPaint paint(Painted asked, int count) {
        return new HeatPaint(
                asked.weights(),
                asked.weights().length / count,
                count,
                weight -> Maps.attention(state(), weight * count / asked.cap(), asked.dark()));
    }

    private List<ColumnGroup> groups(TraceReading reading, int t, Role role) {
        return kind == AttentionKind.READ ? reading.readColumns(t, role) : reading.writeColumns(t);
    }

    private void place(TraceReading reading, int t, double height) {
        bands.clear();
        List<Role> roles = kind == AttentionKind.READ ? reading.reads() : List.of(written(reading));
        int rows = kind == AttentionKind.READ
                ? reading.architecture().readTokens()
                : reading.architecture().writeRows();
        double room = height - HEAD - FOOT - BAND_GAP * (roles.size() - 1);
        double cell = Math.max(0.2, room / (rows * roles.size()));
        double y = HEAD;
        for (Role role : roles) {
            float[] weights = kind == AttentionKind.READ ? reading.read(t, role) : reading.write(t);
            bands.add(new Band(role, weights, rows, groups(reading, t, role), y, cell));
            y = Math.rint(y + rows * cell) + BAND_GAP;
        }
    }

    private static Role written(TraceReading reading) {
        return reading.singleMemory() ? Role.CURRENT : Role.NEXT;
    }

    private void header(GraphicsContext g, TraceReading reading, MatrixLayout columns, List<ColumnGroup> groups) {
        for (ColumnGroup group : groups) {
            double x = columns.x(group.from());
            double width = columns.end(group) - x;
            Token token = RoleColors.of(group.role());
            boolean anyBlock = kind == AttentionKind.READ && group.role() != Role.PATCHES;
            // above the reads' shared memory columns stand tokens of three different blocks: no role's colour
            fill(g, color(anyBlock ? Token.MUTED : token), x, HEAD - 5, width, 2);
            g.save();
            g.beginPath();
            g.rect(x, 0, Math.max(0, width), HEAD);
            g.clip();
            text(g, title(reading, group, anyBlock), Token.MUTED, x, 9, TextAlignment.LEFT);
            g.restore();
        }
        if (!state().difference()) {
            String share = Words.text(kind == AttentionKind.READ ? "share.of-row" : "share");
            text(g, share, Token.MUTED, columns.end() + SPACE, 9, TextAlignment.LEFT);
        }
    }

    private static String title(TraceReading reading, ColumnGroup group, boolean anyBlock) {
        if (anyBlock) {
            return Words.text("columns.memory");
        }
        return switch (group.role()) {
            case PATCHES ->
                Words.text(
                        "columns.patches",
                        reading.architecture().patchRows(),
                        reading.architecture().patchColumns());
            case OUTPUTS ->
                Words.text(
                        "columns.outputs",
                        reading.architecture().blocksRead(),
                        reading.architecture().readTokens());
            case PREVIOUS, CURRENT, NEXT, NOT_READ -> Words.role(group.role()) + " " + group.block();
        };
    }

    private void cells(GraphicsContext g, MatrixLayout columns, Band band) {
        int count = band.groups().getLast().to();
        HeatPaint paint = paints.get(painted(band.weights(), state().limits()), asked -> paint(asked, count));
        int from = 0;
        for (int column = 1; column <= count; column++) {
            boolean gap = column == count || columns.x(column) > columns.end(column - 1) + 0.5;
            if (gap) {
                double x = columns.x(from);
                double width = columns.end(column - 1) - x;
                paint.draw(g, from, column - from, x, band.y(), width, band.height());
                from = column;
            }
        }
    }

    private void labels(GraphicsContext g, TraceReading reading, int t, Band band) {
        if (kind == AttentionKind.WRITE) {
            text(g, "0", Token.SUBTLE, WRITE_LABELS - 6, band.y() + 6, TextAlignment.RIGHT);
            String last = Integer.toString(band.rows() - 1);
            text(g, last, Token.SUBTLE, WRITE_LABELS - 6, band.y() + band.height() - 6, TextAlignment.RIGHT);
            return;
        }
        double middle = band.y() + band.height() / 2;
        fill(g, color(RoleColors.of(band.role())), 0, middle - (band.height() < TWO_LINES ? 4 : 12), 8, 8);
        int block = reading.block(t, band.role());
        boolean low = band.height() < TWO_LINES;
        String role = low ? Words.role(band.role()) + " " + block : Words.role(band.role());
        text(g, role, color(Token.TEXT), strong(LABEL), 15, middle - (low ? 0 : 8), TextAlignment.LEFT);
        if (!low) {
            text(g, Words.text("block", block), Token.MUTED, 15, middle + 8, TextAlignment.LEFT);
        }
    }

    private void shares(GraphicsContext g, double x, double width, Band band) {
        int count = band.groups().getLast().to();
        double inset = band.cell() >= 5 ? 1 : 0;
        for (int row = 0; row < band.rows(); row++) {
            double[] shares = TraceReading.shares(band.weights(), count, row, band.groups());
            double at = x;
            for (int i = 0; i < shares.length; i++) {
                Color color = color(RoleColors.of(band.groups().get(i).role()));
                double part = shares[i] * width;
                fill(g, color, at, band.top(row), part, band.top(row + 1) - band.top(row) - inset);
                at += part;
            }
        }
    }

    private void footer(GraphicsContext g, TraceReading reading, MatrixLayout columns, List<ColumnGroup> groups) {
        double y = bands.getLast().y() + bands.getLast().height() + 11;
        for (ColumnGroup group : groups) {
            if (group.role() == Role.PATCHES) {
                patchRows(g, reading, columns, group, y);
            } else {
                double x = (columns.x(group.from()) + columns.end(group)) / 2;
                text(g, "0 \u2026 " + (group.count() - 1), Token.SUBTLE, x, y, TextAlignment.CENTER);
            }
        }
    }

    private void patchRows(GraphicsContext g, TraceReading reading, MatrixLayout columns, ColumnGroup group, double y) {
        int along = reading.architecture().patchColumns();
        double each = columns.end(group.from() + along - 1) - columns.x(group.from());
        for (int row = 0; row < reading.architecture().patchRows(); row++) {
            int first = group.from() + row * along;
            double middle = (columns.x(first) + columns.end(first + along - 1)) / 2;
            String label = each >= 44 || (row == 0 && each >= 34) ? Words.text("row", row) : Integer.toString(row);
            if (each >= 16 || row % 2 == 0) {
                text(g, label, Token.SUBTLE, middle, y, TextAlignment.CENTER);
            }
        }
    }

    private void frame(GraphicsContext g, MatrixLayout columns) {
        if (!(state().pointed().get() instanceof Pointed.Weight weight) || weight.kind() != kind) {
            return;
        }
        for (Band band : bands) {
            if (band.role() == weight.rows()) {
                double x = columns.x(weight.column());
                double y = band.top(weight.row());
                double wide = columns.end(weight.column()) - x;
                double tall = band.top(weight.row() + 1) - y;
                g.setStroke(Color.BLACK);
                g.setLineWidth(1);
                g.strokeRect(x - 2.5, y - 2.5, wide + 5, tall + 5);
                g.setStroke(Color.WHITE);
                g.setLineWidth(2);
                g.strokeRect(x - 1, y - 1, wide + 2, tall + 2);
            }
        }
    }

    private void point(MouseEvent event) {
        TraceReading reading = reading();
        if (reading == null || layout == null) {
            return;
        }
        int column = layout.columnAt(event.getX());
        Pointed.Weight found = null;
        for (Band band : bands) {
            int row = (int) Math.floor((event.getY() - band.y()) / band.cell());
            if (column >= 0 && row >= 0 && row < band.rows()) {
                int t = state().step().get();
                found = kind == AttentionKind.READ
                        ? Pointed.read(reading, t, band.role(), row, column)
                        : Pointed.write(reading, t, row, column);
            }
        }
        state().pointed().set(found);
    }
}
