package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Intervention;
import org.lmttm.model.MemoryNoise.Distribution;
import org.lmttm.model.Trace;

class WhatIfTest {
    private final Trace before = RandomTraces.lmttm(Border.DROP, 1);
    private final Architecture a = before.architecture();

    @Test
    void controlsAreTheSameChangeElsewhereEachOnce() {
        List<Intervention> all = List.of(
                new Intervention.Erase(1, 5),
                new Intervention.Freeze(1, 5),
                new Intervention.Swap(2, 1, 5),
                new Intervention.Noise(1, 5, Distribution.NORMAL, 0.2, 3),
                new Intervention.Skip(5));
        for (Intervention intervention : all) {
            List<Change> controls = new Change.Memory(intervention).controls(a, 20, 1);
            assertThat(controls)
                    .hasSize(intervention instanceof Intervention.Skip ? 8 : 20)
                    .doesNotHaveDuplicates()
                    .doesNotContain(new Change.Memory(intervention));
            assertThat(new Change.Memory(intervention).controls(a, 20, 1)).isEqualTo(controls);
            assertThat(controls)
                    .allSatisfy(control -> control.interventions().forEach(i -> {
                        assertThat(i).hasSameClassAs(intervention);
                        i.check(a);
                    }));
        }
        assertThat(new Change.Memory(new Intervention.Swap(2, 1, 5)).controls(a, 999, 1))
                .hasSize(6 * 9 - 1)
                .doesNotContain(new Change.Memory(new Intervention.Swap(1, 2, 5)));
    }

    @Test
    void controlsOfOtherMemoryAreItsTokensInAnotherOrder() {
        float[] tokens = before.memory().getLast();
        List<Change> controls = new Change.Memory(new Intervention.Start(tokens)).controls(a, 3, 1);
        assertThat(controls).hasSize(3);
        for (Change control : controls) {
            float[] shuffled = ((Intervention.Start) control.interventions().getFirst()).tokens();
            assertThat(shuffled).isNotEqualTo(tokens).containsExactlyInAnyOrder(tokens);
        }
    }

    @Test
    void occlusionFillsItsBoxAndItsControlsAreAsLarge() {
        Change.Occlude occlude = new Change.Occlude(new VoxelBox(3, 6, 9, 12, 9, 18), 0.25f);
        float[] cube = before.input();
        float[] changed = occlude.applied(cube, a.input());
        int filled = 0;
        for (int v = 0; v < cube.length; v++) {
            boolean inside = occlude.box().contains(v / 784, v / 28 % 28, v % 28);
            assertThat(changed[v]).isEqualTo(inside ? 0.25f : cube[v]);
            filled += inside ? 1 : 0;
        }
        assertThat(filled).isEqualTo(81).isEqualTo(occlude.box().count());
        List<Change> controls = occlude.controls(a, 20, 2);
        assertThat(controls).hasSize(20).doesNotHaveDuplicates().doesNotContain(occlude);
        assertThat(controls).allSatisfy(control -> {
            VoxelBox box = ((Change.Occlude) control).box();
            assertThat(box.count()).isEqualTo(81);
            assertThat(box.depthTo()).isLessThanOrEqualTo(28);
            assertThat(box.rowTo()).isLessThanOrEqualTo(28);
            assertThat(box.columnTo()).isLessThanOrEqualTo(28);
        });
        Change whole = new Change.Occlude(new VoxelBox(0, 28, 0, 28, 0, 28), 0);
        assertThat(whole.controls(a, 20, 2)).isEmpty();
    }

    /** Answers with the mean of the cube as the second class's probability. */
    private Trace mean(float[] cube) {
        double sum = 0;
        for (float value : cube) {
            sum += value;
        }
        float p = (float) (sum / cube.length);
        return new Trace(
                before.model(),
                before.mode(),
                a,
                before.labels(),
                0,
                cube,
                before.memory(),
                before.steps(),
                before.logits(),
                new float[] {1 - p, p});
    }

    @Test
    void differencesStandBesideTheControl() {
        Subject subject = (cube, _) -> mean(cube);
        Trace start = mean(before.input());
        Change.Occlude centre = new Change.Occlude(new VoxelBox(10, 16, 9, 15, 13, 19), 0);
        WhatIf asked = WhatIf.of(start, centre, subject);
        assertThat(asked.difference(1)).isCloseTo(-216 * 0.9 / 21952, offset(1e-5));
        assertThat(asked.difference(0)).isCloseTo(216 * 0.9 / 21952, offset(1e-5));
        assertThat(asked.controlMean(1)).isNaN();
        List<Integer> seen = new ArrayList<>();
        WhatIf controlled = asked.withControl(subject, (soFar, total) -> {
            seen.add(soFar.control().size());
            return total == 20;
        });
        assertThat(seen).hasSize(20);
        assertThat(controlled.control()).hasSize(20);
        assertThat(controlled.controlMean(1)).isGreaterThan(asked.difference(1)).isNegative();
        assertThat(controlled.controlDeviation(1)).isPositive();
        assertThat(controlled.controlAsFar(1)).isLessThan(0.5);
        assertThat(asked.withControl(subject, (soFar, _) -> soFar.control().size() < 4)
                        .control())
                .hasSize(4);
    }

    /** The probability is the share of one patch's voxels that are there: the map that ranks it first is perfect. */
    @Test
    void aFaithfulMapFallsFastAndRisesFast() {
        PatchGrid grid = new PatchGrid(a);
        float[] cube = new float[a.input().count()];
        Arrays.fill(cube, 1);
        VoxelBox telling = grid.box(4, 40);
        Function<float[], Double> probability = changed -> {
            double sum = 0;
            for (int v = 0; v < changed.length; v++) {
                sum += telling.contains(v / 784, v / 28 % 28, v % 28) ? changed[v] : 0;
            }
            return sum / 27;
        };
        List<float[]> map = new ArrayList<>();
        for (int t = 0; t < 9; t++) {
            map.add(new float[81]);
        }
        map.get(4)[40] = 1;
        Faithfulness.Settings settings = new Faithfulness.Settings(9, 4, Faithfulness.Baseline.ZERO, 3);
        List<Integer> passes = new ArrayList<>();
        Faithfulness good = Faithfulness.of(a, map, cube, probability, settings, (done, _) -> passes.add(done));
        assertThat(passes).hasSize(settings.passes());
        assertThat(good.shares()).startsWith(0).endsWith(1);
        assertThat(good.deletion()[0]).isEqualTo(1);
        assertThat(good.deletion()[1]).isZero();
        assertThat(good.insertion()[0]).isZero();
        assertThat(good.insertion()[1]).isEqualTo(1);
        assertThat(good.deletionArea()).isCloseTo(0.5 / 9, offset(1e-9));
        assertThat(good.insertionArea()).isCloseTo(1 - 0.5 / 9, offset(1e-9));
        assertThat(good.randomDeletionArea()).isBetween(0.1, 0.9);
        map.get(4)[40] = -1;
        Faithfulness bad = Faithfulness.of(a, map, cube, probability, settings, Steps.UNSEEN);
        assertThat(bad.deletionArea()).isGreaterThan(0.9);
        assertThat(bad.randomDeletion()).isEqualTo(good.randomDeletion());
        assertThatThrownBy(() -> Faithfulness.of(a, map, cube, probability, settings, (done, _) -> done < 5))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void perturbationsAreAllDifferentAndSmall() {
        float[] cube = new float[27];
        for (int v = 0; v < 27; v++) {
            cube[v] = v / 27f;
        }
        for (Perturbation.Kind kind : Perturbation.Kind.values()) {
            List<Perturbation> all = Perturbation.all(kind, cube, Extent.cube(3));
            HashSet<List<Float>> different = new HashSet<>();
            for (Perturbation one : all) {
                List<Float> values = new ArrayList<>();
                for (float value : one.cube()) {
                    assertThat(value).isBetween(0f, 1f);
                    values.add(value);
                }
                different.add(values);
            }
            assertThat(different)
                    .hasSize(
                            switch (kind) {
                                case FLIP -> 7;
                                case SHIFT -> 26;
                                case INTENSITY -> 8;
                            });
        }
        assertThat(Perturbation.all(Perturbation.Kind.SHIFT, cube, Extent.cube(3))
                        .getLast()
                        .cube()[0])
                .isEqualTo(13 / 27f);
    }

    @Test
    void samplesAreADistribution() {
        Samples samples = new Samples(List.of(0.2, 0.4, 0.6, 0.8));
        assertThat(samples.mean()).isCloseTo(0.5, offset(1e-12));
        assertThat(samples.deviation()).isCloseTo(0.2582, offset(1e-4));
        assertThat(samples.quantile(0)).isEqualTo(0.2);
        assertThat(samples.quantile(0.5)).isCloseTo(0.5, offset(1e-12));
        assertThat(new Samples(List.of()).mean()).isNaN();
    }
}
