package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.VPos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Window;

/**
 * The histogram of the case shown (square root of counts), with handles that set the window, which is
 * dragged as a whole between them, and its colours below.
 */
final class HistogramView extends Region {
    private static final double HEIGHT = 56;
    private static final double STRIP = 8;
    private static final double LABELS = 18;
    private static final double HANDLE_WIDTH = 7;

    private final ViewState state;
    private final Polygon area = new Polygon();
    private final Polyline outline = new Polyline();
    private final Line base = new Line();
    private final ImageView strip = new ImageView();
    private final Handle low = new Handle("window-low");
    private final Handle high = new Handle("window-high");
    private final Text loText = text();
    private final Text midText = text();
    private final Text hiText = text();
    private final Text counting = text();
    private final InvalidationListener changed = observable -> requestLayout();
    /** What the curve shows, and how wide: it is drawn anew only for something else. */
    private @Nullable Histogram drawn;

    private double drawnWidth;
    private @Nullable Part held;
    private @Nullable Window atPress;
    private double pressX;

    /** What of the window a drag moves. */
    private enum Part {
        LOW,
        HIGH,
        BOTH
    }

    private static final class Handle {
        private final Line line = new Line();
        private final Rectangle grip = new Rectangle(HANDLE_WIDTH, 14);

        Handle(String id) {
            grip.setId(id);
            line.getStyleClass().add("window-line");
            line.setMouseTransparent(true);
            grip.getStyleClass().add("window-handle");
            grip.setArcWidth(3);
            grip.setArcHeight(3);
        }

        void place(double x) {
            double at = Math.rint(x);
            line.setStartX(at);
            line.setEndX(at);
            line.setStartY(0);
            line.setEndY(HEIGHT);
            grip.setX(at - HANDLE_WIDTH / 2);
            grip.setY(HEIGHT / 2 - 7);
        }
    }

    HistogramView(ViewState state, Messages text) {
        this.state = state;
        counting.setId("histogram-counting");
        counting.setText(text.text("histogram.counting"));
        setId("histogram");
        area.getStyleClass().add("histogram-area");
        outline.getStyleClass().add("histogram-line");
        base.getStyleClass().add("histogram-base");
        getChildren().addAll(area, outline, base, strip, loText, midText, hiText, counting);
        getChildren().addAll(low.line, high.line, low.grip, high.grip);
        setMinHeight(HEIGHT + 6 + STRIP + LABELS);
        setPrefHeight(HEIGHT + 6 + STRIP + LABELS);
        setOnMousePressed(event -> press(event.getX()));
        setOnMouseDragged(event -> drag(event.getX()));
        setOnMouseMoved(event -> setCursor(part(event.getX()) == null ? Cursor.DEFAULT : Cursor.H_RESIZE));
        state.colorMap().addListener(changed);
        state.shown().addListener((property, before, now) -> follow(before, now));
        state.values().addListener((property, before, now) -> requestLayout());
        follow(null, state.shown().get());
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.window().removeListener(changed);
        }
        if (now != null) {
            now.window().addListener(changed);
        }
        requestLayout();
    }

    /** What a press at a place takes hold of; null for nothing. */
    private @Nullable Part part(double x) {
        OpenCase openCase = state.shown().get();
        if (openCase == null || !openCase.measured()) {
            return null;
        }
        Histogram h = openCase.histogram();
        Window w = openCase.window().get();
        double lo = x(h, w.lo(), getWidth());
        double hi = x(h, w.hi(), getWidth());
        double toLow = Math.abs(x - lo);
        double toHigh = Math.abs(x - hi);
        if (Math.min(toLow, toHigh) <= HANDLE_WIDTH) {
            // where both lie on each other, the side that there is room on
            boolean lower = toLow == toHigh ? x < lo || lo > getWidth() / 2 : toLow < toHigh;
            return lower ? Part.LOW : Part.HIGH;
        }
        return x > lo && x < hi ? Part.BOTH : null;
    }

    private void press(double x) {
        held = part(x);
        OpenCase openCase = state.shown().get();
        pressX = x;
        atPress = openCase == null ? null : openCase.window().get();
    }

    private void drag(double x) {
        OpenCase openCase = state.shown().get();
        Window from = atPress;
        if (openCase == null || from == null || held == null) {
            return;
        }
        Histogram h = openCase.histogram();
        double range = h.hi() - h.lo();
        double value = h.lo() + Math.clamp(x / getWidth(), 0, 1) * range;
        double least = range / 1000;
        Window now = switch (held) {
            case LOW -> new Window(Math.min(value, from.hi() - least), from.hi());
            case HIGH -> new Window(from.lo(), Math.max(value, from.lo() + least));
            case BOTH -> {
                double level = from.level() + (x - pressX) / getWidth() * range;
                yield Window.ofLevelWidth(Math.clamp(level, h.lo(), h.hi()), from.width());
            }
        };
        openCase.window().set(now);
    }

    @Override
    protected void layoutChildren() {
        OpenCase openCase = state.shown().get();
        double width = getWidth();
        getChildren().forEach(child -> child.setVisible(openCase != null));
        if (openCase == null || width <= 0) {
            return;
        }
        counting.setVisible(!openCase.measured());
        if (!openCase.measured()) {
            // a curve or an axis of a sample would be taken for that of the volume
            for (Node child : List.of(area, outline, strip, loText, midText, hiText, low.line, high.line)) {
                child.setVisible(false);
            }
            low.grip.setVisible(false);
            high.grip.setVisible(false);
            drawBase(width);
            counting.setX(0);
            counting.setY(HEIGHT - 18);
            return;
        }
        Histogram h = openCase.histogram();
        drawCurve(h, width);
        Window w = openCase.window().get();
        low.place(x(h, w.lo(), width));
        high.place(x(h, w.hi(), width));
        drawStrip(h, state.colors(openCase), w, width);
        boolean whole = !openCase.volume().description().type().isFloating()
                && openCase.volume().description().slope() == 1;
        int decimals = whole ? 0 : ColorBar.decimals(h.hi() - h.lo());
        double y = HEIGHT + 6 + STRIP + 4;
        label(loText, ColorBar.number(h.lo(), decimals), 0, y, 0);
        label(hiText, ColorBar.number(h.hi(), decimals), width, y, 1);
        String window = "W " + ColorBar.number(w.width(), decimals) + " · L " + ColorBar.number(w.level(), decimals);
        label(midText, window, width / 2, y, 0.5);
    }

    private void drawCurve(Histogram h, double width) {
        if (h.equals(drawn) && width == drawnWidth) {
            return;
        }
        drawn = h;
        drawnWidth = width;
        long[] counts = h.counts();
        // the largest bin is nearly always background: the second largest sets the height, the largest is cut off
        double top = secondLargest(counts);
        double scale = top > 0 ? (HEIGHT - 4) / Math.sqrt(top) : 0;
        List<Double> points = new ArrayList<>(2 * counts.length + 4);
        for (int b = 0; b < counts.length; b++) {
            points.add((b + 0.5) / counts.length * width);
            points.add(Math.max(0, HEIGHT - Math.sqrt((double) counts[b]) * scale));
        }
        outline.getPoints().setAll(points);
        points.addAll(List.of(width, HEIGHT, 0.0, HEIGHT));
        area.getPoints().setAll(points);
        drawBase(width);
    }

    private static double secondLargest(long[] counts) {
        long first = 0;
        long second = 0;
        for (long count : counts) {
            second = Math.max(second, Math.min(first, count));
            first = Math.max(first, count);
        }
        return second;
    }

    private void drawBase(double width) {
        base.setStartY(HEIGHT + 0.5);
        base.setEndY(HEIGHT + 0.5);
        base.setEndX(width);
    }

    private void drawStrip(Histogram h, ColorMap map, Window w, double width) {
        int n = Math.max(1, (int) width);
        // as high as it is shown: an image of one row, enlarged, gets stray pixels from the software pipeline
        int high = (int) STRIP;
        int[] pixels = new int[n * high];
        for (int x = 0; x < n; x++) {
            int color = map.argb(w.map(h.lo() + (x + 0.5) / n * (h.hi() - h.lo())));
            for (int y = 0; y < high; y++) {
                pixels[y * n + x] = color;
            }
        }
        WritableImage image = new WritableImage(n, high);
        image.getPixelWriter().setPixels(0, 0, n, high, PixelFormat.getIntArgbInstance(), pixels, 0, n);
        strip.setImage(image);
        strip.setFitWidth(width);
        strip.setFitHeight(STRIP);
        strip.relocate(0, HEIGHT + 6);
    }

    private static double x(Histogram h, double value, double width) {
        double range = h.hi() - h.lo();
        return range <= 0 ? width / 2 : Math.clamp((value - h.lo()) / range, 0, 1) * width;
    }

    private static void label(Text text, String content, double x, double y, double anchor) {
        text.setText(content);
        text.setX(Math.rint(x - anchor * text.getLayoutBounds().getWidth()));
        text.setY(y);
    }

    private static Text text() {
        Text text = new Text();
        text.getStyleClass().add("axis-text");
        text.setTextOrigin(VPos.TOP);
        return text;
    }
}
