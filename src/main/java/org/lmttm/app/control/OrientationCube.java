package org.lmttm.app.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Affine;
import org.lmttm.surface.Camera;

/** A small cube that turns with the camera and says which side of the patient is seen: R L A P S I. */
final class OrientationCube {
    /** Side of the square it is drawn into, pixels. */
    static final double SIZE = 72;

    private static final double HALF_EDGE = 19;
    /** The faces: letter, the axis and sign of its outward normal, and where its text runs to and upwards. */
    private static final Face[] FACES = {
        new Face("R", new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1}),
        new Face("L", new double[] {-1, 0, 0}, new double[] {0, -1, 0}, new double[] {0, 0, 1}),
        new Face("A", new double[] {0, 1, 0}, new double[] {-1, 0, 0}, new double[] {0, 0, 1}),
        new Face("P", new double[] {0, -1, 0}, new double[] {1, 0, 0}, new double[] {0, 0, 1}),
        new Face("S", new double[] {0, 0, 1}, new double[] {-1, 0, 0}, new double[] {0, -1, 0}),
        new Face("I", new double[] {0, 0, -1}, new double[] {-1, 0, 0}, new double[] {0, 1, 0}),
    };

    private static final Color EDGE = Color.web("#c9d1d9");
    private static final Color LETTER = Color.web("#e8ecf0");
    private static final Color DARK_SIDE = Color.web("#232a33");
    private static final Color LIGHT_SIDE = Color.web("#56616e");

    private final Canvas canvas = new Canvas(SIZE, SIZE);

    /** One face, its directions in patient space (R, A, S). */
    private record Face(String letter, double[] normal, double[] along, double[] up) {}

    Canvas canvas() {
        return canvas;
    }

    void draw(Camera camera) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, SIZE, SIZE);
        g.setFont(Font.font("IBM Plex Sans", FontWeight.SEMI_BOLD, 17));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.setLineWidth(1);
        g.setLineJoin(StrokeLineJoin.ROUND);
        double[][] r = camera.rotation();
        for (Face face : FACES) {
            double[] normal = turn(r, face.normal);
            if (normal[2] < -1e-3) {
                face(g, face, normal, turn(r, face.along), turn(r, face.up));
            }
        }
    }

    /**
     * The side of the patient whose face is under a point.
     *
     * @param x pixels from the left of the cube's square
     * @param y pixels from its top
     * @return R, L, A, P, S or I; 0 beside the cube
     */
    static char sideAt(Camera camera, double x, double y) {
        double[][] r = camera.rotation();
        for (Face face : FACES) {
            double[] normal = turn(r, face.normal);
            double[] along = turn(r, face.along);
            double[] up = turn(r, face.up);
            double dx = x - SIZE / 2 - HALF_EDGE * normal[0];
            double dy = y - SIZE / 2 - HALF_EDGE * normal[1];
            double area = along[0] * up[1] - along[1] * up[0];
            if (normal[2] < -1e-3 && Math.abs(area) > 1e-3) {
                double a = (dx * up[1] - dy * up[0]) / area;
                double b = (along[0] * dy - along[1] * dx) / area;
                if (Math.abs(a) <= HALF_EDGE && Math.abs(b) <= HALF_EDGE) {
                    return face.letter.charAt(0);
                }
            }
        }
        return 0;
    }

    private static void face(GraphicsContext g, Face face, double[] n, double[] along, double[] up) {
        double cx = SIZE / 2 + HALF_EDGE * n[0];
        double cy = SIZE / 2 + HALF_EDGE * n[1];
        double[] xs = new double[4];
        double[] ys = new double[4];
        for (int corner = 0; corner < 4; corner++) {
            double a = corner == 0 || corner == 3 ? -HALF_EDGE : HALF_EDGE;
            double b = corner < 2 ? -HALF_EDGE : HALF_EDGE;
            xs[corner] = cx + a * along[0] + b * up[0];
            ys[corner] = cy + a * along[1] + b * up[1];
        }
        // As the surface: brighter where it faces the light from the upper left.
        double light = Math.clamp(0.25 - 0.75 * n[1] - 0.2 * n[0], 0, 1);
        g.setFill(DARK_SIDE.interpolate(LIGHT_SIDE, light));
        g.fillPolygon(xs, ys, 4);
        g.setStroke(EDGE);
        g.strokePolygon(xs, ys, 4);
        g.save();
        g.transform(new Affine(along[0], -up[0], cx, along[1], -up[1], cy));
        g.setFill(LETTER);
        g.fillText(face.letter, 0, 0);
        g.restore();
    }

    private static double[] turn(double[][] r, double[] p) {
        double[] q = new double[3];
        for (int c = 0; c < 3; c++) {
            q[c] = r[c][0] * p[0] + r[c][1] * p[1] + r[c][2] * p[2];
        }
        return q;
    }
}
