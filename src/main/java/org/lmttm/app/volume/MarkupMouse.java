package org.lmttm.app.volume;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;

/**
 * Draws and moves markups by hand. A point is set where the button is let go, so that a drag and two clicks draw the
 * same line. Handles are taken with any drawing tool; with other tools only those of the selected markup.
 */
final class MarkupMouse {
    private static final double REACH = 7;
    private static final double CLICK = 4;

    private final Markups markups;
    private final ViewState state;
    private final Supplier<@Nullable MarkupPlane> plane;
    private final NoteEditor notes;
    private @Nullable Grab grab;
    /** How many points of the draft are set; the next one follows the pointer. */
    private int set;

    private double setX;
    private double setY;

    /**
     * What the button holds.
     *
     * @param before the markup when it was taken
     * @param now where it is
     * @param point which of its points, or −1 for the whole
     * @param from where it was taken
     */
    private record Grab(Markup before, Markup now, int point, Point from) {}

    MarkupMouse(Markups markups, ViewState state, Supplier<@Nullable MarkupPlane> plane, NoteEditor notes) {
        this.markups = markups;
        this.state = state;
        this.plane = plane;
        this.notes = notes;
        state.tool().addListener(observable -> cancel());
    }

    /** Whether one is being drawn or moved now. */
    boolean busy() {
        return markups.draft().get() != null || grab != null;
    }

    /** The button went down; true when it was meant for a markup. */
    boolean pressed(MouseEvent event) {
        MarkupPlane p = plane.get();
        if (p == null || event.getButton() != MouseButton.PRIMARY) {
            return false;
        }
        if (markups.draft().get() != null) {
            follow(p, event);
            return true;
        }
        Markup.Kind kind = state.tool().get().markup();
        grab = grab(p, event.getX(), event.getY(), kind != null);
        if (grab != null) {
            markups.selected().set(grab.before());
            return true;
        }
        markups.selected().set(null);
        if (kind == null) {
            return false;
        }
        begin(p, kind, event);
        return true;
    }

    private void begin(MarkupPlane p, Markup.Kind kind, MouseEvent event) {
        Point at = p.point(event.getX(), event.getY());
        if (kind == Markup.Kind.NOTE) {
            notes.write(
                    event.getX(),
                    event.getY(),
                    "",
                    words -> markups.add(Markup.of(kind, at).withText(words)));
            return;
        }
        set = 1;
        setX = event.getX();
        setY = event.getY();
        Point[] points = new Point[kind.points()];
        java.util.Arrays.fill(points, at);
        markups.draft().set(Markup.of(kind, points));
    }

    /** The pointer moved with the button down; true when a markup took it. */
    boolean dragged(MouseEvent event) {
        MarkupPlane p = plane.get();
        Grab held = grab;
        if (p == null) {
            return false;
        }
        if (held != null) {
            Point at = p.point(event.getX(), event.getY());
            Markup now = held.point() < 0
                    ? held.before().movedBy(at.minus(held.from()))
                    : held.before().withPoint(held.point(), at);
            markups.show(held.now(), now);
            grab = new Grab(held.before(), now, held.point(), held.from());
            return true;
        }
        return moved(event);
    }

    /** The pointer moved; true when a draft follows it. */
    boolean moved(MouseEvent event) {
        MarkupPlane p = plane.get();
        if (p == null || markups.draft().get() == null) {
            return false;
        }
        follow(p, event);
        return true;
    }

    /** The button was let go. */
    void released(MouseEvent event) {
        Grab held = grab;
        grab = null;
        if (held != null) {
            markups.moved(held.before(), held.now());
        }
        Markup draft = markups.draft().get();
        if (draft == null || Math.hypot(event.getX() - setX, event.getY() - setY) < CLICK) {
            return;
        }
        set += draft.kind().isRegion() ? 2 : 1;
        setX = event.getX();
        setY = event.getY();
        if (set == draft.kind().points()) {
            markups.draft().set(null);
            markups.add(draft);
        }
    }

    /** A key over the pane; true when it was meant for a markup. */
    boolean key(KeyCode code) {
        if (code == KeyCode.ESCAPE && (busy() || state.tool().get().markup() != null)) {
            if (!busy()) {
                state.tool().set(Tool.CROSSHAIR);
            }
            cancel();
            return true;
        }
        if ((code == KeyCode.DELETE || code == KeyCode.BACK_SPACE)
                && markups.selected().get() != null) {
            markups.removeSelected();
            return true;
        }
        return false;
    }

    private void cancel() {
        Grab held = grab;
        grab = null;
        if (held != null) {
            markups.show(/* before= */ held.now(), /* now= */ held.before());
        }
        markups.draft().set(null);
    }

    private void follow(MarkupPlane p, MouseEvent event) {
        Markup draft = markups.draft().get();
        Point at = p.point(event.getX(), event.getY());
        if (draft.kind().isRegion()) {
            markups.draft().set(region(p, draft.kind(), event));
            return;
        }
        Markup now = draft;
        for (int point = set; point < draft.kind().points(); point++) {
            now = now.withPoint(point, at);
        }
        markups.draft().set(now);
    }

    /** From the corner set to the pointer; as wide as high with the shift key. */
    private Markup region(MarkupPlane p, Markup.Kind kind, MouseEvent event) {
        double dx = event.getX() - setX;
        double dy = event.getY() - setY;
        if (event.isShiftDown()) {
            double edge = Math.max(Math.abs(dx), Math.abs(dy));
            dx = Math.copySign(edge, dx);
            dy = Math.copySign(edge, dy);
        }
        double x = setX + dx / 2;
        double y = setY + dy / 2;
        return Markup.of(kind, p.point(x, y), p.point(setX + dx, y), p.point(x, setY + dy));
    }

    /** What lies under a position, the last drawn first; null for nothing. */
    private @Nullable Grab grab(MarkupPlane p, double x, double y, boolean any) {
        Markup selected = markups.selected().get();
        for (Markup markup : markups.shown().reversed()) {
            if ((any || markup.equals(selected)) && p.shows(markup)) {
                Grab found = grab(p, markup, x, y);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Grab grab(MarkupPlane p, Markup markup, double x, double y) {
        Point at = p.point(x, y);
        for (int point = 0; point < markup.points().size(); point++) {
            double[] handle = p.screen(markup.points().get(point));
            if (Math.hypot(handle[0] - x, handle[1] - y) <= REACH) {
                return new Grab(markup, markup, point, at);
            }
        }
        List<double[]> line = markup.kind().isRegion()
                ? MarkupLayer.outline(p, markup)
                : markup.points().stream().map(p::screen).toList();
        for (int part = 1; part < line.size(); part++) {
            if (distance(x, y, line.get(part - 1), line.get(part)) <= REACH) {
                return new Grab(markup, markup, -1, at);
            }
        }
        return null;
    }

    /** From a position to the nearest of a straight line between two others. */
    private static double distance(double x, double y, double[] a, double[] b) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : Math.clamp(((x - a[0]) * dx + (y - a[1]) * dy) / square, 0, 1);
        return Math.hypot(a[0] + along * dx - x, a[1] + along * dy - y);
    }
}
