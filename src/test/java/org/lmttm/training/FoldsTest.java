package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.VolumeFolders;

class FoldsTest {
    private static final long SEED = 3407;

    @TempDir
    private Path folder;

    @Test
    void everyClassIsSpreadEvenly() {
        int[] labels = IntStream.range(0, 23).map(i -> i % 5 == 0 ? 1 : 0).toArray();
        int[] fold = Folds.of(labels, null, 4, SEED);
        for (int f = 0; f < 4; f++) {
            int wanted = f;
            assertThat(Arrays.stream(fold).filter(one -> one == wanted).count()).isBetween(5L, 6L);
            assertThat(IntStream.range(0, 23)
                            .filter(i -> fold[i] == wanted)
                            .map(i -> labels[i])
                            .sum())
                    .isBetween(1, 2);
        }
        assertThatThrownBy(() -> Folds.of(new int[] {0, 1}, null, 3, SEED)).hasMessageContaining("folds is 3");
        assertThatThrownBy(() -> Folds.of(new int[4], new int[] {5, 5, 5, 9}, 3, SEED))
                .hasMessage("folds is 3 but there are only 2 patients");
    }

    @RepeatedTest(200)
    void aPatientIsNeverInTwoFoldsAndNoFoldIsEmpty(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int folds = 2 + random.nextInt(9);
        int persons = folds + random.nextInt(60);
        int cases = persons + random.nextInt(200);
        int[] labels = random.ints(cases, 0, 2 + random.nextInt(3)).toArray();
        int[] patients = IntStream.range(0, cases)
                .map(i -> i < persons ? i : random.nextInt(persons))
                .toArray();
        int[] fold = Folds.of(labels, patients, folds, SEED);
        Map<Integer, Integer> foldOf = new HashMap<>();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < cases; i++) {
            Integer before = foldOf.put(patients[i], fold[i]);
            assertThat(before).isIn(null, fold[i]);
            used.add(fold[i]);
        }
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, folds).boxed().toList());
    }

    @Test
    void everyCaseOfAFolderValidatesOnceAndItsPatientNeverTrainsThere() throws IOException {
        Path scans = VolumeFolders.noisy(folder, 12, p -> p < 8 ? "train" : p < 11 ? "val" : "test");
        LabelledDataset data = LabelledDataset.open(scans, SEED);
        List<RunCases.Case> validated = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
            RunCases cases = RunCases.of("scans", data, new CrossValidation(3, fold));
            assertThat(patients(data, cases.validation()))
                    .doesNotContainAnyElementsOf(patients(data, cases.training()));
            assertThat(cases.training().size() + cases.validation().size()).isEqualTo(22);
            assertThat(cases.choice())
                    .isEqualTo("fold " + fold
                            + " of 3 (the first is 0), cut from 16 of train and 6 of val, patient by patient");
            validated.addAll(cases.validation());
        }
        assertThat(validated).hasSize(22).doesNotHaveDuplicates();
    }

    private static Set<Integer> patients(LabelledDataset data, List<RunCases.Case> cases) throws IOException {
        Set<Integer> patients = new HashSet<>();
        for (RunCases.Case one : cases) {
            patients.add(data.patients(one.split()).orElseThrow()[one.index()]);
        }
        return patients;
    }

    @Test
    void aConfigurationsFoldDecidesWhatIsLoaded() throws IOException {
        TrainingConfig config = TinyRuns.config(TinyRuns.dataset(folder), 1);
        RunData plain = RunData.load(config, ReadProgress.SILENT);
        RunData fold = RunData.load(config.with(Map.of("folds", 4, "fold", 3)), ReadProgress.SILENT);
        assertThat(plain.choice()).isEqualTo("the dataset's own splits");
        assertThat(plain.validation().count()).isEqualTo(10);
        assertThat(fold.validation().count()).isEqualTo(8);
        assertThat(fold.training().count()).isEqualTo(24);
        assertThat(fold.choice()).isEqualTo("fold 3 of 4 (the first is 0), cut from 22 of train and 10 of val");
    }
}
