package org.lmttm.app.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import javafx.event.EventHandler;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.lmttm.app.control.Palette;
import org.lmttm.app.control.Palette.Token;

/**
 * A line chart over epochs in the theme's colours, with a hair line that charts share. JFreeChart draws it: a point an
 * epoch. The desk's plots of every step are drawn by {@link PlotPainter}, once for screen, PNG and SVG.
 */
public final class ChartPane extends Region {
    private static final Font FONT = font();
    private static final BasicStroke SOLID = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0);
    private static final BasicStroke HAIR =
            new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {2, 3}, 0);
    private static final BasicStroke GRID = new BasicStroke(1f);
    private static final double DOT = 7;

    private final XYSeriesCollection data = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    private final NumberAxis epochs = new NumberAxis(Texts.text("axis.epoch"));
    private final NumberAxis values;
    private final XYPlot plot;
    private final ChartCanvas canvas;
    private final Palette palette;
    private final ValueMarker hair = new ValueMarker(0);

    /**
     * One line.
     *
     * @param token its colour
     * @param dashed dashed rather than solid
     * @param points epoch and value; values that are not finite leave gaps
     */
    public record Line(Token token, boolean dashed, List<double[]> points) {}

    /**
     * An empty chart.
     *
     * @param unit what the values are
     * @param hairAt told the epoch under the pointer, 0 when the pointer leaves
     */
    public ChartPane(String unit, Palette palette, DoubleConsumer hairAt) {
        this.palette = palette;
        values = new NumberAxis(unit);
        values.setAutoRangeIncludesZero(false);
        plot = new XYPlot(data, epochs, values, renderer);
        JFreeChart chart = new JFreeChart(null, FONT, plot, false);
        chart.setPadding(new RectangleInsets(4, 4, 2, 8));
        canvas = new ChartCanvas(chart);
        // JFreeChart's own pan and zoom would fight with the hair line
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        setMinSize(80, 60);
        theme();
        palette.version().addListener((property, before, now) -> theme());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> hairAt.accept(epochAt(event.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> hairAt.accept(0));
    }

    /**
     * Tells where the chart is pressed or dragged.
     *
     * @param epochAt told the epoch under the pointer
     */
    public void onPressed(DoubleConsumer epochAt) {
        EventHandler<MouseEvent> handler = event -> {
            double epoch = epochAt(event.getX());
            if (epoch > 0) {
                epochAt.accept(epoch);
            }
        };
        addEventHandler(MouseEvent.MOUSE_PRESSED, handler);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, handler);
    }

    private static Font font() {
        // JFreeChart measures text with AWT, which must know the same font that JavaFX draws
        try (InputStream in = ChartPane.class.getResourceAsStream("/org/lmttm/app/fonts/IBMPlexSans-Regular.ttf")) {
            Font font = Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(in));
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
            return font.deriveFont(12f);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("the font of the charts is missing from this build", e);
        }
    }

    private double epochAt(double x) {
        ChartRenderingInfo info = canvas.getRenderingInfo();
        Rectangle2D area = info == null ? null : info.getPlotInfo().getDataArea();
        if (area == null || x < area.getMinX() || x > area.getMaxX()) {
            return 0;
        }
        return epochs.java2DToValue(x, area, plot.getDomainAxisEdge());
    }

    private Color color(Token token) {
        javafx.scene.paint.Color fx = palette.color(token);
        return new Color((float) fx.getRed(), (float) fx.getGreen(), (float) fx.getBlue(), (float) fx.getOpacity());
    }

    private void theme() {
        Color panel = color(Token.PANEL);
        JFreeChart chart = canvas.getChart();
        chart.setNotify(false);
        chart.setBackgroundPaint(panel);
        plot.setBackgroundPaint(panel);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(color(Token.LINE));
        plot.setRangeGridlinePaint(color(Token.LINE));
        plot.setDomainGridlineStroke(GRID);
        plot.setRangeGridlineStroke(GRID);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        float size = FONT.getSize2D();
        for (NumberAxis axis : List.of(epochs, values)) {
            // the bridge to JavaFX forgets its font at a clip and skips setting an equal one: no two are equal here
            size += 0.01f;
            axis.setLabelFont(FONT.deriveFont(size));
            size += 0.01f;
            axis.setTickLabelFont(FONT.deriveFont(size));
            axis.setLabelPaint(color(Token.SUBTLE));
            axis.setTickLabelPaint(color(Token.SUBTLE));
            axis.setAxisLinePaint(color(Token.BORDER));
            axis.setTickMarksVisible(false);
        }
        hair.setPaint(color(Token.MUTED));
        hair.setStroke(HAIR);
        restyle();
        chart.setNotify(true);
    }

    private void restyle() {
        for (int i = 0; i < data.getSeriesCount(); i++) {
            Line line = ((Keyed) data.getSeriesKey(i)).line();
            renderer.setSeriesPaint(i, color(line.token()));
            renderer.setSeriesStroke(i, line.dashed() ? DASHED : SOLID);
            renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            // a single point draws no line: show it as a dot
            renderer.setSeriesShapesVisible(i, line.points().size() == 1);
            renderer.setSeriesShapesFilled(i, true);
        }
    }

    /** Series keys must be comparable and unique; a line is neither. */
    private record Keyed(int index, Line line) implements Comparable<Keyed> {
        @Override
        public int compareTo(Keyed other) {
            return Integer.compare(index, other.index);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Keyed keyed && keyed.index == index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /**
     * Shows lines and draws once.
     *
     * @param lines all lines
     * @param lastEpoch right end of the epoch axis, at least 1
     * @param hairEpoch epoch of the hair line, 0 for none
     */
    public void show(List<Line> lines, int lastEpoch, int hairEpoch) {
        JFreeChart chart = canvas.getChart();
        chart.setNotify(false);
        data.removeAllSeries();
        for (int i = 0; i < lines.size(); i++) {
            XYSeries series = new XYSeries(new Keyed(i, lines.get(i)), false, true);
            for (double[] point : lines.get(i).points()) {
                series.add(point[0], Double.isFinite(point[1]) ? point[1] : Double.NaN, false);
            }
            data.addSeries(series);
        }
        epochs.setRange(new Range(0, Math.max(1, lastEpoch)));
        epochs.setTickUnit(new NumberTickUnit(tickUnit(lastEpoch)), false, true);
        plot.clearDomainMarkers();
        if (hairEpoch > 0) {
            hair.setValue(hairEpoch);
            plot.addDomainMarker(hair);
        }
        restyle();
        chart.setNotify(true);
    }

    /** A round step that makes at most about ten ticks. */
    private static double tickUnit(int lastEpoch) {
        double unit = 1;
        for (double power = 1; lastEpoch / unit > 10; power *= 10) {
            for (double factor : new double[] {1, 2, 5, 10}) {
                unit = lastEpoch / unit > 10 ? factor * power : unit;
            }
        }
        return unit;
    }

    /** Fixes the values' range, for numbers whose limits are known. */
    void range(double from, double to, double tick) {
        values.setRange(from, to);
        values.setTickUnit(new NumberTickUnit(tick));
        epochs.setLabel(null);
    }

    /** Moves the hair line alone. */
    public void hair(int epoch) {
        JFreeChart chart = canvas.getChart();
        chart.setNotify(false);
        plot.clearDomainMarkers();
        if (epoch > 0) {
            hair.setValue(epoch);
            plot.addDomainMarker(hair);
        }
        chart.setNotify(true);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.floor(getWidth()));
        canvas.setHeight(Math.floor(getHeight()));
    }
}
