package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Point;
import org.lmttm.volume.Slab;
import org.lmttm.volume.Window;

/** What stands on a slice besides its pixels and the crosshair: orientation letters, window, slab, scale bar. */
final class SliceOrnaments extends Group {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");
    private static final double MARGIN = 10;
    private static final double LETTER = 14;
    private static final double SCALE_TARGET = 100;

    private final Text left = text("letter");
    private final Text right = text("letter");
    private final Text top = text("letter");
    private final Text bottom = text("letter");
    private final Text window = text("window-text");
    private final Text scaleText = text("scale-text");
    private final Polyline scaleBar = new Polyline();

    SliceOrnaments() {
        setMouseTransparent(true);
        setManaged(false);
        scaleBar.getStyleClass().add("on-image-line");
        getChildren().addAll(left, right, top, bottom, window, scaleText, scaleBar);
    }

    /**
     * Places them; the crosshair's lines are placed already.
     *
     * @param turned whether the plane is at an angle
     */
    void place(PlaneMapping m, OpenCase openCase, CrosshairLines lines, Slab slab, boolean turned, Lengths lengths) {
        boolean millimetres = openCase.volume().affine().isPresent();
        placeLetters(m, lines, millimetres, turned);
        placeWindow(m, openCase.window().get(), openCase, slab);
        placeScale(m, lengths);
    }

    private void placeLetters(PlaneMapping m, CrosshairLines lines, boolean millimetres, boolean turned) {
        PlaneGrid grid = m.grid();
        Point r = grid.right();
        Point d = grid.down();
        if (millimetres) {
            left.setText(Letters.patient(r.times(-1)));
            right.setText(Letters.patient(r));
            top.setText(Letters.patient(d.times(-1)));
            bottom.setText(Letters.patient(d));
        } else {
            left.setText(turned ? Letters.array(r.times(-1)) : "");
            right.setText(Letters.array(r) + " →");
            top.setText(turned ? Letters.array(d.times(-1)) : "");
            bottom.setText(Letters.array(d) + " ↓");
        }
        // a letter steps aside from a line that would run through it
        double middle = m.width() / 2;
        double half = m.height() / 2;
        at(left, MARGIN, aside(half, lines.crossings(2 * MARGIN)), 0);
        at(right, m.width() - MARGIN, aside(half, lines.crossings(m.width() - 2 * MARGIN)), 1);
        at(top, aside(middle, lines.crossingsOfRow(2 * MARGIN)), MARGIN + 6, 0.5);
        at(bottom, aside(middle, lines.crossingsOfRow(m.height() - 2 * MARGIN)), m.height() - MARGIN - 6, 0.5);
    }

    private static double aside(double middle, List<Double> crossings) {
        double place = middle;
        for (double line : crossings) {
            place = Math.abs(place - line) < LETTER ? line - LETTER : place;
        }
        return place;
    }

    private void placeWindow(PlaneMapping m, Window shown, OpenCase openCase, Slab slab) {
        boolean whole = !openCase.volume().description().type().isFloating()
                && openCase.volume().description().slope() == 1;
        int decimals = whole ? 0 : ColorBar.decimals(shown.width());
        String text = TEXT.text(
                "window_level", ColorBar.number(shown.width(), decimals), ColorBar.number(shown.level(), decimals));
        boolean thick = slab.reach(m.grid().sliceStep()) > 0;
        boolean millimetres = openCase.volume().affine().isPresent();
        window.setText(thick ? Slabs.name(slab, millimetres) + "\n" + text : text);
        window.setTextOrigin(thick ? VPos.BOTTOM : VPos.CENTER);
        at(window, MARGIN, m.height() - MARGIN - (thick ? -4 : 4), 0);
    }

    private void placeScale(PlaneMapping m, Lengths lengths) {
        double length = niceLength(SCALE_TARGET / m.scale());
        double pixels = length * m.scale();
        double x1 = m.width() - MARGIN - 3;
        double y = m.height() - MARGIN - 4;
        scaleBar.getPoints()
                .setAll(x1 - pixels, y - 3, x1 - pixels, y + 3, x1 - pixels, y, x1, y, x1, y - 3, x1, y + 3);
        scaleText.setText(lengths.scale(length));
        at(scaleText, x1 - pixels / 2, y - 14, 0.5);
        boolean fits = m.width() > 220;
        scaleBar.setVisible(fits);
        scaleText.setVisible(fits);
    }

    /** The largest of 1, 2, 5 × 10ⁿ that is not longer. */
    static double niceLength(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(length)));
        double share = length / power;
        return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
    }

    /** The four letters: left, right, top, bottom; for tests. */
    List<String> letters() {
        return List.of(left.getText(), right.getText(), top.getText(), bottom.getText());
    }

    private static void at(Text text, double x, double y, double anchor) {
        text.setX(Math.rint(x - anchor * text.getLayoutBounds().getWidth()));
        text.setY(Math.rint(y));
    }

    private static Text text(String style) {
        Text text = new Text();
        text.getStyleClass().setAll(new ArrayList<>(List.of("on-image", style)));
        text.setTextOrigin(VPos.CENTER);
        return text;
    }
}
