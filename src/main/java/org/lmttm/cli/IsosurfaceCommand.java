package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lmttm.program.Program;
import org.lmttm.surface.CoarseVolume;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.LabelMap;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.MeshFiles;
import org.lmttm.surface.MeshTooLargeException;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SurfaceBuilder;
import org.lmttm.surface.SurfaceShape;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The surface at a level, of a label or of every label: measures, and mesh files. */
@Command(
        name = "isosurface",
        description = {
            "Extracts the surface at a level, or of labels, and prints triangles, area and enclosed volume (inside is at",
            "or above the level). Lengths are mm in patient space, or voxels where the file has no geometry."
        })
final class IsosurfaceCommand extends JsonCommand {
    private static final int HISTOGRAM_BINS = 4096;
    private static final int COARSEST = 64;

    @Mixin
    private final VolumeInput input = new VolumeInput();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin
    private final SurfaceOptions shape = new SurfaceOptions();

    @Option(
            names = "-o",
            paramLabel = "OUT",
            description = "Mesh to write: .stl, .obj or .ply. With --labels, one file a label: OUT-LABEL.stl.")
    private @Nullable Path output;

    @Option(
            names = "--space",
            paramLabel = "RAS|LPS",
            description = "Which way the file's axes run, named in its header (default: RAS).")
    private String space = "RAS";

    @Option(names = "--repeat", paramLabel = "N", description = "Extract N times to measure time (default: 1).")
    private int repeat = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one a processor).")
    private int threads = Program.threads();

    @Option(
            names = "--coarsen",
            paramLabel = "N",
            description = "Make N x N x N voxels one before (default: 1, more only for volumes too large for memory).")
    private int coarsen;

    /** What the surface bounds. */
    private static final class Source {
        @Option(
                names = "--level",
                paramLabel = "L",
                description = "The value at which the surface lies; 'otsu' takes it from the histogram.")
        private @Nullable String level;

        @Option(names = "--label", paramLabel = "N", description = "The label of a label map that it bounds.")
        private @Nullable Integer label;

        @Option(names = "--labels", description = "One surface for each label of a label map.")
        private boolean labels;
    }

    /** One surface and how long it took. */
    private record Made(
            @Nullable Integer label, Mesh mesh, @Nullable Path file) {
        Map<String, @Nullable Object> object() {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            if (label != null) {
                object.put("label", label);
            }
            object.put("triangles", mesh.triangleCount());
            object.put("vertices", mesh.vertexCount());
            object.put("area_mm2", mesh.area());
            object.put("volume_mm3", mesh.closed() ? mesh.signedVolume() : null);
            object.put("closed", mesh.closed());
            return object;
        }
    }

    @Override
    Answer answer() throws IOException {
        if (repeat < 1 || threads < 1 || coarsen < 0 || coarsen > COARSEST) {
            throw input.usage("--repeat and --threads must be at least 1, --coarsen 1 to " + COARSEST);
        }
        MeshFiles.Space wanted = space();
        MeshFiles.Format format = format();
        double level = source.level == null || isOtsu() ? 0 : number(source.level);
        SurfaceShape plain = shape.shape(input, level);
        try (Volume volume = VolumeFiles.open(input.file(), input.choice())) {
            Work work = new Work(volume, volume.affine().isPresent() ? wanted : MeshFiles.Space.VOXEL, format);
            List<Made> made = source.level == null
                    ? work.labels(plain)
                    : List.of(work.atLevel(isOtsu() ? plain.withLevel(otsu(volume)) : plain));
            return new Answer(
                    work.object(made),
                    work.text(made, volume.affine().isPresent() ? "mm" : "voxels"),
                    work.factor > 1 ? List.of(coarser(volume, work.factor)) : List.of());
        } catch (MeshTooLargeException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isOtsu() {
        return "otsu".equalsIgnoreCase(source.level);
    }

    private static double otsu(Volume volume) {
        return Histogram.of(volume, HISTOGRAM_BINS).otsu();
    }

    private double number(String text) {
        try {
            double level = Double.parseDouble(text);
            if (Double.isFinite(level)) {
                return level;
            }
        } catch (NumberFormatException _) {
            // Told below, together with numbers that are not finite.
        }
        throw input.usage("--level is a finite number or otsu, not '" + text + "'");
    }

    private static String coarser(Volume volume, int factor) {
        return String.format(
                Locale.ROOT,
                "%s: %d × %d × %d voxels are many, so the surface is made of blocks of %d × %d × %d, averaged",
                volume.name(),
                volume.ni(),
                volume.nj(),
                volume.nk(),
                factor,
                factor,
                factor);
    }

    private MeshFiles.Space space() {
        return switch (space.toUpperCase(Locale.ROOT)) {
            case "RAS" -> MeshFiles.Space.RAS;
            case "LPS" -> MeshFiles.Space.LPS;
            default -> throw input.usage("--space is RAS or LPS, not '" + space + "'");
        };
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

    /** The surfaces of one volume. */
    private final class Work {
        private final Volume volume;
        private final MeshFiles.Space space;
        private final MeshFiles.@Nullable Format format;
        private final Isosurface.Options options;
        private final List<Double> seconds = new ArrayList<>();
        private int factor = 1;

        Work(Volume volume, MeshFiles.Space space, MeshFiles.@Nullable Format format) {
            this.volume = volume;
            this.space = space;
            this.format = format;
            this.options = Isosurface.Options.DEFAULT.withThreads(threads).withCloseAtBorder(shape.closes());
        }

        Made atLevel(SurfaceShape wanted) throws IOException {
            factor = coarsen > 0 ? coarsen : CoarseVolume.factor(volume);
            while (true) {
                try {
                    Mesh mesh = factor == 1 ? extract(volume, wanted) : extractCoarse(wanted);
                    return finish(null, mesh, wanted, output);
                } catch (MeshTooLargeException e) {
                    if (coarsen > 0 || factor >= COARSEST) {
                        throw e;
                    }
                    factor *= 2;
                }
            }
        }

        private Mesh extractCoarse(SurfaceShape wanted) {
            try (Volume coarse = CoarseVolume.of(volume, factor, threads, Progress.NONE)) {
                return extract(coarse, wanted);
            }
        }

        private Mesh extract(Volume from, SurfaceShape wanted) {
            Mesh mesh = null;
            seconds.clear();
            for (int i = 0; i < repeat || mesh == null; i++) {
                long start = System.nanoTime();
                mesh = Isosurface.extract(from, wanted.level(), options, Progress.NONE);
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            return mesh;
        }

        List<Made> labels(SurfaceShape wanted) throws IOException {
            LabelMap map = LabelMap.of(volume, Progress.NONE)
                    .orElseThrow(() -> new CommandFailedException(input.file().getFileName()
                            + ": is no label map: its values are not whole numbers, or there are more than "
                            + LabelMap.MOST_LABELS + " of them; use --level"));
            List<LabelMap.Label> chosen = map.labels().stream()
                    .filter(label -> source.label == null || label.value() == source.label)
                    .toList();
            if (chosen.isEmpty()) {
                throw new CommandFailedException(input.file().getFileName() + ": has no label"
                        + (source.label == null ? "s: all of it is background" : " " + source.label));
            }
            List<Made> made = new ArrayList<>();
            for (int i = 0; i < repeat; i++) {
                made.clear();
                long start = System.nanoTime();
                for (LabelMap.Label label : chosen) {
                    made.add(
                            new Made(label.value(), Isosurface.ofLabel(volume, label, options, Progress.NONE), output));
                }
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            List<Made> finished = new ArrayList<>();
            for (Made one : made) {
                Path file = output == null || source.label != null || one.label == null
                        ? output
                        : labelled(output, one.label);
                finished.add(finish(one.label, one.mesh, wanted, file));
            }
            return finished;
        }

        private Made finish(@Nullable Integer label, Mesh extracted, SurfaceShape wanted, @Nullable Path file)
                throws IOException {
            Mesh mesh = SurfaceBuilder.finish(extracted, wanted, threads, Progress.NONE);
            if (file != null && format != null) {
                MeshFiles.write(mesh, file, format, space);
            }
            return new Made(label, mesh, file);
        }

        /** The answer as the command line's specification names it; more keys only where more was asked for. */
        Map<String, @Nullable Object> object(List<Made> made) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            boolean closed = made.stream().allMatch(m -> m.mesh().closed());
            object.put(
                    "triangles",
                    made.stream().mapToLong(m -> m.mesh().triangleCount()).sum());
            object.put(
                    "vertices",
                    made.stream().mapToLong(m -> m.mesh().vertexCount()).sum());
            object.put(
                    "area_mm2", made.stream().mapToDouble(m -> m.mesh().area()).sum());
            object.put(
                    "volume_mm3",
                    closed
                            ? made.stream()
                                    .mapToDouble(m -> m.mesh().signedVolume())
                                    .sum()
                            : null);
            object.put("closed", closed);
            object.put("seconds", List.copyOf(seconds));
            object.put("threads", threads);
            if (factor > 1) {
                object.put("coarsened", factor);
            }
            if (source.labels) {
                object.put("labels", made.stream().map(Made::object).toList());
            }
            return object;
        }

        String text(List<Made> made, String unit) {
            List<String> lines = new ArrayList<>();
            for (Made one : made) {
                Mesh mesh = one.mesh;
                String inside = mesh.closed()
                        ? String.format(Locale.ROOT, "%.6g %s³", mesh.signedVolume(), unit)
                        : "none: the surface is open where it meets the border (--close caps it)";
                if (one.label != null) {
                    lines.add("label      " + one.label);
                }
                lines.add(String.format(
                        Locale.ROOT, "triangles  %d (%d vertices)", mesh.triangleCount(), mesh.vertexCount()));
                lines.add(String.format(Locale.ROOT, "area       %.6g %s²", mesh.area(), unit));
                lines.add("volume     " + inside);
                if (one.file != null) {
                    lines.add("wrote      " + one.file);
                }
            }
            for (double s : seconds) {
                lines.add(String.format(Locale.ROOT, "seconds    %.3f with %d threads", s, threads));
            }
            return String.join(System.lineSeparator(), lines);
        }
    }

    private static Path labelled(Path file, int label) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(name.substring(0, dot) + "-" + label + name.substring(dot));
    }
}
