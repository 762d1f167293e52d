package org.lmttm.dataset;

/**
 * Something wrong with a cohort.
 *
 * @param severity whether it must be put right before the cohort is used
 * @param row the row's number in a spreadsheet, 1 being the header; 0: the cohort as a whole
 * @param file as the row names it; empty for the table itself
 * @param what is wrong, a sentence without its full stop that names what it is about
 */
public record CohortFinding(FindingKind kind, Severity severity, long row, String file, String what) {
    /** How bad it is. */
    public enum Severity {
        /** Nothing is built, trained or evaluated before it is put right. */
        ERROR,
        /** Look at it, then decide. */
        WARNING
    }

    /** What to do about it. */
    public String advice() {
        return kind.advice();
    }

    /** Whether it must be put right. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
