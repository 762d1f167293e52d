package org.lmttm.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.Affine;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;

class SampleSeriesTest {
    @Test
    void twoSeriesAreReadBackExactly(@TempDir Path folder) throws IOException {
        float[] values = new float[6 * 5 * 12];
        for (int v = 0; v < values.length; v++) {
            values[v] = v - 150;
        }
        Path dicom = folder.resolve("dicom");
        try (Volume made = Volume.ofFloats("made", 6, 5, 12, values, Affine.scaling(1.5, 1, 2))) {
            SampleSeries.write(made, dicom);
            List<SeriesEntry> series = VolumeFiles.series(dicom, ReadProgress.NONE);
            assertThat(series).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.modality()).isEqualTo("CT");
                assertThat(entry.warnings()).isEmpty();
            });
            try (Volume read = VolumeFiles.open(
                    dicom, VolumeChoice.FIRST.withSeries(series.getFirst().choice()))) {
                assertThat(read.nk()).isEqualTo(6);
                assertThat(read.spacing()).containsExactly(1.5, 1, 4);
                assertThat(read.value(4, 3, 5)).isEqualTo(made.value(4, 3, 10));
                assertThat(read.value(0, 0, 0)).isEqualTo(-150);
            }
        }
    }
}
