package org.lmttm.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every stem against its definition, in loops over double-precision numbers. */
class StemTest {
    private static final int BATCH = 2;

    @BeforeAll
    static void offline() {
        NativeEngine.prepare();
    }

    static Architecture architecture(Variant.Stem stem, Architecture.Border border) {
        boolean slices = stem == Variant.Stem.RESNET18;
        return new Architecture(
                        Architecture.Family.LMTTM,
                        Architecture.Unit.MLP,
                        slices ? new Architecture.Extent(3, 19, 17) : new Architecture.Extent(5, 8, 10),
                        slices ? new Architecture.Extent(1, 8, 8) : new Architecture.Extent(2, 4, 3),
                        border,
                        6,
                        6,
                        3,
                        2,
                        2,
                        1,
                        false,
                        0,
                        2)
                .with(new Variant(
                        stem, Variant.Access.TOKEN_SUMMARIZATION, true, Variant.InitialMemory.ZERO, MemoryNoise.NONE));
    }

    private static ModelBlock stem(Architecture architecture, NDManager manager) {
        ModelBlock stem = PatchStem.of(architecture, new WeightInit(3));
        stem.initialize(manager, DataType.FLOAT32, new Shape(1));
        Differences.shake(LmttmNetwork.byName(stem));
        return stem;
    }

    /** Cases of noise, some of it zero as outside a body. */
    private static double[][] volumes(Architecture architecture) {
        double[][] volumes = new double[BATCH][];
        for (int b = 0; b < BATCH; b++) {
            volumes[b] = Differences.doubles(
                    Differences.random(50 + b, architecture.input().count()));
            for (int i = 0; i < volumes[b].length; i++) {
                volumes[b][i] = (float) Math.clamp(0.4 + 0.4 * volumes[b][i], 0, 1);
            }
        }
        return volumes;
    }

    private static NDArray batch(NDManager manager, Architecture architecture, double[][] volumes) {
        double[] all = Arrays.stream(volumes).flatMapToDouble(Arrays::stream).toArray();
        Architecture.Extent in = architecture.input();
        return manager.create(all, new Shape(volumes.length, 1, in.depth(), in.height(), in.width()))
                .toType(DataType.FLOAT32, false);
    }

    /** (case, timestamp, token, dim) in the network's order: time first. */
    private static double[] timeFirst(double[][][][] tokens) {
        return IntStream.range(0, tokens[0].length)
                .boxed()
                .flatMap(t -> Arrays.stream(tokens).flatMap(one -> Arrays.stream(one[t])))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, PAD, false",
        "PATCH, DROP, true",
        "PATCH_BATCH_NORM, PAD, false",
        "PATCH_BATCH_NORM, PAD, true",
        "PATCH_BATCH_NORM, DROP, true",
        "RESNET18, PAD, false",
        "RESNET18, PAD, true"
    })
    void tokensAndGradients(Variant.Stem kind, Architecture.Border border, boolean training) {
        Architecture architecture = architecture(kind, border);
        try (NDManager manager = NDManager.newBaseManager()) {
            ModelBlock stem = stem(architecture, manager);
            Map<String, Parameter> all = LmttmNetwork.byName(stem);
            Map<String, double[]> state = Differences.doubles(all);
            double[][] volumes = volumes(architecture);
            PlainStem plain = new PlainStem(architecture, state, training);
            double[] expected = timeFirst(plain.tokens(volumes));
            float[] pull = Differences.random(8, expected.length);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray tokens = stem.forward(
                                new ParameterStore(manager, false),
                                new NDList(batch(manager, architecture, volumes)),
                                training)
                        .head();
                assertThat(tokens.getShape())
                        .isEqualTo(new Shape(architecture.steps(), BATCH, architecture.patches(), architecture.dim()))
                        .isEqualTo(stem.getOutputShapes(new Shape[] {new Shape(BATCH)})[0]);
                assertThat(Differences.relative(Differences.doubles(tokens), expected))
                        .isLessThan(1e-5);
                collector.backward(
                        tokens.mul(manager.create(pull, tokens.getShape())).sum());
            }
            plain.newStatistics.forEach((name, values) -> assertThat(Differences.relative(
                            Differences.doubles(requireNonNull(all.get(name)).getArray()), values))
                    .as(name)
                    .isLessThan(1e-5));
            Map<String, Parameter> learned = new LinkedHashMap<>(all);
            learned.values().removeIf(ModelBlock::isBuffer);
            Differences.check(
                    learned,
                    state,
                    moved -> {
                        double[] tokens = timeFirst(new PlainStem(architecture, moved, training).tokens(volumes));
                        double loss = 0;
                        for (int i = 0; i < pull.length; i++) {
                            loss += pull[i] * tokens[i];
                        }
                        return loss;
                    },
                    1e-3);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.Stem.class)
    void aTokenKnowsOnlyItsOwnCaseInEvaluation(Variant.Stem kind) {
        Architecture architecture = architecture(kind, Architecture.Border.PAD);
        try (NDManager manager = NDManager.newBaseManager()) {
            ModelBlock stem = stem(architecture, manager);
            ParameterStore store = new ParameterStore(manager, false);
            double[][] volumes = volumes(architecture);
            NDArray together = stem.forward(store, new NDList(batch(manager, architecture, volumes)), false)
                    .head();
            NDArray alone = stem.forward(
                            store, new NDList(batch(manager, architecture, new double[][] {volumes[1]})), false)
                    .head();
            assertThat(Differences.relative(Differences.doubles(together.get(":, 1:2")), Differences.doubles(alone)))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void oneSliceATimestampAndSlabsAreOneSettingAway() {
        Architecture paper = ParityTest.architecture(Architecture.Family.LMTTM, Architecture.Unit.TRANSFORMER);
        assertThat(paper.steps()).isEqualTo(9);
        assertThat(paper.patches()).isEqualTo(81);
        Architecture slices = withPatch(new Architecture.Extent(1, 7, 4), Variant.Stem.PATCH);
        assertThat(slices.steps()).isEqualTo(28);
        assertThat(slices.patches()).isEqualTo(4 * 7);
        Architecture resNet = withPatch(new Architecture.Extent(1, 8, 8), Variant.Stem.RESNET18);
        assertThat(resNet.steps()).isEqualTo(28);
        assertThat(resNet.patches()).isEqualTo(4 * 4);
        for (Architecture architecture : new Architecture[] {slices, resNet}) {
            try (NDManager manager = NativeEngine.newManager()) {
                LmttmNetwork network = LmttmNetwork.create(architecture, 1, manager);
                network.freezeParameters(true);
                LmttmNetwork.Traced traced = network.forwardTraced(manager.zeros(network.inputShape(1)));
                assertThat(traced.stepLogits().getShape().get(0)).isEqualTo(28);
                assertThat(traced.readAttention().getFirst().getShape().getLastDimension())
                        .isEqualTo(architecture.readColumns());
            }
        }
    }

    private static Architecture withPatch(Architecture.Extent patch, Variant.Stem stem) {
        return new Architecture(
                        Architecture.Family.LMTTM,
                        Architecture.Unit.TRANSFORMER,
                        Architecture.Extent.cube(28),
                        patch,
                        Architecture.Border.PAD,
                        8,
                        8,
                        4,
                        2,
                        2,
                        1,
                        true,
                        0,
                        2)
                .with(architecture(stem, Architecture.Border.PAD).variant());
    }

    @Test
    void resNetNeedsSlicesAtItsStride() {
        assertThatThrownBy(() -> withPatch(new Architecture.Extent(3, 8, 8), Variant.Stem.RESNET18))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RESNET18")
                .hasMessageContaining("patch must be 1 × 8 × 8")
                .hasMessageContaining("not 3 × 8 × 8");
        assertThatThrownBy(() -> architecture(Variant.Stem.RESNET18, Architecture.Border.DROP))
                .hasMessageContaining("border DROP");
    }
}
