package org.lmttm.app.control;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** A vertical colour bar over an image: the map, three ticks and the unit, white with a dark halo. */
public final class ColorBar extends Region {
    private static final double BAR_WIDTH = 10;
    private static final double BAR_HEIGHT = 120;
    private static final double SHORTEST = 48;
    /** What stands above and below the bar itself. */
    private static final double REST = 28;

    private static final double WIDTH = 84;

    private final ImageView bar = new ImageView();
    private final Rectangle frame = new Rectangle(BAR_WIDTH, BAR_HEIGHT);
    private final List<Text> ticks = List.of(new Text(), new Text(), new Text());
    private final Text unit = new Text();
    private double height = BAR_HEIGHT;
    private @Nullable Content shown;

    private record Content(ColorMap map, double lo, double hi, String unit, double height) {}

    /** An empty bar; see {@link #show}. */
    public ColorBar() {
        setMouseTransparent(true);
        frame.getStyleClass().add("on-image-line");
        frame.setStrokeWidth(0.75);
        ticks.forEach(tick -> {
            tick.getStyleClass().add("on-image");
            tick.setTextOrigin(VPos.CENTER);
        });
        unit.getStyleClass().add("on-image");
        unit.setTextOrigin(VPos.TOP);
        bar.setFitWidth(BAR_WIDTH);
        getChildren().addAll(bar, frame, unit);
        getChildren().addAll(ticks);
    }

    /** Places the bar in the upper half of a pane so that it ends above the pane's middle, where letters and lines are. */
    public void fit(double right, double top, double paneHeight) {
        height = Math.rint(Math.clamp(paneHeight / 2 - top - REST - 14, SHORTEST, BAR_HEIGHT));
        resizeRelocate(Math.floor(right - WIDTH), top, WIDTH, height + REST);
    }

    /**
     * Shows a map.
     *
     * @param map colours, the highest on top
     * @param lo value at the bottom
     * @param hi value at the top
     * @param unitText what the numbers are
     */
    public void show(ColorMap map, double lo, double hi, String unitText) {
        Content content = new Content(map, lo, hi, unitText, height);
        if (content.equals(shown)) {
            return; // views place their bar anew at every layout
        }
        shown = content;
        // drawn at its own size: an image of one column, enlarged, gets stray pixels from the software pipeline
        int wide = (int) BAR_WIDTH;
        int high = (int) height;
        bar.setFitHeight(height);
        frame.setHeight(height);
        WritableImage image = new WritableImage(wide, high);
        int[] pixels = new int[wide * high];
        for (int y = 0; y < high; y++) {
            Arrays.fill(pixels, y * wide, (y + 1) * wide, map.argb(1 - y / (high - 1.0)));
        }
        image.getPixelWriter().setPixels(0, 0, wide, high, PixelFormat.getIntArgbInstance(), pixels, 0, wide);
        bar.setImage(image);
        int decimals = decimals(hi - lo);
        ticks.get(0).setText(number(hi, decimals));
        ticks.get(1).setText(number((lo + hi) / 2, decimals));
        ticks.get(2).setText(number(lo, decimals));
        unit.setText(unitText);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double x = WIDTH - BAR_WIDTH;
        double top = 8;
        bar.relocate(x, top);
        frame.relocate(x, top);
        for (int t = 0; t < 3; t++) {
            Text tick = ticks.get(t);
            tick.setX((double) Math.round(x - 6 - tick.getLayoutBounds().getWidth()));
            tick.setY((double) Math.round(top + t * height / 2));
        }
        unit.setX((double) Math.round(WIDTH - unit.getLayoutBounds().getWidth()));
        unit.setY(top + height + 6);
    }

    /** Decimals that a range of numbers needs so that its thirds differ. */
    public static int decimals(double range) {
        return range >= 20 || range <= 0 ? 0 : (int) Math.clamp(Math.ceil(1.5 - Math.log10(range)), 0, 6);
    }

    /** A number with a real minus sign and fixed decimals. */
    public static String number(double value, int decimals) {
        // as String.format rounds, which takes ten times as long
        String text = Double.isFinite(value)
                ? new BigDecimal(Double.toString(value))
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString()
                : Double.toString(value);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text.replace("-", "") : text.replace('-', '−');
    }
}
