package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    @Test
    void aCommandThatGivesUpSaysSoBeforeTheProcessEnds() throws InterruptedException {
        StringWriter text = new StringWriter();
        Interruption interruption = Interruption.watch();
        Thread end = Thread.ofPlatform().start(interruption::interrupt);
        Thread command = Thread.ofPlatform().start(() -> interruption.end(new PrintWriter(text), "given up"));
        end.join();
        assertThat(text.toString().strip()).isEqualTo("lmttm: given up");
        command.interrupt();
        command.join();
        interruption.close();
    }
}
