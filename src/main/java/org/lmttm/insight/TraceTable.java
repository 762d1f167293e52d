package org.lmttm.insight;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lmttm.model.Architecture;

/**
 * What a trace says at each timestamp as CSV, one a row: {@code timestamp}, {@code first_slice}, {@code last_slice},
 * {@code written_block}; for each class its probability so far ({@code p_so_far_NAME}) and at this timestamp alone
 * ({@code p_alone_NAME}); {@code entropy_bit} of the probabilities so far, {@code read_entropy_bit},
 * {@code write_entropy_bit}, {@code memory_used} (see {@link AttentionMeasures}); the shares of reading that go to
 * {@code read_previous}, {@code read_current}, {@code read_next} and {@code read_patches}; and the norm of each block
 * after the write ({@code norm_0} …). Numbers that do not exist, as at a skipped timestamp, are NaN.
 */
public final class TraceTable {
    private TraceTable() {}

    /**
     * Writes the table.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, TraceReading reading) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(header(reading).toArray(String[]::new))
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (int t = 0; t < reading.steps(); t++) {
                printer.printRecord(row(reading, t));
            }
        }
        Files.writeString(file, text.toString());
    }

    private static List<String> header(TraceReading reading) {
        List<String> names = new ArrayList<>(List.of("timestamp", "first_slice", "last_slice", "written_block"));
        reading.trace().labels().forEach(label -> names.add("p_so_far_" + label));
        reading.trace().labels().forEach(label -> names.add("p_alone_" + label));
        names.addAll(List.of("entropy_bit", "read_entropy_bit", "write_entropy_bit", "memory_used"));
        names.addAll(List.of("read_previous", "read_current", "read_next", "read_patches"));
        for (int block = 0; block < reading.architecture().blocks(); block++) {
            names.add("norm_" + block);
        }
        return names;
    }

    private static List<String> row(TraceReading reading, int t) {
        Architecture a = reading.architecture();
        List<String> row = new ArrayList<>();
        row.add(Integer.toString(t));
        row.add(Integer.toString(reading.grid().firstSlice(t)));
        row.add(Integer.toString(reading.grid().lastSlice(t)));
        row.add(Integer.toString(reading.writtenBlock(t)));
        for (float p : reading.trace().steps().get(t).runningProbabilities()) {
            row.add(number(p));
        }
        for (float p : reading.trace().steps().get(t).probabilities()) {
            row.add(number(p));
        }
        row.add(number(reading.entropy(t)));
        row.add(number(AttentionMeasures.readEntropy(reading, t)));
        row.add(number(AttentionMeasures.writeEntropy(reading, t)));
        row.add(number(AttentionMeasures.memoryUsage(reading, t)));
        for (Role role : List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES)) {
            row.add(number(reading.readShares(t).getOrDefault(role, 0.0)));
        }
        for (int block = 0; block < a.blocks(); block++) {
            row.add(number(reading.norm(t, block, Phase.AFTER)));
        }
        return row;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.6f", value);
    }
}
