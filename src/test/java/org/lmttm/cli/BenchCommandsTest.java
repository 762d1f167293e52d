package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the measuring commands answer; how long things take is no test's business. */
class BenchCommandsTest {
    @Test
    void theWindowIsOpenedAndScrolledInEveryDirection() {
        CommandRun run = CommandRun.of("bench", "window", "--size", "24", "--steps", "3", "--type", "uint8", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode answer = run.json();
        assertThat(answer.get("size").asInt()).isEqualTo(24);
        JsonNode opening = answer.get("opening");
        assertThat(opening.get("first_slice_ms").asDouble()).isPositive();
        assertThat(opening.get("all_slices_ms").asDouble())
                .isGreaterThanOrEqualTo(opening.get("first_slice_ms").asDouble());
        assertThat(opening.get("settled_ms").asDouble())
                .isGreaterThanOrEqualTo(opening.get("counted_ms").asDouble());
        assertThat(opening.get("ui_wait_ms").get("count").asInt()).isPositive();
        assertThat(answer.get("reopening").size()).as("opened again, warm").isEqualTo(7);
        List<String> moved = answer.get("scrolling")
                .valueStream()
                .map(scroll -> scroll.get("what").asString())
                .toList();
        assertThat(moved).containsExactly("AXIAL", "CORONAL", "SAGITTAL", "CROSSHAIR");
        for (JsonNode scroll : answer.get("scrolling")) {
            assertThat(scroll.get("steps").asInt()).isEqualTo(3);
            assertThat(scroll.get("steps_per_second").asDouble()).isPositive();
            assertThat(scroll.get("frame_ms").get("count").asInt()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aTypeThatIsNotMeasuredIsNamed() {
        CommandRun run = CommandRun.of("bench", "window", "--type", "int64");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("int64").contains("uint8, int16, uint16 or float32");
    }
}
