package org.lmttm.app.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;

/**
 * The colours of a painted mesh for the GPU: each triangle has the paint's colour at its middle, so that patches keep
 * their edges to within a triangle. Runs off the JavaFX thread.
 */
final class MeshPaint {
    /** Widest image that every GPU takes. */
    private static final int LARGEST = 4096;

    private final int[] colorOf;
    private final List<Integer> colors = new ArrayList<>();

    MeshPaint(Mesh mesh, Layer.Paint paint) {
        float[] p = mesh.vertices();
        int[] triangles = mesh.triangles();
        Map<Integer, Integer> known = new HashMap<>();
        colorOf = new int[mesh.triangleCount()];
        for (int triangle = 0; triangle < colorOf.length; triangle++) {
            double[] middle = new double[3];
            for (int corner = 3 * triangle; corner < 3 * triangle + 3; corner++) {
                for (int c = 0; c < 3; c++) {
                    middle[c] += p[3 * triangles[corner] + c] / 3.0;
                }
            }
            int color = paint.color(middle[0], middle[1], middle[2]) & 0xFFFFFF;
            Integer number = known.get(color);
            if (number == null) {
                number = Math.min(known.size(), LARGEST - 1);
                known.put(color, number);
                if (number == colors.size()) {
                    colors.add(color);
                }
            }
            colorOf[triangle] = number;
        }
        if (colors.isEmpty()) {
            colors.add(0);
        }
    }

    /** Number of a triangle's colour. */
    int colorOf(int triangle) {
        return colorOf[triangle];
    }

    /** Places of the colours in the image: the middles of its pixels. */
    float[] texCoords() {
        float[] places = new float[2 * colors.size()];
        for (int i = 0; i < colors.size(); i++) {
            places[2 * i] = (i + 0.5f) / colors.size();
            places[2 * i + 1] = 0.5f;
        }
        return places;
    }

    /** All colours side by side. */
    Image image() {
        int[] pixels = colors.stream().mapToInt(color -> 0xFF000000 | color).toArray();
        WritableImage image = new WritableImage(pixels.length, 1);
        image.getPixelWriter()
                .setPixels(0, 0, pixels.length, 1, PixelFormat.getIntArgbInstance(), pixels, 0, pixels.length);
        return image;
    }
}
