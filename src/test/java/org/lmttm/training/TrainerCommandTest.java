package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerCommandTest {
    @Test
    void aPackagedProgramStartsItsOwnLauncher() {
        TrainerCommand command = TrainerCommand.of("/opt/lmttm/bin/lmttm", "java", List.of("-Xmx1g"), null, "a.jar");
        assertThat(command.builder(List.of("train", "--run", "r")).command())
                .containsExactly("/opt/lmttm/bin/lmttm", "train", "--run", "r");
    }

    @Test
    void elseTheSameJavaWithTheSameOptionsButNoAgents() {
        TrainerCommand command = TrainerCommand.of(
                null,
                "/jdk/bin/java",
                List.of(
                        "-Xmx1g",
                        "-javaagent:jacoco.jar",
                        "-agentlib:jdwp=server=y",
                        "-Dlmttm.logs=/y",
                        "-Dlmttm.home=/x"),
                "mods",
                "a.jar:b.jar");
        ProcessBuilder builder = command.builder(List.of("train"));
        assertThat(builder.command())
                .containsExactly(
                        "/jdk/bin/java",
                        "-Xmx1g",
                        "-Dlmttm.home=/x",
                        "--module-path",
                        "mods",
                        "org.lmttm.Main",
                        "train");
        assertThat(builder.environment()).containsAllEntriesOf(Map.of("CLASSPATH", "a.jar:b.jar"));
    }
}
