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
 */
public record VolumeListing(String format, int volumes, Map<String, Integer> splits) {
    /** Copies the splits, keeping their order. */
    public VolumeListing {
        splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    }
}
