package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an NRRD header (teem.sourceforge.net/nrrd/format.html), fields by their identifier in lower case.
 *
 * @param file the header's file
 * @param fields what the format defines
 * @param keyValues what the writer added
 * @param end byte at which the header ends
 * @param listed names of data files where the header lists them
 */
record NrrdHeader(
        FileHead file,
        Map<String, String> fields,
        Map<String, String> keyValues,
        long end,
        @Nullable List<String> listed) {
    static final String MAGIC = "NRRD000";
    private static final Map<String, String> SYNONYMS = Map.of(
            "datafile", "data file",
            "lineskip", "line skip",
            "byteskip", "byte skip",
            "oldmin", "old min",
            "oldmax", "old max",
            "blocksize", "block size",
            "axismins", "axis mins",
            "axismaxs", "axis maxs",
            "sampleunits", "sample units",
            "centerings", "centers");
    private static final Set<String> KNOWN = Set.of(
            "dimension",
            "type",
            "block size",
            "encoding",
            "endian",
            "content",
            "old min",
            "old max",
            "min",
            "max",
            "data file",
            "line skip",
            "byte skip",
            "number",
            "sample units",
            "sizes",
            "spacings",
            "thicknesses",
            "axis mins",
            "axis maxs",
            "centers",
            "labels",
            "units",
            "kinds",
            "space",
            "space dimension",
            "space units",
            "space origin",
            "space directions",
            "measurement frame");
    /** Fields in which a writer may put anything. */
    private static final Set<String> FREE_TEXT = Set.of("content", "labels", "data file");

    static boolean recognises(byte[] head) {
        return head.length > MAGIC.length()
                && new String(head, 0, MAGIC.length(), StandardCharsets.US_ASCII).equals(MAGIC);
    }

    static NrrdHeader read(FileHead file) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> keyValues = new LinkedHashMap<>();
        try (HeaderLines lines = new HeaderLines(file)) {
            String magic = lines.next();
            if (magic == null || !magic.matches("NRRD000\\d\\s*")) {
                throw file.failure("has no NRRD header: its first line is not NRRD0001 to NRRD0005");
            }
            int number = 1;
            for (String line = lines.next(); line != null; line = lines.next()) {
                number++;
                if (line.isEmpty()) {
                    return new NrrdHeader(file, fields, keyValues, lines.position(), null);
                }
                if (line.startsWith("#")) {
                    continue;
                }
                add(file, line, number, fields, keyValues);
                if (fields.getOrDefault("data file", "").matches("LIST(\\s+\\d+)?")) {
                    return new NrrdHeader(file, fields, keyValues, lines.position(), lines.names());
                }
            }
            if (!fields.containsKey("data file")) {
                throw file.failure("has an NRRD header without an end: no blank line follows it");
            }
            return new NrrdHeader(file, fields, keyValues, lines.position(), null);
        }
    }

    private static void add(
            FileHead file, String line, int number, Map<String, String> fields, Map<String, String> keyValues)
            throws IOException {
        int field = line.indexOf(": ");
        int key = line.indexOf(":=");
        if (key > 0 && (field < 0 || key < field)) {
            keyValues.put(line.substring(0, key), line.substring(key + 2));
            return;
        }
        String id = field < 0 ? "" : line.substring(0, field).strip().toLowerCase(Locale.ROOT);
        id = SYNONYMS.getOrDefault(id, id);
        if (!KNOWN.contains(id)) {
            throw file.failure("has a damaged NRRD header: line " + number + " is not a field of the format");
        }
        if (fields.put(id, line.substring(field + 2).strip()) != null) {
            throw file.failure("has a damaged NRRD header: line " + number + " states '" + id + "' again");
        }
    }

    Optional<String> field(String id) {
        return Optional.ofNullable(fields.get(id)).filter(text -> !text.isEmpty());
    }

    String required(String id) throws IOException {
        return field(id)
                .orElseThrow(() -> file.failure("has a damaged NRRD header: the field '" + id + "' is missing"));
    }

    /** A whole number of up to 18 digits; a default where the field is absent. */
    long number(String id, long otherwise) throws IOException {
        String text = field(id).orElse(String.valueOf(otherwise));
        if (!text.matches("-?\\d{1,18}")) {
            throw file.failure("has a damaged NRRD header: '" + id + "' is '" + text + "', not a whole number");
        }
        return Long.parseLong(text);
    }

    /** Everything, for people to read. */
    List<HeaderField> list() {
        List<HeaderField> all = new ArrayList<>();
        fields.forEach((id, value) -> all.add(new HeaderField(id, id, value, FREE_TEXT.contains(id))));
        keyValues.forEach((key, value) -> all.add(new HeaderField(key, key, value, true)));
        return all;
    }
}
