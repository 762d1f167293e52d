package org.lmttm.training;

/** Measures throughput and estimates what is left, leaving pauses out. Times from {@link System#nanoTime}. */
final class Pace {
    /** Between two ticks: often enough for who watches, seldom enough not to cost anything. */
    static final long TICK_NANOS = 250_000_000L;

    private final long totalSteps;
    private final long tickNanos;
    private long began = System.nanoTime();
    private long lastTick = began;
    private long epochBegan = began;
    private long validating;
    private int epochCases;
    private int tickCases;
    private long steps;

    /**
     * Begins now.
     *
     * @param totalSteps steps of the whole run
     * @param tickNanos least time between two ticks; 0: every step is one
     */
    Pace(long totalSteps, long tickNanos) {
        this.totalSteps = totalSteps;
        this.tickNanos = tickNanos;
    }

    void epoch() {
        epochBegan = System.nanoTime();
        validating = 0;
        epochCases = 0;
    }

    void step(int cases) {
        steps++;
        epochCases += cases;
        tickCases += cases;
    }

    /** The trainer held for so long: nobody counts that. */
    void paused(long nanos) {
        began += nanos;
        lastTick += nanos;
        epochBegan += nanos;
    }

    void validated(long nanos) {
        validating += nanos;
    }

    boolean isTick() {
        return System.nanoTime() - lastTick >= tickNanos;
    }

    /** Training cases a second since the last tick; begins the next. */
    double tick() {
        long now = System.nanoTime();
        double rate = rate(tickCases, now - lastTick);
        lastTick = now;
        tickCases = 0;
        return rate;
    }

    /** Training cases a second in this epoch, validation left out. */
    double epochRate() {
        return rate(epochCases, System.nanoTime() - epochBegan - validating);
    }

    /** Seconds to the end of the run at the pace of this process so far, validation included. */
    double etaSeconds(long step) {
        double perStep = (System.nanoTime() - began) / 1e9 / Math.max(1, steps);
        return round(perStep * (totalSteps - step), 10);
    }

    private static double rate(int cases, long nanos) {
        return round(cases / Math.max(1e-9, nanos / 1e9), 100);
    }

    private static double round(double value, double steps) {
        return Math.round(value * steps) / steps;
    }
}
