package org.lmttm.surface;

/**
 * Follows long work and may end it. Both methods are called from the threads that do the work, so they must be
 * thread-safe and quick.
 */
public interface Progress {
    /** Neither shows anything nor cancels. */
    Progress NONE = new Progress() {
        @Override
        public void update(double fraction) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * How far the work is.
     *
     * @param fraction from 0 to 1, never falling
     */
    void update(double fraction);

    /** Whether the work should end with a {@link java.util.concurrent.CancellationException} soon. */
    boolean cancelled();
}
