package org.lmttm.app.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.audit.AuditCheck;
import org.lmttm.audit.AuditEntry;
import org.lmttm.audit.AuditLine;
import org.lmttm.audit.AuditLog;
import org.lmttm.training.AtomicFiles;

/** The audit log as it is looked at: its lines, the newest first, which of them are sought, whether it is intact. */
final class AuditState {
    private static final Messages TEXT = new Messages("org.lmttm.app.audit");

    /** How {@link #verdict} is to be taken. */
    enum Verdict {
        NONE,
        INTACT,
        CHANGED
    }

    private final Session session;
    private final AuditLog log;
    private final ObservableList<AuditEntry> entries = FXCollections.observableArrayList();
    private final FilteredList<AuditEntry> found = new FilteredList<>(entries);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Verdict> verdict = new ReadOnlyObjectWrapper<>(Verdict.NONE);

    AuditState(Session session) {
        this.session = session;
        this.log = AuditLog.in(session.settings().folder());
        search.addListener((property, before, now) -> {
            String sought = now.strip().toLowerCase(Locale.ROOT);
            found.setPredicate(entry -> String.join("\n", AuditText.row(entry))
                    .toLowerCase(Locale.ROOT)
                    .contains(sought));
        });
    }

    /** Where the log is. */
    Path file() {
        return log.file();
    }

    /** What is recorded, the newest first. */
    ObservableList<AuditEntry> entries() {
        return entries;
    }

    /** What of it holds the words sought, whole hashes included. */
    FilteredList<AuditEntry> found() {
        return found;
    }

    /** The words sought; empty for all. */
    StringProperty search() {
        return search;
    }

    /** What came of reading or checking the log, in words; empty at first. */
    ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /** Whether the log is as it was written, once that was asked. */
    ReadOnlyObjectProperty<Verdict> verdict() {
        return verdict.getReadOnlyProperty();
    }

    /** Reads the log. */
    void load() {
        say(Verdict.NONE, "");
        session.tasks()
                .start(
                        TEXT.text("audit.reading"),
                        Lane.FILES,
                        progress -> {
                            List<AuditEntry> all = new ArrayList<>();
                            log.read().stream().map(AuditLine::entry).forEach(all::add);
                            Collections.reverse(all);
                            return all;
                        },
                        entries::setAll,
                        this::failed);
    }

    /** Checks every line and the chain of hashes. */
    void verify() {
        session.tasks()
                .start(TEXT.text("audit.verifying"), Lane.FILES, progress -> log.verify(), this::tell, this::failed);
    }

    private void tell(AuditCheck check) {
        if (!check.intact()) {
            say(Verdict.CHANGED, TEXT.text("audit.changed", String.join("; ", check.problems())));
        } else if (check.lines() == 0) {
            say(Verdict.INTACT, TEXT.text("audit.nothing"));
        } else {
            String torn = check.torn() == 0 ? "" : " " + TEXT.text("audit.torn", check.torn());
            say(Verdict.INTACT, TEXT.text("audit.intact", check.lines(), check.last()) + torn);
        }
    }

    private void failed(Throwable error) {
        say(Verdict.CHANGED, String.valueOf(error.getMessage()));
    }

    private void say(Verdict how, String words) {
        verdict.set(how);
        said.set(words);
    }

    /** Writes what is found as a table, hashes whole. */
    void export(Path file) {
        List<AuditEntry> rows = List.copyOf(found);
        String name = String.valueOf(file.getFileName());
        session.tasks()
                .start(
                        TEXT.text("audit.exporting", name),
                        Lane.FILES,
                        progress -> {
                            AtomicFiles.writeText(file, table(rows));
                            return rows.size();
                        },
                        count -> say(Verdict.NONE, TEXT.text("audit.exported", count, name)),
                        this::failed);
    }

    private static String table(List<AuditEntry> rows) throws IOException {
        StringBuilder table = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(
                table, CSVFormat.RFC4180.builder().setCommentMarker('#').get())) {
            printer.printComment(TEXT.text("audit.research"));
            printer.printRecord(AuditText.heading());
            for (AuditEntry entry : rows) {
                printer.printRecord(AuditText.row(entry));
            }
        }
        return table.toString();
    }
}
