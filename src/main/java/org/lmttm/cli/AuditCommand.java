package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.audit.AuditCheck;
import org.lmttm.audit.AuditEntry;
import org.lmttm.audit.AuditLine;
import org.lmttm.audit.AuditLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lmttm audit}: the log of predictions, and whether it was tampered with. */
@Command(
        name = "audit",
        description = {
            "Lists the audit log of predictions, the oldest first: hashes, never names. Research use only.",
            "With --verify says whether it is as it was written, and fails where it is not."
        })
final class AuditCommand extends JsonCommand {
    private static final int SHORT = 12;

    @Option(names = "--verify", description = "Check every line and the chain of hashes instead of listing.")
    private boolean verify;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Another log (default: the one in the settings folder).")
    private @Nullable Path file;

    private record Listed(String file, List<AuditEntry> predictions) {}

    private record Verified(String file, boolean intact, int lines, int torn, String lastHash) {}

    @Override
    Answer answer() throws IOException {
        AuditLog log = file == null ? AuditLog.usual() : new AuditLog(file);
        return verify ? verified(log) : listed(log);
    }

    private static Answer listed(AuditLog log) throws IOException {
        List<AuditEntry> entries = log.read().stream().map(AuditLine::entry).toList();
        String text = log.file() + ": " + entries.size() + (entries.size() == 1 ? " prediction" : " predictions")
                + entries.stream().map(AuditCommand::line).collect(Collectors.joining());
        return new Answer(new Listed(log.file().toString(), entries), text);
    }

    private static String line(AuditEntry entry) {
        StringBuilder text = new StringBuilder(System.lineSeparator());
        text.append(entry.time()).append("  ").append(entry.source());
        text.append("  input ").append(brief(entry.input()));
        text.append("  ").append(entry.modelName()).append(' ').append(brief(entry.model()));
        text.append(" (").append(entry.mode()).append(')');
        for (int c = 0; c < entry.probabilities().length; c++) {
            text.append(String.format(Locale.ROOT, "  %s %.4f", entry.labels().get(c), entry.probabilities()[c]));
        }
        return text.toString();
    }

    private static String brief(@Nullable String hash) {
        return hash == null ? "unknown" : hash.substring(0, Math.min(SHORT, hash.length()));
    }

    private static Answer verified(AuditLog log) throws IOException {
        AuditCheck check = log.verify();
        if (!check.intact()) {
            throw new CommandFailedException(
                    log.file() + ": is not as it was written: " + String.join("; ", check.problems()));
        }
        String text = log.file() + ": intact, " + check.lines() + " lines"
                + (check.torn() == 0 ? "" : ", " + check.torn() + " torn off by a crash or a full disk")
                + (check.lines() == 0 ? "" : "; last hash " + check.last());
        return new Answer(new Verified(log.file().toString(), true, check.lines(), check.torn(), check.last()), text);
    }
}
