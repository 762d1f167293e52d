package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lmttm.SharedData;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VolumeStatistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every NIfTI and NumPy file of the reference data, against what reference readers say of it. */
class ExpectedFactsTest {
    private static final Path DATA = Path.of("data");

    @TestFactory
    Stream<DynamicTest> everyFileIsAsReferenceReadersSayIt() throws IOException {
        Path expected = SharedData.require("data/expected.json");
        JsonNode files =
                JsonMapper.shared().readTree(Files.readString(expected)).get("files");
        List<DynamicTest> tests = new ArrayList<>();
        files.properties().forEach(entry -> {
            String name = entry.getKey();
            if (isOurs(name)) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(name, entry.getValue())));
            }
        });
        assertThat(tests).hasSizeGreaterThan(60);
        return tests.stream();
    }

    private static boolean isOurs(String name) {
        boolean folder = Stream.of("nifti/", "npy/", "medmnist/", "perf/", "malformed/nifti/", "malformed/npy/")
                .anyMatch(name::startsWith);
        return folder && !name.endsWith(".mgz");
    }

    private static void check(String name, JsonNode entry) throws IOException {
        Path file = SharedData.require(DATA.resolve(name).toString());
        switch (entry.get("expect").asString()) {
            case "refuse" -> assertRefused(file);
            case "either" -> {
                try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
                    if (isScalarVolume(entry)) {
                        checkFacts(series, entry.get("facts"), file);
                    } else {
                        assertThat(series.size()).isPositive();
                        series.get(0)
                                .affine()
                                .ifPresent(affine ->
                                        assertThat(affine.determinant()).isNotNaN());
                    }
                } catch (VolumeFormatException e) {
                    assertThat(e).hasMessageStartingWith(file.getFileName() + ": ");
                }
            }
            default -> {
                if (entry.get("facts").has("arrays")) {
                    checkSplits(file, entry.get("facts").get("arrays"));
                } else {
                    try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
                        checkFacts(series, entry.get("facts"), file);
                    }
                }
            }
        }
    }

    private static boolean isScalarVolume(JsonNode entry) {
        return entry.has("facts") && entry.get("facts").path("shape").size() >= 3;
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> VolumeFiles.openAll(file, VolumeChoice.FIRST).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith(file.getFileName() + ": ");
    }

    private static void checkFacts(VolumeSeries series, JsonNode facts, Path file) throws IOException {
        Volume volume = series.get(0);
        JsonNode shape = facts.get("shape");
        long volumes = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            if (axis < 3) {
                assertThat(volume.size(axis))
                        .as("axis " + axis)
                        .isEqualTo(shape.get(axis).asInt());
            } else {
                volumes *= shape.get(axis).asLong();
            }
        }
        assertThat((long) series.size()).isEqualTo(volumes);
        assertThat(VolumeFiles.list(file).volumes()).isEqualTo(series.size());
        assertThat(volume.description().type().numpyName())
                .isEqualTo(facts.get("dtype").asString());
        checkGeometry(volume, facts);
        VolumeStatistics statistics = VolumeStatistics.of(series);
        double tolerance = tolerance(volume);
        assertNear(statistics.min(), facts.get("min").asDouble(), tolerance, "min");
        assertNear(statistics.max(), facts.get("max").asDouble(), tolerance, "max");
        assertNear(statistics.mean(), facts.get("mean").asDouble(), tolerance, "mean");
        assertThat(statistics.nonFinite()).isEqualTo(facts.path("non_finite").asLong(0));
        for (JsonNode probe : facts.get("probes")) {
            checkProbe(series, shape, probe, tolerance);
        }
    }

    private static void checkGeometry(Volume volume, JsonNode facts) {
        if (!facts.has("affine")) {
            assertThat(volume.affine()).isEmpty();
            return;
        }
        assertThat(volume.affineOrVoxels().orientation())
                .isEqualTo(facts.get("axcodes").asString());
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                assertThat(volume.affineOrVoxels().get(r, c))
                        .isCloseTo(facts.get("affine").get(r).get(c).asDouble(), within(1e-3));
            }
        }
    }

    private static double tolerance(Volume volume) {
        return volume.description().type().isFloating() ? 1e-6 : 1e-9;
    }

    private static void checkProbe(VolumeSeries series, JsonNode shape, JsonNode probe, double tolerance) {
        int axes = probe.size() - 1;
        int volume = 0;
        for (int axis = axes - 1; axis >= 3; axis--) {
            volume = volume * shape.get(axis).asInt() + probe.get(axis).asInt();
        }
        double value = series.get(volume)
                .value(
                        probe.get(0).asInt(),
                        probe.get(1).asInt(),
                        axes < 3 ? 0 : probe.get(2).asInt());
        assertNear(value, number(probe.get(axes)), tolerance, "probe " + probe);
    }

    private static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }

    private static void assertNear(double actual, double expected, double relative, String what) {
        if (Double.isFinite(expected)) {
            assertThat(actual).as(what).isCloseTo(expected, within(Math.abs(expected) * relative + 1e-12));
        } else {
            assertThat(Double.valueOf(actual)).as(what).isEqualTo(Double.valueOf(expected));
        }
    }

    private static void checkSplits(Path file, JsonNode arrays) throws IOException {
        VolumeListing listing = VolumeFiles.list(file);
        for (String split : listing.splits().keySet()) {
            JsonNode array = arrays.get(split + "_images");
            assertThat(listing.splits().get(split))
                    .isEqualTo(array.get("shape").get(0).asInt());
            for (var sum : array.get("volume_sums").properties()) {
                VolumeChoice choice = VolumeChoice.ofCase(split, Integer.parseInt(sum.getKey()));
                try (Volume volume = VolumeFiles.open(file, choice)) {
                    VolumeStatistics s = VolumeStatistics.of(volume);
                    assertThat(s.mean() * s.finite()).isCloseTo(sum.getValue().asDouble(), within(1e-3));
                    checkCaseProbes(volume, array, choice.index());
                }
            }
        }
        assertThat(listing.splits()).isNotEmpty();
        assertThatThrownBy(() -> VolumeFiles.open(file, new VolumeChoice(0, Optional.of("none"), 0))
                        .close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageContaining("none");
    }

    private static void checkCaseProbes(Volume volume, JsonNode array, int index) {
        for (JsonNode probe : array.path("probes")) {
            if (probe.get(0).asInt() == index) {
                double value = volume.value(
                        probe.get(1).asInt(), probe.get(2).asInt(), probe.get(3).asInt());
                assertThat(value).isEqualTo(probe.get(4).asDouble());
            }
        }
    }
}
