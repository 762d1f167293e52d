package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;

/** The markups of one slice, drawn over it. */
final class MarkupLayer extends Group {
    private static final int CORNERS = 64;
    private static final double HANDLE = 3.5;
    private static final double LINE_HEIGHT = 16;
    private static final double ARC = 18;

    private final Markups markups;
    private final List<Caption> captions = new ArrayList<>();
    private @Nullable Drawn drawn;

    /** Everything that the nodes depend on. */
    private record Drawn(MarkupPlane plane, OpenCase openCase, long revision) {}

    MarkupLayer(Markups markups) {
        this.markups = markups;
        setManaged(false);
        setMouseTransparent(true);
    }

    void place(MarkupPlane plane, OpenCase openCase) {
        Drawn now = new Drawn(plane, openCase, markups.revision().get());
        if (now.equals(drawn)) {
            return;
        }
        drawn = now;
        captions.clear();
        List<Node> nodes = new ArrayList<>();
        Markup selected = markups.selected().get();
        for (Markup markup : markups.shown()) {
            if (plane.shows(markup)) {
                draw(nodes, plane, openCase, markup, markup.equals(selected));
            }
        }
        Markup draft = markups.draft().get();
        if (draft != null && plane.shows(draft)) {
            draw(nodes, plane, openCase, draft, true);
        }
        getChildren().setAll(nodes);
        // what is added during layout would be drawn once without its colours, and its text measured in another size
        applyCss();
        captions.forEach(caption ->
                caption.place(plane.mapping().width(), plane.mapping().height()));
    }

    private void draw(List<Node> nodes, MarkupPlane plane, OpenCase openCase, Markup markup, boolean chosen) {
        List<double[]> at = markup.points().stream().map(plane::screen).toList();
        switch (markup.kind()) {
            case DISTANCE -> nodes.add(line(at, chosen));
            case ANGLE -> {
                nodes.add(line(at, chosen));
                nodes.add(line(arc(at), chosen));
            }
            case ELLIPSE, RECTANGLE -> nodes.add(line(outline(plane, markup), chosen));
            case NOTE -> {}
        }
        for (double[] handle : at) {
            nodes.add(handle(handle, chosen));
        }
        List<String> lines = MarkupTexts.lines(openCase, markups.lengths(openCase), markup, markups.statistics(markup));
        label(nodes, place(markup, at), lines, chosen);
    }

    /** The outline of a region on the pane, closed. */
    static List<double[]> outline(MarkupPlane plane, Markup region) {
        Point centre = region.points().getFirst();
        Point a = region.halfAxis(1);
        Point b = region.halfAxis(2);
        List<double[]> outline = new ArrayList<>();
        if (region.kind() == Markup.Kind.RECTANGLE) {
            int[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
            for (int[] corner : corners) {
                outline.add(plane.screen(centre.plus(a.times(corner[0])).plus(b.times(corner[1]))));
            }
            return outline;
        }
        for (int c = 0; c <= CORNERS; c++) {
            double turn = 2 * Math.PI * c / CORNERS;
            outline.add(plane.screen(centre.plus(a.times(Math.cos(turn))).plus(b.times(Math.sin(turn)))));
        }
        return outline;
    }

    /** The arc between the legs of an angle, near its vertex. */
    private static List<double[]> arc(List<double[]> legs) {
        double[] vertex = legs.get(1);
        double from = Math.atan2(legs.get(0)[1] - vertex[1], legs.get(0)[0] - vertex[0]);
        double to = Math.atan2(legs.get(2)[1] - vertex[1], legs.get(2)[0] - vertex[0]);
        double turn = Math.IEEEremainder(to - from, 2 * Math.PI);
        List<double[]> arc = new ArrayList<>();
        for (int c = 0; c <= 16; c++) {
            double angle = from + turn * c / 16;
            arc.add(new double[] {vertex[0] + ARC * Math.cos(angle), vertex[1] + ARC * Math.sin(angle)});
        }
        return arc;
    }

    /** Where the label begins: beside the end last drawn, below a region, beside an angle's vertex. */
    private static double[] place(Markup markup, List<double[]> at) {
        double[] last = switch (markup.kind()) {
            case DISTANCE -> at.get(1)[0] >= at.get(0)[0] ? at.get(1) : at.get(0);
            case ANGLE -> at.get(1);
            case NOTE -> at.getFirst();
            case ELLIPSE, RECTANGLE -> {
                double reach = Math.abs(at.get(1)[0] - at.get(0)[0]) + Math.abs(at.get(2)[0] - at.get(0)[0]);
                yield new double[] {at.get(0)[0] + reach, at.get(0)[1]};
            }
        };
        return new double[] {last[0] + 8, last[1]};
    }

    /** Lines of text on a plate, so that numbers stay legible on bright bone. */
    private record Caption(double[] at, Rectangle plate, List<Text> texts) {
        /** Within the pane as far as it goes. */
        void place(double paneWidth, double paneHeight) {
            double width = texts.stream()
                    .mapToDouble(text -> text.getLayoutBounds().getWidth())
                    .max()
                    .orElse(0);
            double height = LINE_HEIGHT * texts.size();
            double x = Math.rint(Math.clamp(at[0], 4, Math.max(4, paneWidth - width - 4)));
            double y = Math.rint(Math.clamp(at[1] - height / 2, 4, Math.max(4, paneHeight - height - 4)));
            for (int line = 0; line < texts.size(); line++) {
                texts.get(line).setX(x);
                texts.get(line).setY(Math.rint(y + LINE_HEIGHT * (line + 0.5)));
            }
            plate.setX(x - 3);
            plate.setY(y);
            plate.setWidth(Math.ceil(width) + 6);
            plate.setHeight(height);
        }
    }

    private void label(List<Node> nodes, double[] place, List<String> lines, boolean chosen) {
        Rectangle plate = new Rectangle();
        plate.setArcWidth(4);
        plate.setArcHeight(4);
        plate.getStyleClass().setAll("markup-plate");
        List<Text> texts = lines.stream().map(line -> text(line, chosen)).toList();
        nodes.add(plate);
        nodes.addAll(texts);
        captions.add(new Caption(place, plate, texts));
    }

    private static Text text(String words, boolean chosen) {
        Text text = new Text(words);
        text.setTextOrigin(VPos.CENTER);
        text.getStyleClass().setAll("on-image", "markup-text");
        choose(text, chosen);
        return text;
    }

    private static Polyline line(List<double[]> points, boolean chosen) {
        Polyline line = new Polyline();
        for (double[] point : points) {
            line.getPoints().addAll(point[0], point[1]);
        }
        line.getStyleClass().setAll("markup-line");
        choose(line, chosen);
        return line;
    }

    private static Circle handle(double[] at, boolean chosen) {
        Circle handle = new Circle(at[0], at[1], HANDLE);
        handle.getStyleClass().setAll("markup-handle");
        choose(handle, chosen);
        return handle;
    }

    private static void choose(Node node, boolean chosen) {
        if (chosen) {
            node.getStyleClass().add("chosen");
        }
    }
}
