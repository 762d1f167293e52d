package org.lmttm.app.control;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.lmttm.surface.Camera;

/** Turns what mouse and keys do on a {@link SurfacePane} into cameras. */
final class SurfaceMouse {
    private static final double DEGREES_A_PIXEL = 0.45;
    private static final double DEGREES_A_KEY = 5;
    private static final double ZOOM_A_PIXEL = 1.0025;

    private final SurfacePane pane;
    private double lastX;
    private double lastY;

    SurfaceMouse(SurfacePane pane) {
        this.pane = pane;
    }

    void install() {
        pane.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        pane.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        pane.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        pane.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void pressed(MouseEvent event) {
        pane.requestFocus();
        lastX = event.getX();
        lastY = event.getY();
        event.consume();
    }

    private void dragged(MouseEvent event) {
        double dx = event.getX() - lastX;
        double dy = event.getY() - lastY;
        lastX = event.getX();
        lastY = event.getY();
        Camera camera = pane.getCamera();
        boolean move = event.getButton() != MouseButton.PRIMARY || event.isShiftDown();
        // Dragging to the right turns the front of the surface to the right, so the camera goes to the left.
        pane.cameraProperty()
                .set(
                        move
                                ? camera.panned(dx, dy, pane.getWidth(), pane.getHeight())
                                : camera.rotated(-dx * DEGREES_A_PIXEL, dy * DEGREES_A_PIXEL));
        event.consume();
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress() || event.isShiftDown()) {
            return;
        }
        if (event.getClickCount() == 2) {
            pane.resetView();
        } else if (event.getClickCount() == 1) {
            char side = pane.cubeSideAt(event.getX(), event.getY());
            if (side == 0) {
                pane.pick(event.getX(), event.getY());
            } else {
                look(pane.getCamera().from(side));
            }
        }
        event.consume();
    }

    private void scrolled(ScrollEvent event) {
        pane.cameraProperty().set(pane.getCamera().zoomed(Math.pow(ZOOM_A_PIXEL, event.getDeltaY())));
        event.consume();
    }

    /** Whether a key does something here, so that it is no one else's while the pane has the focus. */
    static boolean takes(KeyEvent event) {
        return !event.isShortcutDown()
                && !event.isAltDown()
                && !event.isShiftDown()
                && switch (event.getCode()) {
                    case HOME, A, P, L, R, S, I, LEFT, RIGHT, UP, DOWN -> true;
                    default -> false;
                };
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        Camera camera = pane.getCamera();
        switch (event.getCode()) {
            case HOME -> pane.resetView();
            case A, P, L, R, S, I -> look(camera.from(event.getCode().getChar().charAt(0)));
            case LEFT -> look(camera.rotated(DEGREES_A_KEY, 0));
            case RIGHT -> look(camera.rotated(-DEGREES_A_KEY, 0));
            case UP -> look(camera.rotated(0, -DEGREES_A_KEY));
            case DOWN -> look(camera.rotated(0, DEGREES_A_KEY));
            case PLUS, EQUALS, ADD -> look(camera.zoomed(1.1));
            case MINUS, SUBTRACT -> look(camera.zoomed(1 / 1.1));
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void look(Camera camera) {
        pane.cameraProperty().set(camera);
    }
}
