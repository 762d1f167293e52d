package org.lmttm.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lmttm.model.Trace;

/** The class probabilities after each timestamp, and the colour bar of attention. */
final class ChartPainter {
    static final int WIDTH = 1160;
    static final int HEIGHT = 400;
    static final int BAR_WIDTH = 170;

    private static final int LEFT = 70;
    private static final int RIGHT = 230;
    private static final int TOP = 20;
    private static final int BOTTOM = 62;
    private static final double LABEL = 30;

    private ChartPainter() {}

    /** Probability of the likeliest classes, softmax of the classifier on the mean of all output tokens so far. */
    static BufferedImage timeline(Trace trace) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = Ink.pen(picture);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        int steps = trace.steps().size();
        axes(g, steps);
        List<Integer> classes = likeliest(trace);
        List<double[]> labels = new ArrayList<>();
        for (int s = classes.size() - 1; s >= 0; s--) {
            int c = classes.get(s);
            Path2D line = new Path2D.Double();
            g.setColor(Ink.SERIES.get(s));
            g.setStroke(Ink.line(s == 0 ? 5 : 3));
            for (int t = 0; t < steps; t++) {
                double y = y(trace.steps().get(t).runningProbabilities()[c]);
                if (t == 0) {
                    line.moveTo(x(t, steps), y);
                } else {
                    line.lineTo(x(t, steps), y);
                }
                g.fill(new Ellipse2D.Double(x(t, steps) - 6, y - 6, 12, 12));
            }
            g.draw(line);
            labels.add(new double[] {s, y(trace.probabilities()[c])});
        }
        name(g, trace, classes, labels);
        g.dispose();
        return picture;
    }

    /** Up to five classes, the likeliest in the end first. */
    private static List<Integer> likeliest(Trace trace) {
        return IntStream.range(0, trace.labels().size())
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -trace.probabilities()[c]))
                .limit(Ink.SERIES.size())
                .toList();
    }

    /** Names stand at their lines' ends, moved apart where they would touch. */
    private static void name(Graphics2D g, Trace trace, List<Integer> classes, List<double[]> labels) {
        labels.sort(Comparator.comparingDouble(label -> label[1]));
        double above = TOP - LABEL / 2;
        double last = HEIGHT - BOTTOM + LABEL / 2 - (labels.size() - 1) * LABEL;
        for (double[] label : labels) {
            double y = Math.clamp(label[1], above + LABEL, Math.max(above + LABEL, last));
            int c = classes.get((int) label[0]);
            g.setFont(label[0] == 0 ? Ink.semiBold(25) : Ink.regular(25));
            g.setColor(Ink.SERIES.get((int) label[0]));
            String text = trace.labels().get(c) + " " + Words.number(trace.probabilities()[c], 2);
            g.drawString(text, WIDTH - RIGHT + 22, (float) y + 9);
            above = y;
            last += LABEL;
        }
    }

    private static void axes(Graphics2D g, int steps) {
        g.setFont(Ink.regular(23));
        g.setStroke(Ink.line(1.5f));
        for (int tick = 0; tick <= 4; tick++) {
            double y = y(tick / 4.0);
            g.setColor(Ink.LINE);
            g.draw(new Line2D.Double(LEFT, y, WIDTH - RIGHT, y));
            g.setColor(Ink.MUTED);
            String text = Words.number(tick / 4.0, 2);
            g.drawString(text, LEFT - 12 - g.getFontMetrics().stringWidth(text), (float) y + 8);
        }
        int every = (steps + 13) / 14;
        for (int t = 0; t < steps; t += every) {
            String text = String.valueOf(t + 1);
            g.drawString(
                    text, (float) (x(t, steps) - g.getFontMetrics().stringWidth(text) / 2.0), HEIGHT - BOTTOM + 28);
        }
        String title = Words.text("timeline.axis");
        g.drawString(title, (float) ((LEFT + WIDTH - RIGHT - g.getFontMetrics().stringWidth(title)) / 2.0), HEIGHT - 8);
    }

    private static double x(int t, int steps) {
        double inner = WIDTH - LEFT - RIGHT - 40.0;
        return LEFT + 20 + (steps == 1 ? inner / 2 : inner * t / (steps - 1));
    }

    private static double y(double probability) {
        return TOP + (1 - probability) * (HEIGHT - TOP - BOTTOM);
    }

    /** What the colours of painted attention stand for. */
    static BufferedImage colorBar(double cap) {
        int height = SlicePainter.SIZE;
        BufferedImage picture = new BufferedImage(BAR_WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = Ink.pen(picture);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, BAR_WIDTH, height);
        int top = 44;
        int bottom = height - 30;
        for (int y = top; y < bottom; y++) {
            g.setColor(new Color(Ink.magma((bottom - 1.0 - y) / (bottom - 1 - top))));
            g.fillRect(10, y, 34, 1);
        }
        g.setColor(Ink.MUTED);
        g.setFont(Ink.regular(23));
        g.drawString(Words.text("times_uniform"), 6, 26);
        tick(g, bottom - 1.0, "0");
        tick(g, bottom - (bottom - top) / cap, Words.text("uniform"));
        if (cap > 3) {
            tick(g, (top + bottom) / 2.0, Words.plain(cap / 2));
        }
        tick(g, top, "≥ " + Words.plain(cap));
        g.dispose();
        return picture;
    }

    private static void tick(Graphics2D g, double y, String text) {
        g.setColor(Ink.MUTED);
        g.setStroke(Ink.line(1.5f));
        g.draw(new Line2D.Double(44, y, 52, y));
        g.drawString(text, 58, (float) y + 8);
    }
}
