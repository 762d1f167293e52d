package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SmoothingTest {
    private static Smoothing of(double tau, double[] x, double[] y) {
        Smoothing smoothing = new Smoothing(tau);
        for (int i = 0; i < x.length; i++) {
            smoothing.add(x[i], y[i]);
        }
        return smoothing;
    }

    /** A falling, noisy curve at uneven positions. */
    private static double[][] curve(Random random, int n) {
        double[] x = new double[n];
        double[] y = new double[n];
        double at = random.nextDouble();
        for (int i = 0; i < n; i++) {
            x[i] = at;
            y[i] = Math.exp(-at / 50) + 0.3 * random.nextGaussian();
            at += 0.05 + random.nextDouble();
        }
        return new double[][] {x, y};
    }

    @RepeatedTest(20)
    void theSameCurveSampledMoreOftenIsSmoothedAlike(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        double[][] once = curve(random, 300);
        double tau = Math.pow(10, -1 + 3 * random.nextDouble());
        // between two samples, at uneven places, up to three more of the straight line
        double[] x = new double[4 * 300];
        double[] y = new double[4 * 300];
        int[] at = new int[300];
        int n = 0;
        for (int i = 0; i < 300; i++) {
            at[i] = n;
            x[n] = once[0][i];
            y[n++] = once[1][i];
            double[] shares = random.doubles(i == 299 ? 0 : random.nextInt(4), 0.01, 0.99)
                    .sorted()
                    .toArray();
            for (double share : shares) {
                x[n] = once[0][i] + share * (once[0][i + 1] - once[0][i]);
                y[n++] = once[1][i] + share * (once[1][i + 1] - once[1][i]);
            }
        }
        Smoothing coarse = of(tau, once[0], once[1]);
        Smoothing fine = of(tau, Arrays.copyOf(x, n), Arrays.copyOf(y, n));
        for (int i = 0; i < 300; i++) {
            assertThat(fine.value(at[i])).isCloseTo(coarse.value(i), within(1e-9));
        }
    }

    @Test
    void itIsTheWeightedMeanThatItsFormulaSays() {
        double[][] curve = curve(new Random(4), 60);
        double tau = 3;
        Smoothing smoothing = of(tau, curve[0], curve[1]);
        int last = 59;
        double top = 0;
        double bottom = 0;
        int pieces = 400_000;
        double from = curve[0][0];
        double width = (curve[0][last] - from) / pieces;
        for (int p = 0; p < pieces; p++) {
            double u = from + (p + 0.5) * width;
            double weight = Math.exp((u - curve[0][last]) / tau);
            top += weight * Figures.at(curve[0], curve[1], u);
            bottom += weight;
        }
        assertThat(smoothing.value(last)).isCloseTo(top / bottom, within(1e-6));
    }

    @Test
    void aConstantStaysAndTheFirstSampleDoesNotPull() {
        Smoothing constant = of(5, new double[] {0, 1, 7, 8}, new double[] {2, 2, 2, 2});
        for (int i = 0; i < 4; i++) {
            assertThat(constant.value(i)).isCloseTo(2, within(1e-12));
        }
        // a mean over what was seen: half way up a straight line, however long the memory
        Smoothing line = of(1e6, new double[] {0, 10}, new double[] {0, 1});
        assertThat(line.value(1)).isCloseTo(0.5, within(1e-5));
    }

    @Test
    void withoutSmoothingValuesStayAndWhatIsNotFiniteIsBridged() {
        double nan = Double.NaN;
        Smoothing none = of(0, new double[] {1, 2, 3, 4}, new double[] {nan, 5, Double.POSITIVE_INFINITY, 7});
        assertThat(none.value(0)).isNaN();
        assertThat(none.value(1)).isEqualTo(5);
        assertThat(none.value(2)).isEqualTo(5);
        assertThat(none.value(3)).isEqualTo(7);
        assertThat(none.mean(0, 1)).isNaN();
        assertThat(none.mean(0, 4)).isCloseTo(17.0 / 3, within(1e-12));
        assertThat(none.mean(2, 4)).isEqualTo(6);
    }
}
