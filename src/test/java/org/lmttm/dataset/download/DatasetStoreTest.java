package org.lmttm.dataset.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.download.Download;
import org.lmttm.download.DownloadProgress;

class DatasetStoreTest {
    private static final String CONTENT = "PK, the content of a dataset";

    @TempDir
    private Path folder;

    @Test
    void theCatalogueHoldsSixDatasetsInTwoSizesWithTheirClassesAndSources() {
        Catalogue catalogue = Catalogue.medMnist3d();

        assertThat(catalogue.entries()).hasSize(12);
        assertThat(catalogue.entries()).allSatisfy(entry -> {
            assertThat(entry.md5()).matches("[0-9a-f]{32}");
            assertThat(entry.file()).isEqualTo(entry.flag() + (entry.size() == 28 ? "" : "_64") + ".npz");
            assertThat(entry.classNames()).hasSizeGreaterThan(1);
            assertThat(entry.source()).isNotEmpty();
        });
        assertThat(catalogue.entries().stream().map(CatalogueEntry::md5)).doesNotHaveDuplicates();
        assertThat(catalogue.entry("adrenalmnist3d", 64).orElseThrow().classNames())
                .containsExactly("normal", "hyperplasia");
    }

    @Test
    void filesComeFromZenodoOrFromAMirror() {
        CatalogueEntry entry = Catalogue.medMnist3d().entry("organmnist3d", 64).orElseThrow();

        assertThat(Download.address(entry.file(), Catalogue.PUBLISHED))
                .hasToString("https://zenodo.org/records/10519652/files/organmnist3d_64.npz?download=1");
        assertThat(Download.address(entry.file(), "http://mirror.example/sets"))
                .hasToString("http://mirror.example/sets/organmnist3d_64.npz");
        assertThatThrownBy(() -> Download.address(entry.file(), "ftp://mirror.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an http or https address");
    }

    @Test
    void aFileIsRecognisedWhateverItIsCalled() throws IOException {
        Path renamed = Files.writeString(folder.resolve("from my browser (1).npz"), CONTENT);
        Files.writeString(folder.resolve("known.npz"), "PK, another one of that name");
        Files.writeString(folder.resolve("notes.txt"), "a text");
        DatasetStore store = store(folder);

        assertThat(store.present(DownloadProgress.NONE)).containsOnly(Map.entry(known(), renamed));
        assertThat(store(folder.resolve("none")).present(DownloadProgress.NONE)).isEmpty();
    }

    @Test
    void checksumsAreKeptUntilTheFileChanges() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), CONTENT);
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(file, time);
        Path kept = folder.resolve("settings").resolve("checksums.json");
        String before = new Checksums(kept).md5(file, DownloadProgress.NONE);

        Files.write(file, CONTENT.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, time);
        assertThat(new Checksums(kept).md5(file, DownloadProgress.NONE))
                .as("same length and time: what was kept counts")
                .isEqualTo(before);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_001_000L));
        assertThat(new Checksums(kept).md5(file, DownloadProgress.NONE)).isNotEqualTo(before);
    }

    @Test
    void keptChecksumsThatCannotBeReadAreComputedAgain() throws IOException {
        Path kept = Files.writeString(folder.resolve("checksums.json"), "{ no JSON");
        Path file = Files.writeString(folder.resolve("a.npz"), CONTENT);

        assertThat(new Checksums(kept).md5(file, DownloadProgress.NONE)).isEqualTo(known().md5());
    }

    private DatasetStore store(Path of) {
        return new DatasetStore(
                of,
                new Catalogue(List.of(known())),
                new Checksums(folder.resolve("kept").resolve("checksums.json")));
    }

    private static CatalogueEntry known() {
        return new CatalogueEntry(
                "known",
                28,
                "known.npz",
                "85e6e3845af3e6e189b9044a65cb627b",
                "binary-class",
                List.of("a", "b"),
                "a test");
    }
}
