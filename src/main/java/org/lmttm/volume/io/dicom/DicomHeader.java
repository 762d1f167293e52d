package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lmttm.volume.VolumeFormatException;

/** All elements of a file's header as text. */
public final class DicomHeader {
    private static final int LONGEST = 400;
    private static final int MOST_NUMBERS = 24;
    private static final int MOST_ITEMS = 16;
    private static final int MOST_FIELDS = 20_000;

    private DicomHeader() {}

    /**
     * The elements before the pixels, in file order; of long sequences the first {@value #MOST_ITEMS} items.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    public static List<DicomField> fields(Path file) throws IOException {
        DicomFile dicom = DicomFile.read(file);
        List<DicomField> fields = new ArrayList<>();
        add(fields, dicom.meta(), "", false);
        add(fields, dicom.data(), "", false);
        return fields;
    }

    private static void add(List<DicomField> fields, DataSet data, String before, boolean secret) {
        for (Element element : data.elements()) {
            if (fields.size() >= MOST_FIELDS) {
                return;
            }
            String path = before + Tag.text(element.tag());
            boolean patient = secret || Confidentiality.tells(data, element);
            if (element.vr() != Vr.SQ) {
                fields.add(field(path, element, value(data, element), patient));
                continue;
            }
            int count = element.items().size();
            fields.add(field(path, element, count == 1 ? "1 item" : count + " items", patient));
            for (int n = 0; n < Math.min(count, MOST_ITEMS); n++) {
                add(fields, element.items().get(n), path + "[" + (n + 1) + "] ", patient);
            }
        }
    }

    private static DicomField field(String path, Element element, String value, boolean patient) {
        String name = DataDictionary.name(element.tag());
        if (name.isEmpty()) {
            name = DataDictionary.isPrivate(element.tag()) ? "Private" : "Unknown";
        }
        return new DicomField(path, name, element.vr().name(), value, patient);
    }

    private static String value(DataSet data, Element element) {
        if (element.vr().isText()) {
            String text = data.text(element).replaceAll("\\p{Cntrl}+", " ");
            return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        }
        int bytes = element.vr() == Vr.OB || element.vr() == Vr.UN ? 0 : element.value().length;
        if (bytes == 0) {
            return element.length() == 0 ? "" : element.length() + " bytes";
        }
        if (element.vr() == Vr.AT) {
            return element.words(2) >= 2
                    ? Tag.text((int) (element.word(0, 2, false) << 16 | element.word(1, 2, false)))
                    : "";
        }
        return numbers(data, element);
    }

    private static String numbers(DataSet data, Element element) {
        double[] numbers;
        try {
            numbers = data.numbers(element.tag());
        } catch (VolumeFormatException e) {
            return String.valueOf(e.getMessage());
        }
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < numbers.length; n++) {
            if (n == MOST_NUMBERS) {
                return text.append(" … (")
                        .append(numbers.length)
                        .append(" numbers)")
                        .toString();
            }
            text.append(n == 0 ? "" : " \\ ");
            text.append(
                    numbers[n] == Math.rint(numbers[n]) && Math.abs(numbers[n]) < 1e15
                            ? String.valueOf((long) numbers[n])
                            : String.format(Locale.ROOT, "%.9g", numbers[n]));
        }
        return text.toString();
    }
}
