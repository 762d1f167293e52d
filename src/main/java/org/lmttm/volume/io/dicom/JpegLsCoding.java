package org.lmttm.volume.io.dicom;

/**
 * Parameters of one scan (ISO 14495-1, annex A and C.2.4.1.1).
 *
 * @param maximum largest sample
 * @param near how far a decoded sample may be from the original
 * @param t1 first threshold of gradients
 * @param t2 second threshold
 * @param t3 third threshold
 * @param reset at how many samples a context's counts are halved
 */
record JpegLsCoding(int maximum, int near, int t1, int t2, int t3, int reset) {
    static JpegLsCoding of(int precision, int near, JpegLsPresets presets) throws CodecException {
        int max = presets.maximum() == 0 ? (1 << precision) - 1 : presets.maximum();
        if (max < 1 || max >= 1 << precision || near > Math.min(255, max / 2)) {
            throw new CodecException("is damaged: samples up to " + max + " with " + near + " of freedom");
        }
        int t1;
        int t2;
        int t3;
        if (max >= 128) {
            int factor = (Math.min(max, 4095) + 128) / 256;
            t1 = clamp(factor + 2 + 3 * near, near + 1, max);
            t2 = clamp(4 * factor + 3 + 5 * near, t1, max);
            t3 = clamp(17 * factor + 4 + 7 * near, t2, max);
        } else {
            int factor = 256 / (max + 1);
            t1 = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, max);
            t2 = clamp(Math.max(3, 7 / factor + 5 * near), t1, max);
            t3 = clamp(Math.max(4, 21 / factor + 7 * near), t2, max);
        }
        return new JpegLsCoding(
                max,
                near,
                presets.t1() == 0 ? t1 : presets.t1(),
                presets.t2() == 0 ? t2 : presets.t2(),
                presets.t3() == 0 ? t3 : presets.t3(),
                presets.reset() == 0 ? 64 : presets.reset());
    }

    private static int clamp(int value, int low, int max) {
        return value > max || value < low ? low : value;
    }

    /** Width of a quantisation step. */
    int step() {
        return 2 * near + 1;
    }

    /** How many prediction errors there are. */
    int range() {
        return (maximum + 2 * near) / step() + 1;
    }

    /** Bits of a prediction error. */
    int errorBits() {
        return log2(range());
    }

    /** Longest code word. */
    int limit() {
        int bits = Math.max(2, log2(maximum + 1));
        return 2 * (bits + Math.max(8, bits));
    }

    private static int log2(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    /** A gradient's class, -4 to 4. */
    int quantised(int gradient) {
        int size = Math.abs(gradient);
        int q = size <= near ? 0 : size < t1 ? 1 : size < t2 ? 2 : size < t3 ? 3 : 4;
        return gradient < 0 ? -q : q;
    }
}
