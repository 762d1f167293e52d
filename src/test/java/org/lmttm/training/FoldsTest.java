package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.model.Architecture.Extent;

class FoldsTest {
    private static CubeSet cubes(int from, int to) {
        byte[][] voxels =
                IntStream.range(from, to).mapToObj(i -> new byte[] {(byte) i}).toArray(byte[][]::new);
        return new CubeSet(
                Extent.cube(1),
                voxels,
                IntStream.range(from, to).map(i -> i % 5 == 0 ? 1 : 0).toArray());
    }

    @Test
    void everyCaseValidatesOnceAndEveryClassIsSpreadEvenly() {
        RunData all = new RunData(cubes(0, 17), cubes(17, 23), List.of("a", "b"));
        IdentityHashMap<byte[], Integer> validated = new IdentityHashMap<>();
        for (int fold = 0; fold < 4; fold++) {
            RunData part = Folds.split(all, new CrossValidation(4, fold));
            assertThat(part.validation().count()).isBetween(5, 6);
            assertThat(part.training().count() + part.validation().count()).isEqualTo(23);
            assertThat(Arrays.stream(part.validation().labels()).sum()).isBetween(1, 2);
            for (int i = 0; i < part.validation().count(); i++) {
                byte[] cube = part.validation().voxels()[i];
                assertThat(validated.put(cube, fold)).isNull();
                assertThat(Arrays.stream(part.training().voxels()).anyMatch(other -> Arrays.equals(other, cube)))
                        .isFalse();
                assertThat(part.validation().labels()[i]).isEqualTo(cube[0] % 5 == 0 ? 1 : 0);
            }
        }
        assertThat(validated).hasSize(23);
        assertThatThrownBy(() -> Folds.of(new int[] {0, 1}, 3)).hasMessageContaining("folds is 3");
    }

    @Test
    void aConfigurationsFoldDecidesWhatIsLoaded(@TempDir Path folder) throws IOException {
        TrainingConfig config = TinyRuns.config(TinyRuns.dataset(folder), 1);
        RunData plain = RunData.load(config);
        RunData fold = RunData.load(config.with(Map.of("folds", 4, "fold", 3)));
        assertThat(plain.validation().count()).isEqualTo(10);
        assertThat(fold.validation().count()).isEqualTo(8);
        assertThat(fold.training().count()).isEqualTo(24);
    }
}
