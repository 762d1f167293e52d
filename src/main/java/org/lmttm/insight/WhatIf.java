package org.lmttm.insight;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.model.Trace;

/**
 * What a change did to a case's prediction, beside what the same change did elsewhere. Only a difference well outside
 * the control's spread says something about the place.
 *
 * @param before the pass without the change
 * @param change what was changed
 * @param after the pass with it
 * @param control what the same change gave elsewhere, one a draw; empty while it is not known
 */
public record WhatIf(Trace before, Change change, Trace after, List<Draw> control) {
    /**
     * The change elsewhere.
     *
     * @param probabilities of the classes
     * @param running class probabilities after each timestamp
     */
    public record Draw(float[] probabilities, List<float[]> running) {
        static Draw of(Trace trace) {
            return new Draw(
                    trace.probabilities(),
                    trace.steps().stream().map(Trace.Step::runningProbabilities).toList());
        }
    }

    /** Draws of the control. */
    public static final int DRAWS = 20;

    /** Seed of the control's draws. */
    public static final long SEED = 3407;

    /** Makes the list immutable. */
    public WhatIf {
        control = List.copyOf(control);
    }

    /** Is told how far a control is, and says whether to go on; called on the asking thread. */
    @FunctionalInterface
    public interface Watch {
        /**
         * After each draw.
         *
         * @param soFar the question with the draws made
         * @param total draws in all
         * @return false to stop
         */
        boolean done(WhatIf soFar, int total);
    }

    /** Asks a model, without the control. */
    public static WhatIf of(Trace before, Change change, Subject subject) {
        return new WhatIf(before, change, answer(before, change, subject), List.of());
    }

    private static Trace answer(Trace before, Change change, Subject subject) {
        return subject.trace(
                change.applied(before.input(), before.architecture().input()), change.interventions());
    }

    /**
     * The same question with its control.
     *
     * @param progress is told of every draw; false ends the control there
     */
    public WhatIf withControl(Subject subject, Watch progress) {
        List<Change> places = change.controls(before.architecture(), DRAWS, SEED);
        List<Draw> drawn = new ArrayList<>();
        for (Change place : places) {
            drawn.add(Draw.of(answer(before, place, subject)));
            if (!progress.done(new WhatIf(before, change, after, drawn), places.size())) {
                break;
            }
        }
        return new WhatIf(before, change, after, drawn);
    }

    /** By how much the change moved a class's probability, −1 … 1. */
    public double difference(int label) {
        return after.probabilities()[label] - before.probabilities()[label];
    }

    /** The control's mean difference; NaN without a control. */
    public double controlMean(int label) {
        return control.stream()
                .mapToDouble(draw -> draw.probabilities()[label] - before.probabilities()[label])
                .average()
                .orElse(Double.NaN);
    }

    /** The control's standard deviation (n − 1) of the difference; NaN with fewer than two draws. */
    public double controlDeviation(int label) {
        double mean = controlMean(label);
        double squares = control.stream()
                .mapToDouble(draw -> Math.pow(draw.probabilities()[label] - before.probabilities()[label] - mean, 2))
                .sum();
        return control.size() < 2 ? Double.NaN : Math.sqrt(squares / (control.size() - 1));
    }

    /** Share of the control's draws that moved the probability at least as far, 0 … 1; NaN without a control. */
    public double controlAsFar(int label) {
        double distance = Math.abs(difference(label));
        long as = control.stream()
                .filter(draw -> Math.abs(draw.probabilities()[label] - before.probabilities()[label]) >= distance)
                .count();
        return control.isEmpty() ? Double.NaN : (double) as / control.size();
    }
}
