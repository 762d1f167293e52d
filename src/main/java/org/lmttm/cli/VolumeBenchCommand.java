package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lmttm.dataset.phantom.ShellPhantom;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Progress;
import org.lmttm.surface.RayCaster;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.RenderPreset;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Plane;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Point;
import org.lmttm.volume.Resampler;
import org.lmttm.volume.Reslicer;
import org.lmttm.volume.SliceColors;
import org.lmttm.volume.SliceExtractor;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Opening, slicing and the isosurface of a made-up volume: nested shells with a bumpy outside, so that the
 * numbers do not depend on a file.
 */
@Command(name = "volume", description = "Opening, slices, isosurface and ray casting of a made-up volume.")
final class VolumeBenchCommand extends JsonCommand {
    private static final int PICTURE = 512;
    private static final Window WINDOW = new Window(0, 800);
    private static final long SCROLLED_NANOS = 1_000_000_000L;
    private static final int MANY = 10;

    @Option(names = "--size", paramLabel = "N", description = "Voxels along each axis (default: 256).")
    private int size = 256;

    @Option(names = "--type", paramLabel = "T", description = "uint8, int16, uint16 or float32 (default: int16).")
    private String type = "int16";

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How often to measure each, slices ten times as often (default: 5).")
    private int repeat = 5;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description =
                    "How often to do each before it is measured, as a program that runs for a while has (default: 5).")
    private int warmup = 5;

    @Option(
            names = "--compare",
            description = "Measure in turns with what is installed beside it: VTK, scikit-image, nibabel, gzip.")
    private boolean compare;

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
        if (size < 16 || size > 1024 || repeat < 1 || warmup < 0) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--size is 16 to 1024, --repeat at least 1 and --warmup 0 or more");
        }
        VoxelType voxels = WindowBenchCommand.voxels(type, command);
        Path folder = Files.createTempDirectory("lmttm-bench");
        Path plain = folder.resolve("bench.nii");
        Path packed = folder.resolve("bench.nii.gz");
        try {
            try (Volume made = ShellPhantom.of(size, voxels)) {
                NiftiWriter.write(plain, made, voxels);
                NiftiWriter.write(packed, made, voxels);
            }
            Map<String, Measure> peers = new LinkedHashMap<>();
            if (compare) {
                addPeers(packed, peers);
            }
            Map<String, Measure> measures = measure(plain, packed);
            if (!compare) {
                return new Answer(measures, text(measures));
            }
            addPeers(packed, peers);
            Map<String, Object> both = new LinkedHashMap<>(measures);
            both.put("peers", peers);
            return new Answer(both, text(measures) + System.lineSeparator() + text(peers));
        } finally {
            Files.deleteIfExists(plain);
            Files.deleteIfExists(packed);
            Files.deleteIfExists(folder);
        }
    }

    /** Peers are measured before and after, so that a busy machine is as busy for them. */
    private void addPeers(Path packed, Map<String, Measure> peers) throws IOException {
        BenchPeers.measure(size, repeat, packed).forEach((name, seconds) -> {
            Measure measure =
                    peers.computeIfAbsent(name, _ -> new Measure(new ArrayList<>(), new int[] {size, size, size}));
            measure.seconds.addAll(seconds);
        });
    }

    private Map<String, Measure> measure(Path plain, Path packed) throws IOException {
        Map<String, Measure> measures = new LinkedHashMap<>();
        try (Volume volume = VolumeFiles.open(plain);
                Volume gyroid = gyroid(size)) {
            measures.put("isosurface", time(() -> Isosurface.extract(gyroid, 0)));
            measures.put("open_gzip", time(() -> VolumeFiles.open(packed).close()));
            measures.put("open_mapped", time(() -> VolumeFiles.open(plain).close()));
            slices(volume, measures);
            reslice(volume, measures);
            RayVolume rays = RayVolume.of(volume, threads(), Progress.NONE);
            Histogram histogram = Histogram.of(volume, 256);
            RayCaster.Scene scene = new RayCaster.Scene(
                    rays, RenderPreset.MR.function(histogram, histogram.autoWindow()), rays.framing(), Cut.NONE, 0.5);
            RayCaster caster = new RayCaster(threads(), Lighting.BONE);
            measures.put("raycast", time(() -> caster.render(scene, PICTURE, PICTURE, Progress.NONE)));
        }
        return measures;
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Slices as the window shows them while it scrolls: through the window to colours, another one each time. */
    private void slices(Volume volume, Map<String, Measure> measures) throws IOException {
        SliceExtractor slices = new SliceExtractor(volume);
        int[] greys = greys();
        for (Plane plane : Plane.values()) {
            int last = slices.geometry(plane).count() - 1;
            int[] index = {last / 4};
            measures.put("slice_" + plane.name().toLowerCase(Locale.ROOT), timeMany(() -> {
                index[0] = index[0] == last ? 0 : index[0] + 1;
                slices.argb(plane, index[0], WINDOW, greys, false);
            }));
        }
    }

    private void reslice(Volume volume, Map<String, Measure> measures) throws IOException {
        Point centre = Point.of(volume.affineOrVoxels().apply((size - 1) / 2.0, (size - 1) / 2.0, (size - 1) / 2.0));
        Point right = new Point(0.8, 0.6, 0);
        Point down = new Point(-0.36, 0.48, -0.8);
        Reslicer reslicer = new Reslicer(volume, Resampler.Interpolation.TRILINEAR);
        int[] greys = greys();
        PlaneGrid whole = PlaneGrid.through(volume, centre, right, down, 0);
        // the whole cut is larger than a slice along the axes; this is the square in its middle that is as large
        Affine middle = Affine.of(new double[][] {
            {1, 0, 0, (whole.width() - size) / 2.0}, {0, 1, 0, (whole.height() - size) / 2.0}, {0, 0, 1, 0}
        });
        PlaneGrid square = new PlaneGrid(whole.toPatient().compose(middle), size, size);
        measures.put("slice_oblique", timeMany(() -> argb(reslicer, square, greys)));
    }

    private static void argb(Reslicer reslicer, PlaneGrid grid, int[] greys) {
        SliceColors.argb(reslicer.extract(grid), grid.width(), grid.height(), WINDOW, greys);
    }

    private static int[] greys() {
        int[] greys = new int[256];
        Arrays.setAll(greys, x -> 0xFF000000 | x * 0x010101);
        return greys;
    }

    /** What takes milliseconds is done for a second first, as by someone who has scrolled a while, and often. */
    private Measure timeMany(Work work) throws IOException {
        long begin = System.nanoTime();
        while (warmup > 0 && System.nanoTime() - begin < SCROLLED_NANOS) {
            work.run();
        }
        return time(work, 0, MANY * repeat);
    }

    private Measure time(Work work) throws IOException {
        return time(work, warmup, repeat);
    }

    private Measure time(Work work, int before, int times) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            work.run();
        }
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        return new Measure(seconds, new int[] {size, size, size});
    }

    /** sin x cos y + sin y cos z + sin z cos x over six periods along each axis: 3.79 million triangles at 256³. */
    private static Volume gyroid(int n) {
        double[] sine = new double[n];
        double[] cosine = new double[n];
        for (int i = 0; i < n; i++) {
            double t = (2.0 * i / (n - 1) - 1) * 6 * Math.PI;
            sine[i] = Math.sin(t);
            cosine[i] = Math.cos(t);
        }
        float[] values = new float[n * n * n];
        int at = 0;
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    values[at++] = (float) (sine[i] * cosine[j] + sine[j] * cosine[k] + sine[k] * cosine[i]);
                }
            }
        }
        return Volume.ofFloats("gyroid", n, n, n, values, Affine.scaling(1, 1, 1));
    }

    private static double[] sorted(Measure m) {
        return m.seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static String text(Map<String, Measure> measures) {
        List<String> lines = new ArrayList<>();
        measures.forEach((name, m) -> lines.add(String.format(
                Locale.ROOT,
                "%-24s %.4f s, median %.4f s (fastest of %d)",
                name,
                sorted(m)[0],
                sorted(m)[m.seconds.size() / 2],
                m.seconds.size())));
        return String.join(System.lineSeparator(), lines);
    }
}
