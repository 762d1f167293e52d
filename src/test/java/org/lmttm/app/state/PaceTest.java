package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now);

    private void after(double seconds, long done) {
        now += (long) (seconds * 1e9);
        pace.update(done);
    }

    @Test
    void itIsThatOfTheLastSeconds() {
        after(0, 0);
        assertThat(pace.perSecond()).as("not known yet").isZero();
        after(2, 200);
        assertThat(pace.perSecond()).isEqualTo(100);
        for (int second = 0; second < 20; second++) {
            after(1, 200 + 10 * second);
        }
        assertThat(pace.perSecond()).isEqualTo(10);
    }

    @Test
    void whatBeginsAnewIsMeasuredAnew() {
        after(0, 0);
        after(5, 5000);
        after(1, 0);
        assertThat(pace.perSecond()).isZero();
        after(2, 60);
        assertThat(pace.perSecond()).isEqualTo(30);
    }
}
