package org.lmttm.app.system;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;

/** One number of the last minutes as a line without axes; the newest sample stands at the right. */
final class Sparkline extends DrawnView {
    private static final double INSET = 1.5;

    private final SystemMonitor monitor;
    private final Quantity quantity;
    private final boolean filled;

    /**
     * A line that follows a monitor.
     *
     * @param quantity what is drawn; where it is not finite there is a gap
     * @param filled with a base line, and the surface below the line tinted
     */
    Sparkline(SystemMonitor monitor, Quantity quantity, boolean filled) {
        this.monitor = monitor;
        this.quantity = quantity;
        this.filled = filled;
        setMinSize(0, 0);
        monitor.samples().addListener(observable -> redraw());
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        List<SystemSample> samples = monitor.samples().get();
        double bottom = height - INSET;
        if (filled) {
            line(g, color(Token.LINE), 1, 0, Math.floor(bottom) + 0.5, width, Math.floor(bottom) + 0.5);
        }
        double step = (width - 2 * INSET) / (SystemMonitor.KEPT - 1);
        double beforeX = Double.NaN;
        double beforeY = Double.NaN;
        for (int n = 0; n < samples.size(); n++) {
            SystemSample sample = samples.get(n);
            double share =
                    quantity.drawn().applyAsDouble(sample) / quantity.most().applyAsDouble(sample);
            double x = width - INSET - step * (samples.size() - 1 - n);
            double y = bottom - Math.clamp(share, 0, 1) * (height - 2 * INSET);
            if (Double.isFinite(y) && Double.isFinite(beforeY)) {
                if (filled) {
                    g.setFill(color(Token.ACCENT).deriveColor(0, 1, 1, 0.18));
                    g.fillPolygon(new double[] {beforeX, x, x, beforeX}, new double[] {beforeY, y, bottom, bottom}, 4);
                }
                line(g, color(filled ? Token.ACCENT : Token.MUTED), 1.25, beforeX, beforeY, x, y);
            }
            beforeX = x;
            beforeY = Double.isFinite(share) ? y : Double.NaN;
        }
    }
}
