package org.lmttm.app.control;

import java.nio.IntBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import org.lmttm.program.Program;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Progress;
import org.lmttm.surface.RayCaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Casts rays on a thread of its own: while the view moves, a coarse picture of each latest request; at rest a finer one
 * and then the full one. Requests that were overtaken are dropped. All methods on the JavaFX thread.
 */
final class RayRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(RayRenderer.class);

    private final ImageView view = new ImageView();
    private final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(true);
    private final RayCaster caster;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("surface-rays").factory());
    /** Number of the latest request. */
    private final AtomicLong latest = new AtomicLong();

    private SurfaceContent.@Nullable Rays rays;
    private @Nullable Camera camera;
    private int width;
    private int height;

    /** How fine a picture is: pixels of the screen that one ray stands for, and its step in voxels. */
    private enum Quality {
        COARSE(4, 1),
        MIDDLE(2, 0.7),
        FULL(1, 0.7);

        private final int pixels;
        private final double step;

        Quality(int pixels, double step) {
            this.pixels = pixels;
            this.step = step;
        }
    }

    /** A picture to draw; the later one has the larger number. */
    private record Request(long number, SurfaceContent.Rays rays, Camera camera, int width, int height) {}

    RayRenderer(Lighting lighting) {
        caster = new RayCaster(Program.threads(), lighting);
        view.setSmooth(true);
        view.setVisible(false);
    }

    ImageView node() {
        return view;
    }

    /** What to draw; null for nothing, which hides the picture. */
    void show(SurfaceContent.@Nullable Rays content) {
        rays = content;
        view.setVisible(content != null);
        if (content == null) {
            latest.incrementAndGet();
            view.setImage(null);
            settled.set(true);
        }
        request();
    }

    void look(Camera newCamera) {
        camera = newCamera;
        request();
    }

    void resize(double newWidth, double newHeight) {
        int w = (int) Math.round(newWidth);
        int h = (int) Math.round(newHeight);
        if (w == width && h == height) {
            // every picture of another size asks for a layout
            return;
        }
        width = w;
        height = h;
        view.setFitWidth(newWidth);
        view.setFitHeight(newHeight);
        request();
    }

    private void request() {
        if (rays == null || camera == null || width < 1 || height < 1 || thread.isShutdown()) {
            return;
        }
        Request request = new Request(latest.incrementAndGet(), rays, camera, width, height);
        settled.set(false);
        thread.execute(() -> draw(request));
    }

    private void draw(Request request) {
        Progress overtaken = new Progress() {
            @Override
            public void update(double fraction) {}

            @Override
            public boolean cancelled() {
                return latest.get() != request.number;
            }
        };
        try {
            for (Quality quality : Quality.values()) {
                if (overtaken.cancelled()) {
                    return;
                }
                // Once begun, the coarse picture is finished even when overtaken, so that dragging shows pictures.
                publish(request, quality, quality == Quality.COARSE ? Progress.NONE : overtaken);
            }
        } catch (CancellationException e) {
            LOG.trace("a newer picture was asked for", e);
        } catch (RuntimeException e) {
            LOG.error("the volume could not be drawn", e);
            Platform.runLater(() -> settled.set(true));
        }
    }

    private void publish(Request request, Quality quality, Progress progress) {
        int w = Math.max(1, request.width / quality.pixels);
        int h = Math.max(1, request.height / quality.pixels);
        int[] pixels = caster.render(scene(request.rays, request.camera, quality.step), w, h, progress);
        PixelBuffer<IntBuffer> buffer =
                new PixelBuffer<>(w, h, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        Platform.runLater(() -> {
            if (rays != null) {
                view.setImage(new WritableImage(buffer));
            }
            if (quality == Quality.FULL && latest.get() == request.number) {
                settled.set(true);
            }
        });
    }

    private static RayCaster.Scene scene(SurfaceContent.Rays rays, Camera camera, double step) {
        return new RayCaster.Scene(rays.volume(), rays.function(), camera, rays.cut(), step, rays.paint());
    }

    /** The point seen at a place of the picture, mm, or null; takes a moment, from any thread. */
    double @Nullable [] pick(SurfaceContent.Rays from, Camera at, double x, double y, double w, double h) {
        return caster.pick(scene(from, at, Quality.FULL.step), x, y, w, h);
    }

    ReadOnlyBooleanProperty settled() {
        return settled.getReadOnlyProperty();
    }

    void dispose() {
        latest.incrementAndGet();
        thread.shutdown();
    }
}
