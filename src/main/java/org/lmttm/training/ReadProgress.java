package org.lmttm.training;

/** How far the reading of a run's cases is; called on the reading thread. */
@FunctionalInterface
public interface ReadProgress {
    /** Nobody listens. */
    ReadProgress SILENT = (done, total) -> {};

    /**
     * After each case.
     *
     * @param done cases read
     * @param total cases to read
     */
    void read(int done, int total);
}
