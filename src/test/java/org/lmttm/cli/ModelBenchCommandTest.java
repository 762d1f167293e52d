package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** The command bench model on a network so small that a step takes milliseconds. */
@Execution(ExecutionMode.SAME_THREAD)
class ModelBenchCommandTest {
    private static final String TINY = """
            {"batch_size": 4, "threads": 1, "accumulation": 2,
             "architecture": {"input": {"depth": 8, "height": 8, "width": 8}, "dim": 16, "memory_tokens": 12,
                              "blocks": 3, "read_tokens": 2, "heads": 2, "layers": 1}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private String config(String json) throws IOException {
        return Files.writeString(folder.resolve("tiny.json"), json).toString();
    }

    private CommandRun bench(String... more) throws IOException {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "bench";
        arguments[1] = "model";
        arguments[2] = "--config";
        arguments[3] = config(TINY);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void printsTheAgreedObject() throws IOException {
        CommandRun run = bench("--steps", "3", "--batch", "2", "--device", "cpu", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode json = run.json();
        assertThat(json.propertyNames())
                .containsExactly("config", "device", "threads", "plain", "fast", "inference", "peak_rss_bytes");
        assertThat(json.at("/config/batch_size").asInt()).isEqualTo(2);
        assertThat(json.at("/config/device").asString()).isEqualTo("cpu");
        assertThat(json.at("/config/architecture/dim").asInt()).isEqualTo(16);
        assertThat(json.get("device").asString()).startsWith("CPU");
        assertThat(json.get("threads").asInt()).isPositive();
        for (String form : new String[] {"plain", "fast"}) {
            JsonNode measured = json.get(form);
            assertThat(measured.propertyNames())
                    .containsExactly(
                            "step_seconds", "forward_seconds", "backward_seconds", "samples_per_second", "gflops");
            assertThat(measured.get("step_seconds").values())
                    .hasSize(3)
                    .allSatisfy(seconds -> assertThat(seconds.asDouble()).isPositive());
            assertThat(measured.get("forward_seconds").asDouble()).isPositive();
            assertThat(measured.get("backward_seconds").asDouble()).isPositive();
            assertThat(measured.get("gflops").asDouble()).isPositive();
        }
        assertThat(json.get("inference").propertyNames()).containsExactly("plain_seconds", "traced_seconds");
    }

    /** The rates follow from the median of the steps: 2 batches of 2 cases each. */
    @Test
    void samplesPerSecondAreThoseOfTheMedianStep() throws IOException {
        JsonNode plain = bench("--steps", "3", "--batch", "2", "--json").json().get("plain");
        double median = plain.get("step_seconds").values().stream()
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray()[1];
        assertThat(plain.get("samples_per_second").asDouble() * median).isCloseTo(4, within(1e-9));
    }

    @Test
    void textTellsTheRatioAndTheCostOfTracing() throws IOException {
        CommandRun run = bench("--steps", "1");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("plain ", "fast ", "fast is ", " × plain", "traced (");
    }

    @Test
    void wrongUseIsStatusTwoAndAWrongFileStatusOne() throws IOException {
        assertThat(bench("--steps", "0").status()).isEqualTo(2);
        CommandRun batch = bench("--batch", "0");
        assertThat(batch.status()).isEqualTo(2);
        assertThat(batch.err()).contains("batch_size");
        CommandRun file = CommandRun.of("bench", "model", "--config", config("{\"dimm\": 1}"));
        assertThat(file.status()).isEqualTo(1);
        assertThat(file.err()).contains("tiny.json", "dimm");
    }
}
