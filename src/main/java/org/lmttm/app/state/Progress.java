package org.lmttm.app.state;

/** How background work says how far it is, and learns that nobody waits for it any more. Thread-safe. */
public interface Progress {
    /**
     * Reports.
     *
     * @param share of the work done, 0–1; negative when unknown
     * @param step what is being done, for the user; may be empty
     */
    void update(double share, String step);

    /** As {@link #update}, for words that come seldom and must not be left out where reports come too often. */
    default void announce(double share, String step) {
        update(share, step);
    }

    /** Whether the user cancelled; work that sees this ends soon by throwing {@link java.util.concurrent.CancellationException}. */
    boolean cancelled();
}
