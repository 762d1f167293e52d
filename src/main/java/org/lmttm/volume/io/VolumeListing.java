package org.lmttm.volume.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file holds, found without reading voxels.
 *
 * @param format name of the format, such as "NIfTI-1"
 * @param volumes volumes along time or channel, at least 1
 * @param splits for a MedMNIST file the splits in file order (train, val, test) and how many cases each has; else empty
 * @param axis what the volumes are one after another of
 */
public record VolumeListing(String format, int volumes, Map<String, Integer> splits, VolumeAxis axis) {
    /** A listing of volumes of which nothing more is known. */
    public VolumeListing(String format, int volumes, Map<String, Integer> splits) {
        this(format, volumes, splits, VolumeAxis.UNKNOWN);
    }

    /** Copies the splits, keeping their order. */
    public VolumeListing {
        splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    }
}
