package org.lmttm.app.volume;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Window;

/** What mouse wheel, drags and keys do in a slice. */
final class SliceMouse {
    private static final double WHEEL_STEP = 40;
    private static final int PAGE = 10;

    private final SliceView view;
    private final ViewState state;
    private final MarkupMouse markups;
    private @Nullable Tool dragging;
    private @Nullable Window windowAtPress;
    private Voxel centreAtPress = new Voxel(0, 0, 0);
    private double pressX;
    private double pressY;
    private double lastY;
    private double wheel;
    private boolean spaceHeld;

    SliceMouse(SliceView view, ViewState state, MarkupMouse markups) {
        this.markups = markups;
        this.view = view;
        this.state = state;
        view.setOnMousePressed(this::pressed);
        view.setOnMouseDragged(this::dragged);
        view.setOnMouseReleased(event -> {
            markups.released(event);
            dragging = null;
        });
        view.setOnMouseMoved(event -> {
            markups.moved(event);
            point(event.getX(), event.getY());
        });
        view.setOnMouseExited(event -> state.pointer().set(null));
        view.setOnScroll(this::scrolled);
        view.setOnKeyPressed(this::key);
        view.setOnKeyReleased(event -> spaceHeld &= event.getCode() != KeyCode.SPACE);
    }

    private void pressed(MouseEvent event) {
        view.requestFocus();
        OpenCase openCase = state.shown().get();
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
        if (dragging == Tool.CROSSHAIR) {
            moveCrosshair(openCase, event);
        }
    }

    private void dragged(MouseEvent event) {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        point(event.getX(), event.getY());
        if (dragging == null) {
            markups.dragged(event);
            return;
        }
        switch (dragging) {
            case CROSSHAIR -> moveCrosshair(openCase, event);
            case WINDOW -> {
                if (windowAtPress != null) {
                    state.dragWindow(windowAtPress, event.getX() - pressX, event.getY() - pressY);
                }
            }
            case PAN -> pan(event.getX() - pressX, event.getY() - pressY);
            case ZOOM -> {
                state.zoomBy(Math.exp((lastY - event.getY()) / 150));
                lastY = event.getY();
            }
            default -> {}
        }
    }

    private void moveCrosshair(OpenCase openCase, MouseEvent event) {
        PlaneMapping m = view.mapping();
        if (m != null) {
            openCase.moveCrosshair(
                    m.voxel(event.getX(), event.getY(), openCase.crosshair().get()));
        }
    }

    private void pan(double dx, double dy) {
        PlaneMapping m = view.mapping();
        if (m == null) {
            return;
        }
        PlaneMapping press =
                new PlaneMapping(m.geometry(), m.mirrored(), centreAtPress, m.scale(), m.width(), m.height());
        state.centre().set(press.voxel(m.width() / 2 - dx, m.height() / 2 - dy, centreAtPress));
    }

    private void point(double x, double y) {
        OpenCase openCase = state.shown().get();
        PlaneMapping m = view.mapping();
        if (openCase == null || m == null) {
            return;
        }
        Voxel at = m.voxel(x, y, openCase.crosshair().get());
        state.pointer().set(m.contains(at) ? at : null);
    }

    private void scrolled(ScrollEvent event) {
        OpenCase openCase = state.shown().get();
        double delta = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        if (openCase == null || delta == 0 || markups.busy()) {
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

    /** Moves by slices; positive is towards the patient's head, front or right, or up the index without patient space. */
    private void step(int slices) {
        OpenCase openCase = state.shown().get();
        if (openCase == null || slices == 0) {
            return;
        }
        SliceGeometry g = openCase.slices().geometry(view.plane());
        int patientAxis = g.plane().patientAxis();
        boolean upwards = openCase.volume()
                .affine()
                .map(affine -> affine.get(patientAxis, g.normalAxis()) >= 0)
                .orElse(true);
        state.scroll(g.normalAxis(), upwards ? slices : -slices);
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
