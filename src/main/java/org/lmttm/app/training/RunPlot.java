package org.lmttm.app.training;

import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.lmttm.app.control.CanvasPen;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.PlotExport;

/**
 * One plot. The wheel zooms about the pointer, a drag zooms to what it spans, a drag with Shift or the middle button
 * moves, a double click shows everything; arrow keys move the hair line, with Shift what is shown, plus, minus and
 * Home zoom.
 */
final class RunPlot extends DrawnView {
    private static final double WHEEL = 300;
    private static final double STEP = 1.25;
    private static final double KEY_SHARE = 0.02;
    private static final double LEAST_DRAG = 5;

    private final PlotState state;
    private final boolean logarithmic;
    private PlotContent content = PlotContent.EMPTY;
    private String message = "";
    private double pressed = Double.NaN;
    private double dragged = Double.NaN;
    private double panned = Double.NaN;

    /** @param logarithmic whether the choice of a logarithmic axis is for it */
    @SuppressWarnings("this-escape") // listeners draw at a later pulse
    RunPlot(PlotState state, String id, String accessible, boolean logarithmic) {
        this.state = state;
        this.logarithmic = logarithmic;
        setId(id);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(accessible);
        setMinSize(80, 60);
        state.range().addListener(observable -> redraw());
        state.hair().addListener(observable -> redraw());
        state.log().addListener(observable -> redraw());
        focusedProperty().addListener(observable -> redraw());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> state.hair().set(frame().at(event.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> state.hair().set(Double.NaN));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /**
     * Shows something else.
     *
     * @param words what is said where there is nothing to draw; empty for nothing
     */
    void show(PlotContent now, String words) {
        content = now;
        message = words;
        redraw();
    }

    /** What is shown. */
    PlotContent content() {
        return content;
    }

    /** Pixels between the axis's ends. */
    int columns() {
        PlotFrame frame = frame();
        return (int) Math.max(1, frame.right() - frame.left());
    }

    private PlotFrame frame() {
        return frame(getWidth(), getHeight());
    }

    private PlotFrame frame(double width, double height) {
        return PlotFrame.of(
                content, state.range().get(), logarithmic && state.log().get(), width, height);
    }

    /** The plot as it stands here, for a file or the clipboard. */
    PlotExport.Figure figure(String title) {
        return new PlotExport.Figure(
                (pen, width, height) -> new PlotPainter(pen, frame(width, height))
                        .paint(content, state.axis().get(), Double.NaN),
                palette(),
                getWidth(),
                getHeight(),
                title,
                Texts.text("research"));
    }

    private void press(MouseEvent event) {
        requestFocus();
        double at = frame().at(event.getX());
        if (event.isShiftDown() || event.getButton() == MouseButton.MIDDLE) {
            panned = event.getX();
        } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            state.reset();
        } else if (event.getButton() == MouseButton.PRIMARY) {
            pressed = Double.isNaN(at) ? Double.NaN : event.getX();
            dragged = pressed;
        }
    }

    private void drag(MouseEvent event) {
        PlotFrame frame = frame();
        if (!Double.isNaN(panned)) {
            state.pan((panned - event.getX()) / (frame.right() - frame.left()));
            panned = event.getX();
        } else if (!Double.isNaN(pressed)) {
            dragged = Math.clamp(event.getX(), frame.left(), frame.right());
            state.hair().set(frame.nearest(event.getX()));
            redraw();
        }
    }

    private void release(MouseEvent event) {
        if (Math.abs(dragged - pressed) >= LEAST_DRAG) {
            PlotFrame frame = frame();
            state.show(frame.nearest(pressed), frame.nearest(dragged));
        }
        pressed = Double.NaN;
        dragged = Double.NaN;
        panned = Double.NaN;
        redraw();
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            state.zoom(Math.exp(-event.getDeltaY() / WHEEL), frame().nearest(event.getX()));
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        PlotState.Range range = state.range().get();
        double hair = state.hair().get();
        double about = Double.isNaN(hair) ? range.from() + range.width() / 2 : hair;
        switch (event.getCode()) {
            case LEFT, RIGHT -> {
                double share = KEY_SHARE * (event.getCode() == javafx.scene.input.KeyCode.LEFT ? -1 : 1);
                if (event.isShiftDown()) {
                    state.pan(5 * share);
                } else {
                    state.moveHair(share);
                }
            }
            case PLUS, EQUALS, ADD -> state.zoom(1 / STEP, about);
            case MINUS, SUBTRACT -> state.zoom(STEP, about);
            case HOME, DIGIT0, NUMPAD0 -> state.reset();
            default -> {
                return;
            }
        }
        event.consume();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        CanvasPen pen = new CanvasPen(g, palette());
        PlotFrame frame = frame(width, height);
        new PlotPainter(pen, frame)
                .paint(content, state.axis().get(), state.hair().get());
        if (Math.abs(dragged - pressed) >= LEAST_DRAG) {
            double from = Math.min(pressed, dragged);
            pen.box(Token.ACCENT, 0.15, from, frame.top(), Math.abs(dragged - pressed), frame.bottom() - frame.top());
        }
        if (!message.isEmpty()) {
            pen.text(
                    message,
                    Token.MUTED,
                    false,
                    (frame.left() + frame.right()) / 2,
                    (frame.top() + frame.bottom()) / 2,
                    javafx.scene.text.TextAlignment.CENTER);
        }
        if (isFocused()) {
            g.setStroke(color(Token.FILLED));
            g.setLineWidth(1);
            g.strokeRoundRect(0.5, 0.5, width - 1, height - 1, 4, 4);
        }
    }
}
