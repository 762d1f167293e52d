package org.lmttm.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** The volume that speed is measured with is the same one in every type. */
class ShellPhantomTest {
    private static final int N = 20;

    @Test
    void shellsAreTheSameInEveryType() {
        try (Volume signed = ShellPhantom.of(N, VoxelType.INT16);
                Volume unsigned = ShellPhantom.of(N, VoxelType.UINT16);
                Volume floats = ShellPhantom.of(N, VoxelType.FLOAT32);
                Volume bytes = ShellPhantom.of(N, VoxelType.UINT8)) {
            for (int x = 0; x < N; x++) {
                double value = signed.value(x, N / 2, N / 3);
                assertThat(unsigned.value(x, N / 2, N / 3)).isEqualTo(value);
                assertThat(floats.value(x, N / 2, N / 3)).isCloseTo(value, within(0.51));
                assertThat(bytes.value(x, N / 2, N / 3)).isCloseTo(value * 255 / 800, within(0.67));
            }
            assertThat(signed.value(N / 2, N / 2, N / 2)).isPositive();
        }
        assertThatThrownBy(() -> ShellPhantom.of(N, VoxelType.FLOAT64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uint8, int16, uint16 or float32");
    }
}
