package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.MeshFiles;
import org.lmttm.surface.MeshTooLargeException;
import org.lmttm.surface.Progress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The surface at a level: measures, and a mesh file. */
@Command(
        name = "isosurface",
        description = {
            "Extracts the surface at a level and prints triangles, area and enclosed volume (inside is at or above",
            "the level). Lengths are mm in patient space, or voxels where the file has no geometry."
        })
final class IsosurfaceCommand extends JsonCommand {
    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Option(names = "--level", required = true, paramLabel = "L", description = "The value at which the surface lies.")
    private double level;

    @Option(names = "-o", paramLabel = "OUT", description = "Mesh to write: .stl, .obj or .ply.")
    private @Nullable Path output;

    @Option(names = "--repeat", paramLabel = "N", description = "Extract N times to measure time (default: 1).")
    private int repeat = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--close", description = "Cap the surface where it meets the border of the volume.")
    private boolean close;

    /** The answer, as the command line's specification names it. */
    private record Answered(
            int triangles,
            int vertices,
            double areaMm2,
            @Nullable Double volumeMm3,
            boolean closed,
            List<Double> seconds,
            int threads) {}

    @Override
    Answer answer() throws IOException {
        if (!Double.isFinite(level)) {
            throw input.usage("--level must be a finite number, not " + level);
        }
        if (repeat < 1 || threads < 1) {
            throw input.usage("--repeat and --threads must be at least 1");
        }
        MeshFiles.Format format = format();
        Isosurface.Options options =
                Isosurface.Options.DEFAULT.withThreads(threads).withCloseAtBorder(close);
        List<Double> seconds = new ArrayList<>();
        try (Volume volume = VolumeFiles.open(input.file(), input.choice())) {
            Mesh mesh = extract(volume, options, seconds);
            if (output != null && format != null) {
                MeshFiles.write(mesh, output, format);
            }
            Answered answered = new Answered(
                    mesh.triangleCount(),
                    mesh.vertexCount(),
                    mesh.area(),
                    mesh.closed() ? mesh.signedVolume() : null,
                    mesh.closed(),
                    seconds,
                    threads);
            return new Answer(answered, text(answered, volume.affine().isPresent() ? "mm" : "voxels"));
        }
    }

    /** The output's format, refused before any work when it is none or its folder is missing. */
    private MeshFiles.@Nullable Format format() {
        if (output == null) {
            return null;
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailedException(output + ": the folder does not exist");
        }
        try {
            return MeshFiles.Format.of(output);
        } catch (IllegalArgumentException e) {
            throw input.usage(String.valueOf(e.getMessage()));
        }
    }

    private Mesh extract(Volume volume, Isosurface.Options options, List<Double> seconds) {
        Mesh mesh = null;
        for (int i = 0; i < repeat || mesh == null; i++) {
            long start = System.nanoTime();
            try {
                mesh = Isosurface.extract(volume, level, options, Progress.NONE);
            } catch (MeshTooLargeException e) {
                throw new CommandFailedException(String.valueOf(e.getMessage()));
            }
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        return mesh;
    }

    private String text(Answered a, String unit) {
        String volume = a.volumeMm3 == null
                ? "none: the surface is open where it meets the border (--close caps it)"
                : String.format(Locale.ROOT, "%.6g %s³", a.volumeMm3, unit);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "triangles  %d (%d vertices)", a.triangles, a.vertices));
        lines.add(String.format(Locale.ROOT, "area       %.6g %s²", a.areaMm2, unit));
        lines.add("volume     " + volume);
        for (double s : a.seconds) {
            lines.add(String.format(Locale.ROOT, "seconds    %.3f with %d threads", s, a.threads));
        }
        if (output != null) {
            lines.add("wrote      " + output);
        }
        return String.join(System.lineSeparator(), lines);
    }
}
