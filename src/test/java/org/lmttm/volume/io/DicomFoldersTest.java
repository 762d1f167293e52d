package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.dicom.DicomBytes;
import tools.jackson.databind.json.JsonMapper;

/** Folders of DICOM slices become volumes, and say what is odd about them. */
class DicomFoldersTest {
    @TempDir
    private Path folder = Path.of("");

    private List<SeriesEntry> series() throws IOException {
        return VolumeFiles.series(folder, ReadProgress.NONE);
    }

    private static DicomBytes shifted(int number, double x, double y, double z) {
        return DicomBytes.slice(number, z).numbers(0x0020_0032, x, y, z);
    }

    @Test
    void slicesAreSortedByPlaceNotByName() throws IOException {
        DicomBytes.series(folder, 10, 12, 14, 16);
        try (Volume volume = VolumeFiles.open(folder)) {
            for (int k = 0; k < 4; k++) {
                assertThat(volume.value(3, 2, k)).isEqualTo(100 * k + 23);
            }
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, 2, 10);
            assertThat(volume.description().type()).isEqualTo(VoxelType.INT16);
            assertThat(volume.description().warnings()).isEmpty();
            assertThat(volume.name()).isEqualTo("CT series 7");
        }
    }

    @Test
    void aMissingSliceIsSaid() throws IOException {
        DicomBytes.series(folder, 10, 12, 16, 18);
        try (Volume volume = VolumeFiles.open(folder)) {
            assertThat(volume.spacing()[2]).isEqualTo(2);
            assertThat(volume.description().warnings())
                    .singleElement()
                    .asString()
                    .contains("1 slice is missing between slices 2 and 3");
        }
    }

    @Test
    void aChangeOfSpacingIsSaid() throws IOException {
        DicomBytes.series(folder, 10, 12, 14, 17, 20);
        assertThat(series().getFirst().warnings())
                .singleElement()
                .asString()
                .contains("the step is 3 mm between slices 3 and 4");
    }

    @Test
    void aCopyOfASliceIsLeftOut() throws IOException {
        List<Path> files = DicomBytes.series(folder, 10, 12, 14);
        Files.copy(files.get(1), folder.resolve("copy"));
        assertThat(series().getFirst().shape()).containsExactly(4, 3, 3);
        assertThat(series().getFirst().warnings()).containsExactly("1 file is a copy of another and is left out");
    }

    @Test
    void aTiltedGantryKeepsItsShear() throws IOException {
        for (int s = 0; s < 3; s++) {
            shifted(s, -20, -30 + s, 10 + 2 * s).write(folder.resolve("im" + s));
        }
        try (Volume volume = VolumeFiles.open(folder)) {
            assertThat(volume.affineOrVoxels().get(0, 2)).isZero();
            assertThat(volume.affineOrVoxels().get(1, 2)).isEqualTo(-1);
            assertThat(volume.affineOrVoxels().get(2, 2)).isEqualTo(2);
            assertThat(volume.description().warnings())
                    .singleElement()
                    .asString()
                    .startsWith("gantry tilt of 26.6°");
        }
    }

    @Test
    void timesBecomeVolumes() throws IOException {
        for (int n = 0; n < 6; n++) {
            // all slices of the second time come first in number
            DicomBytes.slice(n, 10 + 2 * (n % 3))
                    .text(0x0020_0100, "IS", n < 3 ? "2" : "1")
                    .write(folder.resolve("im" + n));
        }
        assertThat(series().getFirst().shape()).containsExactly(4, 3, 3);
        assertThat(VolumeFiles.list(folder).axis().labels()).containsExactly("time 1", "time 2");
        try (VolumeSeries both = VolumeFiles.openAll(folder, VolumeChoice.FIRST)) {
            assertThat(both.get(0).value(0, 0, 1)).isEqualTo(400);
            assertThat(both.get(1).value(0, 0, 1)).isEqualTo(100);
        }
        try (Volume second = VolumeFiles.open(folder, VolumeChoice.volume(1))) {
            assertThat(second.value(0, 0, 2)).isEqualTo(200);
        }
    }

    @Test
    void anUnfinishedTimeIsLeftOutAndSaid() throws IOException {
        for (int n = 0; n < 5; n++) {
            DicomBytes.slice(n, 10 + 2 * (n % 3))
                    .text(0x0020_0100, "IS", n < 3 ? "1" : "2")
                    .write(folder.resolve("im" + n));
        }
        assertThat(series().getFirst().volumes()).isEqualTo(1);
        assertThat(series().getFirst().warnings())
                .containsExactly("a volume (time 2) has 2 of 3 slices and is left out");
    }

    @Test
    void diffusionWeightsBecomeVolumes() throws IOException {
        for (int n = 0; n < 4; n++) {
            byte[] weight = java.nio.ByteBuffer.allocate(8)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .putDouble(n % 2 * 1000.0)
                    .array();
            DicomBytes.slice(n, 10 + 2 * (n / 2))
                    .bytes(0x0018_9087, "FD", weight)
                    .write(folder.resolve("im" + n));
        }
        assertThat(VolumeFiles.list(folder).axis().labels()).containsExactly("b 0", "b 1000");
    }

    @Test
    void slicesScaledEachInItsOwnWayBecomeFloats() throws IOException {
        DicomBytes.slice(0, 10).numbers(0x0028_1053, 1).write(folder.resolve("a"));
        DicomBytes.slice(1, 12)
                .numbers(0x0028_1053, 0.5)
                .numbers(0x0028_1052, 3)
                .write(folder.resolve("b"));
        try (Volume volume = VolumeFiles.open(folder)) {
            assertThat(volume.description().type()).isEqualTo(VoxelType.FLOAT32);
            assertThat(volume.value(1, 0, 0)).isEqualTo(1);
            assertThat(volume.value(1, 0, 1)).isEqualTo(53.5);
        }
    }

    @Test
    void severalSeriesAreChosenByIdAndFoundAgainElsewhere() throws IOException {
        DicomBytes.series(Files.createDirectories(folder.resolve("a")), 10, 12);
        DicomBytes.slice(9, 10)
                .text(0x0020_000E, "UI", "1.2.3.9")
                .text(0x0020_0011, "IS", "8")
                .text(0x0008_103E, "LO", "Bone of DOE")
                .write(Files.createDirectories(folder.resolve("b")).resolve("im"));
        Files.writeString(folder.resolve("notes.txt"), "not DICOM");
        List<SeriesEntry> all = series();
        assertThat(all).hasSize(2);
        assertThat(all.get(1).description())
                .as("the patient's name is no description")
                .isEmpty();
        assertThat(all.get(1).patientName()).isEqualTo("Doe Jane");
        assertThat(all.get(1).toString()).doesNotContain("Doe");
        assertThatThrownBy(() -> VolumeFiles.open(folder))
                .hasMessageContaining("2 series")
                .hasMessageContaining(all.get(0).id())
                .hasMessageNotContaining("Doe");
        VolumeChoice byId = VolumeChoice.FIRST.withSeries(
                VolumeChoice.SeriesChoice.of(all.get(1).id()));
        try (Volume volume = VolumeFiles.open(folder, byId)) {
            assertThat(volume.value(0, 0, 0)).isEqualTo(900);
        }
        try (Volume volume = VolumeFiles.open(
                folder, VolumeChoice.FIRST.withSeries(all.get(0).choice()))) {
            assertThat(volume.nk()).isEqualTo(2);
        }
        Path elsewhere = Files.createDirectories(folder.resolve("b"));
        assertThat(VolumeFiles.series(elsewhere, ReadProgress.NONE).getFirst().id())
                .isEqualTo(all.get(1).id());
    }

    @Test
    void theHeadersOfAChosenSeriesAreReadOnceUnlessAFileChanges() throws IOException {
        List<Path> files = DicomBytes.series(folder, 10, 12);
        VolumeChoice.SeriesChoice choice = series().getFirst().choice();
        assertThat(choice.headers()).isPresent();
        assertThat(choice).isEqualTo(new VolumeChoice.SeriesChoice(choice.id(), choice.files()));
        VolumeChoice chosen = VolumeChoice.FIRST.withVolume(2).withSeries(choice);
        String kept = JsonMapper.shared().writeValueAsString(chosen);
        assertThat(kept).contains("\"series\":{\"id\":\"" + choice.id()).doesNotContain("headers");
        assertThat(JsonMapper.shared().readValue(kept, VolumeChoice.class)).isEqualTo(chosen);
        VolumeChoice only = VolumeFiles.prepared(folder, VolumeChoice.FIRST, ReadProgress.NONE);
        assertThat(only.series().orElseThrow().headers()).isPresent();
        DicomBytes.slice(0, 10).numbers(0x0028_1052, 5).write(files.getFirst());
        assertThat(choice.headers()).isEmpty();
        try (Volume volume = VolumeFiles.open(folder, VolumeChoice.FIRST.withSeries(choice))) {
            assertThat(volume.value(0, 0, 0)).as("as the file is now").isEqualTo(5);
        }
        Path plain = Files.write(folder.resolve("a.hdr"), FormatFiles.analyze());
        assertThat(VolumeFiles.prepared(plain, VolumeChoice.FIRST, ReadProgress.NONE))
                .isEqualTo(VolumeChoice.FIRST);
    }

    @Test
    void sidesOfALocalizerAreSeriesOfTheirOwn() throws IOException {
        DicomBytes.slice(0, 10).write(folder.resolve("a"));
        DicomBytes.slice(1, 10).numbers(0x0020_0037, 0, 1, 0, 0, 0, -1).write(folder.resolve("b"));
        assertThat(series()).hasSize(2);
    }

    @Test
    void theFilesOfADirectoryAreFoundBesideIt() throws IOException {
        DicomBytes.series(Files.createDirectories(folder.resolve("images")), 10, 12);
        DicomBytes[] records = {
            new DicomBytes().text(0x0004_1430, "CS", "PATIENT"),
            new DicomBytes().text(0x0004_1430, "CS", "IMAGE").text(0x0004_1500, "CS", "IMAGES\\IM1"),
            new DicomBytes().text(0x0004_1430, "CS", "IMAGE").text(0x0004_1500, "CS", "IMAGES\\IM2"),
            new DicomBytes().text(0x0004_1430, "CS", "IMAGE").text(0x0004_1500, "CS", "..\\..\\outside"),
        };
        Path directory = new DicomBytes()
                .text(0x0004_1130, "CS", "MEDIUM")
                .sequence(0x0004_1220, records)
                .write(folder.resolve("DICOMDIR"));
        try (Volume volume = VolumeFiles.open(directory)) {
            assertThat(volume.nk()).isEqualTo(2);
        }
    }

    @Test
    void aDamagedFileIsSaidAndLeavesTheOthers() throws IOException {
        List<Path> files = DicomBytes.series(folder, 10, 12, 14);
        byte[] whole = Files.readAllBytes(files.getLast());
        Files.write(files.getLast(), java.util.Arrays.copyOf(whole, whole.length - 10));
        assertThat(series().getFirst().shape()[2]).isEqualTo(2);
        assertThat(series().getFirst().warnings()).singleElement().asString().contains("im1: is cut short");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> VolumeFiles.open(empty)).hasMessage("empty: holds no DICOM images");
    }

    @Test
    void linksThatRunInCirclesAndLeadNowhereLeaveTheSeriesWhole() throws IOException {
        DicomBytes.series(folder, 10, 12, 14);
        try {
            Files.createSymbolicLink(folder.resolve("above"), folder);
            Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("absent"));
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Assumptions.abort("this system makes no links: " + e);
        }
        assertThat(series()).hasSize(1);
        assertThat(series().getFirst().shape()[2]).isEqualTo(3);
        assertThat(series().getFirst().warnings()).isEmpty();
        Path one = folder.resolve("im1");
        Path gone = folder.resolve("gone");
        SeriesEntry entry =
                VolumeFiles.seriesOf(one, List.of(one, gone), ReadProgress.NONE).getFirst();
        assertThat(entry.warnings()).singleElement().asString().endsWith("cannot be read; gone: is gone");
    }

    @Test
    void readingEndsWhenNobodyWaits() throws IOException {
        DicomBytes.series(folder, 10, 12, 14);
        ReadProgress gone = new ReadProgress() {
            @Override
            public void update(double share) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> VolumeFiles.open(folder, VolumeChoice.FIRST, gone))
                .isInstanceOf(CancellationException.class);
    }
}
