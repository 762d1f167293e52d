package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void theEndOfTheProcessWaitsForTheCommandToFinish() throws InterruptedException {
        Thread end;
        try (Interruption interruption = Interruption.watch()) {
            assertThat(interruption.requested()).isFalse();
            end = Thread.ofPlatform().start(interruption::interrupt);
            while (!interruption.requested()) {
                Thread.onSpinWait();
            }
            assertThat(end.isAlive()).isTrue();
        }
        end.join();
        assertThat(end.isAlive()).isFalse();
    }
}
