package org.lmttm.app.volume;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/** An image view whose pixels are replaced in place; a new image is made only when the size changes. */
final class SliceImage extends ImageView {
    private @Nullable PixelBuffer<IntBuffer> buffer;

    SliceImage() {
        setMouseTransparent(true);
    }

    /** Shows premultiplied colours. */
    void show(int width, int height, int[] colors) {
        PixelBuffer<IntBuffer> pixels = buffer;
        if (pixels == null || pixels.getWidth() != width || pixels.getHeight() != height) {
            pixels = new PixelBuffer<>(
                    width, height, IntBuffer.allocate(width * height), PixelFormat.getIntArgbPreInstance());
            buffer = pixels;
            setImage(new WritableImage(pixels));
        }
        pixels.updateBuffer(target -> {
            target.getBuffer().put(0, colors, 0, width * height);
            return null;
        });
    }

    /** Shows nothing. */
    void clear() {
        buffer = null;
        setImage(null);
    }
}
