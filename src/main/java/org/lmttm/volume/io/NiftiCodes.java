package org.lmttm.volume.io;

import java.util.Map;

/** What the numbers in NIfTI headers mean (nifti1.h), in words. */
final class NiftiCodes {
    private static final Map<Integer, String> INTENTS = Map.ofEntries(
            Map.entry(0, "none"),
            Map.entry(2, "correlation"),
            Map.entry(3, "t statistic"),
            Map.entry(4, "F statistic"),
            Map.entry(5, "z score"),
            Map.entry(6, "chi-squared"),
            Map.entry(7, "beta distribution"),
            Map.entry(8, "binomial distribution"),
            Map.entry(9, "gamma distribution"),
            Map.entry(10, "Poisson distribution"),
            Map.entry(11, "normal distribution"),
            Map.entry(22, "p value"),
            Map.entry(23, "ln of p value"),
            Map.entry(24, "log10 of p value"),
            Map.entry(1001, "estimate"),
            Map.entry(1002, "labels"),
            Map.entry(1003, "NeuroNames labels"),
            Map.entry(1004, "matrices"),
            Map.entry(1005, "symmetric matrices"),
            Map.entry(1006, "displacement vectors"),
            Map.entry(1007, "vectors"),
            Map.entry(1008, "points"),
            Map.entry(1009, "triangles"),
            Map.entry(1010, "quaternions"),
            Map.entry(1011, "dimensionless"),
            Map.entry(2001, "time series"),
            Map.entry(2002, "node indices"),
            Map.entry(2003, "RGB colours"),
            Map.entry(2004, "RGBA colours"),
            Map.entry(2005, "shape"));
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(2, "uint8"),
            Map.entry(4, "int16"),
            Map.entry(8, "int32"),
            Map.entry(16, "float32"),
            Map.entry(32, "complex64"),
            Map.entry(64, "float64"),
            Map.entry(128, "RGB"),
            Map.entry(256, "int8"),
            Map.entry(512, "uint16"),
            Map.entry(768, "uint32"),
            Map.entry(1024, "int64"),
            Map.entry(1280, "uint64"),
            Map.entry(1536, "float128"),
            Map.entry(1792, "complex128"),
            Map.entry(2048, "complex256"),
            Map.entry(2304, "RGBA"));
    private static final String[] SPACES = {"unknown", "scanner", "aligned", "Talairach", "MNI 152", "template"};
    private static final String[] LENGTHS = {"", "m", "mm", "µm"};
    private static final String[] TIMES = {"", "s", "ms", "µs", "Hz", "ppm", "rad/s"};

    private NiftiCodes() {}

    static String intent(int code) {
        return INTENTS.getOrDefault(code, "");
    }

    static String type(int code) {
        return TYPES.getOrDefault(code, "");
    }

    /** The space of a qform or sform code. */
    static String space(int code) {
        return at(SPACES, code);
    }

    /** The units of space and time in xyzt_units. */
    static String units(int code) {
        String length = at(LENGTHS, code & 7);
        String time = at(TIMES, (code & 0x38) >> 3);
        return length.isEmpty() || time.isEmpty() ? length + time : length + ", " + time;
    }

    private static String at(String[] words, int code) {
        return code >= 0 && code < words.length ? words[code] : "";
    }
}
