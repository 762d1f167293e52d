package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emulated formats against their definition: bits kept, the nearest of the two neighbours. */
class FactorsTest {
    @ParameterizedTest
    @CsvSource({"TF32, 13", "BF16, 16"})
    void aFactorIsTheNearestNumberOfTheFormat(Factors format, int dropped) {
        Random random = new Random(7);
        float[] values = new float[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-12, 12)));
        }
        try (NDManager manager = NativeEngine.newManager(DeviceChoice.CPU)) {
            NDArray given = manager.create(values);
            float[] rounded = format.factor(given, manager).toFloatArray();
            assertThat(given.toFloatArray()).isEqualTo(values);
            float largest = 0;
            for (int i = 0; i < values.length; i++) {
                int bits = Float.floatToRawIntBits(rounded[i]);
                assertThat(bits & ((1 << dropped) - 1)).as("%s", values[i]).isZero();
                float unit = Math.ulp(values[i]) * (1 << dropped);
                assertThat(Math.abs(rounded[i] - values[i])).isLessThanOrEqualTo(unit / 2);
                largest = Math.max(largest, Math.abs(rounded[i] - values[i]) / unit);
            }
            assertThat(largest).isGreaterThan(0.4f);
        }
    }

    @Test
    void float32IsLeftAlone() {
        try (NDManager manager = NativeEngine.newManager(DeviceChoice.CPU)) {
            NDArray given = manager.create(new float[] {1.2345678f});
            assertThat(Factors.FLOAT32.factor(given, manager)).isSameAs(given);
            assertThat(Factors.FLOAT32.product(given)).isSameAs(given);
        }
    }
}
