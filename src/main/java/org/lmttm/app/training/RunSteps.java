package org.lmttm.app.training;

/**
 * What is known of a run's training steps. A value.
 *
 * @param count steps done
 * @param seconds of training until the newest; 0 before the first
 * @param learningRate of the newest; NaN before the first
 * @param stepsPerEpoch steps of an epoch; until the first is done, the steps so far
 * @param clock seconds of training at the times of its events
 * @param view what the plots show of them
 */
record RunSteps(int count, double seconds, double learningRate, double stepsPerEpoch, RunClock clock, StepView view) {}
