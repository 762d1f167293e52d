package org.lmttm.app.control;

/**
 * Colours that tell the regions of a label map apart: twenty hues of similar lightness, ordered so that neighbours in
 * number differ (the categorical order of Glasbey and others: far from all before), then repeated.
 */
public final class LabelColors {
    private static final int[] COLORS = {
        0xe6564f, 0x3fb36b, 0x4f8ff0, 0xf2c14e, 0xb078e8, 0x38c3c9, 0xf08a3c, 0xe86fb4, 0x9ccc3c, 0x7fb2ff,
        0xc98f5a, 0x2f9e8f, 0xd94a86, 0x8a8df0, 0xd6d34a, 0x5fd0a0, 0xf2a08a, 0x5ba7d8, 0xa3b55a, 0xc8a0e0
    };

    private LabelColors() {}

    /**
     * The colour of a label.
     *
     * @param label 1 or more; 0 is no region and should not be painted
     * @return opaque ARGB
     */
    public static int argb(int label) {
        return 0xff000000 | COLORS[Math.floorMod(label - 1, COLORS.length)];
    }
}
