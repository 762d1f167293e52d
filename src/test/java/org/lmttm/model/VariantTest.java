package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks for which the published modules left no numbers, each against its definition in double precision. */
class VariantTest {
    private static final int BATCH = 2;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void offline() {
        NativeEngine.prepare();
    }

    private static Architecture architecture(
            Architecture.Family family,
            Architecture.Unit unit,
            Variant.Stem stem,
            Variant.Access access,
            boolean shared,
            Variant.InitialMemory initial) {
        return new Architecture(
                        family,
                        unit,
                        new Architecture.Extent(8, 5, 6),
                        new Architecture.Extent(2, 3, 3),
                        Architecture.Border.PAD,
                        8,
                        12,
                        family == Architecture.Family.TTM ? 1 : 3,
                        2,
                        2,
                        2,
                        true,
                        0,
                        3)
                .with(new Variant(stem, access, shared, initial, MemoryNoise.NONE));
    }

    private static double[][] volumes(Architecture architecture) {
        double[][] volumes = new double[BATCH][];
        for (int b = 0; b < BATCH; b++) {
            volumes[b] = Differences.doubles(
                    Differences.random(70 + b, architecture.input().count()));
        }
        return volumes;
    }

    private static NDArray batch(NDManager manager, LmttmNetwork network, double[][] volumes) {
        return manager.create(
                        Arrays.stream(volumes).flatMapToDouble(Arrays::stream).toArray(), network.inputShape(BATCH))
                .toType(DataType.FLOAT32, false);
    }

    private static LmttmNetwork shaken(Architecture architecture, NDManager manager) {
        LmttmNetwork network = LmttmNetwork.create(architecture, 5, manager);
        Differences.shake(network.namedState());
        return network;
    }

    @ParameterizedTest
    @CsvSource({
        "LMTTM, TRANSFORMER, PATCH, TOKEN_SUMMARIZATION, true, ZERO",
        "LMTTM, TRANSFORMER, PATCH, TOKEN_SUMMARIZATION, false, LEARNED",
        "LMTTM, MLP, PATCH, TOKEN_SUMMARIZATION, false, ZERO",
        "LMTTM, MIXER, PATCH, TOKEN_SUMMARIZATION, true, LEARNED",
        "LMTTM, MIXER, PATCH_BATCH_NORM, TOKEN_SUMMARIZATION, false, ZERO",
        "TTM, MIXER, PATCH, TOKEN_SUMMARIZATION, true, ZERO",
        "TTM, TRANSFORMER, PATCH, ATTENTION, true, LEARNED",
        "TTM, MLP, PATCH, ATTENTION, true, ZERO",
        "TTM, TRANSFORMER, PATCH, ADD_ERASE, true, LEARNED",
        "TTM, MIXER, PATCH, ADD_ERASE, false, ZERO"
    })
    void outputsAndGradients(
            Architecture.Family family,
            Architecture.Unit unit,
            Variant.Stem stem,
            Variant.Access access,
            boolean shared,
            Variant.InitialMemory initial)
            throws IOException {
        Architecture architecture = architecture(family, unit, stem, access, shared, initial);
        double[][] volumes = volumes(architecture);
        try (NDManager manager = NDManager.newBaseManager()) {
            LmttmNetwork network = shaken(architecture, manager);
            Map<String, double[]> state = Differences.doubles(network.namedState());
            assertTraced(
                    network,
                    batch(manager, network, volumes),
                    new PlainNetwork(architecture, state, false).run(volumes));
            comesBack(network);
            float[] pull = Differences.random(9, BATCH * architecture.classes());
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray logits = network.forward(batch(manager, network, volumes), true);
                collector.backward(
                        logits.mul(manager.create(pull, logits.getShape())).sum());
            }
            Differences.check(
                    network.namedParameters(),
                    state,
                    moved -> {
                        double[] logits = new PlainNetwork(architecture, moved, true)
                                .run(volumes).stream()
                                        .flatMapToDouble(one -> Arrays.stream(one.logits()))
                                        .toArray();
                        double loss = 0;
                        for (int i = 0; i < pull.length; i++) {
                            loss += pull[i] * logits[i];
                        }
                        return loss;
                    },
                    1e-3);
        }
    }

    private static void assertTraced(LmttmNetwork network, NDArray batch, List<PlainNetwork.Result> expected) {
        LmttmNetwork.Traced traced = network.forwardTraced(batch);
        for (int b = 0; b < BATCH; b++) {
            PlainNetwork.Result one = expected.get(b);
            assertClose("logits", traced.logits(), b, one.logits());
            for (int t = 0; t < network.architecture().steps(); t++) {
                assertClose(
                        "logits at " + t,
                        traced.stepLogits().get(t),
                        b,
                        one.stepLogits().get(t));
                assertClose(
                        "memory after " + t,
                        traced.before()
                                .after(network.architecture(), traced.written().subList(0, t + 1))
                                .tokens(BATCH),
                        b,
                        flat(one.memory().get(t + 1)));
                assertClose(
                        "read at " + t,
                        traced.readAttention().get(t),
                        b,
                        flat(one.readAttention().get(t)));
                assertClose(
                        "write at " + t,
                        traced.writeAttention().get(t),
                        b,
                        flat(one.writeAttention().get(t)));
            }
        }
    }

    private static void assertClose(String what, NDArray batch, int index, double[] expected) {
        assertThat(Differences.relative(Differences.doubles(batch.get(index)), expected))
                .as(what)
                .isLessThan(1e-5);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Through a file and into another network that predicts the same bits; its traces have the shapes they should. */
    private void comesBack(LmttmNetwork network) throws IOException {
        Architecture architecture = network.architecture();
        ModelInfo info = new ModelInfo(
                "variant",
                architecture,
                Mode.DETERMINISTIC,
                List.of("a", "b", "c"),
                Preprocessing.medMnist(architecture.input()),
                Map.of());
        Path file = folder.resolve("variant.safetensors");
        Checkpoint checkpoint = Checkpoint.of(info, network);
        checkpoint.write(file);
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.info()).isEqualTo(info);
        assertThat(read.weights()).usingRecursiveComparison().isEqualTo(checkpoint.weights());
        float[] cube = new float[architecture.input().count()];
        Arrays.fill(cube, 0.25f);
        try (InferenceModel one = InferenceModel.of(checkpoint);
                InferenceModel other = InferenceModel.load(file)) {
            Trace trace = other.trace(cube);
            assertThat(trace.logits()).containsExactly(one.predict(cube).logits());
            Path traced = folder.resolve("trace.npz");
            TraceFiles.write(traced, trace);
            assertThat(TraceFiles.read(traced).getFirst())
                    .usingRecursiveComparison()
                    .isEqualTo(trace);
        }
    }

    @ParameterizedTest
    @CsvSource({"ATTENTION", "ADD_ERASE"})
    void linkedMemoryIsReadAndWrittenByTokenSummarizationOnly(Variant.Access access) {
        assertThatThrownBy(() -> architecture(
                        Architecture.Family.LMTTM,
                        Architecture.Unit.MLP,
                        Variant.Stem.PATCH,
                        access,
                        true,
                        Variant.InitialMemory.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LMTTM")
                .hasMessageContaining(access.name());
    }
}
