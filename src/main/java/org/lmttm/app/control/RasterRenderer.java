package org.lmttm.app.control;

import java.nio.IntBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import org.lmttm.program.Program;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SoftwareRasterizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws with the software rasteriser on a thread of its own: a quick picture for the latest request, then, when nothing
 * newer came, a smooth one. Requests that were overtaken are dropped.
 */
final class RasterRenderer implements SurfaceRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(RasterRenderer.class);
    private static final int SMOOTH = 2;
    private static final double LARGEST_SCALE = 2;

    private final ImageView view = new ImageView();
    private final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(true);
    private final SoftwareRasterizer rasterizer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("surface-raster").factory());
    /** Number of the latest request. */
    private final AtomicLong latest = new AtomicLong();

    private @Nullable List<Layer> layers;
    private @Nullable Camera camera;
    private double width;
    private double height;

    /** A picture to draw; the later one has the larger number. */
    private record Request(long number, List<Layer> layers, Camera camera, int width, int height) {}

    RasterRenderer(Lighting lighting) {
        rasterizer = new SoftwareRasterizer(Program.threads(), lighting);
        view.setSmooth(true);
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public Prepared prepare(List<Layer> drawn, Camera home, double[] bounds, Progress progress) {
        return new Prepared(drawn, List.of(), home, bounds);
    }

    @Override
    public void show(Prepared prepared) {
        layers = prepared.layers();
        request();
    }

    @Override
    public void look(Camera newCamera) {
        camera = newCamera;
        request();
    }

    @Override
    public void resize(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        view.setFitWidth(newWidth);
        view.setFitHeight(newHeight);
        request();
    }

    @Override
    public void showAxes(boolean visible) {
        // The overlay draws them: this picture has no lines.
    }

    private void request() {
        if (layers == null || camera == null || width < 1 || height < 1 || thread.isShutdown()) {
            return;
        }
        double scale = view.getScene() == null || view.getScene().getWindow() == null
                ? 1
                : Math.clamp(view.getScene().getWindow().getOutputScaleX(), 1, LARGEST_SCALE);
        Request request = new Request(latest.incrementAndGet(), layers, camera, (int) Math.round(width * scale), (int)
                Math.round(height * scale));
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
            // Once begun, the quick picture is finished even when overtaken: dragging then shows as many as time
            // allows.
            if (!overtaken.cancelled()) {
                publish(request, 1, Progress.NONE);
                publish(request, SMOOTH, overtaken);
            }
        } catch (CancellationException e) {
            LOG.trace("a newer picture was asked for", e);
        } catch (RuntimeException e) {
            LOG.error("the surface could not be drawn", e);
            Platform.runLater(() -> settled.set(true));
        }
    }

    private void publish(Request request, int samples, Progress progress) {
        int[] pixels =
                rasterizer.render(request.layers, request.camera, request.width, request.height, samples, progress);
        PixelBuffer<IntBuffer> buffer = new PixelBuffer<>(
                request.width, request.height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        Platform.runLater(() -> {
            view.setImage(new WritableImage(buffer));
            if (samples == SMOOTH && latest.get() == request.number) {
                settled.set(true);
            }
        });
    }

    @Override
    public ReadOnlyBooleanProperty settled() {
        return settled.getReadOnlyProperty();
    }

    @Override
    public void dispose() {
        latest.incrementAndGet();
        thread.shutdown();
    }
}
