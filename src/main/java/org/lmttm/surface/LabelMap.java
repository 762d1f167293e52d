package org.lmttm.surface;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Volume;

/**
 * The labels of a segmentation: a volume of whole numbers, 0 for the background.
 *
 * @param labels in ascending order, without the background
 */
public record LabelMap(List<Label> labels) {
    /** Volumes with more distinct values than this are pictures, not label maps. */
    public static final int MOST_LABELS = 1024;

    private static final float LARGEST = 1 << 24;

    /** Copies the list. */
    public LabelMap {
        labels = List.copyOf(labels);
    }

    /**
     * One label.
     *
     * @param value the whole number that stands for it, at most 2²⁴ in size
     * @param voxels how many voxels have it
     * @param box smallest i, j, k and largest i, j, k of these voxels
     */
    public record Label(int value, long voxels, int[] box) {}

    /** A label that is being collected. */
    private static final class Found {
        private final int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1, -1};
        private long voxels;

        void add(int axis, int from, int to) {
            box[axis] = Math.min(box[axis], from);
            box[3 + axis] = Math.max(box[3 + axis], to);
        }
    }

    /**
     * Finds the labels; reads every voxel once, in memory order.
     *
     * @param volume any volume
     * @param progress follows and may cancel
     * @return empty when a value is no whole number or there are more than {@link #MOST_LABELS} of them
     */
    public static Optional<LabelMap> of(Volume volume, Progress progress) {
        boolean reversed = volume.description().order() == Volume.StorageOrder.LAST_FASTEST;
        int[] axes = reversed ? new int[] {2, 1, 0} : new int[] {0, 1, 2};
        int n = volume.size(axes[0]);
        float[] line = new float[n];
        TreeMap<Integer, Found> found = new TreeMap<>();
        for (int w = 0; w < volume.size(axes[2]); w++) {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled");
            }
            progress.update((double) w / volume.size(axes[2]));
            for (int v = 0; v < volume.size(axes[1]); v++) {
                volume.read(v * volume.stride(axes[1]) + w * volume.stride(axes[2]), 1, n, line, 0);
                if (!collect(line, axes, v, w, found)) {
                    return Optional.empty();
                }
            }
        }
        List<Label> labels = new ArrayList<>();
        found.forEach((value, label) -> {
            if (value != 0) {
                labels.add(new Label(value, label.voxels, label.box));
            }
        });
        return Optional.of(new LabelMap(labels));
    }

    /** Adds a line run by run; false when it holds what no label map holds. */
    private static boolean collect(float[] line, int[] axes, int v, int w, TreeMap<Integer, Found> found) {
        for (int from = 0; from < line.length; ) {
            float value = line[from];
            int to = from;
            while (to < line.length && line[to] == value) {
                to++;
            }
            boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST;
            if (!whole || found.size() > MOST_LABELS) {
                return false;
            }
            Found label = found.computeIfAbsent((int) value, _ -> new Found());
            label.voxels += to - from;
            label.add(axes[0], from, to - 1);
            label.add(axes[1], v, v);
            label.add(axes[2], w, w);
            from = to;
        }
        return true;
    }

    /** The label of a value, or null where the map has none. */
    public @Nullable Label label(int value) {
        return labels.stream().filter(l -> l.value() == value).findFirst().orElse(null);
    }

    /** A colour for a label, 0xRRGGBB: hues a golden angle apart, so that neighbouring numbers look different. */
    public static int color(int value) {
        double hue = Math.abs(value) * 0.618_033_988_75 % 1 * 6;
        double saturation = 0.55;
        double brightness = 0.92;
        int rgb = 0;
        for (int shift : new int[] {5, 3, 1}) {
            double k = (shift + hue) % 6;
            double part = brightness * (1 - saturation * Math.clamp(Math.min(k, 4 - k), 0.0, 1.0));
            rgb = rgb << 8 | (int) Math.round(255 * part);
        }
        return rgb;
    }

    /** The values of some labels. */
    public static List<Integer> values(Collection<Label> labels) {
        return labels.stream().map(Label::value).toList();
    }
}
