package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

/**
 * Memory stays where it is: the resident size of a process that trains, or traces, is the same early and late to within
 * 2 %. Each is a process of its own with a fixed heap that is resident from the start, so that what grows is native.
 * {@code -Dlmttm.soak=20} makes it twenty times as long.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MemorySoakTest {
    private static final double MOST = 0.02;
    private static final int FACTOR = Integer.getInteger("lmttm.soak", 1);

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsProc() {
        assumeTrue(
                Files.exists(Path.of("/proc/self/status")),
                "the resident size is read from /proc/self/status, which only Linux has");
    }

    /** What the program prints, in KiB. */
    private List<Long> sizes(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                // the optimizing compiler takes and frees tens of megabytes whenever it likes
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dai.djl.pytorch.num_threads=1",
                SoakProgram.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // else every thread hoards some of what it frees
        Path errors = folder.resolve("errors.txt");
        builder.redirectError(errors.toFile());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
        return output.lines()
                .filter(line -> line.matches("\\d+ \\d+"))
                .map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1)))
                .toList();
    }

    private static void assertFlat(List<Long> sizes) {
        assertThat(sizes).hasSize(2);
        double growth = (double) sizes.get(1) / sizes.get(0) - 1;
        assertThat(growth).as("resident KiB early and late: " + sizes).isLessThan(MOST);
    }

    @Test
    void theDatasetDoesNotStayOnTheHeap() throws IOException, InterruptedException {
        int edge = 96;
        int cases = 28;
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (var split : Map.of("train", cases - 4, "val", 4).entrySet()) {
            byte[] labels = new byte[split.getValue()];
            labels[0] = 1;
            byte[] voxels = new byte[labels.length * edge * edge * edge];
            arrays.put(split.getKey() + "_images", NpyArray.of(voxels, labels.length, edge, edge, edge));
            arrays.put(split.getKey() + "_labels", NpyArray.of(labels, labels.length, 1));
        }
        Path data = folder.resolve("large.npz");
        NpzFile.write(data, arrays);
        RunFolder run = RunFolder.create(
                folder.resolve("run"),
                TinyRuns.config(data, 1)
                        .with(Map.of(
                                "architecture.input.depth",
                                edge,
                                "architecture.input.height",
                                edge,
                                "architecture.input.width",
                                edge,
                                "architecture.patch.depth",
                                32,
                                "architecture.patch.height",
                                32,
                                "architecture.patch.width",
                                32)));
        assertThat(sizes("heap", run.path().toString()))
                .singleElement(InstanceOfAssertFactories.LONG)
                .isLessThan((long) cases * edge * edge * edge / 1024);
    }

    @Test
    void trainingStaysWhereItIs() throws IOException, InterruptedException {
        assertFlat(sizes("train", folder.toString(), "50", String.valueOf(500 * FACTOR)));
    }

    @Test
    void tracedInferenceStaysWhereItIs() throws IOException, InterruptedException {
        RunFolder run = RunFolder.create(folder.resolve("model"), TinyRuns.config(TinyRuns.dataset(folder), 1));
        TrainingRun.train(run, _ -> {});
        assertFlat(sizes("trace", run.bestCheckpoint().toString(), "50", String.valueOf(1000 * FACTOR)));
    }
}
