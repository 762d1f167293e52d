package org.lmttm.training;

/** What a run folder says about its run, seen from outside. */
public enum RunStatus {
    /** Configured, never started. */
    NEW,
    /** A trainer is at work on this machine. */
    RUNNING,
    /** A trainer holds between two steps until it is told to go on. */
    PAUSED,
    /** All epochs are done. */
    COMPLETED,
    /** Ended on request after a checkpoint; can be resumed. */
    STOPPED,
    /** Ended by itself and said why; can be resumed when the reason is gone. */
    FAILED,
    /** The trainer is gone without a word: killed, crashed, machine switched off. Can be resumed. */
    INTERRUPTED;

    /**
     * The status that an {@code end} event tells.
     *
     * @param reason as in the event
     */
    public static RunStatus ofEnd(String reason) {
        if (reason.startsWith(RunFolder.COMPLETED)) {
            return COMPLETED;
        }
        return reason.equals(RunFolder.STOPPED) ? STOPPED : FAILED;
    }

    /** Whether a trainer process is there. */
    public boolean isAlive() {
        return this == RUNNING || this == PAUSED;
    }

    /** Whether starting a trainer on it makes sense. */
    public boolean isResumable() {
        return this == NEW || this == STOPPED || this == FAILED || this == INTERRUPTED;
    }
}
