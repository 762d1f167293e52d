package org.lmttm.insight;

/** How far long work is, and whether to go on; called on the working thread. */
@FunctionalInterface
public interface Steps {
    /** Nobody watches. */
    Steps UNSEEN = (_, _) -> true;

    /**
     * After each step.
     *
     * @param done steps finished
     * @param total steps in all
     * @return false to stop
     */
    boolean done(int done, int total);
}
