package org.lmttm.volume;

/**
 * Windows in use for a modality. CT values are Hounsfield units at the widths and levels that radiology texts give; MR
 * has no unit, so its windows are percentiles of the volume's values.
 */
public enum WindowPreset {
    CT_BRAIN("CT", 80, 40),
    CT_SUBDURAL("CT", 200, 75),
    CT_STROKE("CT", 40, 40),
    CT_TEMPORAL_BONE("CT", 2800, 600),
    CT_BONE("CT", 1800, 400),
    CT_LUNG("CT", 1500, -600),
    CT_MEDIASTINUM("CT", 350, 50),
    CT_ABDOMEN("CT", 400, 50),
    CT_LIVER("CT", 150, 30),
    CT_ANGIO("CT", 600, 300),
    CT_SPINE("CT", 250, 50),
    MR_SOFT("MR", 0.5, 99.5),
    MR_CONTRAST("MR", 5, 98),
    MR_BRIGHT("MR", 1, 90),
    MR_ANGIO("MR", 70, 99.9);

    private final String modality;
    private final double first;
    private final double second;

    WindowPreset(String modality, double first, double second) {
        this.modality = modality;
        this.first = first;
        this.second = second;
    }

    /** CT or MR, as DICOM's Modality (0008,0060). */
    public String modality() {
        return modality;
    }

    /** The window for a volume with a histogram. */
    public Window window(Histogram histogram) {
        return modality.equals("CT") ? Window.ofLevelWidth(second, first) : histogram.window(first, second);
    }

    /**
     * The modality that values suggest where the file names none: CT where they are whole numbers that reach from air
     * (−900 HU or less, but no less than scanners store) to bone; anything else is unknown.
     */
    public static boolean looksLikeCt(Volume volume, VolumeStatistics statistics) {
        return !volume.description().type().isFloating()
                && statistics.min() <= -900
                && statistics.min() >= -8192
                && statistics.max() >= 200
                && statistics.max() <= 32767;
    }
}
