package org.lmttm.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lmttm.metrics.Bootstrap.Interval;

/** Expected numbers from scikit-learn, SciPy and, for DeLong, the definition over all pairs of cases in NumPy. */
class ModelComparisonTest {
    private final SampleScores sample = new SampleScores();

    @Test
    void delongAgreesWithItsDefinition() {
        DeLong test = DeLong.of(sample.first(), sample.second());
        assertThat(test.first()).isCloseTo(0.953125, within(1e-12));
        assertThat(test.second()).isCloseTo(0.684375, within(1e-12));
        assertThat(test.standardError()).isCloseTo(0.07257174541182511, within(1e-12));
        assertThat(test.z()).isCloseTo(3.703231863515423, within(1e-10));
        assertThat(test.p()).isCloseTo(0.00021287015891495142, within(1e-13));
        assertThat(test.interval().low()).isCloseTo(0.26875 - 1.959963984540054 * 0.07257174541182511, within(1e-12));
        DeLong reversed = DeLong.of(sample.second(), sample.first());
        assertThat(reversed.difference()).isEqualTo(-test.difference());
        assertThat(reversed.p()).isEqualTo(test.p());
    }

    @Test
    void aModelDoesNotDifferFromItselfNorFromItsScoresOnAnotherScale() {
        DeLong same = DeLong.of(sample.first(), sample.first());
        assertThat(same.z()).isZero();
        assertThat(same.p()).isEqualTo(1);
        double[] squared =
                java.util.Arrays.stream(sample.first().score()).map(s -> s * s).toArray();
        DeLong scaled =
                DeLong.of(sample.first(), new OneVersusRest(sample.first().positive(), squared));
        assertThat(scaled.difference()).isZero();
        assertThat(scaled.p()).isEqualTo(1);
    }

    @Test
    void aDifferenceWithoutErrorIsCertain() {
        OneVersusRest right = new OneVersusRest(new boolean[] {false, false, true, true}, new double[] {0, 0, 1, 1});
        OneVersusRest wrong = new OneVersusRest(new boolean[] {false, false, true, true}, new double[] {1, 1, 0, 0});
        DeLong test = DeLong.of(right, wrong);
        assertThat(test.difference()).isEqualTo(1);
        assertThat(test.p()).isZero();
        assertThat(test.interval()).isEqualTo(new Interval(1, 1));
    }

    @Test
    void otherCasesAreNotCompared() {
        OneVersusRest other = new OneVersusRest(new boolean[] {true, false}, new double[] {1, 0});
        assertThatThrownBy(() -> DeLong.of(sample.first(), other)).hasMessageContaining("labels differ");
        OneVersusRest all = new OneVersusRest(new boolean[] {true, true}, new double[] {1, 0});
        assertThatThrownBy(() -> DeLong.of(all, all)).hasMessageContaining("2 of 2");
        assertThatThrownBy(() -> McNemar.of(new boolean[2], new boolean[3])).hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> PairedBootstrap.of(sample.scores(), sample.three()))
                .hasMessageContaining("labels or classes");
    }

    @Test
    void mcnemarIsTheExactBinomialTest() {
        assertThat(McNemar.of(3, 9).p()).isCloseTo(0.14599609375, within(1e-14));
        assertThat(McNemar.of(9, 3).p()).isCloseTo(0.14599609375, within(1e-14));
        assertThat(McNemar.of(0, 6).p()).isCloseTo(0.03125, within(1e-15));
        assertThat(McNemar.of(10, 10).p()).isEqualTo(1);
        assertThat(McNemar.of(1, 0).p()).isEqualTo(1);
        assertThat(McNemar.of(0, 0).p()).isEqualTo(1);
        assertThat(McNemar.of(121, 59).p()).isCloseTo(4.4344492637551645e-06, within(1e-17));
        McNemar counted = McNemar.of(new boolean[] {true, true, false, false}, new boolean[] {true, false, true, true});
        assertThat(counted.onlyFirst()).isEqualTo(1);
        assertThat(counted.onlySecond()).isEqualTo(2);
    }

    @Test
    void thePairedBootstrapHoldsTheDifferenceAndIsNarrowerThanTwoModelsApart() {
        PairedBootstrap paired = PairedBootstrap.of(sample.scores(), sample.otherScores());
        assertThat(0.26875).isBetween(paired.auc().low(), paired.auc().high());
        DeLong delong = DeLong.of(sample.first(), sample.second());
        assertThat(width(paired.auc())).isCloseTo(width(delong.interval()), within(0.06));
        PairedBootstrap same = PairedBootstrap.of(sample.scores(), sample.scores());
        assertThat(same.auc()).isEqualTo(new Interval(0, 0));
        assertThat(same.acc()).isEqualTo(new Interval(0, 0));
        assertThat(PairedBootstrap.of(sample.scores(), sample.otherScores())).isEqualTo(paired);
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }
}
