package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.SampleDatasets;

class DatasetDropTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderATableOrAnArchiveIsADataset() throws IOException {
        for (String name : List.of("a.npz", "Labels.CSV")) {
            Path file = folder.resolve(name);
            assertThat(DatasetDrop.dataset(List.of(file.toFile()))).contains(file);
        }
        assertThat(DatasetDrop.dataset(List.of(folder.toFile()))).contains(folder);
        assertThat(DatasetDrop.dataset(List.of(folder.resolve("scan.nii.gz").toFile())))
                .isEmpty();
        assertThat(DatasetDrop.dataset(List.of(folder.toFile(), folder.toFile())))
                .isEmpty();
        assertThat(DatasetDrop.dataset(List.of())).isEmpty();
    }

    @Test
    void theSampleFolderOffersArchivesAndFolders() throws IOException {
        Path samples = folder.resolve("sample-volumes");
        Files.createDirectories(samples.resolve("scans"));
        Files.createDirectories(samples.resolve("others"));
        Files.writeString(samples.resolve("scans").resolve("labels.csv"), "");
        Files.writeString(samples.resolve("b.npz"), "");
        assertThat(SampleDatasets.of(folder)).containsExactly("sample-volumes/b.npz", "sample-volumes/scans");
    }
}
