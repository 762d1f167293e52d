package org.lmttm.app.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.surface.Camera;
import org.lmttm.surface.CoarseVolume;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SoftwareRasterizer;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Volume;

/** Pictures of cases: the isosurface at Otsu's threshold, drawn in the background and kept. */
public final class CasePictures {
    private static final int KEPT = 600;
    private static final int[] NONE = {};
    private static final int BINS = 128;
    private static final long VOXELS = 96L * 96 * 96;
    private static final Isosurface.Options ONE_THREAD =
            new Isosurface.Options(1, true, Isosurface.Options.DEFAULT.maximumBytes());

    private final TaskRunner tasks;
    private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper();
    private final Map<Key, Image> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Image> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(Path file, Split split, int index, int width, int height) {}

    /**
     * No pictures yet.
     *
     * @param tasks makes them
     */
    public CasePictures(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /** Pictures under way. */
    public ReadOnlyIntegerProperty pending() {
        return pending.getReadOnlyProperty();
    }

    /**
     * Gives a picture now, or as soon as it is made. A case that cannot be read has none: opening it says why.
     *
     * @param width pixels
     * @param height pixels
     */
    public void picture(LabelledDataset data, Split split, int index, int width, int height, Consumer<Image> to) {
        picture(data, split, index, width, height, () -> true, to);
    }

    /**
     * As the other one, for lists in which one scrolls.
     *
     * @param wanted whether the picture is still wanted when its turn comes; asked on another thread
     */
    void picture(
            LabelledDataset data,
            Split split,
            int index,
            int width,
            int height,
            BooleanSupplier wanted,
            Consumer<Image> to) {
        Key key = new Key(data.file(), split, index, width, height);
        Image known = made.get(key);
        if (known != null) {
            to.accept(known);
            return;
        }
        pending.set(pending.get() + 1);
        tasks.latestWins(TaskRunner.Lane.NUMBERS)
                .submit(
                        () -> wanted.getAsBoolean() ? pixels(data, split, index, width, height) : NONE,
                        argb -> {
                            if (argb.length == 0) {
                                pending.set(pending.get() - 1);
                                return;
                            }
                            WritableImage image = new WritableImage(width, height);
                            image.getPixelWriter()
                                    .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
                            made.put(key, image);
                            pending.set(pending.get() - 1);
                            to.accept(image);
                        },
                        error -> pending.set(pending.get() - 1));
    }

    private static int[] pixels(LabelledDataset data, Split split, int index, int width, int height)
            throws IOException {
        try (Volume volume = volume(data, split, index)) {
            int factor = CoarseVolume.factor(volume, VOXELS);
            if (factor == 1) {
                return draw(volume, width, height);
            }
            try (Volume coarse = CoarseVolume.of(volume, factor, 1, Progress.NONE)) {
                return draw(coarse, width, height);
            }
        }
    }

    private static int[] draw(Volume volume, int width, int height) {
        double level = Histogram.of(volume, BINS).otsu();
        Mesh mesh = Isosurface.extract(volume, level, ONE_THREAD, Progress.NONE);
        return new SoftwareRasterizer(1, Lighting.BONE)
                .render(mesh, Camera.framing(mesh), width, height, 2, Progress.NONE);
    }

    private static Volume volume(LabelledDataset data, Split split, int index) throws IOException {
        return switch (data) {
            case VolumeFolder folder -> folder.volume(split, index);
            case LabelledVolumes stored -> {
                int d = stored.depth();
                int h = stored.height();
                int w = stored.width();
                byte[] cube = stored.stored(split, index);
                float[] values = new float[cube.length];
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < h; j++) {
                        for (int k = 0; k < w; k++) {
                            values[i + d * (j + h * k)] = cube[(i * h + j) * w + k] & 0xFF;
                        }
                    }
                }
                yield Volume.ofFloats("case", d, h, w, values, null);
            }
        };
    }
}
