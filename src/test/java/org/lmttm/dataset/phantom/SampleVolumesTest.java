package org.lmttm.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.volume.Volume;

class SampleVolumesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("lmttm.home", "."), "sample-volumes");

    @TempDir
    Path folder;

    @Test
    void eachRunGivesTheSameBytes() throws IOException {
        for (String run : new String[] {"a", "b"}) {
            Path to = Files.createDirectory(folder.resolve(run));
            SampleVolumes.head(to.resolve("head.nii.gz"), 40, 24);
            SampleVolumes.vessel(to.resolve("vessel.nii.gz"), true, 32);
            SampleVolumes.dataset(to.resolve("d.npz"), 6, 2, 3);
        }
        for (String name : new String[] {"head.nii.gz", "vessel.nii.gz", "d.npz"}) {
            assertThat(folder.resolve("b/" + name)).hasSameBinaryContentAs(folder.resolve("a/" + name));
        }
    }

    @Test
    void theShippedDatasetIsWhatTheGeneratorMakes() throws IOException {
        SampleVolumes.dataset(folder.resolve("d.npz"), 5, 1, 4);
        LabelledVolumes made = LabelledVolumes.open(folder.resolve("d.npz"));
        LabelledVolumes shipped = LabelledVolumes.open(SHIPPED.resolve("phantom-vessels.npz"));
        assertThat(shipped.classNames()).containsExactly("vessel", "aneurysm");
        for (Split split : Split.values()) {
            for (int i = 0; i < made.count(split); i++) {
                assertThat(shipped.label(split, i)).isEqualTo(made.label(split, i));
                assertThat(shipped.cube(split, i)).isEqualTo(made.cube(split, i));
            }
        }
        assertThat(shipped.count(Split.TRAIN)).isGreaterThanOrEqualTo(400);
        assertThat(shipped.count(Split.VAL)).isGreaterThanOrEqualTo(60);
        assertThat(shipped.count(Split.TEST)).isGreaterThanOrEqualTo(120);
    }

    @Test
    void neitherMassNorALinearModelOnVoxelsGivesTheClassAway() throws IOException {
        LabelledVolumes data = LabelledVolumes.open(SHIPPED.resolve("phantom-vessels.npz"));
        double[] weights = logisticRegression(data, Split.TRAIN, 2, 0.3);
        int n = data.count(Split.TEST);
        double[][] mass = new double[n][];
        double[][] linear = new double[n][];
        float[] cube = new float[data.voxels()];
        for (int i = 0; i < n; i++) {
            data.cube(Split.TEST, i, cube);
            double sum = 0;
            for (float v : cube) {
                sum += v;
            }
            mass[i] = new double[] {0, sum};
            linear[i] = new double[] {0, dot(weights, cube)};
        }
        int[] labels = data.labels(Split.TEST);
        assertThat(Metrics.auc(new Scores(labels, mass))).isCloseTo(0.5, within(0.08));
        assertThat(Metrics.auc(new Scores(labels, linear))).isBetween(0.4, 0.7);
    }

    /** Stochastic gradient descent; the last weight is the bias. */
    private static double[] logisticRegression(LabelledVolumes data, Split split, int epochs, double rate)
            throws IOException {
        double[] w = new double[data.voxels() + 1];
        float[] cube = new float[data.voxels()];
        for (int step = 0; step < epochs * data.count(split); step++) {
            int i = step % data.count(split);
            data.cube(split, i, cube);
            double error = data.label(split, i) - 1 / (1 + Math.exp(-dot(w, cube)));
            double size = rate * error / 100;
            for (int v = 0; v < cube.length; v++) {
                w[v] += size * cube[v];
            }
            w[cube.length] += size;
        }
        return w;
    }

    private static double dot(double[] w, float[] cube) {
        double sum = w[cube.length];
        for (int v = 0; v < cube.length; v++) {
            sum += w[v] * cube[v];
        }
        return sum;
    }

    @Test
    void bothClassesFillTheShareAsked() {
        for (boolean aneurysm : new boolean[] {false, true}) {
            byte[] cube = VesselPhantom.draw(new Random(3), aneurysm, 28, 0.05);
            double sum = 0;
            for (byte v : cube) {
                sum += (v & 0xFF) / 255.0;
            }
            assertThat(sum / cube.length).isCloseTo(0.05, within(0.002));
        }
    }

    @Test
    void theHeadIsObliqueAndItsSidesDiffer() {
        assertThat(HeadPhantom.hu(-33, -28, 40)).as("necrotic core, left").isCloseTo(14, within(1.0));
        assertThat(HeadPhantom.hu(33, -28, 40)).as("brain, right").isGreaterThan(20);
        assertThat(HeadPhantom.hu(0, 200, 0)).isEqualTo(-1000);
        assertThat(HeadPhantom.hu(32.5, 68, -3)).as("vitreous").isCloseTo(8, within(1.0));
        try (Volume head = HeadPhantom.make(32, 24, 1)) {
            assertThat(head.affine().orElseThrow().orientation()).isEqualTo("LPS");
            assertThat(head.spacing()).containsExactly(new double[] {6.5, 6.5, 8}, within(1e-9));
            assertThat(Math.abs(head.affine().orElseThrow().get(2, 1)))
                    .as("tilt")
                    .isGreaterThan(1);
            double[] counts = new double[3];
            for (int k = 0; k < 24; k++) {
                for (int j = 0; j < 32; j++) {
                    for (int i = 0; i < 32; i++) {
                        double v = head.value(i, j, k);
                        assertThat(v).isBetween(-1024.0, 3071.0);
                        counts[v < -300 ? 0 : v < 300 ? 1 : 2]++;
                    }
                }
            }
            assertThat(counts[1]).as("soft tissue").isGreaterThan(3000);
            assertThat(counts[2]).as("bone").isGreaterThan(600);
        }
    }

    @Test
    void theShippedFilesAreSmall() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            assertThat(bytes).isBetween(1L << 20, 8L << 20);
        }
    }
}
