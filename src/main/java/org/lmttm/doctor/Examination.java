package org.lmttm.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * All findings, by what they are about.
 *
 * @param sections in the order of looking
 */
public record Examination(List<Section> sections) {
    /**
     * Findings that belong together.
     *
     * @param title what they are about
     * @param findings in order
     */
    public record Section(String title, List<Finding> findings) {}

    /** Whether everything works. */
    public boolean healthy() {
        return sections.stream().flatMap(s -> s.findings().stream()).noneMatch(f -> f.level() == Finding.Level.PROBLEM);
    }

    /** The findings as plain text, to be sent to whoever helps: it holds no names, no patients and no file names. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("LMTTM Workbench: research use only, not for clinical use");
        for (Section section : sections) {
            lines.add("");
            lines.add(section.title());
            for (Finding finding : section.findings()) {
                String mark = switch (finding.level()) {
                    case OK -> "  ";
                    case NOTE -> "- ";
                    case PROBLEM -> "! ";
                };
                lines.add(mark + finding.name() + ": " + finding.value());
                if (!finding.advice().isEmpty()) {
                    lines.add("    " + finding.advice());
                }
            }
        }
        return String.join(System.lineSeparator(), lines);
    }
}
