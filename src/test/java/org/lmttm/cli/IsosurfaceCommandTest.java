package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.SharedData;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import tools.jackson.databind.JsonNode;

class IsosurfaceCommandTest {
    private static final double RADIUS = 9;

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void ball() throws IOException {
        float[] values = new float[32 * 32 * 32];
        for (int x = 0; x < values.length; x++) {
            double i = x % 32 - 15.5;
            int row = x / 32;
            double j = row % 32 - 15.5;
            double k = Math.floorDiv(row, 32) - 15.5;
            values[x] = (float) (RADIUS - Math.sqrt(i * i + j * j + k * k));
        }
        Path path = folder.resolve("ball.nii.gz");
        try (Volume volume = Volume.ofFloats("ball", 32, 32, 32, values, Affine.scaling(2, 2, 2))) {
            NiftiWriter.write(path, volume, VoxelType.FLOAT32);
        }
        file = path.toString();
    }

    @Test
    void printsTheObjectOfTheSpecificationAndWritesTheMesh() throws IOException {
        Path out = folder.resolve("ball.ply");
        CommandRun run = CommandRun.of(
                "isosurface", file, "--level", "0", "-o", out.toString(), "--repeat", "3", "--threads", "2", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode json = run.json();
        assertThat(json.propertyNames())
                .containsExactly("triangles", "vertices", "area_mm2", "volume_mm3", "closed", "seconds", "threads");
        double r = 2 * RADIUS;
        assertThat(json.get("area_mm2").asDouble()).isCloseTo(4 * Math.PI * r * r, within(20.0));
        assertThat(json.get("volume_mm3").asDouble()).isCloseTo(4.0 / 3 * Math.PI * r * r * r, within(200.0));
        assertThat(json.get("closed").asBoolean()).isTrue();
        assertThat(json.get("seconds").size()).isEqualTo(3);
        assertThat(json.get("threads").asInt()).isEqualTo(2);
        assertThat(json.get("triangles").asInt())
                .isEqualTo(2 * json.get("vertices").asInt() - 4);
        assertThat(Files.size(out)).isGreaterThan(13L * json.get("triangles").asInt());
    }

    @Test
    void anOpenSurfaceHasNoVolumeUnlessCapped() {
        JsonNode open =
                CommandRun.of("isosurface", file, "--level", "-11", "--json").json();
        assertThat(open.get("volume_mm3").isNull()).isTrue();
        assertThat(open.get("closed").asBoolean()).isFalse();
        JsonNode capped = CommandRun.of("isosurface", file, "--level", "-11", "--close", "--json")
                .json();
        assertThat(capped.get("closed").asBoolean()).isTrue();
        assertThat(capped.get("volume_mm3").asDouble()).isBetween(200_000.0, 263_000.0);
        assertThat(CommandRun.of("isosurface", file, "--level", "-11").out()).contains("--close caps it");
    }

    @Test
    void smoothsDecimatesAndChoosesPartsAsAsked() throws IOException {
        JsonNode plain =
                CommandRun.of("isosurface", file, "--level", "0", "--json").json();
        JsonNode made = CommandRun.of(
                        "isosurface", file, "--level", "0", "--smooth", "10", "--reduce", "0.8", "--largest", "--json")
                .json();
        int all = plain.get("triangles").asInt();
        assertThat(made.get("triangles").asInt()).isBetween(all / 5 - 4, all / 5 + 4);
        assertThat(made.get("closed").asBoolean()).isTrue();
        double volume = plain.get("volume_mm3").asDouble();
        assertThat(made.get("volume_mm3").asDouble()).isCloseTo(volume, within(0.02 * volume));
        JsonNode none = CommandRun.of("isosurface", file, "--level", "0", "--min-area", "1e6", "--json")
                .json();
        assertThat(none.get("triangles").asInt()).isZero();
        Path out = folder.resolve("lps.obj");
        assertThat(CommandRun.of("isosurface", file, "--level", "otsu", "--space", "LPS", "-o", out.toString())
                        .status())
                .isZero();
        assertThat(Files.readString(out)).startsWith("# patient mm (LPS+), SPACE=LPS");
        assertThat(CommandRun.of("isosurface", file, "--level", "0", "--space", "XYZ")
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("isosurface", file, "--level", "0", "--reduce", "1")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void coarserVoxelsAreSaid() {
        CommandRun run = CommandRun.of("isosurface", file, "--level", "0", "--coarsen", "2", "--json");
        assertThat(run.json().get("coarsened").asInt()).isEqualTo(2);
        assertThat(run.err()).contains("ball").contains("blocks of 2 × 2 × 2");
        double truth = 4.0 / 3 * Math.PI * Math.pow(2 * RADIUS, 3);
        assertThat(run.json().get("volume_mm3").asDouble()).isCloseTo(truth, within(0.04 * truth));
    }

    @Test
    void aLabelMapGivesOneSurfaceALabel() throws IOException {
        float[] values = new float[20 * 20 * 20];
        for (int x = 0; x < values.length; x++) {
            int i = x % 20;
            values[x] = i < 5 ? 0 : i < 10 ? 3 : 7;
        }
        Path path = folder.resolve("labels.nii");
        try (Volume volume = Volume.ofFloats("labels", 20, 20, 20, values, Affine.scaling(1, 1, 1))) {
            NiftiWriter.write(path, volume, VoxelType.UINT8);
        }
        Path out = folder.resolve("part.stl");
        JsonNode json = CommandRun.of("isosurface", path.toString(), "--labels", "-o", out.toString(), "--json")
                .json();
        assertThat(json.get("labels").size()).isEqualTo(2);
        assertThat(json.get("labels").get(0).get("label").asInt()).isEqualTo(3);
        assertThat(json.get("labels").get(1).get("volume_mm3").asDouble()).isCloseTo(4000, within(60.0));
        assertThat(json.get("closed").asBoolean()).isTrue();
        assertThat(folder.resolve("part-3.stl")).exists();
        assertThat(folder.resolve("part-7.stl")).exists();
        CommandRun missing = CommandRun.of("isosurface", path.toString(), "--label", "5");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("labels.nii: has no label 5");
        assertThat(CommandRun.of("isosurface", file, "--labels").err()).contains("is no label map");
    }

    @Test
    void wrongUsageIsTwoAndAFailureIsOneWithOneLineThatNamesTheFile() {
        assertThat(CommandRun.of("isosurface", file).status()).isEqualTo(2);
        assertThat(CommandRun.of("isosurface", file, "--level", "NaN").status()).isEqualTo(2);
        CommandRun ending = CommandRun.of("isosurface", file, "--level", "0", "-o", folder + "/ball.xyz");
        assertThat(ending.status()).isEqualTo(2);
        assertThat(ending.err()).contains("ball.xyz").contains(".stl, .obj or .ply");
        CommandRun missing = CommandRun.of("isosurface", folder + "/none.nii", "--level", "0", "--json");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err().lines()).hasSize(1);
        assertThat(missing.err()).contains("none.nii");
    }

    @ParameterizedTest
    @CsvSource({
        "data/nifti/avg152T1_LR_nifti.nii.gz,60",
        "data/nifti/nifti_space/PIL.nii.gz,30",
        "data/nifti/FLAIR.nii.gz,60",
        "data/nifti/someones_anatomy.nii.gz,50"
    })
    void realVolumesGiveSurfaces(String relative, double level) {
        Path real = SharedData.require(relative);
        JsonNode json = CommandRun.of("isosurface", real.toString(), "--level", "" + level, "--json", "--close")
                .json();
        assertThat(json.get("closed").asBoolean()).isTrue();
        assertThat(json.get("triangles").asInt()).isGreaterThan(1_000);
        assertThat(json.get("volume_mm3").asDouble()).isPositive();
    }

    @Test
    void theSameHeadStoredInAnyVoxelOrderHasTheSameSurface() {
        JsonNode first = null;
        for (String order : List.of("RAS", "LPS", "ASR", "IRP", "PIL", "SLA")) {
            Path head = SharedData.require("data/nifti/nifti_space/" + order + ".nii.gz");
            JsonNode json = CommandRun.of("isosurface", head.toString(), "--level", "30", "--json", "--close")
                    .json();
            if (first == null) {
                first = json;
            }
            assertThat(json.get("vertices").asInt())
                    .isEqualTo(first.get("vertices").asInt());
            double area = first.get("area_mm2").asDouble();
            double volume = first.get("volume_mm3").asDouble();
            assertThat(json.get("area_mm2").asDouble()).as(order).isCloseTo(area, within(area * 2e-3));
            assertThat(json.get("volume_mm3").asDouble()).as(order).isCloseTo(volume, within(volume * 1e-3));
        }
    }

    @Test
    void benchVolumeMeasuresOpeningSlicingAndTheSurface() {
        CommandRun run = CommandRun.of("bench", "volume", "--size", "32", "--repeat", "2", "--warmup", "0", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.json().propertyNames())
                .containsExactly(
                        "isosurface",
                        "open_gzip",
                        "open_mapped",
                        "slice_axial",
                        "slice_coronal",
                        "slice_sagittal",
                        "slice_oblique",
                        "raycast");
        run.json().forEachEntry((name, measure) -> {
            assertThat(measure.get("seconds").size()).isEqualTo(name.startsWith("slice_") ? 20 : 2);
            assertThat(measure.get("size").size()).isEqualTo(3);
        });
        assertThat(CommandRun.of("bench").status()).isEqualTo(2);
    }

    @Test
    void benchVolumeComparesWithWhatIsInstalled() {
        CommandRun run = CommandRun.of(
                "bench", "volume", "--size", "16", "--repeat", "1", "--warmup", "0", "--compare", "--json");
        assertThat(run.status()).isZero();
        JsonNode peers = run.json().get("peers");
        for (JsonNode peer : peers) {
            assertThat(peer.get("seconds").size()).isEqualTo(2);
        }
        assertThat(List.of("vtk_flying_edges", "skimage_marching_cubes", "nibabel_gzip", "gzip"))
                .containsAll(peers.propertyNames());
    }
}
