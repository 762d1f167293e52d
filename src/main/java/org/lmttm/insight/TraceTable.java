package org.lmttm.insight;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lmttm.model.Architecture;
import org.lmttm.training.AtomicFiles;

/**
 * What a trace says at each timestamp as CSV, below a line of remarks that begins with #, one a row: {@code timestamp}, {@code first_slice}, {@code last_slice},
 * {@code written_block}; for each class its probability so far ({@code p_so_far_NAME}) and at this timestamp alone
 * ({@code p_alone_NAME}); {@code entropy_bit} of the probabilities so far, {@code read_entropy_bit},
 * {@code write_entropy_bit}, {@code memory_used} (see {@link AttentionMeasures}); the shares of reading that go to
 * {@code read_previous}, {@code read_current}, {@code read_next} and {@code read_patches}, those of writing, with
 * {@code write_outputs}, likewise; and the norm of each block after the write ({@code norm_0} …) and of what the
 * timestamp changed of it ({@code change_0} …). Numbers that do not exist, as at a skipped timestamp, are NaN.
 */
public final class TraceTable {
    private static final List<Role> READ = List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES);
    private static final List<Role> WRITE = List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES, Role.OUTPUTS);

    private TraceTable() {}

    /**
     * Writes the table, whole or not at all.
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
        AtomicFiles.writeText(file, TableHead.of(reading.trace()) + text);
    }

    private static List<String> header(TraceReading reading) {
        List<String> names = new ArrayList<>(List.of("timestamp", "first_slice", "last_slice", "written_block"));
        reading.trace().labels().forEach(label -> names.add("p_so_far_" + label));
        reading.trace().labels().forEach(label -> names.add("p_alone_" + label));
        names.addAll(List.of("entropy_bit", "read_entropy_bit", "write_entropy_bit", "memory_used"));
        READ.forEach(role -> names.add("read_" + role.name().toLowerCase(Locale.ROOT)));
        WRITE.forEach(role -> names.add("write_" + role.name().toLowerCase(Locale.ROOT)));
        for (int block = 0; block < reading.architecture().blocks(); block++) {
            names.add("norm_" + block);
        }
        for (int block = 0; block < reading.architecture().blocks(); block++) {
            names.add("change_" + block);
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
        Map<Role, Double> read = reading.readShares(t);
        READ.forEach(role -> row.add(number(read.getOrDefault(role, 0.0))));
        Map<Role, Double> write = reading.writeShares(t);
        WRITE.forEach(role -> row.add(number(write.getOrDefault(role, 0.0))));
        for (int block = 0; block < a.blocks(); block++) {
            row.add(number(reading.norm(t, block, Phase.AFTER)));
        }
        for (int block = 0; block < a.blocks(); block++) {
            row.add(number(reading.norm(t, block, Phase.CHANGE)));
        }
        return row;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.6f", value);
    }
}
