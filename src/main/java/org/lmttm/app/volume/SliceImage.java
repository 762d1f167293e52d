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
     * Premultiplied colours to be shown, the top row first.
     *
     * @param width along x
     * @param height along y
     * @param colors {@code height × width}
     * @param smooth whether the toolkit is to interpolate between them
     */
    record Pixels(int width, int height, int[] colors, boolean smooth) {
        /**
         * Pixels ready to be shown. Where they are not smooth each becomes a block of its own, because a graphics card
         * interpolates small textures whatever it is told; that takes a moment and is not for the UI thread.
         */
        static Pixels of(int width, int height, int[] colors, boolean smooth) {
            int factor = smooth ? 1 : Math.max(1, BLOCKS / Math.max(width, height));
            return factor == 1
                    ? new Pixels(width, height, colors, smooth)
                    : new Pixels(width * factor, height * factor, enlarged(width, height, colors, factor), smooth);
        }
    }

    /** Shows pixels; nothing for null. */
    void show(@Nullable Pixels pixels) {
        if (pixels == null) {
            clear();
        } else {
            setSmooth(pixels.smooth());
            put(pixels.width(), pixels.height(), pixels.colors());
        }
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
