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

/** Every file of the reference data but DICOM's, against what reference readers say of it. */
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
        assertThat(tests).hasSizeGreaterThan(130);
        return tests.stream();
    }

    private static boolean isOurs(String name) {
        return !name.startsWith("dicom/") && !name.startsWith("malformed/dicom/");
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
        return entry.has("facts") && entry.get("facts").has("shape");
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> VolumeFiles.openAll(file, VolumeChoice.FIRST).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith(file.getFileName() + ": ");
    }

    private static void checkFacts(VolumeSeries series, JsonNode facts, Path file) throws IOException {
        Volume volume = series.get(0);
        Axes axes = Axes.of(facts);
        assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).isEqualTo(axes.space());
        assertThat(series.size()).isEqualTo(axes.volumes());
        assertThat(VolumeFiles.list(file).volumes()).isEqualTo(series.size());
        assertThat(volume.description().type().numpyName())
                .isEqualTo(
                        facts.has("components") ? "uint8" : facts.get("dtype").asString());
        checkGeometry(volume, facts);
        VolumeStatistics statistics = VolumeStatistics.of(series);
        double tolerance = tolerance(volume);
        assertNear(statistics.min(), facts.get("min").asDouble(), tolerance, "min");
        assertNear(statistics.max(), facts.get("max").asDouble(), tolerance, "max");
        assertNear(statistics.mean(), facts.get("mean").asDouble(), tolerance, "mean");
        assertThat(statistics.nonFinite()).isEqualTo(facts.path("non_finite").asLong(0));
        for (JsonNode probe : facts.get("probes")) {
            checkProbe(series, axes, probe, tolerance);
        }
    }

    private static void checkGeometry(Volume volume, JsonNode facts) {
        if (!facts.has("affine")) {
            if (facts.has("spacing")) {
                for (int axis = 0; axis < facts.get("spacing").size(); axis++) {
                    assertThat(volume.spacing()[axis])
                            .isCloseTo(facts.get("spacing").get(axis).asDouble(), within(1e-6));
                }
            } else if (!facts.has("encoding")) {
                assertThat(volume.affine()).isEmpty();
            }
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

    private static void checkProbe(VolumeSeries series, Axes axes, JsonNode probe, double tolerance) {
        int[] index = axes.index(probe);
        double value = series.get(index[3]).value(index[0], index[1], index[2]);
        assertNear(value, number(probe.get(probe.size() - 1)), tolerance, "probe " + probe);
    }

    /**
     * How a file's axes, as its facts list them, become a volume's three and a count of volumes: components of a voxel
     * come first (NRRD, MetaImage) or last (colours).
     *
     * @param sizes of all axes, in the order of the probes
     * @param first which of them is the volume's first
     */
    private record Axes(int[] sizes, int first) {
        static Axes of(JsonNode facts) {
            List<Integer> sizes = new ArrayList<>();
            facts.get("shape").forEach(size -> sizes.add(size.asInt()));
            int first = 0;
            if (facts.path("channels").asInt(1) > 1) {
                sizes.addFirst(facts.get("channels").asInt());
                first = 1;
            } else if (facts.has("kinds")
                    && !facts.get("kinds").get(0).asString().matches("domain|space")) {
                first = 1;
            } else if (facts.has("components")) {
                sizes.add(facts.get("components").size());
            }
            return new Axes(sizes.stream().mapToInt(Integer::intValue).toArray(), first);
        }

        int[] space() {
            return new int[] {size(first), size(first + 1), size(first + 2)};
        }

        private int size(int axis) {
            return axis < sizes.length ? sizes[axis] : 1;
        }

        int volumes() {
            int volumes = 1;
            for (int axis = 0; axis < sizes.length; axis++) {
                volumes *= axis >= first && axis < first + 3 ? 1 : sizes[axis];
            }
            return volumes;
        }

        /** i, j, k and the volume. */
        int[] index(JsonNode probe) {
            int[] index = new int[4];
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                int at = probe.get(axis).asInt();
                if (axis >= first && axis < first + 3) {
                    index[axis - first] = at;
                } else {
                    index[3] = index[3] * sizes[axis] + at;
                }
            }
            return index;
        }
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
