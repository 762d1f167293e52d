package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Window;

/** What stands on a slice besides its pixels: crosshair lines, orientation letters, window, scale bar. */
final class SliceOrnaments extends Group {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");
    private static final double GAP = 10;
    private static final double MARGIN = 10;
    private static final double LETTER = 14;
    private static final double SCALE_TARGET = 90;

    private final List<Line> columnLines = List.of(new Line(), new Line());
    private final List<Line> rowLines = List.of(new Line(), new Line());
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
        columnLines.forEach(line -> line.getStyleClass().add("crosshair"));
        rowLines.forEach(line -> line.getStyleClass().add("crosshair"));
        scaleBar.getStyleClass().add("on-image-line");
        getChildren().addAll(columnLines);
        getChildren().addAll(rowLines);
        getChildren().addAll(left, right, top, bottom, window, scaleText, scaleBar);
    }

    void place(PlaneMapping m, OpenCase openCase, boolean crosshair) {
        placeLetters(m, openCase.crosshair().get());
        placeWindow(m, openCase.window().get(), openCase);
        placeScale(m, openCase.volume().affine().isPresent());
        placeCrosshair(m, openCase.crosshair().get(), crosshair);
    }

    private void placeCrosshair(PlaneMapping m, Voxel at, boolean shown) {
        SliceGeometry g = m.geometry();
        double x = Math.rint(m.x(at)) + 0.5;
        double y = Math.rint(m.y(at)) + 0.5;
        // a line wears the colour of the plane it stands for: the column's line is where that plane cuts this one
        color(columnLines, planeNormalTo(g, g.columnAxis()));
        color(rowLines, planeNormalTo(g, g.rowAxis()));
        line(columnLines.get(0), x, 0, x, y - GAP, shown && y > GAP);
        line(columnLines.get(1), x, y + GAP, x, m.height(), shown);
        line(rowLines.get(0), 0, y, x - GAP, y, shown && x > GAP);
        line(rowLines.get(1), x + GAP, y, m.width(), y, shown);
    }

    private static void line(Line line, double x0, double y0, double x1, double y1, boolean shown) {
        line.setVisible(shown);
        line.setStartX(x0);
        line.setStartY(y0);
        line.setEndX(x1);
        line.setEndY(y1);
    }

    private static void color(List<Line> lines, Plane plane) {
        String style = plane.name().toLowerCase(Locale.ROOT);
        for (Line line : lines) {
            if (!line.getStyleClass().contains(style)) {
                line.getStyleClass().setAll("crosshair", style);
            }
        }
    }

    /** The plane whose normal is a voxel axis of this slice. */
    private static Plane planeNormalTo(SliceGeometry g, int voxelAxis) {
        if (g.letters().isEmpty()) {
            for (Plane plane : Plane.values()) {
                if (plane.storedAxis() == voxelAxis) {
                    return plane;
                }
            }
        }
        boolean column = voxelAxis == g.columnAxis();
        return switch (g.plane()) {
            case AXIAL -> column ? Plane.SAGITTAL : Plane.CORONAL;
            case CORONAL -> column ? Plane.SAGITTAL : Plane.AXIAL;
            case SAGITTAL -> column ? Plane.CORONAL : Plane.AXIAL;
        };
    }

    private void placeLetters(PlaneMapping m, Voxel at) {
        SliceGeometry g = m.geometry();
        String axes = "ijk";
        String l = g.letters().map(SliceGeometry.Letters::left).orElse("");
        String r = g.letters().map(SliceGeometry.Letters::right).orElse(axes.charAt(g.columnAxis()) + " →");
        left.setText(m.mirrored() ? r : l);
        right.setText(m.mirrored() ? l : r);
        top.setText(g.letters().map(SliceGeometry.Letters::top).orElse(""));
        bottom.setText(g.letters().map(SliceGeometry.Letters::bottom).orElse(axes.charAt(g.rowAxis()) + " ↓"));
        // a letter steps aside from a line that would run through it
        double x = m.width() / 2 + aside(m.width() / 2, m.x(at));
        double y = m.height() / 2 + aside(m.height() / 2, m.y(at));
        at(left, MARGIN, y, 0);
        at(right, m.width() - MARGIN, y, 1);
        at(top, x, MARGIN + 6, 0.5);
        at(bottom, x, m.height() - MARGIN - 6, 0.5);
    }

    private static double aside(double middle, double line) {
        return Math.abs(middle - line) < LETTER ? line - LETTER - middle : 0;
    }

    private void placeWindow(PlaneMapping m, Window shown, OpenCase openCase) {
        boolean whole = !openCase.volume().description().type().isFloating()
                && openCase.volume().description().slope() == 1;
        int decimals = whole ? 0 : ColorBar.decimals(shown.width());
        window.setText(TEXT.text(
                "window_level", ColorBar.number(shown.width(), decimals), ColorBar.number(shown.level(), decimals)));
        at(window, MARGIN, m.height() - MARGIN - 4, 0);
    }

    private void placeScale(PlaneMapping m, boolean millimetres) {
        double length = niceLength(SCALE_TARGET / m.scale());
        double pixels = length * m.scale();
        double x1 = m.width() - MARGIN - 3;
        double y = m.height() - MARGIN - 4;
        scaleBar.getPoints()
                .setAll(x1 - pixels, y - 3, x1 - pixels, y + 3, x1 - pixels, y, x1, y, x1, y - 3, x1, y + 3);
        String number = ColorBar.number(length, length < 1 ? 1 : 0);
        scaleText.setText(
                TEXT.text(millimetres ? "scale.millimetres" : length == 1 ? "scale.voxel" : "scale.voxels", number));
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
