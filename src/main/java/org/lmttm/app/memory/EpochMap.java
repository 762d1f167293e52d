package org.lmttm.app.memory;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;

/**
 * A class's probability over epochs (across) and timestamps (down), with its colour bar; the cell that is shown is
 * framed. A press or a drag chooses both.
 */
final class EpochMap extends DrawnView {
    private static final double LEFT = 26;
    private static final double RIGHT = 8;
    private static final double FOOT = 20;
    private static final double BAR = 34;

    private final EpochsState epochs;
    private final IntegerProperty step;
    private final ReadOnlyIntegerProperty label;

    /**
     * A map.
     *
     * @param step the timestamp shown
     * @param label the class
     */
    EpochMap(EpochsState epochs, IntegerProperty step, ReadOnlyIntegerProperty label) {
        this.epochs = epochs;
        this.step = step;
        this.label = label;
        setId("epoch-map");
        setMinHeight(120);
        setAccessibleText(Words.text("epochs.map"));
        epochs.version().addListener((property, before, now) -> redraw());
        epochs.epoch().addListener((property, before, now) -> redraw());
        step.addListener((property, before, now) -> redraw());
        label.addListener((property, before, now) -> redraw());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::choose);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::choose);
    }

    private record Frame(List<Integer> epochs, int steps, double width, double height) {
        double x(int column) {
            return LEFT + Math.rint(width * column / epochs.size());
        }

        double y(int t) {
            return Math.rint(height * t / steps);
        }
    }

    private Frame frame() {
        return new Frame(
                epochs.epochs(), epochs.steps(), getWidth() - LEFT - RIGHT, Math.max(1, getHeight() - FOOT - BAR));
    }

    private void choose(MouseEvent event) {
        Frame frame = frame();
        if (frame.steps() > 0) {
            int column = (int) Math.floor(
                    (event.getX() - LEFT) / frame.width() * frame.epochs().size());
            int t = (int) Math.floor(event.getY() / frame.height() * frame.steps());
            epochs.goTo(frame.epochs().get(Math.clamp(column, 0, frame.epochs().size() - 1)));
            step.set(Math.clamp(t, 0, frame.steps() - 1));
        }
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        Frame frame = frame();
        if (frame.steps() == 0) {
            return;
        }
        int count = frame.epochs().size();
        for (int column = 0; column < count; column++) {
            for (int t = 0; t < frame.steps(); t++) {
                cell(g, frame, column, t);
            }
        }
        ticks(g, frame);
        int at = frame.epochs().indexOf(epochs.epoch().get());
        if (at >= 0 && step.get() < frame.steps()) {
            double x = frame.x(at);
            double y = frame.y(step.get());
            g.setStroke(Color.BLACK);
            g.setLineWidth(3);
            g.strokeRect(x, y, frame.x(at + 1) - x, frame.y(step.get() + 1) - y);
            g.setStroke(Color.WHITE);
            g.setLineWidth(1.5);
            g.strokeRect(x, y, frame.x(at + 1) - x, frame.y(step.get() + 1) - y);
        }
        bar(g, height - BAR + 8, width);
    }

    private void cell(GraphicsContext g, Frame frame, int column, int t) {
        double probability = epochs.probability(frame.epochs().get(column), t, label.get());
        double x = frame.x(column);
        double y = frame.y(t);
        double wide = frame.x(column + 1) - x;
        double tall = frame.y(t + 1) - y;
        if (Double.isNaN(probability)) {
            fill(g, color(Token.RAISED), x, y, wide, tall);
            line(g, color(Token.BORDER), 1, x, y + tall, x + wide, y); // not read, or damaged
        } else {
            fill(g, solid(Maps.probability(probability)), x, y, wide, tall);
        }
    }

    private void ticks(GraphicsContext g, Frame frame) {
        int count = frame.epochs().size();
        int everyT = Math.max(1, (int) Math.ceil(14.0 * frame.steps() / frame.height()));
        for (int t = 0; t < frame.steps(); t += everyT) {
            double y = (frame.y(t) + frame.y(t + 1)) / 2;
            text(g, Integer.toString(t), Token.SUBTLE, LEFT - 6, y, TextAlignment.RIGHT);
        }
        int every = Math.max(1, (int) Math.ceil(30.0 * count / frame.width()));
        for (int column = 0; column < count; column += every) {
            double x = (frame.x(column) + frame.x(column + 1)) / 2;
            String epoch = Integer.toString(frame.epochs().get(column));
            text(g, epoch, Token.SUBTLE, x, frame.height() + 10, TextAlignment.CENTER);
        }
    }

    private void bar(GraphicsContext g, double y, double width) {
        double length = 100;
        double left = width - RIGHT - length - 8;
        text(g, Words.text("epochs.map.axes"), Token.SUBTLE, LEFT, y + 5, TextAlignment.LEFT);
        for (int x = 0; x < length; x++) {
            fill(g, solid(Maps.probability(x / (length - 1))), left + x, y, 1, 8);
        }
        for (double level : new double[] {0, 0.5, 1}) {
            text(g, Numbers.brief(level), Token.MUTED, left + level * length, y + 18, TextAlignment.CENTER);
        }
    }

    private static Color solid(int argb) {
        return Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255);
    }
}
