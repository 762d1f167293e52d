package org.lmttm.volume.io.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;

/** Elements of a file or of a sequence's item, in file order. An absent element reads as empty. */
final class DataSet {
    private static final int LONGEST_QUOTE = 64;

    private final Path file;
    private final @Nullable DataSet parent;
    private final Map<Integer, Element> elements = new LinkedHashMap<>();

    DataSet(Path file, @Nullable DataSet parent) {
        this.file = file;
        this.parent = parent;
    }

    void add(Element element) {
        elements.put(element.tag(), element);
    }

    /** The elements in file order. */
    Collection<Element> elements() {
        return elements.values();
    }

    boolean has(int tag) {
        return elements.containsKey(tag);
    }

    @Nullable
    Element element(int tag) {
        return elements.get(tag);
    }

    /** The value as one text without padding; empty when absent. */
    String text(int tag) {
        Element element = elements.get(tag);
        return element == null || !element.vr().isText() ? "" : text(element);
    }

    /** A text short enough for a message. */
    static String brief(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    /** The text's values. */
    List<String> texts(int tag) {
        String text = text(tag);
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\\\\", -1)).map(String::strip).toList();
    }

    /** The text of an element of this data set, decoded by its character set. */
    String text(Element element) {
        Charset charset = element.vr().isLocalised() ? charset() : StandardCharsets.ISO_8859_1;
        String text = new String(element.value(), charset);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == 0 || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end).stripLeading();
    }

    private Charset charset() {
        DataSet at = this;
        while (!at.has(Tag.SPECIFIC_CHARACTER_SET) && at.parent != null) {
            at = at.parent;
        }
        return CharacterSets.of(at.texts(Tag.SPECIFIC_CHARACTER_SET));
    }

    /**
     * The value as numbers, whatever its representation.
     *
     * @throws VolumeFormatException when a text is not a number
     */
    double[] numbers(int tag) throws VolumeFormatException {
        Element element = elements.get(tag);
        if (element == null) {
            return new double[0];
        }
        return switch (element.vr()) {
            case US, OW, AT -> words(element, 2, false);
            case SS -> words(element, 2, true);
            case UL, OL -> words(element, 4, false);
            case SL -> words(element, 4, true);
            case SV, UV, OV -> words(element, 8, true);
            case FL, OF -> {
                double[] values = new double[element.words(4)];
                Arrays.setAll(values, i -> Float.intBitsToFloat((int) element.word(i, 4, true)));
                yield values;
            }
            case FD, OD -> {
                double[] values = new double[element.words(8)];
                Arrays.setAll(values, i -> Double.longBitsToDouble(element.word(i, 8, true)));
                yield values;
            }
            case OB, UN, SQ -> new double[0];
            default -> parse(tag);
        };
    }

    private double[] words(Element element, int bytes, boolean signed) {
        double[] values = new double[element.words(bytes)];
        Arrays.setAll(values, i -> element.word(i, bytes, signed));
        return values;
    }

    private double[] parse(int tag) throws VolumeFormatException {
        List<Double> values = new ArrayList<>();
        for (String text : texts(tag)) {
            if (text.isEmpty()) {
                continue;
            }
            try {
                values.add(Double.valueOf(text.replace(',', '.')));
            } catch (NumberFormatException e) {
                throw new VolumeFormatException(
                        file,
                        DataDictionary.name(tag) + " " + Tag.text(tag) + " is not a number: '" + brief(text) + "'",
                        e);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The first number, if it is there and finite. */
    Optional<Double> number(int tag) throws VolumeFormatException {
        double[] values = numbers(tag);
        return values.length == 0 || !Double.isFinite(values[0]) ? Optional.empty() : Optional.of(values[0]);
    }

    /** As {@link #number(int)}, but text that is no number counts as absent. */
    Optional<Double> numberIfSound(int tag) {
        try {
            return number(tag);
        } catch (VolumeFormatException _) {
            return Optional.empty(); // nothing of what is asked for this way is needed
        }
    }

    /** The first number as a whole one, or a default when it is absent. */
    int whole(int tag, int otherwise) throws VolumeFormatException {
        Optional<Double> number = number(tag);
        if (number.isEmpty()) {
            return otherwise;
        }
        double value = number.get();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new VolumeFormatException(
                    file,
                    DataDictionary.name(tag) + " " + Tag.text(tag) + " should be a whole number, but is " + value);
        }
        return (int) value;
    }

    /** The items of a sequence. */
    List<DataSet> items(int tag) {
        Element element = elements.get(tag);
        return element == null ? List.of() : element.items();
    }

    /** The first item of a sequence. */
    Optional<DataSet> item(int tag) {
        return items(tag).stream().findFirst();
    }

    /** The file that the data set is of. */
    Path file() {
        return file;
    }
}
