package org.lmttm.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

class InferenceModelTest {
    private static InferenceModel model = InferenceModel.of(TestModels.checkpoint());

    @BeforeAll
    static void load() {
        model = InferenceModel.of(TestModels.checkpoint());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void companyDoesNotChangeABit() {
        float[] cube = TestModels.cube(1);
        float[] alone = model.predict(cube).logits();
        List<float[]> company = new ArrayList<>();
        for (int seed = 2; seed < 33; seed++) {
            company.add(TestModels.cube(seed));
        }
        List<float[]> first = new ArrayList<>(company);
        first.addFirst(cube);
        List<float[]> last = new ArrayList<>(company);
        last.addLast(cube);
        assertThat(model.predict(first).getFirst().logits()).containsExactly(alone);
        assertThat(model.predict(last).getLast().logits()).containsExactly(alone);
        assertThat(model.predict(company).getFirst().logits()).isNotEqualTo(alone);
    }

    @Test
    void tracingDoesNotChangeABit() {
        float[] cube = TestModels.cube(1);
        Prediction prediction = model.predict(cube);
        Trace trace = model.trace(cube);
        assertThat(trace.logits()).containsExactly(prediction.logits());
        assertThat(trace.probabilities()).containsExactly(prediction.probabilities());
        assertThat(trace.steps().getLast().runningProbabilities()).containsExactly(prediction.probabilities());
        assertThat(trace.steps().getFirst().runningProbabilities())
                .containsExactly(trace.steps().getFirst().probabilities());
    }

    @Test
    void attentionRowsSumToOneAndOnlyTheNextBlockChanges() {
        Architecture a = TestModels.architecture();
        Trace trace = model.trace(TestModels.cube(3));
        assertThat(trace.steps()).hasSize(4);
        assertThat(trace.memory().getFirst()).containsOnly(0);
        int block = a.blockTokens() * a.dim();
        for (int t = 0; t < a.steps(); t++) {
            Trace.Step step = trace.steps().get(t);
            assertThat(step.read()).hasSize(3);
            step.read().forEach(read -> assertRowsSumToOne(read, a.readColumns()));
            assertRowsSumToOne(step.write(), a.writeColumns());
            for (int b = 0; b < a.blocks(); b++) {
                float[] before = Arrays.copyOfRange(trace.memory().get(t), b * block, (b + 1) * block);
                float[] after = Arrays.copyOfRange(trace.memory().get(t + 1), b * block, (b + 1) * block);
                assertThat(Arrays.equals(before, after)).isEqualTo(b != a.nextBlock(t));
            }
        }
    }

    private static void assertRowsSumToOne(float[] attention, int columns) {
        for (int row = 0; row < attention.length; row += columns) {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                sum += attention[row + c];
            }
            assertThat(sum).isBetween(0.9999, 1.0001);
        }
    }

    @Test
    void aTraceComesBackWholeFromItsFile(@TempDir Path folder) throws IOException {
        List<Trace> traces = List.of(model.trace(TestModels.cube(1)), model.trace(TestModels.cube(2)));
        Path file = folder.resolve("trace.npz");
        TraceFiles.write(file, traces);
        assertThat(TraceFiles.read(file)).usingRecursiveComparison().isEqualTo(traces);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aTraceFromBeforeThereWereVariantsStillOpens() throws IOException {
        Path file = Path.of("assets/models/phantom-vessels-lmttm.run/traces/epoch-0013.npz");
        byte[] about = requireNonNull(NpzFile.read(file).get("about")).data();
        assertThat(new String(about, StandardCharsets.UTF_8)).doesNotContain("variant");
        Trace trace = TraceFiles.read(file).getFirst();
        assertThat(trace.architecture().variant()).isEqualTo(Variant.DEFAULT);
        assertThat(trace.mode()).isEqualTo(Mode.DETERMINISTIC);
    }

    @Test
    void aFileThatIsNoTraceIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("other.npz");
        NpzFile.write(file, Map.of("a", NpyArray.of(new float[2], 2)));
        assertThatThrownBy(() -> TraceFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.npz")
                .hasMessageContaining("not a trace");
    }

    @Test
    void theWrongSizeIsRefusedWithBothShapes() {
        assertThatThrownBy(() -> model.predict(new float[27]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 × 10 × 10")
                .hasMessageContaining("27");
    }

    @Test
    void aClosedModelSaysSo() {
        InferenceModel closed = InferenceModel.of(TestModels.checkpoint());
        closed.predict(TestModels.cube(1));
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.predict(TestModels.cube(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void nativeMemoryStaysFlat() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read on Linux only");
        List<float[]> cubes = Collections.nCopies(50, TestModels.cube(1));
        model.predict(cubes);
        model.trace(cubes.getFirst());
        long before = residentKilobytes();
        model.predict(cubes);
        model.predict(cubes);
        model.predict(cubes);
        for (int i = 0; i < 20; i++) {
            model.trace(cubes.getFirst());
        }
        // One case keeps about 1 MB of intermediates; a graph or a leak would hold 170 of them.
        assertThat(residentKilobytes() - before).isLessThan(80_000);
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
