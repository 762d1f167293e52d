package org.lmttm.volume;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of how it wants to be shown.
 *
 * @param modality DICOM's Modality (0008,0060), such as CT or MR; empty where the file does not say
 * @param windows the windows that the file brings, its preferred one first
 * @param inverted whether low values are to be shown bright: DICOM's MONOCHROME1 (PS3.3, C.7.6.3.1.2). Values stay as
 *     they are; only colours turn round
 */
public record DisplayHints(Optional<String> modality, List<NamedWindow> windows, boolean inverted) {
    /** The file says nothing. */
    public static final DisplayHints NONE = new DisplayHints(Optional.empty(), List.of(), false);

    /** Copies the windows. */
    public DisplayHints {
        windows = List.copyOf(windows);
    }
}
