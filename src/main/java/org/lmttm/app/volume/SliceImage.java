package org.lmttm.app.volume;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/** An image view whose pixels are replaced in place; a new image is made only when the size changes. */
final class SliceImage extends ImageView {
    /** Pixels along the longer side up to which small pictures are enlarged. */
    private static final int BLOCKS = 700;

    private @Nullable PixelBuffer<IntBuffer> buffer;

    SliceImage() {
        setMouseTransparent(true);
    }

    /**
     * Shows premultiplied colours. Where the view is not smooth each pixel becomes a block of its own, because a graphics
     * card interpolates small textures whatever it is told.
     */
    void show(int width, int height, int[] colors) {
        int factor = isSmooth() ? 1 : Math.max(1, BLOCKS / Math.max(width, height));
        put(width * factor, height * factor, factor == 1 ? colors : enlarged(width, height, colors, factor));
    }

    private static int[] enlarged(int width, int height, int[] colors, int factor) {
        int[] large = new int[width * factor * height * factor];
        for (int y = 0; y < height * factor; y++) {
            for (int x = 0; x < width * factor; x++) {
                large[y * width * factor + x] = colors[y / factor * width + x / factor];
            }
        }
        return large;
    }

    private void put(int width, int height, int[] colors) {
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
