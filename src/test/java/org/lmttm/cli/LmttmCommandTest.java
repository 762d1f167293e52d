package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LmttmCommandTest {
    @Test
    void versionIsTheBuilds() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("lmttm \\d+\\.\\d+\\.\\d+\\R");
    }

    @Test
    void helpNamesTheResearchUse() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Research use only");
    }

    @Test
    void wrongUsageIsStatusTwoAndOneLine() {
        CommandRun run = CommandRun.of("frobnicate");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("frobnicate");
    }
}
