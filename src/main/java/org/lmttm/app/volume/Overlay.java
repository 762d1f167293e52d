package org.lmttm.app.volume;

import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.VolumeStatistics;

/**
 * A second volume painted over the slices, through both volumes' geometry.
 *
 * @param openCase the second volume; its own window says which values get the map's ends
 * @param opacity 0–1
 * @param map its colours; not used for labels
 * @param threshold smaller values are not painted
 * @param labels whether values are names of regions: each gets a colour of its own, 0 none, and nothing is interpolated
 */
record Overlay(OpenCase openCase, double opacity, ColorMap map, double threshold, boolean labels) {
    private static final int MOST_LABELS = 64;

    /** How a volume is painted at first. */
    static Overlay of(OpenCase openCase) {
        boolean labels = looksLikeLabels(openCase);
        double lowest = openCase.statistics().min();
        double threshold = labels ? 1 : Math.max(lowest, openCase.histogram().otsu());
        return new Overlay(openCase, 0.5, ColorMap.MAGMA, threshold, labels);
    }

    Overlay withOpacity(double value) {
        return new Overlay(openCase, value, map, threshold, labels);
    }

    Overlay withMap(ColorMap value) {
        return new Overlay(openCase, opacity, value, threshold, labels);
    }

    Overlay withThreshold(double value) {
        return new Overlay(openCase, opacity, map, value, labels);
    }

    Overlay withLabels(boolean value) {
        return new Overlay(openCase, opacity, map, threshold, value);
    }

    /** Whether a volume holds whole numbers from 0 on, few of them, and mostly 0. */
    static boolean looksLikeLabels(OpenCase openCase) {
        VolumeStatistics s = openCase.statistics();
        boolean whole = !openCase.volume().description().type().isFloating()
                && openCase.volume().description().slope() == 1
                && openCase.volume().description().intercept() == 0;
        if (!whole || s.min() < 0 || s.max() < 1 || s.max() > 65_535) {
            return false;
        }
        long[] counts = openCase.histogram().counts();
        int used = 0;
        for (long count : counts) {
            used += count > 0 ? 1 : 0;
        }
        return used <= MOST_LABELS && (s.max() < OpenCase.BINS || used <= 16);
    }
}
