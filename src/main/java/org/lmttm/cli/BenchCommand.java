package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lmttm.surface.Isosurface;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceExtractor;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast this machine is at what the workbench does. */
@Command(
        name = "bench",
        description = "Measures how long things take on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.VolumeBench.class, ModelBenchCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to measure: bench volume or bench model");
    }

    /**
     * Opening, slicing and the isosurface of a made-up volume: nested shells with a bumpy outside, int16, so that the
     * numbers do not depend on a file. Oblique slices and ray casting are measured once the workbench has them.
     */
    @Command(name = "volume", description = "Opening, slices and isosurface of a made-up volume.")
    static final class VolumeBench extends JsonCommand {
        private static final double LEVEL = 300;

        @Option(names = "--size", paramLabel = "N", description = "Voxels along each axis (default: 256).")
        private int size = 256;

        @Option(names = "--repeat", paramLabel = "N", description = "How often to measure each (default: 5).")
        private int repeat = 5;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec command;

        /** One measure: seconds of each repeat, and the voxels along i, j, k that it was about. */
        private record Measure(List<Double> seconds, int[] size) {}

        /** A piece of work to measure. */
        private interface Work {
            void run() throws IOException;
        }

        @Override
        Answer answer() throws IOException {
            if (size < 16 || size > 1024 || repeat < 1) {
                throw new CommandLine.ParameterException(
                        command.commandLine(), "--size is 16 to 1024 and --repeat at least 1");
            }
            Path folder = Files.createTempDirectory("lmttm-bench");
            Path plain = folder.resolve("bench.nii");
            Path packed = folder.resolve("bench.nii.gz");
            try {
                try (Volume made = made(size)) {
                    NiftiWriter.write(plain, made, VoxelType.INT16);
                    NiftiWriter.write(packed, made, VoxelType.INT16);
                }
                Map<String, Measure> measures = measure(plain, packed);
                return new Answer(measures, text(measures));
            } finally {
                Files.deleteIfExists(plain);
                Files.deleteIfExists(packed);
                Files.deleteIfExists(folder);
            }
        }

        private Map<String, Measure> measure(Path plain, Path packed) throws IOException {
            Map<String, Measure> measures = new LinkedHashMap<>();
            try (Volume volume = VolumeFiles.open(plain)) {
                measures.put("isosurface", time(() -> Isosurface.extract(volume, LEVEL)));
                measures.put("open_gzip", time(() -> VolumeFiles.open(packed).close()));
                measures.put("open_mapped", time(() -> VolumeFiles.open(plain).close()));
                SliceExtractor slices = new SliceExtractor(volume);
                for (Plane plane : Plane.values()) {
                    int middle = slices.geometry(plane).count() / 2;
                    measures.put(
                            "slice_" + plane.name().toLowerCase(Locale.ROOT),
                            time(() -> slices.extract(plane, middle)));
                }
            }
            return measures;
        }

        private Measure time(Work work) throws IOException {
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < repeat; i++) {
                long start = System.nanoTime();
                work.run();
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            return new Measure(seconds, new int[] {size, size, size});
        }

        private static Volume made(int n) {
            float[] values = new float[n * n * n];
            int at = 0;
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    for (int i = 0; i < n; i++) {
                        double x = 2.0 * i / (n - 1) - 1;
                        double y = 2.0 * j / (n - 1) - 1;
                        double z = 2.0 * k / (n - 1) - 1;
                        double bumps = 0.04 * Math.sin(17 * x) * Math.sin(19 * y) * Math.sin(23 * z);
                        double r = Math.sqrt(x * x + y * y + z * z) + bumps;
                        values[at++] = r > 0.85 ? 0 : (float) Math.rint(400 + 400 * Math.sin(24 * r));
                    }
                }
            }
            return Volume.ofFloats("bench", n, n, n, values, Affine.scaling(0.8, 0.8, 0.8));
        }

        private static String text(Map<String, Measure> measures) {
            List<String> lines = new ArrayList<>();
            measures.forEach((name, m) -> lines.add(String.format(
                    Locale.ROOT,
                    "%-16s %.4f s (fastest of %d)",
                    name,
                    m.seconds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                    m.seconds.size())));
            return String.join(System.lineSeparator(), lines);
        }
    }
}
