package org.lmttm.app.volume;

import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Point;
import org.lmttm.volume.Window;

/** What mouse wheel, drags and keys do in a slice. */
final class SliceMouse {
    private static final double WHEEL_STEP = 40;
    private static final int PAGE = 10;
    private static final double SMALLEST_REGION = 4;

    private final SliceView view;
    private final ViewState state;
    private final MarkupMouse markups;
    private final LatestWins measure;
    private final TaskRunner tasks;
    private @Nullable Tool dragging;
    private boolean turning;
    private @Nullable Window windowAtPress;
    private Point centreAtPress = new Point(0, 0, 0);
    private double pressX;
    private double pressY;
    private double lastY;
    private double lastAngle;
    private double wheel;
    private boolean spaceHeld;

    SliceMouse(SliceView view, ViewState state, MarkupMouse markups, TaskRunner tasks) {
        this.markups = markups;
        this.view = view;
        this.state = state;
        this.tasks = tasks;
        this.measure = tasks.latestWins(TaskRunner.Lane.NUMBERS);
        view.setOnMousePressed(this::pressed);
        view.setOnMouseDragged(this::dragged);
        view.setOnMouseReleased(this::released);
        view.setOnMouseMoved(this::moved);
        view.setOnMouseExited(event -> point(null, null));
        view.setOnScroll(this::scrolled);
        view.setOnKeyPressed(this::key);
        view.setOnKeyReleased(event -> spaceHeld &= event.getCode() != KeyCode.SPACE);
        view.focusedProperty().addListener((property, before, now) -> {
            if (now) {
                state.focused().set(view.plane());
            }
        });
    }

    private void pressed(MouseEvent event) {
        view.requestFocus();
        state.focused().set(view.plane());
        OpenCase openCase = view.openCase();
        if (openCase == null) {
            return;
        }
        if (!spaceHeld && markups.pressed(event)) {
            dragging = null;
            return;
        }
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            state.toggleLarge(ViewState.Pane.valueOf(view.plane().name()));
            return;
        }
        dragging = switch (event.getButton()) {
            case MIDDLE -> Tool.PAN;
            case SECONDARY -> Tool.ZOOM;
            case PRIMARY -> spaceHeld ? Tool.PAN : state.tool().get();
            default -> null;
        };
        windowAtPress = openCase.window().get();
        centreAtPress = state.centre().get();
        pressX = event.getX();
        pressY = event.getY();
        lastY = pressY;
        turning = dragging == Tool.CROSSHAIR && view.crosshair().gripAt(pressX, pressY);
        lastAngle = view.crosshair().angle(pressX, pressY);
        if (dragging == Tool.CROSSHAIR && !turning) {
            moveCrosshair(openCase, event);
        }
    }

    private void dragged(MouseEvent event) {
        OpenCase openCase = view.openCase();
        if (openCase == null) {
            return;
        }
        pointAt(event.getX(), event.getY());
        if (dragging == null) {
            markups.dragged(event);
            return;
        }
        switch (dragging) {
            case CROSSHAIR -> {
                if (turning) {
                    turn(event);
                } else {
                    moveCrosshair(openCase, event);
                }
            }
            case WINDOW -> {
                if (windowAtPress != null) {
                    state.dragWindow(openCase, windowAtPress, event.getX() - pressX, event.getY() - pressY);
                }
            }
            case WINDOW_REGION -> band(event.getX(), event.getY());
            case PAN -> pan(event.getX() - pressX, event.getY() - pressY);
            case ZOOM -> {
                state.zoomBy(Math.exp((lastY - event.getY()) / 150));
                lastY = event.getY();
            }
            default -> {}
        }
    }

    private void released(MouseEvent event) {
        markups.released(event);
        if (dragging == Tool.WINDOW_REGION && view.band().isVisible()) {
            windowOfBand();
        }
        view.band().setVisible(false);
        dragging = null;
        turning = false;
    }

    private void turn(MouseEvent event) {
        OpenCase reference = view.reference();
        if (reference == null) {
            return;
        }
        double angle = view.crosshair().angle(event.getX(), event.getY());
        state.turnBy(PanePlane.normal(reference, view.plane(), state), angle - lastAngle);
        lastAngle = angle;
    }

    private void moveCrosshair(OpenCase openCase, MouseEvent event) {
        PlaneMapping m = view.mapping();
        if (m != null) {
            state.moveCrosshair(openCase, m.patient(event.getX(), event.getY()));
        }
    }

    private void pan(double dx, double dy) {
        PlaneMapping m = view.mapping();
        if (m != null) {
            Point right = m.grid().right().times(-dx / m.scale());
            Point down = m.grid().down().times(-dy / m.scale());
            state.centre().set(centreAtPress.plus(right).plus(down));
        }
    }

    private void band(double x, double y) {
        Rectangle band = view.band();
        band.setX(Math.min(x, pressX));
        band.setY(Math.min(y, pressY));
        band.setWidth(Math.abs(x - pressX));
        band.setHeight(Math.abs(y - pressY));
        band.setVisible(band.getWidth() >= SMALLEST_REGION && band.getHeight() >= SMALLEST_REGION);
    }

    /** The window becomes what the rectangle's values span. */
    private void windowOfBand() {
        SlicePixels.Request content = view.content();
        PlaneMapping m = view.mapping();
        OpenCase openCase = view.openCase();
        if (content == null || m == null || openCase == null) {
            return;
        }
        Rectangle band = view.band();
        double left = (band.getX() - m.left()) / m.pixelWidth() - 0.5;
        double top = (band.getY() - m.top()) / m.pixelHeight() - 0.5;
        double right = left + band.getWidth() / m.pixelWidth();
        double bottom = top + band.getHeight() / m.pixelHeight();
        measure.<java.util.Optional<Window>>submit(
                () -> RegionWindow.of(
                        SlicePixels.values(content), content.plane().grid(), left, top, right, bottom),
                window -> window.ifPresent(openCase.window()::set),
                error -> tasks.notice(TaskRunner.error(openCase.name(), error)));
    }

    private void moved(MouseEvent event) {
        markups.moved(event);
        pointAt(event.getX(), event.getY());
        OpenCase openCase = view.openCase();
        boolean grip = state.tool().get() == Tool.CROSSHAIR && view.crosshair().gripAt(event.getX(), event.getY());
        view.setCursor(grip ? Cursor.HAND : Cursor.DEFAULT);
        if (event.isShiftDown() && openCase != null) {
            // as in 3D Slicer: the crosshair goes with the pointer
            moveCrosshair(openCase, event);
        }
    }

    private void pointAt(double x, double y) {
        OpenCase openCase = view.openCase();
        PlaneMapping m = view.mapping();
        if (openCase == null || m == null) {
            return;
        }
        Voxel at = m.voxel(x, y);
        boolean inside = m.contains(at);
        point(inside ? openCase : null, inside ? at : null);
    }

    private void point(@Nullable OpenCase openCase, @Nullable Voxel at) {
        state.pointed().set(openCase);
        state.pointer().set(at);
    }

    private void scrolled(ScrollEvent event) {
        double delta = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        if (view.openCase() == null || delta == 0 || markups.busy()) {
            return;
        }
        if (event.isShortcutDown() || event.isControlDown()) {
            state.zoomBy(Math.exp(delta / 300));
        } else {
            wheel += delta / WHEEL_STEP;
            // a mouse's notch counts one slice; a touch pad's small steps add up
            int slices = Math.abs(wheel) >= 1 ? (int) wheel : 0;
            wheel -= slices;
            step(event.isShiftDown() ? slices * PAGE : slices);
        }
        event.consume();
    }

    private void step(int slices) {
        OpenCase openCase = view.openCase();
        if (openCase != null && slices != 0) {
            state.step(openCase, view.plane(), slices);
        }
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (markups.key(event.getCode())) {
            event.consume();
            return;
        }
        int slices = switch (event.getCode()) {
            case UP, RIGHT -> 1;
            case DOWN, LEFT -> -1;
            case PAGE_UP -> PAGE;
            case PAGE_DOWN -> -PAGE;
            default -> 0;
        };
        if (slices != 0) {
            step(slices);
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE) {
            spaceHeld = true;
            event.consume();
        }
    }
}
