package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** Volumes come back from every format that is written as they went in, and nothing personal goes with them. */
class VolumeExportTest {
    private static final String[] NAMES = {"a.nii", "a.nii.gz", "a.nrrd", "a.mha"};
    private static final Affine OBLIQUE =
            Affine.of(new double[][] {{-0.1, 0.7, 0.02, 101.3}, {0.69, 0.1, 0.3, -20.7}, {0.21, -0.05, 1.9, 33.1}});

    @TempDir
    private Path folder = Path.of("");

    static Stream<Arguments> everyTypeInEveryFormat() {
        return Stream.of(NAMES)
                .flatMap(name -> Stream.of(VoxelType.values())
                        .flatMap(type -> Stream.of(1, 3).map(volumes -> Arguments.of(name, type, volumes))));
    }

    @ParameterizedTest
    @MethodSource("everyTypeInEveryFormat")
    void voxelsTypeAndGeometryComeBack(String name, VoxelType type, int count) throws IOException {
        boolean big = type.numpyName().contains("int");
        List<Volume> volumes = volumes(type, big, count, 1, 0, Optional.of(OBLIQUE));
        Path file = folder.resolve(name);
        VolumeExport.write(file, volumes, VolumeAxis.times(count, 0, 2.5, "s"), List.of());
        try (VolumeSeries back = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertThat(back.size()).isEqualTo(count);
            VoxelType expected =
                    type == VoxelType.BOOL ? VoxelType.UINT8 : type == VoxelType.FLOAT16 ? VoxelType.FLOAT32 : type;
            assertThat(back.get(0).description().type()).isEqualTo(expected);
            for (int v = 0; v < count; v++) {
                assertSameValues(volumes.get(v), back.get(v));
                assertSameGeometry(OBLIQUE, back.get(v).affineOrVoxels(), name.startsWith("a.nii") ? 1e-4 : 1e-12);
            }
        }
        if (count > 1) {
            VolumeAxis axis = VolumeFiles.list(file).axis();
            assertThat(axis.kind()).isEqualTo(VolumeAxis.Kind.TIME);
            assertThat(axis.step()).isEqualTo(2.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nrrd", "a.mha"})
    void wholeNumbersFromAnInterceptStayWholeNumbers(String name) throws IOException {
        List<Volume> ct = volumes(VoxelType.UINT16, false, 1, 1, -1024, Optional.of(OBLIQUE));
        Path file = folder.resolve(name);
        VolumeExport.Written written = VolumeExport.write(file, ct, VolumeAxis.UNKNOWN, List.of());
        try (Volume back = VolumeFiles.open(file)) {
            assertSameValues(ct.getFirst(), back);
            assertThat(back.description().type().isFloating()).isFalse();
            boolean scales = name.equals("a.nii");
            assertThat(back.description().intercept()).isEqualTo(scales ? -1024 : 0);
            assertThat(written.notes()).hasSize(scales ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nrrd", "a.mha"})
    void slopesThatSinglePrecisionCannotHoldAreKept(String name) throws IOException {
        List<Volume> pet = volumes(VoxelType.INT16, false, 2, 0.1, 0.3, Optional.of(OBLIQUE));
        Path file = folder.resolve(name);
        VolumeExport.Written written = VolumeExport.write(file, pet, VolumeAxis.UNKNOWN, List.of());
        try (VolumeSeries back = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertSameValues(pet.get(1), back.get(1));
            if (name.equals("a.nii")) {
                assertThat(written.format()).isEqualTo("NIfTI-2");
                assertThat(back.get(0).description().slope()).isEqualTo(0.1);
                assertThat(back.get(0).description().type()).isEqualTo(VoxelType.INT16);
            }
        }
    }

    @Test
    void aVolumeWithoutGeometryStaysSoInNrrd() throws IOException {
        Path file = folder.resolve("a.nrrd");
        VolumeExport.write(
                file, volumes(VoxelType.UINT8, false, 1, 1, 0, Optional.empty()), VolumeAxis.UNKNOWN, List.of());
        try (Volume back = VolumeFiles.open(file)) {
            assertThat(back.affine()).isEmpty();
        }
    }

    @Test
    void arraysWithTheLastIndexFastestAreTurned() throws IOException {
        float[] values = new float[24];
        for (int x = 0; x < 24; x++) {
            values[x] = x;
        }
        org.lmttm.volume.io.numpy.NpyFiles.write(
                folder.resolve("b.npy"), org.lmttm.volume.io.numpy.NpyArray.of(values, 2, 3, 4));
        try (VolumeSeries array = VolumeFiles.openAll(folder.resolve("b.npy"), VolumeChoice.FIRST)) {
            VolumeExport.write(folder.resolve("b.nrrd"), array.volumes(), VolumeAxis.UNKNOWN, List.of());
            try (Volume back = VolumeFiles.open(folder.resolve("b.nrrd"))) {
                assertSameValues(array.get(0), back);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nrrd", "a.mha"})
    void theHeadersFreeTextGoesAlongOnlyWhenItIsGiven(String name) throws IOException {
        List<Volume> volume = volumes(VoxelType.UINT8, false, 1, 1, 0, Optional.of(OBLIQUE));
        List<HeaderField> fields = List.of(
                new HeaderField("descrip", "Description", "Quill, Peter", true),
                new HeaderField("PatientID", "Patient", "Q-17", true));
        Path file = folder.resolve(name);
        VolumeExport.write(file, volume, VolumeAxis.UNKNOWN, fields);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("Quill, Peter", "Q-17");
        try (Volume back = VolumeFiles.open(file)) {
            assertSameValues(volume.getFirst(), back);
        }
        VolumeExport.write(file, volume, VolumeAxis.UNKNOWN, List.of());
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Quill", "Q-17");
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        List<Volume> volume = volumes(VoxelType.UINT8, false, 1, 1, 0, Optional.empty());
        assertThatThrownBy(() -> VolumeExport.write(folder.resolve("a.dcm"), volume, VolumeAxis.UNKNOWN, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".nrrd");
        assertThatThrownBy(() -> VolumeExport.write(
                        folder.resolve("none").resolve("a.nii"), volume, VolumeAxis.UNKNOWN, List.of()))
                .isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theSameVolumeGivesTheSameBytes() throws IOException {
        List<Volume> volume = volumes(VoxelType.INT32, true, 2, 1, 0, Optional.of(OBLIQUE));
        for (String name : NAMES) {
            VolumeExport.write(folder.resolve(name), volume, VolumeAxis.UNKNOWN, List.of());
            byte[] first = Files.readAllBytes(folder.resolve(name));
            VolumeExport.write(folder.resolve(name), volume, VolumeAxis.UNKNOWN, List.of());
            assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(first);
        }
    }

    /** Volumes of random bits; floats that are finite. */
    private static List<Volume> volumes(
            VoxelType type, boolean big, int count, double slope, double intercept, Optional<Affine> affine) {
        Random random = new Random(type.bytes() * 100L + count);
        List<Volume> volumes = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(5 * 4 * 3 * type.bytes())
                    .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                put(bytes, type, random);
            }
            Volume.Description d = new Volume.Description(
                    "random",
                    "memory",
                    5,
                    4,
                    3,
                    type,
                    bytes.order(),
                    Volume.StorageOrder.FIRST_FASTEST,
                    slope,
                    intercept,
                    affine,
                    List.of());
            volumes.add(Volume.view(d, MemorySegment.ofBuffer(bytes.flip())));
        }
        return volumes;
    }

    private static void put(ByteBuffer bytes, VoxelType type, Random random) {
        switch (type) {
            case FLOAT16 -> bytes.putShort(Float.floatToFloat16(random.nextFloat() * 100 - 50));
            case FLOAT32 -> bytes.putFloat(random.nextFloat() * 1e6f - 5e5f);
            case FLOAT64 -> bytes.putDouble(random.nextGaussian() * 1e9);
            case BOOL -> bytes.put((byte) random.nextInt(2));
            default -> {
                switch (type.bytes()) {
                    case 1 -> bytes.put((byte) random.nextInt());
                    case 2 -> bytes.putShort((short) random.nextInt());
                    case 4 -> bytes.putInt(random.nextInt());
                    default -> bytes.putLong(random.nextLong());
                }
            }
        }
    }

    private static void assertSameValues(Volume expected, Volume actual) {
        assertThat(new int[] {actual.ni(), actual.nj(), actual.nk()})
                .isEqualTo(new int[] {expected.ni(), expected.nj(), expected.nk()});
        for (int k = 0; k < expected.nk(); k++) {
            for (int j = 0; j < expected.nj(); j++) {
                for (int i = 0; i < expected.ni(); i++) {
                    assertThat(actual.value(i, j, k)).isEqualTo(expected.value(i, j, k));
                }
            }
        }
    }

    private static void assertSameGeometry(Affine expected, Affine actual, double mm) {
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                assertThat(actual.get(r, c)).isCloseTo(expected.get(r, c), within(mm));
            }
        }
    }
}
