package org.lmttm.app.memory;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Trace;

/** All timestamps side by side under one play head, which a drag anywhere moves. Also a slider for the keyboard. */
final class TimelineView extends MemoryView {
    private final TimelineTracks ground;

    TimelineView(MemoryState state) {
        super(state);
        ground = new TimelineTracks(state);
        ground.setMouseTransparent(true);
        getChildren().addFirst(ground);
        setId("timeline");
        setMinHeight(100);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(Words.text("timeline.accessible"));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::drag);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        state.step().addListener(this::announce);
        focusedProperty().addListener((property, before, now) -> redraw());
    }

    private void announce(ObservableValue<? extends Number> property, Number before, Number now) {
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> (double) state().step().get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> (double) Math.max(0, state().steps() - 1);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    private void key(KeyEvent event) {
        if (!event.isShiftDown() && state().key(event.getCode())) {
            event.consume();
        }
    }

    private void drag(MouseEvent event) {
        requestFocus();
        if (reading() != null) {
            state().playing().set(false);
            state().goTo(place().step(event.getX()));
        }
    }

    /** Horizontal middle of a timestamp's column. */
    double x(int t) {
        return place().x(t);
    }

    private TimelineLayout place() {
        return new TimelineLayout(getWidth(), getHeight(), state().steps());
    }

    @Override
    protected void layoutChildren() {
        ground.resizeRelocate(0, 0, getWidth(), getHeight());
        super.layoutChildren();
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        TimelineLayout at = new TimelineLayout(width, height, reading.steps());
        TimelineTracks.Tracks tracks = ground.tracks(reading);
        numbers(g, at, t);
        double x = Math.rint(at.x(t) - at.side() / 2);
        outline(g, color(Token.ACCENT), 2, x - 1.5, at.thumbs() - 1.5, at.side() + 3, at.side() + 3);
        double head = Math.rint(at.x(t)) + 0.5;
        double end = at.folded() ? at.probability(0) : at.written() + TimelineLayout.SHARES;
        line(g, color(Token.ACCENT), 1.5, head, at.thumbs() + at.side(), head, end);
        dots(g, at, reading, t);
        probability(g, at, reading, t);
        if (!at.folded()) {
            shares(g, at, tracks, reading, t);
            measures(g, at, tracks, t);
        }
    }

    private void shares(
            GraphicsContext g, TimelineLayout at, TimelineTracks.Tracks tracks, TraceReading reading, int t) {
        TimelineTracks.bar(
                g, palette(), at, TimelineTracks.READ, tracks.readShares().get(t), t, at.read());
        TimelineTracks.bar(
                g, palette(), at, TimelineTracks.WRITE, tracks.writeShares().get(t), t, at.written());
        String block = Words.text("block", reading.writtenBlock(t));
        Font font = strong(LABEL);
        double room = Math.min(56, at.each());
        fill(g, color(Token.PANEL), at.x(t) - room / 2, at.blocks(), room, 16);
        text(g, block, color(Token.NEXT), font, at.x(t), at.blocks() + 8, TextAlignment.CENTER);
        double x = at.values();
        memory(g, reading.memoryShare(t), x, at.read() + TimelineLayout.SHARES / 2);
        memory(g, reading.writeMemoryShare(t), x, at.written() + TimelineLayout.SHARES / 2);
        text(g, block, Token.NEXT, x, at.blocks() + 8, TextAlignment.LEFT);
    }

    /** The way to the play head, between the numbers, and the head on its own. */
    private void numbers(GraphicsContext g, TimelineLayout at, int t) {
        double y = TimelineLayout.NUMBERS / 2;
        for (int step = 0; step < t; step++) {
            double from = Math.rint(at.x(step)) + 11;
            double to = Math.rint(at.x(step + 1)) - 11;
            fill(g, color(Token.ACCENT), from, y - 1, to - from, 2);
        }
        double x = Math.rint(at.x(t));
        g.setFill(color(Token.FILLED));
        g.fillRoundRect(x - 16, 1, 32, TimelineLayout.NUMBERS - 2, 6, 6);
        if (isFocused()) {
            g.setStroke(color(Token.TEXT));
            g.setLineWidth(1);
            g.strokeRoundRect(x - 16.5, 0.5, 33, TimelineLayout.NUMBERS - 1, 6, 6);
        }
        text(g, Integer.toString(t), Color.WHITE, strong(LABEL), x, y, TextAlignment.CENTER);
    }

    private void dots(GraphicsContext g, TimelineLayout at, TraceReading reading, int t) {
        int shown = reading.trace().prediction();
        Trace.Step values = reading.trace().steps().get(t);
        if (Float.isFinite(values.runningProbabilities()[shown])) {
            double alone = at.probability(values.probabilities()[shown]);
            TimelineTracks.alone(g, color(Token.OUTPUTS), at.x(t), alone);
            double running = at.probability(values.runningProbabilities()[shown]);
            TimelineTracks.running(g, palette(), at.x(t), running, 5);
        }
    }

    private void measures(GraphicsContext g, TimelineLayout at, TimelineTracks.Tracks tracks, int t) {
        double x = at.values();
        double y = at.measures();
        String bits = Words.text("track.read-entropy", Numbers.fixed(tracks.readEntropy()[t], 1));
        text(g, bits, Token.PATCHES, x, y + 5, TextAlignment.LEFT);
        String used = Words.text("track.used", Numbers.percent(tracks.memoryUsage()[t]));
        text(g, used, Token.NEXT, x, y + 21, TextAlignment.LEFT);
    }

    /** The values at the play head, at the right: they stay where they are while the head moves. */
    private void probability(GraphicsContext g, TimelineLayout at, TraceReading reading, int t) {
        double x = at.values();
        String slices = Words.text(
                "slices",
                Numbers.range(reading.grid().firstSlice(t), reading.grid().lastSlice(t) + 1));
        text(g, slices, Token.MUTED, x, at.thumbs() + at.side() / 2, TextAlignment.LEFT);
        int shown = reading.trace().prediction();
        Trace.Step step = reading.trace().steps().get(t);
        double line = Math.clamp(at.plotHeight() / 3, 15, 20);
        double y = at.plot() + at.plotHeight() / 2 - line;
        String running = Numbers.fixed(step.runningProbabilities()[shown], 2);
        text(g, running, color(Token.TEXT), strong(BODY), x, y, TextAlignment.LEFT);
        text(g, Words.text("so-far"), Token.MUTED, x + 34, y, TextAlignment.LEFT);
        String alone = Numbers.fixed(step.probabilities()[shown], 2);
        text(g, alone, color(Token.TEXT), Font.font(FAMILY, BODY), x, y + line, TextAlignment.LEFT);
        text(g, Words.text("this-step"), Token.MUTED, x + 34, y + line, TextAlignment.LEFT);
        String entropy = Words.text("entropy", Numbers.fixed(reading.entropy(t), 2));
        text(g, entropy, Token.SUBTLE, x, y + 2 * line, TextAlignment.LEFT);
    }

    private void memory(GraphicsContext g, double share, double x, double y) {
        text(g, Numbers.percent(share), color(Token.TEXT), strong(BODY), x, y, TextAlignment.LEFT);
        text(g, Words.text("memory"), Token.MUTED, x + 38, y, TextAlignment.LEFT);
    }
}
