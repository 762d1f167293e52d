package org.lmttm.audit;

import java.util.List;

/**
 * Whether a log is as it was written. A line that was changed no longer has its hash; where lines were taken out, put in
 * or moved, a line no longer names the one before. That the last lines were taken away leaves no trace in the file:
 * keep the last hash elsewhere to notice it.
 *
 * @param lines whole lines
 * @param torn pieces of lines that a crash or a full disk left, which is no tampering
 * @param problems what does not fit, one sentence each, with the line's number; empty where all is well
 * @param last hash of the last line; empty where there is none
 */
public record AuditCheck(int lines, int torn, List<String> problems, String last) {
    /** Copies the list. */
    public AuditCheck {
        problems = List.copyOf(problems);
    }

    /** Whether nothing was changed. */
    public boolean intact() {
        return problems.isEmpty();
    }
}
