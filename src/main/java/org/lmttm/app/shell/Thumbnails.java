package org.lmttm.app.shell;

import java.util.Map;
import java.util.WeakHashMap;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Slice;

/** Small pictures of cases: the middle axial slice, made once in the background. */
final class Thumbnails {
    private static final int SIZE = 40;

    private final TaskRunner tasks;
    private final Map<OpenCase, WritableImage> made = new WeakHashMap<>();

    Thumbnails(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /** Shows a case's picture now or as soon as it is made. */
    void show(OpenCase openCase, ImageView view) {
        WritableImage image = made.get(openCase);
        if (image != null) {
            view.setImage(image);
            return;
        }
        tasks.latestWins(TaskRunner.Lane.NUMBERS)
                .submit(
                        () -> pixels(openCase),
                        argb -> {
                            WritableImage fresh = new WritableImage(SIZE, SIZE);
                            fresh.getPixelWriter()
                                    .setPixels(0, 0, SIZE, SIZE, PixelFormat.getIntArgbInstance(), argb, 0, SIZE);
                            made.put(openCase, fresh);
                            view.setImage(fresh);
                        },
                        // a case closed meanwhile needs no picture; a broken volume says so in its slices
                        error -> view.setImage(null));
    }

    /** The slice in its true proportions, each pixel the mean of what it covers, black around it. */
    private static int[] pixels(OpenCase openCase) {
        var geometry = openCase.slices().geometry(Plane.AXIAL);
        Slice slice = openCase.slices().extract(Plane.AXIAL, geometry.count() / 2);
        double w = geometry.width() * geometry.pixelWidth();
        double h = geometry.height() * geometry.pixelHeight();
        double size = Math.max(w, h) / SIZE;
        int[] argb = new int[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double left = (x * size - (SIZE * size - w) / 2) / geometry.pixelWidth();
                double top = (y * size - (SIZE * size - h) / 2) / geometry.pixelHeight();
                int grey =
                        mean(slice, openCase, left, top, size / geometry.pixelWidth(), size / geometry.pixelHeight());
                argb[y * SIZE + x] = 0xff000000 | grey << 16 | grey << 8 | grey;
            }
        }
        return argb;
    }

    private static int mean(Slice slice, OpenCase openCase, double left, double top, double width, double height) {
        int x0 = (int) Math.floor(left);
        int y0 = (int) Math.floor(top);
        int x1 = Math.max(x0 + 1, (int) Math.ceil(left + width));
        int y1 = Math.max(y0 + 1, (int) Math.ceil(top + height));
        double sum = 0;
        int n = 0;
        for (int y = Math.max(0, y0); y < Math.min(slice.height(), y1); y++) {
            for (int x = Math.max(0, x0); x < Math.min(slice.width(), x1); x++) {
                sum += openCase.window().get().map(slice.value(x, y));
                n++;
            }
        }
        return n == 0 ? 0 : (int) (255 * sum / n + 0.5);
    }
}
