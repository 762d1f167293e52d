package org.lmttm.insight;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Trace;

/**
 * Two traces beside each other as CSV, one position of their alignment a row: {@code timestamp_a}, {@code timestamp_b}
 * (empty behind a trace's end); for each class the probability so far of both ({@code a_NAME}, {@code b_NAME}); and the
 * distances of {@link Divergence}: {@code memory}, {@code read}, {@code write}, {@code probability}, NaN where shapes do
 * not agree. A comment on top says what was compared, in which mode, and what it may be used for.
 */
public final class DivergenceTable {
    private DivergenceTable() {}

    /**
     * The table's text.
     *
     * @param divergence null where the traces name different classes
     */
    public static String text(TraceReading a, TraceReading b, Alignment alignment, @Nullable Divergence divergence)
            throws IOException {
        StringWriter text = new StringWriter();
        text.append(TableHead.RESEARCH).append('\n');
        text.append(about("a", a)).append(about("b", b));
        List<String> header = new ArrayList<>(List.of("timestamp_a", "timestamp_b"));
        a.trace().labels().forEach(label -> header.add("a_" + label));
        b.trace().labels().forEach(label -> header.add("b_" + label));
        header.addAll(List.of("memory", "read", "write", "probability"));
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            for (int p = 0; p < alignment.positions(); p++) {
                List<String> row = new ArrayList<>();
                row.add(timestamp(alignment.first(p)));
                row.add(timestamp(alignment.second(p)));
                probabilities(row, a.trace(), alignment.first(p));
                probabilities(row, b.trace(), alignment.second(p));
                for (Divergence.Measure measure : Divergence.Measure.values()) {
                    row.add(divergence == null ? "NaN" : number(divergence.values(measure)[p]));
                }
                printer.printRecord(row);
            }
        }
        return text.toString();
    }

    private static String about(String which, TraceReading reading) {
        return "# " + which + ": " + reading.trace().model() + ", mode "
                + reading.trace().mode().label() + "\n";
    }

    private static String timestamp(int t) {
        return t < 0 ? "" : Integer.toString(t);
    }

    private static void probabilities(List<String> row, Trace trace, int t) {
        for (int label = 0; label < trace.labels().size(); label++) {
            row.add(t < 0 ? "NaN" : number(trace.steps().get(t).runningProbabilities()[label]));
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.6f", value);
    }
}
