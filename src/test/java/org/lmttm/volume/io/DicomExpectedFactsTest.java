package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lmttm.SharedData;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VolumeStatistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every DICOM file and folder of the reference data, against what reference readers say of it. */
class DicomExpectedFactsTest {
    /** Decoders of lossy streams may differ by a few units. */
    private static final double LOSSY = 3;

    @TestFactory
    Stream<DynamicTest> everyFileIsAsReferenceReadersSayIt() throws IOException {
        Path expected = SharedData.require("data/expected.json");
        JsonNode files =
                JsonMapper.shared().readTree(Files.readString(expected)).get("files");
        List<DynamicTest> tests = new ArrayList<>();
        files.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.startsWith("dicom/") || name.startsWith("malformed/dicom/")) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(name, entry.getValue())));
            }
        });
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    private static void check(String name, JsonNode entry) throws IOException {
        Path path = SharedData.require("data/" + name);
        String expect = entry.get("expect").asString();
        if (expect.equals("refuse")) {
            assertThatThrownBy(
                            () -> VolumeFiles.openAll(path, VolumeChoice.FIRST).close())
                    .isInstanceOf(VolumeFormatException.class)
                    .hasMessageStartingWith(path.getFileName() + ": ");
            return;
        }
        JsonNode facts = entry.path("facts");
        try {
            if (facts.has("groups")) {
                checkGroups(path, facts.get("groups"));
            } else if (name.endsWith("DICOMDIR")) {
                assertThat(VolumeFiles.series(path, ReadProgress.NONE)).hasSizeGreaterThan(7);
            } else {
                checkFile(path, facts, entry.path("note").asString().startsWith("lossy") ? LOSSY : 0);
            }
        } catch (VolumeFormatException e) {
            assertThat(expect).as(e.getMessage()).isEqualTo("either");
            assertThat(e).hasMessageStartingWith(path.getFileName() + ": ");
        }
    }

    private static void checkFile(Path file, JsonNode facts, double slack) throws IOException {
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            Volume volume = series.get(0);
            if (!facts.has("rows")) {
                return;
            }
            if (file.endsWith("siemens_mosaic_ap.dcm")) {
                checkMosaic(series, facts);
                return;
            }
            assertThat(volume.ni()).isEqualTo(facts.get("columns").asInt());
            assertThat(volume.nj()).isEqualTo(facts.get("rows").asInt());
            JsonNode shape = facts.get("decoded_shape");
            boolean colour = facts.get("samples_per_pixel").asInt() == 3;
            boolean frames = shape.size() == (colour ? 4 : 3);
            assertThat(volume.nk()).isEqualTo(frames ? shape.get(0).asInt() : 1);
            checkPlace(volume, facts);
            if (colour) {
                assertThat(series.size()).isEqualTo(3);
                checkColours(series, facts, frames);
                return;
            }
            Stated stated = Stated.of(facts);
            VolumeStatistics statistics = VolumeStatistics.of(series);
            assertThat(stated.of(statistics.min())).isCloseTo(facts.get("min").asDouble(), near(slack));
            assertThat(stated.of(statistics.max())).isCloseTo(facts.get("max").asDouble(), near(slack));
            assertThat(stated.of(statistics.mean())).isCloseTo(facts.get("mean").asDouble(), near(slack));
            for (JsonNode probe : facts.get("probes")) {
                int k = frames ? probe.get(0).asInt() : 0;
                int at = frames ? 1 : 0;
                double value =
                        volume.value(probe.get(at + 1).asInt(), probe.get(at).asInt(), k);
                assertThat(stated.of(value))
                        .as("probe " + probe)
                        .isCloseTo(probe.get(at + 2).asDouble(), near(slack));
            }
        }
    }

    /**
     * What the reference states of a value. That is the value itself, but for enhanced images, whose scaling stands with
     * each frame: there the reference states stored values beside the frames' slope and intercept, and the workbench
     * gives values after them, as of every other file.
     */
    private record Stated(double slope, double intercept) {
        static Stated of(JsonNode facts) {
            JsonNode frame = facts.path("per_frame").path(0);
            return new Stated(
                    frame.path("rescale_slope").asDouble(1),
                    frame.path("rescale_intercept").asDouble(0));
        }

        double of(double value) {
            return (value - intercept) / slope;
        }
    }

    @Test
    void anEnhancedImageIsRescaledAsItsFramesSay() throws IOException {
        Path file = SharedData.require("data/dicom/single/eCT_Supplemental.dcm");
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(volume.description().slope()).isEqualTo(1);
            assertThat(volume.description().intercept()).isEqualTo(-1024);
            VolumeStatistics statistics = VolumeStatistics.of(volume);
            assertThat(statistics.min()).as("stored 0 is air").isEqualTo(-1024);
            assertThat(statistics.max()).as("stored 1196").isEqualTo(172);
            assertThat(volume.value(232, 280, 0)).as("stored 1196").isEqualTo(172);
            assertThat(volume.value(256, 256, 1)).as("stored 1022").isEqualTo(-2);
        }
    }

    /** The reference has the frame as it is stored; here each slice is cut out of it and lies where it was measured. */
    private static void checkMosaic(VolumeSeries series, JsonNode facts) {
        Volume volume = series.get(0);
        assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).containsExactly(72, 72, 5);
        for (JsonNode probe : facts.get("probes")) {
            int row = probe.get(0).asInt();
            int column = probe.get(1).asInt();
            int slice = row / 72 * 3 + column / 72;
            if (slice < volume.nk()) {
                assertThat(volume.value(column % 72, row % 72, slice))
                        .isEqualTo(probe.get(2).asDouble());
            }
        }
        double[][] rows = volume.affineOrVoxels().rows();
        assertThat(rows[0]).containsExactly(-3, 0, 0, 108);
        assertThat(rows[1]).containsExactly(0, -3, 0, 108);
        assertThat(rows[2]).containsExactly(0, 0, 12, 16);
        assertThat(volume.description().warnings()).singleElement().asString().startsWith("is a mosaic: its 5 slices");
    }

    private static org.assertj.core.data.Offset<Double> near(double slack) {
        return within(slack + 1e-9);
    }

    private static void checkColours(VolumeSeries series, JsonNode facts, boolean frames) {
        if (!facts.get("photometric").asString().equals("RGB")) {
            return; // the reference states brightness and colour differences, not colours
        }
        for (JsonNode probe : facts.get("probes")) {
            int at = frames ? 1 : 0;
            double value = series.get(probe.get(at + 2).asInt())
                    .value(
                            probe.get(at + 1).asInt(),
                            probe.get(at).asInt(),
                            frames ? probe.get(0).asInt() : 0);
            assertThat(value).as("probe " + probe).isEqualTo(probe.get(at + 3).asDouble());
        }
    }

    /** The first pixel's centre and the in-plane spacing, where the file states them and they can be used. */
    private static void checkPlace(Volume volume, JsonNode facts) {
        JsonNode place = facts.has("per_frame") ? facts.get("per_frame").get(0) : facts;
        JsonNode position = place.path(facts.has("per_frame") ? "position" : "image_position");
        if (position.isMissingNode()) {
            assertThat(volume.affine()).isEmpty();
            assertThat(volume.description().warnings()).isNotEmpty();
            return;
        }
        if (volume.affine().isEmpty()) {
            assertThat(volume.description().warnings()).isNotEmpty();
            return;
        }
        double[] origin = volume.affineOrVoxels().apply(0, 0, 0);
        assertThat(origin[0]).isCloseTo(-position.get(0).asDouble(), within(1e-3));
        assertThat(origin[1]).isCloseTo(-position.get(1).asDouble(), within(1e-3));
        assertThat(origin[2]).isCloseTo(position.get(2).asDouble(), within(1e-3));
        JsonNode spacing = place.path(facts.has("per_frame") ? "spacing" : "pixel_spacing");
        assertThat(volume.spacing()[0]).isCloseTo(spacing.get(1).asDouble(), within(1e-3));
        assertThat(volume.spacing()[1]).isCloseTo(spacing.get(0).asDouble(), within(1e-3));
    }

    private static void checkGroups(Path folder, JsonNode groups) throws IOException {
        List<SeriesEntry> entries = VolumeFiles.series(folder, ReadProgress.NONE);
        assertThat(entries).hasSize(groups.size());
        for (JsonNode group : groups) {
            SeriesEntry entry = entries.stream()
                    .filter(e -> e.modality().equals(group.get("modality").asString())
                            && e.shape()[0] == group.get("columns").asInt()
                            && e.shape()[1] == group.get("rows").asInt())
                    .findFirst()
                    .orElseThrow();
            int places = group.get("distinct_positions").asInt();
            assertThat(entry.shape()[2]).isEqualTo(places);
            if (!group.get("uniform").asBoolean() && places > 1) {
                assertThat(entry.warnings()).anyMatch(w -> w.contains("evenly spaced"));
            }
            if (group.path("sheared").asBoolean()) {
                assertThat(entry.warnings()).anyMatch(w -> w.contains("°"));
            }
            VolumeChoice choice = VolumeChoice.FIRST.withSeries(entry.choice());
            try (VolumeSeries series = VolumeFiles.openAll(folder, choice)) {
                assertThat(series.size())
                        .isEqualTo(group.get("distinct_instances").asInt() / places);
                checkGroup(series.get(0), group);
            }
        }
    }

    private static void checkGroup(Volume volume, JsonNode group) {
        JsonNode affine = group.path("affine");
        for (int r = 0; r < 3 && affine.isArray(); r++) {
            for (int c = 0; c < 4; c++) {
                assertThat(volume.affineOrVoxels().get(r, c))
                        .isCloseTo(affine.get(r).get(c).asDouble(), within(1e-3));
            }
        }
        if (group.has("axcodes")) {
            assertThat(volume.affineOrVoxels().orientation())
                    .isEqualTo(group.get("axcodes").asString());
        }
        if (group.has("mean")) {
            VolumeStatistics statistics = VolumeStatistics.of(volume);
            assertThat(statistics.min()).isEqualTo(group.get("min").asDouble());
            assertThat(statistics.max()).isEqualTo(group.get("max").asDouble());
            assertThat(statistics.mean()).isCloseTo(group.get("mean").asDouble(), within(1e-6));
        }
        for (JsonNode probe : group.path("probes")) {
            double value = volume.value(
                    probe.get(0).asInt(), probe.get(1).asInt(), probe.get(2).asInt());
            assertThat(value).as("probe " + probe).isEqualTo(probe.get(3).asDouble());
        }
    }
}
