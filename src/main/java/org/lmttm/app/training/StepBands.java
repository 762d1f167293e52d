package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How widely losses spread within stretches of steps: least, greatest, and the 4th and 96th percentile, exactly, for
 * stretches of 8, 16, 32 … steps. Stretches begin at multiples of their length, so a band keeps its shape while a run
 * grows or a plot is moved. Each stretch is computed once, when its last step comes; where steps are taken back, bands
 * are made anew. Not thread-safe.
 */
final class StepBands {
    /** Share of the steps below the lower edge of a band, and above its upper edge. */
    static final double TAIL = 0.04;

    private static final int SHORTEST = 8;

    private final StepLog log;
    private final List<Level> levels = new ArrayList<>();
    private int done;

    /**
     * A stretch of steps.
     *
     * @param from index of its first step
     * @param to index after its last step
     * @param least smallest finite loss; NaN where there is none, as all others
     * @param low 4th percentile
     * @param high 96th percentile
     * @param greatest largest finite loss
     */
    record Stretch(int from, int to, double least, double low, double high, double greatest) {}

    /** Stretches of one length. */
    private record Level(int length, List<Stretch> stretches) {}

    StepBands(StepLog log) {
        this.log = log;
    }

    /** Takes the steps that the log has more. */
    void follow() {
        done = log.size();
        for (int length = SHORTEST, at = 0; length <= done; length *= 2, at++) {
            if (at == levels.size()) {
                levels.add(new Level(length, new ArrayList<>()));
            }
            List<Stretch> stretches = levels.get(at).stretches();
            for (int next = stretches.size(); (next + 1) * (long) length <= done; next++) {
                stretches.add(stretch(next * length, (next + 1) * length));
            }
            if (length > Integer.MAX_VALUE / 2) {
                break;
            }
        }
    }

    private Stretch stretch(int from, int to) {
        double[] finite = log.losses(from, to);
        int count = 0;
        for (double loss : finite) {
            if (Double.isFinite(loss)) {
                finite[count++] = loss;
            }
        }
        if (count == 0) {
            return new Stretch(from, to, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        Arrays.sort(finite, 0, count);
        return new Stretch(
                from,
                to,
                finite[0],
                percentile(finite, count, TAIL),
                percentile(finite, count, 1 - TAIL),
                finite[count - 1]);
    }

    /** The percentile of sorted numbers, with straight lines between them (type 7 of Hyndman and Fan). */
    private static double percentile(double[] sorted, int count, double share) {
        double at = share * (count - 1);
        int below = (int) at;
        int above = Math.min(count - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The stretches that cover a range of steps, the last of them perhaps shorter than the others.
     *
     * @param from index of the first step
     * @param to index after the last step
     * @param most about how many stretches at most
     */
    List<Stretch> over(int from, int to, int most) {
        int length = SHORTEST;
        int at = 0;
        while ((to - from) / (double) length > most && at + 1 < levels.size()) {
            length *= 2;
            at++;
        }
        List<Stretch> found = new ArrayList<>();
        List<Stretch> whole = at < levels.size() ? levels.get(at).stretches() : List.of();
        for (int next = from / length; next * (long) length < to; next++) {
            found.add(
                    next < whole.size()
                            ? whole.get(next)
                            : stretch(next * length, Math.min(done, (next + 1) * length)));
        }
        return found;
    }
}
