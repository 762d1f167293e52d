package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lmttm.insight.Divergence.Measure;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Architecture.Family;
import org.lmttm.model.Architecture.Unit;

/** Two traces beside each other: which timestamps belong together, their difference, where they part. */
class AlignmentTest {
    private final TraceReading a = new TraceReading(RandomTraces.lmttm(Border.DROP, 3));
    private final TraceReading b = new TraceReading(RandomTraces.lmttm(Border.DROP, 4));

    /** 28³ cube cut into 4 slabs of 7. */
    private static TraceReading coarse() {
        Architecture four = new Architecture(
                Family.LMTTM,
                Unit.TRANSFORMER,
                Extent.cube(28),
                Extent.cube(7),
                Border.DROP,
                64,
                64,
                4,
                8,
                8,
                3,
                true,
                0,
                2);
        return new TraceReading(RandomTraces.make(four, 5));
    }

    @Test
    void ofTwoSlicingsTheSlabsNearestInTheDepthStandBesideEachOther() {
        TraceReading four = coarse();
        Alignment alignment = Alignment.of(a, four, Alignment.By.DEPTH);
        assertThat(alignment.positions()).isEqualTo(9);
        for (int p = 0; p < 9; p++) {
            double centre = 3 * p + 1.5;
            int nearest = 0;
            for (int t = 1; t < 4; t++) {
                nearest = Math.abs(7 * t + 3.5 - centre) < Math.abs(7 * nearest + 3.5 - centre) ? t : nearest;
            }
            assertThat(alignment.first(p)).isEqualTo(p);
            assertThat(alignment.second(p)).isEqualTo(nearest);
        }
        assertThat(alignment.secondAt(0)).isEqualTo((3.5 - 1.5) / 3, org.assertj.core.api.Assertions.within(1e-9));
        Alignment turned = Alignment.of(four, a, Alignment.By.DEPTH);
        assertThat(turned.first(8)).isEqualTo(alignment.second(8));
        assertThat(turned.second(8)).isEqualTo(8);
    }

    @Test
    void byNumberTheShorterTraceEnds() {
        TraceReading four = coarse();
        Alignment alignment = Alignment.of(a, four, Alignment.By.INDEX);
        assertThat(alignment.second(3)).isEqualTo(3);
        assertThat(alignment.second(4)).isEqualTo(-1);
        assertThat(alignment.both(4)).isFalse();
        Divergence apart = Divergence.of(a, four, alignment);
        assertThat(apart.probability()[3]).isNotNaN();
        assertThat(apart.probability()[4]).isNaN();
        assertThat(apart.read()[0]).as("9 × 9 and 4 × 4 patches").isNaN();
    }

    @Test
    void theDifferenceIsWhatSubtractingByHandGives() {
        Alignment alignment = Alignment.of(a, b, Alignment.By.DEPTH);
        TraceDifference difference = TraceDifference.of(a, b, alignment);
        assertThat(difference.memory() && difference.read() && difference.write())
                .isTrue();
        for (int t : new int[] {0, 4, 8}) {
            float[] memory = difference.reading().trace().memory().get(t + 1);
            float[] write = difference.reading().write(t);
            for (int i = 0; i < memory.length; i += 97) {
                assertThat(memory[i])
                        .isEqualTo(a.trace().memory().get(t + 1)[i]
                                - b.trace().memory().get(t + 1)[i]);
            }
            for (int i = 0; i < write.length; i += 31) {
                assertThat(write[i]).isEqualTo(a.write(t)[i] - b.write(t)[i]);
            }
            for (Role role : a.reads()) {
                assertThat(difference.reading().read(t, role)[200])
                        .isEqualTo(a.read(t, role)[200] - b.read(t, role)[200]);
            }
        }
    }

    @Test
    void whatHasOtherShapesIsNotSubtracted() {
        TraceReading ttm = new TraceReading(RandomTraces.ttm(6));
        TraceDifference difference = TraceDifference.of(a, ttm, Alignment.of(a, ttm, Alignment.By.DEPTH));
        assertThat(difference.memory() || difference.read() || difference.write())
                .isFalse();
        assertThat(difference.reading().trace().memory().getLast()).containsOnly(0);
    }

    @Test
    void theFirstTimestampIsTheFirstAboveTheThreshold() {
        double[] rising = {0, 0.02, Double.NaN, 0.3, 0.1};
        double[] none = new double[5];
        Arrays.fill(none, Double.NaN);
        Divergence divergence = new Divergence(none, rising, none, new double[5]);
        assertThat(divergence.first(Measure.READ, 0.01)).hasValue(1);
        assertThat(divergence.first(Measure.READ, 0.02)).hasValue(3);
        assertThat(divergence.first(Measure.READ, 0.5)).isEmpty();
        assertThat(divergence.first(Measure.MEMORY, 0)).isEmpty();
        assertThat(divergence.first(0.05)).hasValue(3);
    }

    @Test
    void theTableHoldsBothAndTheirDistances() throws Exception {
        Alignment alignment = Alignment.of(a, b, Alignment.By.DEPTH);
        Divergence apart = Divergence.of(a, b, alignment);
        String[] lines = DivergenceTable.text(a, b, alignment, apart).lines().toArray(String[]::new);
        assertThat(lines[0]).contains("Research use only");
        assertThat(lines[3]).startsWith("timestamp_a,timestamp_b,a_normal,a_aneurysm,b_normal");
        assertThat(lines).hasSize(4 + 9);
        String[] row = lines[4 + 5].split(",", -1);
        assertThat(row[0]).isEqualTo("5");
        assertThat(Double.parseDouble(row[6]))
                .isEqualTo(apart.memory()[5], org.assertj.core.api.Assertions.within(1e-6));
    }
}
