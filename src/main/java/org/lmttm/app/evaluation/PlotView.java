package org.lmttm.app.evaluation;

import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import org.lmttm.app.control.CanvasPen;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;
import org.lmttm.app.control.PlotExport;

/** A plot on the screen. The same drawing is exported, see {@link PlotExport}. */
abstract class PlotView extends DrawnView {
    private final EvaluationState state;

    @SuppressWarnings("this-escape") // listeners draw at a later pulse
    PlotView(EvaluationState state, String id, String accessible) {
        this.state = state;
        setId(id);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(accessible);
        state.shown().addListener(observable -> redraw());
        state.threshold().addListener(observable -> redraw());
        state.selected().addListener(observable -> redraw());
        focusedProperty().addListener(observable -> redraw());
    }

    /** What the desk shows. */
    final EvaluationState state() {
        return state;
    }

    /** Draws what is shown in so many pixels. */
    abstract void plot(Pen pen, Shown shown, double width, double height);

    /** The plotted numbers as lines of comma-separated values, the first naming the columns. */
    abstract String table(Shown shown);

    /** The plot as it stands here, for a file or the clipboard. */
    final PlotExport.Figure figure(Shown shown, String title) {
        return new PlotExport.Figure(
                (pen, width, height) -> plot(pen, shown, width, height),
                palette(),
                getWidth(),
                getHeight(),
                title,
                Texts.text("research"));
    }

    @Override
    protected final void draw(GraphicsContext g, double width, double height) {
        Shown shown = state.shown().get();
        if (shown != null) {
            plot(new CanvasPen(g, palette()), shown, width, height);
        }
        if (isFocused()) {
            g.setStroke(color(Token.FILLED));
            g.setLineWidth(1);
            g.strokeRoundRect(0.5, 0.5, width - 1, height - 1, 4, 4);
        }
    }
}
