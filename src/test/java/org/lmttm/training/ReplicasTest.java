package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.model.MemoryShortage;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;

/** Training on several devices, of which any machine has one: the CPU, named several times. */
@Execution(ExecutionMode.SAME_THREAD)
class ReplicasTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    private Path dataset = Path.of("");

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = TinyRuns.dataset(folder);
    }

    private RunFolder trained(String name, Map<String, ?> values) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of("architecture.dropout", 0.0, "balance", "class_weights"));
        all.putAll(values);
        RunFolder run = RunFolder.create(
                folder.resolve(name), TinyRuns.config(dataset, 2).with(all));
        TrainingRun.train(run, _ -> {}, 0);
        return run;
    }

    private static double[] losses(RunFolder run) throws IOException {
        RunHistory history = new RunHistory();
        history.add(new RunFollower(run).poll());
        return history.batches().stream().mapToDouble(batch -> batch.loss()).toArray();
    }

    private static List<String> cpus(int count) {
        return IntStream.range(0, count).mapToObj(_ -> "cpu").toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 0", "3, 1, 0.9", "5, 2, 0"}) // an epoch's last batch has 2 cases
    void severalDevicesLearnWhatOneLearns(int devices, int accumulation, double ema) throws IOException {
        Map<String, Object> values = new HashMap<>(Map.of("accumulation", accumulation, "ema", ema, "device", "cpu"));
        RunFolder one = trained("one", values);
        values.put("devices", cpus(devices));
        RunFolder several = trained("several", values);

        assertThat(losses(several)).hasSizeGreaterThan(4).containsExactly(losses(one), within(TOLERANCE));
        Map<String, Tensor> expected = Safetensors.read(one.trainingState()).tensors();
        Map<String, Tensor> state = Safetensors.read(several.trainingState()).tensors();
        assertThat(state.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> assertThat(
                        Objects.requireNonNull(state.get(name)).floats())
                .as(name)
                .containsExactly(tensor.floats(), within((float) TOLERANCE)));
    }

    @Test
    void severalDevicesRepeatBitForBitWithDropoutOfTheirOwn() throws IOException {
        Map<String, Object> values = Map.of("devices", cpus(2), "architecture.dropout", 0.3, "augmentation.noise", 0.1);
        RunFolder first = trained("first", values);
        RunFolder second = trained("second", values);
        assertThat(TinyRuns.curve(second)).isEqualTo(TinyRuns.curve(first));
        assertThat(Files.readAllBytes(second.trainingState())).isEqualTo(Files.readAllBytes(first.trainingState()));
        assertThat(losses(trained("one", Map.of("architecture.dropout", 0.3, "augmentation.noise", 0.1))))
                .isNotEqualTo(losses(first));
    }

    @Test
    void aRunOnOneDeviceGoesOnOnTwo() throws IOException {
        RunFolder run = trained("grows", Map.of("schedule", "constant", "warmup", 0.0, "epochs", 1));
        RunSetup.change(run, Map.of("devices", cpus(2), "epochs", 2));
        TrainingRun.train(run, _ -> {}, 0);
        RunFolder through = trained("through", Map.of("schedule", "constant", "warmup", 0.0));
        assertThat(losses(run)).containsExactly(losses(through), within(TOLERANCE));
        assertThat(Files.readString(run.events()))
                .contains("resumed on CPU + CPU, PyTorch ")
                .contains("devices names the CPU 2 times");
    }

    @ParameterizedTest
    @CsvSource({"7, 3, '3,2,2'", "2, 3, '1,1'", "1, 1, 1", "8, 2, '4,4'"})
    void aBatchIsCutInOrderIntoPiecesThatDifferByOneCaseAtMost(int cases, int devices, String sizes) {
        int[] batch = IntStream.range(0, cases).toArray();
        List<int[]> shards = Replicas.shards(batch, devices);
        assertThat(shards.stream().map(shard -> shard.length))
                .containsExactlyElementsOf(
                        Arrays.stream(sizes.split(",")).map(Integer::valueOf).toList());
        assertThat(shards.stream().flatMapToInt(Arrays::stream)).containsExactly(box(batch));
    }

    private static Integer[] box(int[] values) {
        return Arrays.stream(values).boxed().toArray(Integer[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"devices\": [\"cpu\", \"cpu\"], \"mode\": \"published-code\"}",
                "{\"devices\": [\"cpu\", \"cpu\"], \"architecture\": {\"variant\": {\"stem\": \"PATCH_BATCH_NORM\"}}}"
            })
    void whatMixesTheCasesOfABatchIsRefusedOnSeveralDevices(String json) {
        assertThatThrownBy(() -> TrainingConfig.parse(json))
                .hasMessageStartingWith("devices must be null or one device ")
                .hasMessageContaining("mixes the");
        assertThat(TrainingConfig.parse(json.replace("[\"cpu\", \"cpu\"]", "[\"cpu\"]")))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'[]', a list of 1 to 64 devices",
        "'[\"auto\"]', 'of cpu, gpu0, gpu1'",
        "'[\"tpu\"]', 'of cpu, gpu0, gpu1'",
        "'[\"gpu\", \"gpu0\"]', names each GPU once",
        "'[\"gpu1\", \"cuda:1\"]', names each GPU once",
        "'\"gpu0\"', a list"
    })
    void devicesThatCannotBeMeantAreRefusedByName(String devices, String reason) {
        assertThatThrownBy(() -> TrainingConfig.parse("{\"devices\": " + devices + "}"))
                .hasMessageStartingWith("devices must be ")
                .hasMessageContaining(reason);
    }

    @Test
    void aMissingDeviceIsNamed() throws IOException {
        RunFolder run = RunFolder.create(
                folder.resolve("gpu"),
                TinyRuns.config(dataset, 1).with(Map.of("devices", List.of("cpu", "gpu998", "gpu999"))));
        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}))
                .hasMessageStartingWith(run.configFile() + ": device gpu998: there ");
    }

    @Test
    void thePlanSaysWhatEachDeviceHolds() throws IOException {
        TrainingConfig config = TinyRuns.config(dataset, 1);
        RunPlan.MemoryBytes one = RunPlan.of(config).memoryBytes();
        RunPlan plan = RunPlan.of(config.with(Map.of("devices", List.of("gpu0", "gpu1", "gpu2"))));
        assertThat(plan.deviceMemory())
                .extracting(RunPlan.DeviceMemory::device)
                .containsExactly("gpu0", "gpu1", "gpu2");
        RunPlan.MemoryBytes first = plan.deviceMemory().getFirst().bytes();
        RunPlan.MemoryBytes last = plan.deviceMemory().getLast().bytes();
        assertThat(plan.memoryBytes()).isEqualTo(first);
        assertThat(first.data()).isEqualTo(one.data());
        assertThat(first.weights()).isEqualTo(one.weights());
        assertThat(first.activations()).isEqualTo(one.activations() / 2); // 2 of 4 cases
        assertThat(last.activations()).isEqualTo(one.activations() / 4);
        assertThat(last.weights()).isEqualTo(one.weights() / 2); // no moments there
        assertThat(last.data()).isEqualTo(22L * 512);
    }

    @Test
    void theAdviceOnAFullGpuNamesBothKeys() {
        MemoryShortage shortage = new MemoryShortage(MemoryShortage.Place.GPU, "some");
        TrainingConfig config = TinyRuns.config(dataset, 1).with(Map.of("devices", List.of("gpu0", "gpu1")));
        assertThat(MemoryAdvice.text(shortage, config)).contains("or set devices null and device cpu");
    }
}
