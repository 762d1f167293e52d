package org.lmttm.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.DatasetSurvey.Case;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

class DatasetSurveyTest {
    @TempDir
    Path folder;

    /** Two by one by two voxels a case: train 0 is val 1, train 1 and train 2 are the same, val 0 is empty. */
    private LabelledDataset archive() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        byte[] train = {1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 7, 8, 4, 3, 2, 1};
        byte[] val = {9, 9, 9, 9, 1, 2, 3, 4};
        arrays.put("train_images", NpyArray.of(train, 4, 2, 1, 2));
        arrays.put("train_labels", NpyArray.of(new byte[] {0, 1, 1, 0}, 4, 1));
        arrays.put("val_images", NpyArray.of(val, 2, 2, 1, 2));
        arrays.put("val_labels", NpyArray.of(new byte[] {0, 1}, 2, 1));
        Path file = folder.resolve("some.npz");
        NpzFile.write(file, arrays);
        return LabelledDataset.open(file, 1);
    }

    @Test
    void sameVoxelsAndEmptyVolumesOfAnArchiveAreFound() throws IOException {
        DatasetSurvey survey = DatasetSurvey.of(archive(), ReadProgress.NONE);

        List<Case> across = List.of(new Case(Split.TRAIN, 0), new Case(Split.VAL, 1));
        List<Case> within = List.of(new Case(Split.TRAIN, 1), new Case(Split.TRAIN, 2));
        assertThat(survey.duplicates()).containsExactly(across, within);
        assertThat(DatasetSurvey.acrossSplits(across)).isTrue();
        assertThat(DatasetSurvey.acrossSplits(within)).isFalse();
        assertThat(survey.constant()).containsExactly(new Case(Split.VAL, 0));
        assertThat(survey.unreadable()).isEmpty();
    }

    @Test
    void volumesOfAFolderAreComparedByWhatTheyHoldNotByTheirFiles() throws IOException {
        float[] ramp = {1, 2, 3, 4, 5, 6, 7, 8};
        VolumeFolders.volume(folder.resolve("a.nii"), 2, 2, 2, ramp, VoxelType.FLOAT32);
        VolumeFolders.volume(folder.resolve("b.nii.gz"), 2, 2, 2, ramp, VoxelType.FLOAT32);
        VolumeFolders.volume(folder.resolve("c.nii"), 4, 2, 1, ramp, VoxelType.FLOAT32);
        VolumeFolders.volume(folder.resolve("d.nii"), 2, 2, 2, 7, VoxelType.FLOAT32);
        Files.writeString(folder.resolve("e.nii"), "no volume");
        Path table = VolumeFolders.table(
                folder,
                "file,label,patient,split",
                "a.nii,x,p1,train",
                "b.nii.gz,y,p2,test",
                "c.nii,x,p3,train",
                "d.nii,y,p4,train",
                "e.nii,y,p5,train");

        DatasetSurvey survey = DatasetSurvey.of(LabelledDataset.open(table, 1), ReadProgress.NONE);

        assertThat(survey.duplicates()).containsExactly(List.of(new Case(Split.TRAIN, 0), new Case(Split.TEST, 0)));
        assertThat(survey.constant()).containsExactly(new Case(Split.TRAIN, 2));
        assertThat(survey.unreadable()).singleElement().satisfies(one -> {
            assertThat(one.of()).isEqualTo(new Case(Split.TRAIN, 3));
            assertThat(one.reason()).contains("e.nii");
        });
    }

    @Test
    void itStopsWhenNobodyWaits() throws IOException {
        LabelledDataset data = archive();
        ReadProgress gone = new ReadProgress() {
            @Override
            public void update(double share) {
                throw new IllegalStateException("nobody waits for it");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> DatasetSurvey.of(data, gone)).isInstanceOf(CancellationException.class);
    }
}
