package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.SharedData;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.dicom.DicomBytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands info and slice, through the command line itself. */
class VolumeCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private static JsonNode json(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.json();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nifti/functional.nii",
                "nifti/minimal.nii.gz",
                "nifti/pair/ras.hdr",
                "nifti/aniso_vox.nii.gz",
                "npy/adrenal_test0_f4_be_v2.npy",
                "malformed/nifti/voxels_nan_inf.nii"
            })
    void infoSaysWhatReferenceReadersSay(String name) throws IOException {
        JsonNode facts = JsonMapper.shared()
                .readTree(Files.readString(SharedData.require("data/expected.json")))
                .get("files")
                .get(name)
                .get("facts");
        List<String> args = new ArrayList<>(
                List.of("info", SharedData.require("data/" + name).toString(), "--json"));
        JsonNode first = facts.get("probes").get(0);
        args.addAll(List.of(
                "--probe",
                first.get(0).asInt() + "," + first.get(1).asInt() + ","
                        + first.get(2).asInt()));
        JsonNode info = json(CommandRun.of(args.toArray(String[]::new)));
        assertThat(info.propertyNames())
                .containsExactlyInAnyOrder(
                        "format",
                        "shape",
                        "volumes",
                        "dtype",
                        "spacing",
                        "affine",
                        "orientation",
                        "min",
                        "max",
                        "mean",
                        "probes",
                        "warnings");
        assertThat(info.get("shape").get(2).asInt())
                .isEqualTo(facts.get("shape").get(2).asInt());
        assertThat(info.get("volumes").asInt())
                .isEqualTo(facts.get("shape").path(3).asInt(1));
        assertThat(info.get("dtype")).isEqualTo(facts.get("dtype"));
        for (String key : List.of("min", "max", "mean")) {
            double expected = facts.get(key).asDouble();
            assertThat(info.get(key).asDouble()).isCloseTo(expected, within(Math.abs(expected) * 1e-6));
        }
        assertThat(info.get("affine").isNull()).isEqualTo(!facts.has("affine"));
        if (facts.has("affine")) {
            assertThat(info.get("orientation")).isEqualTo(facts.get("axcodes"));
            assertThat(info.get("affine").get(3).toString()).isEqualTo("[0.0,0.0,0.0,1.0]");
        }
        JsonNode value = info.get("probes").get(0).get("value");
        JsonNode expected = first.get(first.size() - 1);
        if (expected.isString()) {
            assertThat(value).isEqualTo(expected);
        } else {
            assertThat(value.asDouble()).isCloseTo(expected.asDouble(), within(1e-6));
        }
    }

    @Test
    void infoOpensOneCaseOfASplit() {
        String file = SharedData.require("data/npy/medmnist_mini.npz").toString();
        JsonNode info = json(CommandRun.of("info", file, "--case", "test:2", "--json"));
        assertThat(info.get("mean").asDouble() * 28 * 28 * 28).isCloseTo(52275, within(1e-6));
        assertThat(CommandRun.of("info", file, "--case", "test:3").err()).contains("medmnist_mini.npz", "there are 3");
        assertThat(CommandRun.of("info", file, "--case", "test").status()).isEqualTo(2);
    }

    @Test
    void failuresAreOneLineThatNamesTheFile() {
        CommandRun absent = CommandRun.of("info", folder.resolve("absent.nii").toString(), "--json");
        assertThat(absent.status()).isEqualTo(1);
        assertThat(absent.out()).isEmpty();
        assertThat(absent.err().lines()).singleElement().asString().contains("absent.nii", "no such file");
        CommandRun usage = CommandRun.of("info");
        assertThat(usage.status()).isEqualTo(2);
        assertThat(usage.out()).isEmpty();
    }

    @Test
    void aSliceIsAPictureWithSquarePixels() throws IOException {
        Path nifti = folder.resolve("ramp.nii");
        float[] values = {0, 50, 100, 0, 50, 100};
        Affine affine = Affine.of(new double[][] {{-1, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3, 0}});
        try (Volume volume = Volume.ofFloats("ramp", 3, 2, 1, values, affine)) {
            NiftiWriter.write(nifti, volume, VoxelType.UINT8);
        }
        Path png = folder.resolve("ramp.png");
        String[] args = {
            "slice",
            nifti.toString(),
            "--plane",
            "axial",
            "--index",
            "0",
            "--window",
            "0,100",
            "-o",
            png.toString(),
            "--json"
        };
        assertThat(json(CommandRun.of(args)).get("files").get(0).asString()).isEqualTo(png.toString());
        BufferedImage picture = ImageIO.read(png.toFile());
        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(picture.getHeight()).isEqualTo(4);
        // i grows to the patient's left, which is on the right of the picture.
        assertThat(picture.getRaster().getSample(0, 0, 0)).isZero();
        assertThat(picture.getRaster().getSample(1, 3, 0)).isEqualTo(128);
        assertThat(picture.getRaster().getSample(2, 3, 0)).isEqualTo(255);
    }

    @Test
    void aFilmWithLowValuesBrightIsDrawnSoAndItsValuesStay() throws IOException {
        Path film = new DicomBytes()
                .slice("CR", 1, 0, 0, 0)
                .numbers(0x0028_0030, 1, 1)
                .image(1, 3, 16, 16, false)
                .text(0x0028_0004, "CS", "MONOCHROME1")
                .numbers(0x0028_1052, -10)
                .numbers(0x0028_1053, 2)
                .pixels((short) 5, (short) 55, (short) 30)
                .write(folder.resolve("film.dcm"));
        Path png = folder.resolve("film.png");
        CommandRun run = CommandRun.of(
                "slice",
                film.toString(),
                "--plane",
                "axial",
                "--index",
                "0",
                "--window",
                "0,100",
                "-o",
                png.toString());
        assertThat(run.status()).isZero();
        BufferedImage picture = ImageIO.read(png.toFile());
        int[] row = picture.getRaster().getSamples(0, 0, 3, 1, 0, new int[3]);
        assertThat(row).containsExactly(255, 0, 127);
        JsonNode info = json(CommandRun.of("info", film.toString(), "--probe", "1,0,0", "--json"));
        assertThat(info.get("probes").get(0).get("value").asDouble()).isEqualTo(100);
        assertThat(info.get("warnings").get(0).asString()).contains("low values to be shown bright");
        assertThat(CommandRun.of("info", film.toString()).out())
                .contains("scaling      value = 2 × stored − 10, stored 5 to 55");
    }

    @Test
    void aSliceThatIsNotThereIsSaid() throws IOException {
        Path nifti = folder.resolve("one.nii");
        try (Volume volume = Volume.ofFloats("one", 1, 1, 1, new float[] {1}, null)) {
            NiftiWriter.write(nifti, volume, VoxelType.UINT8);
        }
        Path png = folder.resolve("one.png");
        CommandRun outcome =
                CommandRun.of("slice", nifti.toString(), "--plane", "coronal", "--index", "1", "-o", png.toString());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("one.nii", "no slice 1");
        assertThat(png).doesNotExist();
        assertThat(CommandRun.of("slice", nifti.toString(), "--plane", "oblique", "--index", "0", "-o", png.toString())
                        .status())
                .isEqualTo(2);
    }
}
