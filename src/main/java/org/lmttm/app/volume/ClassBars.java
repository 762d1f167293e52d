package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;
import org.lmttm.app.control.ColorBar;

/** One line a class: its name, its probability as a dot on 0 – 1, and the number; the answer in the accent colour. */
final class ClassBars extends Region {
    private static final double ROW = 24;
    private static final double NAME = 80;
    private static final double NUMBER = 44;
    private static final double AXIS = 20;

    private final List<Row> rows = new ArrayList<>();
    private final Line axis = new Line();
    private final List<Text> ticks = List.of(text("0", "axis-text"), text("0.5", "axis-text"), text("1", "axis-text"));

    private record Row(Text name, Line track, Line bar, Circle dot, Text number, double probability) {}

    ClassBars() {
        setId("class-bars");
        axis.getStyleClass().add("tick-line");
    }

    /** Shows probabilities. */
    void show(List<String> labels, float[] probabilities, int answer) {
        rows.clear();
        getChildren().setAll(axis);
        getChildren().addAll(ticks);
        for (int c = 0; c < labels.size(); c++) {
            boolean isAnswer = c == answer;
            Text name = text(labels.get(c), isAnswer ? "class-name" : "axis-text");
            Text number = text(ColorBar.number(probabilities[c], 2), isAnswer ? "class-name" : "axis-text");
            Line track = line("bar-track", false);
            Line bar = line("bar-fill", isAnswer);
            Circle dot = new Circle(4);
            dot.getStyleClass().add("bar-dot");
            if (isAnswer) {
                dot.getStyleClass().add("answer");
            }
            rows.add(new Row(name, track, bar, dot, number, probabilities[c]));
            getChildren().addAll(name, track, bar, dot, number);
        }
        double height = rows.size() * ROW + AXIS;
        setMinHeight(height);
        setPrefHeight(height);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double x0 = NAME;
        double x1 = getWidth() - NUMBER;
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            double y = Math.rint(r * ROW + ROW / 2) + 0.5;
            row.name().setX(0);
            row.name().setY(y);
            row.number()
                    .setX(Math.rint(getWidth() - row.number().getLayoutBounds().getWidth()));
            row.number().setY(y);
            place(row.track(), x0, x1, y);
            double x = x0 + row.probability() * (x1 - x0);
            place(row.bar(), x0, x, y);
            row.dot().setCenterX(x);
            row.dot().setCenterY(y);
        }
        double y = rows.size() * ROW + 1.5;
        place(axis, x0, x1, y);
        for (int t = 0; t < 3; t++) {
            Text tick = ticks.get(t);
            tick.setX(
                    Math.rint(x0 + t / 2.0 * (x1 - x0) - tick.getLayoutBounds().getWidth() / 2));
            tick.setY(y + 10);
        }
    }

    private static void place(Line line, double x0, double x1, double y) {
        line.setStartX(x0);
        line.setEndX(x1);
        line.setStartY(y);
        line.setEndY(y);
    }

    private static Line line(String style, boolean answer) {
        Line line = new Line();
        line.getStyleClass().add(style);
        if (answer) {
            line.getStyleClass().add("answer");
        }
        return line;
    }

    private static Text text(String content, String style) {
        Text text = new Text(content);
        text.getStyleClass().add(style);
        text.setTextOrigin(VPos.CENTER);
        return text;
    }
}
