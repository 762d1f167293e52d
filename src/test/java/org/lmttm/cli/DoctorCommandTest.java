package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DoctorCommandTest {
    @Test
    void whatWasFoundIsOneObject() {
        CommandRun run = CommandRun.of("doctor", "--no-self-test", "--json");

        assertThat(run.status()).isZero();
        JsonNode answer = run.json();
        assertThat(answer.path("healthy").asBoolean()).isTrue();
        assertThat(answer.path("examination").path("sections").findValuesAsString("title"))
                .contains("Program", "Screen", "Engine", "Devices", "Room");
    }

    @Test
    void peopleReadTheSameAsText() {
        assertThat(CommandRun.of("doctor", "--no-self-test").out())
                .contains("PyTorch: 2.7.1")
                .contains("3D: ")
                .contains("GPU");
    }
}
