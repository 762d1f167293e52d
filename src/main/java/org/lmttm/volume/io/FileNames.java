package org.lmttm.volume.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lmttm.volume.VolumeFormatException;

/** Names of data files that a header gives as a pattern with a number in it, such as {@code slice%03d.raw 1 40 1}. */
final class FileNames {
    private static final Pattern NUMBERED = Pattern.compile(
            "(.*%0?\\d{0,2}d.*?)\\s+(-?\\d{1,9})\\s+(-?\\d{1,9})(?:\\s+(-?\\d{1,9}))?(?:\\s+\\d+)?\\s*");
    private static final Pattern NUMBER = Pattern.compile("%(0?)(\\d{0,2})d");
    private static final int MOST = 1 << 16;

    private FileNames() {}

    /** Whether the text is such a pattern. */
    static boolean isPattern(String text) {
        return NUMBERED.matcher(text).matches();
    }

    /** The names, in order. */
    static List<String> of(FileHead file, String text) throws VolumeFormatException {
        Matcher m = NUMBERED.matcher(text);
        if (!m.matches()) {
            throw file.failure("names its data files by '" + text + "', which is no pattern");
        }
        long from = Long.parseLong(m.group(2));
        long to = Long.parseLong(m.group(3));
        long step = m.group(4) == null ? 1 : Long.parseLong(m.group(4));
        if (step == 0 || (to - from) / step < 0 || (to - from) / step >= MOST) {
            throw file.failure("numbers its data files from " + from + " to " + to + " by " + step
                    + ", which is none or too many");
        }
        List<String> names = new ArrayList<>();
        for (long n = from; step > 0 ? n <= to : n >= to; n += step) {
            names.add(name(m.group(1), n));
        }
        return names;
    }

    private static String name(String pattern, long number) {
        Matcher m = NUMBER.matcher(pattern);
        StringBuilder name = new StringBuilder();
        while (m.find()) {
            int width = m.group(2).isEmpty() ? 1 : Math.max(1, Integer.parseInt(m.group(2)));
            String flag = m.group(1).isEmpty() ? "" : "0";
            String digits = String.format(Locale.ROOT, "%" + flag + width + "d", number);
            m.appendReplacement(name, Matcher.quoteReplacement(digits));
        }
        return m.appendTail(name).toString();
    }
}
