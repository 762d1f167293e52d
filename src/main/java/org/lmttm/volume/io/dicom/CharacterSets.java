package org.lmttm.volume.io.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Specific character sets (PS3.3, C.12.1.1.2). Where several are named, the last known one decides: it is the one that
 * the file switches to, and Java's decoder of it understands the switching.
 */
final class CharacterSets {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("IR 100", "ISO-8859-1"),
            Map.entry("IR 101", "ISO-8859-2"),
            Map.entry("IR 109", "ISO-8859-3"),
            Map.entry("IR 110", "ISO-8859-4"),
            Map.entry("IR 144", "ISO-8859-5"),
            Map.entry("IR 127", "ISO-8859-6"),
            Map.entry("IR 126", "ISO-8859-7"),
            Map.entry("IR 138", "ISO-8859-8"),
            Map.entry("IR 148", "ISO-8859-9"),
            Map.entry("IR 203", "ISO-8859-15"),
            Map.entry("IR 166", "TIS-620"),
            Map.entry("IR 13", "JIS_X0201"),
            Map.entry("IR 87", "ISO-2022-JP"),
            Map.entry("IR 159", "ISO-2022-JP-2"),
            Map.entry("IR 149", "EUC-KR"),
            Map.entry("IR 58", "GB2312"),
            Map.entry("IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private CharacterSets() {}

    /** The character set of text under the values of Specific Character Set; Latin 1 where they say nothing known. */
    static Charset of(List<String> names) {
        Charset found = StandardCharsets.ISO_8859_1;
        for (String name : names) {
            String java = NAMES.get(name.replace("ISO_", "").replace("ISO 2022 ", ""));
            if (java != null && Charset.isSupported(java)) {
                found = Charset.forName(java);
            }
        }
        return found;
    }
}
