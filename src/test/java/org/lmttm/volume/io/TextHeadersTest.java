package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;

/** What NRRD and MetaImage headers may say of space, axes and files. */
class TextHeadersTest {
    private static final String RAW = "endian: little\nencoding: raw\n";

    @TempDir
    private Path folder = Path.of("");

    private Volume nrrd(String head) throws IOException {
        byte[] voxels = FormatFiles.counting(ByteOrder.LITTLE_ENDIAN);
        return VolumeFiles.open(Files.write(folder.resolve("a.nrrd"), FormatFiles.join(head + RAW + "\n", voxels)));
    }

    @ParameterizedTest
    @CsvSource({
        "left-posterior-superior, -2, -2.5, -1, -2", "LPS, -2, -2.5, -1, -2",
        "right-anterior-superior, 2, 2.5, 1, 2", "left-anterior-superior, -2, 2.5, -1, 2"
    })
    void spacesTurnIntoRightAnteriorSuperior(String space, double x, double y, double atX, double atY)
            throws IOException {
        try (Volume volume = nrrd(FormatFiles.NRRD_HEAD.replace("left-posterior-superior", space))) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(x, 0, 0, atX);
            assertThat(volume.affineOrVoxels().rows()[1]).containsExactly(0, y, 0, atY);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, 3, 3);
            assertThat(volume.description().warnings()).isEmpty();
        }
    }

    @Test
    void aSpaceWithoutSidesIsAGuessAndSaid() throws IOException {
        try (Volume volume = nrrd(FormatFiles.NRRD_HEAD.replace("left-posterior-superior", "scanner-xyz"))) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-2, 0, 0, -1);
            assertThat(volume.description().warnings())
                    .singleElement()
                    .asString()
                    .contains("scanner-xyz")
                    .contains("left and right are a guess");
        }
    }

    @Test
    void spacingsAndTheRangeOfAxesPlaceAFileWithoutSpace() throws IOException {
        String head = """
                NRRD0004
                type: short
                dimension: 3
                sizes: 4 3 2
                spacings: 2 nan 3
                axis mins: 10 -20 30
                centers: node node cell
                """;
        try (Volume volume = nrrd(head)) {
            assertThat(volume.spacing()).containsExactly(2, 1, 3);
            assertThat(volume.affineOrVoxels().apply(0, 0, 0)).containsExactly(-10, 20, 31.5);
        }
        try (Volume volume = nrrd("NRRD0001\ntype: short\ndimension: 3\nsizes: 4 3 2\n")) {
            assertThat(volume.affine()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"m, 1000", "cm, 10", "um, 0.001", "µm, 0.001", "nm, 0.000001", "in, 25.4"})
    void lengthsOfOtherUnitsAreShownInMillimetres(String unit, double mm) throws IOException {
        String units = "space units: \"" + unit + "\" \"" + unit + "\" \"mm\"\n";
        try (Volume volume = nrrd(FormatFiles.NRRD_HEAD + units)) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-2 * mm, 0, 0, -mm);
            assertThat(volume.affineOrVoxels().rows()[1]).containsExactly(0, -2.5 * mm, 0, -2 * mm);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, 3, 3);
            assertThat(volume.description().warnings())
                    .containsExactly("states lengths in " + unit + ", which are shown in mm");
        }
        String head = "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nspacings: 2 4 3\naxis mins: 10 -20 30\n"
                + "units: \"" + unit + "\" \"mm\" \"\"\n";
        try (Volume volume = nrrd(head)) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-2 * mm, 0, 0, -10 * mm);
            assertThat(volume.affineOrVoxels().rows()[1]).containsExactly(0, -4, 0, 20);
        }
    }

    @Test
    void unitsWithoutLengthsSayNothing() throws IOException {
        String head = "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nunits: \"ell\" \"cm\" \"cm\"\n";
        try (Volume volume = nrrd(head)) {
            assertThat(volume.affine()).isEmpty();
            assertThat(volume.description().warnings()).noneMatch(w -> w.contains("lengths"));
        }
        try (Volume volume = nrrd(head + "spacings: nan 2 3\n")) {
            assertThat(volume.spacing()).containsExactly(1, 20, 30);
        }
    }

    @Test
    void unknownUnitsAreSaid() throws IOException {
        try (Volume volume = nrrd(FormatFiles.NRRD_HEAD + "space units: \"ell\" \"ell\" \"ell\"\n")) {
            assertThat(volume.spacing()).containsExactly(2, 2.5, 3);
            assertThat(volume.description().warnings())
                    .containsExactly(
                            "states lengths in ell, which is no known unit: they are shown as if they were mm");
        }
    }

    @Test
    void vectorsAreListedAsVolumesWhereverTheirAxisIs() throws IOException {
        String head = """
                NRRD0005
                type: short
                dimension: 4
                space: right-anterior-superior
                sizes: 2 3 2 2
                space directions: none (1,0,0) (0,1,0) (0,0,1)
                kinds: vector domain domain domain
                """;
        Path file = Files.write(
                folder.resolve("v.nrrd"),
                FormatFiles.join(head + RAW + "\n", FormatFiles.counting(ByteOrder.LITTLE_ENDIAN)));
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertThat(series.size()).isEqualTo(2);
            assertThat(series.get(1).value(2, 1, 1)).isEqualTo(23);
            assertThat(series.get(0).value(1, 0, 0)).isEqualTo(2);
            assertThat(series.get(0).description().warnings())
                    .singleElement()
                    .asString()
                    .contains("vector");
        }
    }

    @Test
    void listedFilesAreEachSkippedInto() throws IOException {
        byte[] voxels = FormatFiles.counting(ByteOrder.BIG_ENDIAN);
        for (int part = 0; part < 2; part++) {
            byte[] half = Arrays.copyOfRange(voxels, part * 24, part * 24 + 24);
            Files.write(folder.resolve("part" + part + ".bin"), FormatFiles.join("two\nlines\nxyz", half));
        }
        String head = FormatFiles.NRRD_HEAD + "endian: big\nencoding: raw\nline skip: 2\nbyte skip: 3\n";
        Path listed = Files.writeString(folder.resolve("a.nhdr"), head + "data file: LIST\npart0.bin\npart1.bin\n");
        Path pattern = Files.writeString(folder.resolve("b.nhdr"), head + "data file: part%d.bin 0 1 1\n");
        for (Path file : new Path[] {listed, pattern}) {
            try (Volume volume = VolumeFiles.open(file)) {
                FormatFilesTest.assertCounts(volume, false);
            }
        }
    }

    private Volume metaImage(String head, byte[] voxels) throws IOException {
        return VolumeFiles.open(
                Files.write(folder.resolve("a.mha"), FormatFiles.join(head + "ElementDataFile = LOCAL\n", voxels)));
    }

    @Test
    void metaImagesTurnedAndWithTheMostSignificantByteFirst() throws IOException {
        String head = FormatFiles.META_HEAD
                .replace("MSB = False", "MSB = True")
                .replace("1 0 0 0 1 0 0 0 1", "0 1 0 -1 0 0 0 0 1");
        try (Volume volume = metaImage(head, FormatFiles.counting(ByteOrder.BIG_ENDIAN))) {
            FormatFilesTest.assertCounts(volume, false);
            // the first axis runs along LPS's y, the second against its x
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(0, 2.5, 0, -1);
            assertThat(volume.affineOrVoxels().rows()[1]).containsExactly(-2, 0, 0, -2);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, 3, 3);
        }
    }

    @Test
    void compressedVoxelsOfUnstatedSizeBehindAHeaderOfUnstatedSize() throws IOException {
        byte[] voxels = FormatFiles.counting(ByteOrder.LITTLE_ENDIAN);
        String head = FormatFiles.META_HEAD + "CompressedData = True\nHeaderSize = -1\n";
        try (Volume volume = metaImage(head, FormatFiles.zlib(voxels))) {
            FormatFilesTest.assertCounts(volume, false);
        }
        try (Volume volume = metaImage(head, FormatFiles.gzip(voxels))) {
            FormatFilesTest.assertCounts(volume, false);
        }
    }

    @Test
    void metaImagesOfTwoAndFourDimensions() throws IOException {
        byte[] voxels = FormatFiles.counting(ByteOrder.LITTLE_ENDIAN);
        String flat = """
                NDims = 2
                DimSize = 6 4
                ElementSpacing = 0.5 0.25
                ElementType = MET_USHORT
                """;
        try (Volume volume = metaImage(flat, voxels)) {
            assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).containsExactly(6, 4, 1);
            assertThat(volume.value(5, 3, 0)).isEqualTo(23);
            assertThat(volume.spacing()).containsExactly(0.5, 0.25, 1);
        }
        String times = """
                ObjectType = Image
                NDims = 4
                DimSize = 2 2 2 3
                ElementSpacing = 1 2 3 4
                Offset = 1 2 3 0
                TransformMatrix = 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1
                ElementType = MET_SHORT
                """;
        try (Volume volume = metaImage(times, voxels)) {
            assertThat(volume.value(1, 1, 1)).isEqualTo(7);
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-1, 0, 0, -1);
        }
        Path file = folder.resolve("a.mha");
        assertThat(VolumeFiles.list(file).volumes()).isEqualTo(3);
        try (Volume last = VolumeFiles.open(file, VolumeChoice.volume(2))) {
            assertThat(last.value(0, 0, 0)).isEqualTo(16);
        }
    }

    @Test
    void faultsAreNamed() throws IOException {
        assertRefused(FormatFiles.NRRD_HEAD.replace("sizes: 4 3 2", "sizes: 4 3"), "2 sizes");
        assertRefused(FormatFiles.NRRD_HEAD.replace("type: short", "type: block"), "blocks");
        assertRefused(FormatFiles.NRRD_HEAD + "gibberish\n", "line 9 is not a field");
        assertRefused(FormatFiles.NRRD_HEAD.replace("(2,0,0)", "(0,2.5,0)"), "no geometry");
        assertThatThrownBy(() -> metaImage(
                                FormatFiles.META_HEAD.replace("MET_SHORT", "MET_QUAD"),
                                "".getBytes(StandardCharsets.US_ASCII))
                        .close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("a.mha: ")
                .hasMessageContaining("MET_QUAD");
    }

    private void assertRefused(String head, String reason) {
        assertThatThrownBy(() -> nrrd(head).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("a.nrrd: ")
                .hasMessageContaining(reason);
    }
}
