package org.lmttm.training;

/** A loss is not finite: going on would only spoil the checkpoints. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final long step;

    DivergedException(String message, int epoch, long step) {
        super(message);
        this.epoch = epoch;
        this.step = step;
    }

    /** 1-based epoch in which it happened. */
    public int epoch() {
        return epoch;
    }

    /** Optimizer steps done when it happened. */
    public long step() {
        return step;
    }
}
