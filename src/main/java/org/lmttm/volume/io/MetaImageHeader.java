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
import java.util.regex.Pattern;
import org.lmttm.volume.VolumeFormatException;

/**
 * The lines of a MetaImage header (itk.org/Wiki/MetaIO/Documentation).
 *
 * @param file the header's file
 * @param tags names as the file writes them, with their values
 * @param end byte at which the line of the data file ends
 * @param listed names of data files where the header lists them
 */
record MetaImageHeader(FileHead file, Map<String, String> tags, long end, List<String> listed) {
    private static final Pattern MARK = Pattern.compile(
            "\\s*(?:Comment\\s*=.*\\R\\s*)?(?:ObjectType\\s*=\\s*\\w+|NDims\\s*=\\s*\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String DATA = "ElementDataFile";
    private static final int MOST_TAGS = 10_000;
    /** Tags that the format defines; any other is the writer's own. */
    private static final Set<String> DEFINED = Set.of(
            "objecttype",
            "objectsubtype",
            "ndims",
            "binarydata",
            "binarydatabyteordermsb",
            "elementbyteordermsb",
            "compresseddata",
            "compresseddatasize",
            "compressionlevel",
            "transformmatrix",
            "rotation",
            "orientation",
            "offset",
            "position",
            "origin",
            "centerofrotation",
            "anatomicalorientation",
            "distanceunits",
            "elementspacing",
            "elementsize",
            "dimsize",
            "headersize",
            "modality",
            "sequenceid",
            "elementmin",
            "elementmax",
            "elementnumberofchannels",
            "elementtype",
            "elementtointensityfunctionslope",
            "elementtointensityfunctionoffset");

    static boolean recognises(FileHead head) {
        return head.name().endsWith(".mha")
                || head.name().endsWith(".mhd")
                || MARK.matcher(new String(head.bytes(), StandardCharsets.ISO_8859_1))
                        .lookingAt();
    }

    static MetaImageHeader read(FileHead file) throws IOException {
        Map<String, String> tags = new LinkedHashMap<>();
        try (HeaderLines lines = new HeaderLines(file)) {
            int number = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                number++;
                int equals = line.indexOf('=');
                if (equals <= 0 || tags.size() > MOST_TAGS) {
                    if (line.isBlank()) {
                        continue;
                    }
                    throw file.failure("has a damaged MetaImage header: line " + number + " is not 'Tag = value'");
                }
                String tag = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip();
                tags.put(tag, value);
                if (tag.equalsIgnoreCase(DATA)) {
                    return new MetaImageHeader(
                            file, tags, lines.position(), value.startsWith("LIST") ? lines.names() : List.of());
                }
            }
        }
        throw file.failure("has no MetaImage header: the line " + DATA + ", which ends it, is missing");
    }

    /** The value of the first of some tags that is there and not empty, whatever its case. */
    Optional<String> tag(String... names) {
        for (String name : names) {
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                if (tag.getKey().equalsIgnoreCase(name) && !tag.getValue().isEmpty()) {
                    return Optional.of(tag.getValue());
                }
            }
        }
        return Optional.empty();
    }

    String dataFile() {
        return tag(DATA).orElse("");
    }

    /** Whether a tag says True or 1. */
    boolean is(String... names) {
        String value = tag(names).orElse("False").toLowerCase(Locale.ROOT);
        return value.startsWith("t") || value.startsWith("1") || value.startsWith("y");
    }

    long number(String name, long otherwise) throws VolumeFormatException {
        String text = tag(name).orElse(String.valueOf(otherwise));
        if (!text.matches("-?\\d{1,18}")) {
            throw file.failure("has a damaged MetaImage header: " + name + " = " + text);
        }
        return Long.parseLong(text);
    }

    /** As many finite numbers as wanted; empty where the tag is absent. */
    Optional<double[]> numbers(int count, String... names) throws VolumeFormatException {
        Optional<String> text = tag(names);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = SPACE.split(text.get(), -1);
        if (parts.length < count) {
            throw file.failure(
                    "has a damaged MetaImage header: " + names[0] + " has " + parts.length + " numbers, not " + count);
        }
        double[] numbers = new double[count];
        for (int x = 0; x < count; x++) {
            try {
                numbers[x] = Double.parseDouble(parts[x]);
            } catch (NumberFormatException e) {
                throw new VolumeFormatException(
                        file.path(), "has a damaged MetaImage header: " + names[0] + " has '" + parts[x] + "'", e);
            }
            if (!Double.isFinite(numbers[x])) {
                throw file.failure("has a damaged MetaImage header: " + names[0] + " has a number that is not finite");
            }
        }
        return Optional.of(numbers);
    }

    /** Everything, for people to read. */
    List<HeaderField> list() {
        List<HeaderField> all = new ArrayList<>();
        tags.forEach((tag, value) ->
                all.add(new HeaderField(tag, tag, value, !DEFINED.contains(tag.toLowerCase(Locale.ROOT)))));
        return all;
    }
}
