package org.lmttm.volume;

import java.util.concurrent.CancellationException;

/** Follows the reading of a volume and may end it. Called from the threads that read: thread-safe and quick. */
public interface ReadProgress {
    /** Neither shows anything nor cancels. */
    ReadProgress NONE = new ReadProgress() {
        @Override
        public void update(double share) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * How far the reading is.
     *
     * @param share from 0 to 1
     */
    void update(double share);

    /** Whether nobody waits for the volume any more. */
    boolean cancelled();

    /** The same for a part of the work, whose share says nothing of the whole's: only its end is heard. */
    default ReadProgress cancelling() {
        ReadProgress whole = this;
        return new ReadProgress() {
            @Override
            public void update(double share) {
                // of a part
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    /**
     * Ends the work when it was cancelled.
     *
     * @throws CancellationException when it was
     */
    default void check() {
        if (cancelled()) {
            throw new CancellationException("reading was cancelled");
        }
    }
}
