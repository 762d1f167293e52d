package org.lmttm.app.audit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.audit.AuditEntry;

/** What of an entry stands in the table and in its export. */
final class AuditText {
    private static final Messages TEXT = new Messages("org.lmttm.app.audit");
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int SHORT = 12;

    private AuditText() {}

    /** The columns of an export. */
    static List<String> heading() {
        return Stream.of(
                        "time",
                        "source",
                        "model",
                        "mode",
                        "prediction",
                        "probability",
                        "calibrated",
                        "region",
                        "all",
                        "device",
                        "version",
                        "input",
                        "cube",
                        "model_hash")
                .map(key -> TEXT.text("audit.column." + key))
                .toList();
    }

    /** An entry's cells under {@link #heading}: times in UTC, hashes whole. */
    static List<String> row(AuditEntry entry) {
        AuditEntry.Settings settings = entry.settings();
        return List.of(
                entry.time(),
                entry.source(),
                entry.modelName(),
                entry.mode(),
                prediction(entry),
                number(entry.probabilities()[best(entry)]),
                calibrated(entry),
                settings.region() == null ? "" : settings.region().toString(),
                all(entry),
                settings.device(),
                settings.version(),
                Objects.requireNonNullElse(entry.input(), ""),
                entry.cube(),
                Objects.requireNonNullElse(entry.model(), ""));
    }

    private static String all(AuditEntry entry) {
        return IntStream.range(0, entry.probabilities().length)
                .mapToObj(c -> entry.labels().get(c) + " " + number(entry.probabilities()[c]))
                .collect(Collectors.joining("; "));
    }

    /** When, by the clock of this machine. */
    static String time(AuditEntry entry) {
        try {
            return LOCAL.format(Instant.parse(entry.time()));
        } catch (DateTimeParseException _) {
            return entry.time();
        }
    }

    /** The likeliest class. */
    static String prediction(AuditEntry entry) {
        return entry.labels().get(best(entry));
    }

    /** Its probability as the model gave it and, after an arrow, calibrated. */
    static String probability(AuditEntry entry) {
        String raw = number(entry.probabilities()[best(entry)]);
        String calibrated = calibrated(entry);
        return calibrated.isEmpty() ? TEXT.text("audit.not_calibrated", raw) : raw + " \u2192 " + calibrated;
    }

    private static String calibrated(AuditEntry entry) {
        double[] values = entry.calibrated();
        return values == null ? "" : number(values[best(entry)]);
    }

    private static int best(AuditEntry entry) {
        int best = 0;
        for (int c = 1; c < entry.probabilities().length; c++) {
            best = entry.probabilities()[c] > entry.probabilities()[best] ? c : best;
        }
        return best;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The first digits of a hash. */
    static String brief(@Nullable String hash) {
        return hash == null ? TEXT.text("audit.unknown") : hash.substring(0, Math.min(SHORT, hash.length()));
    }
}
