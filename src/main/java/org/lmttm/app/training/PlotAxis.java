package org.lmttm.app.training;

/** What the plots run over. */
enum PlotAxis {
    /** Epochs done; a step stands at its share of its epoch. */
    EPOCH,
    /** Optimizer steps done. */
    STEP,
    /** Seconds of training, see {@link RunClock}. */
    TIME
}
