package org.lmttm.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.lmttm.program.Program;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Progress;
import org.lmttm.surface.RayCaster;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.RenderPreset;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Direct volume rendering as a picture. */
@Command(
        name = "raycast",
        description = {
            "Writes a picture of the whole volume by ray casting: translucent tissue, or the largest value along each ray.",
            "Seen from the patient's front left unless --view says otherwise."
        })
final class RaycastCommand extends JsonCommand {
    private static final int HISTOGRAM_BINS = 4096;
    private static final int LARGEST_EDGE = 8192;
    private static final int LINE = 24;
    private static final String RESEARCH = "Research use only — not for clinical use";

    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Option(names = "-o", required = true, paramLabel = "PNG", description = "The picture to write.")
    private Path output = Path.of("");

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            completionCandidates = Presets.class,
            description = "Colours and opacities: ${COMPLETION-CANDIDATES} (default: what suits the values).")
    private @Nullable String preset;

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            description =
                    "From A, P, L, R, S or I, or AZIMUTH,ELEVATION in degrees: 0,0 from the front, 90,0 from the left"
                            + " (default: 40,12).")
    private @Nullable String view;

    @Option(names = "--zoom", paramLabel = "Z", description = "Magnification (default: 1, the whole volume).")
    private double zoom = 1;

    @Option(names = "--size", paramLabel = "W,H", description = "Pixels of the picture (default: 800,800).")
    private String size = "800,800";

    @Option(
            names = "--window",
            paramLabel = "LO,HI",
            description = "Values a projection shows black and white (default: 5 to 99.99 percent of the voxels).")
    private @Nullable String window;

    @Option(
            names = "--step",
            paramLabel = "S",
            description = "Step along a ray in voxels (default: 0.5); smaller is slower and finer.")
    private double step = 0.5;

    @Option(
            names = "--cut",
            paramLabel = "SIDES",
            description =
                    "Cut away an eighth, a quarter or a half at --at: sides of the patient, such as L, AL or ALS.")
    private @Nullable String cut;

    @Option(
            names = "--at",
            paramLabel = "I,J,K",
            description = "The voxel at which --cut cuts (default: the middle one).")
    private @Nullable String at;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one a processor).")
    private int threads = Program.threads();

    private record Written(List<String> files) {}

    /** The presets' names. */
    private static final class Presets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(RenderPreset.values()).map(RenderPreset::id).iterator();
        }
    }

    @Override
    Answer answer() throws IOException {
        RenderPreset chosen = preset == null ? null : preset(preset);
        double[] pixels = numbers("--size", "W,H", size, 2);
        if (Arrays.stream(pixels).anyMatch(p -> p < 16 || p > LARGEST_EDGE || p != Math.rint(p))) {
            throw input.usage("--size is two whole numbers from 16 to " + LARGEST_EDGE + ", not '" + size + "'");
        }
        if (!(zoom > 0) || !(step > 0) || threads < 1) {
            throw input.usage("--zoom and --step are above 0, --threads is at least 1");
        }
        double[] given = window == null ? null : numbers("--window", "LO,HI", window, 2);
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandFailedException(output + ": there is no folder " + folder);
        }
        try (Volume volume = VolumeFiles.open(input.file(), input.choice())) {
            Histogram histogram = Histogram.of(volume, HISTOGRAM_BINS);
            RenderPreset used = chosen == null ? RenderPreset.suitable(histogram) : chosen;
            Window shown = given == null ? RenderPreset.projectionWindow(histogram) : window(given);
            RayVolume rays = RayVolume.of(volume, threads, Progress.NONE);
            RayCaster.Scene scene = new RayCaster.Scene(
                    rays,
                    used.function(histogram, shown),
                    camera(rays.framing()).zoomed(zoom),
                    cut == null ? Cut.NONE : cut(volume, cut),
                    step);
            int width = (int) pixels[0];
            int height = (int) pixels[1];
            int[] drawn = new RayCaster(threads, Lighting.BONE).render(scene, width, height, Progress.NONE);
            write(picture(drawn, width, height));
            List<String> warnings = rays.factor() == 1
                    ? List.of()
                    : List.of(volume.name() + ": too large to draw whole; blocks of " + rays.factor()
                            + " voxels along each axis are averaged");
            return new Answer(
                    new Written(List.of(output.toString())), "wrote " + output + " (" + used.id() + ")", warnings);
        }
    }

    private RenderPreset preset(String name) {
        return Arrays.stream(RenderPreset.values())
                .filter(p -> p.id().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> input.usage("--preset is one of "
                        + Arrays.stream(RenderPreset.values())
                                .map(RenderPreset::id)
                                .collect(Collectors.joining(", "))
                        + ", not '" + name + "'"));
    }

    private Window window(double[] given) {
        if (given[0] > given[1]) {
            throw input.usage("a window is LO,HI with LO not above HI, not '" + window + "'");
        }
        return new Window(given[0], given[1]);
    }

    private Camera camera(Camera whole) {
        if (view == null) {
            return whole;
        }
        String side = view.strip().toUpperCase(Locale.ROOT);
        if (side.length() == 1 && "APLRSI".contains(side)) {
            return whole.from(side.charAt(0));
        }
        double[] angles = numbers("--view", "A, P, L, R, S, I or AZIMUTH,ELEVATION", view, 2);
        return whole.at(angles[0], angles[1]);
    }

    private Cut cut(Volume volume, String sides) {
        double[] voxel = at == null
                ? new double[] {(volume.ni() - 1) / 2.0, (volume.nj() - 1) / 2.0, (volume.nk() - 1) / 2.0}
                : numbers("--at", "I,J,K", at, 3);
        int[] patientOf = volume.affineOrVoxels().closestAxes();
        int[] signs = new int[3];
        for (char side : sides.toUpperCase(Locale.ROOT).toCharArray()) {
            int patientAxis = "RASLPI".indexOf(side) % 3;
            boolean known = "RASLPI".indexOf(side) >= 0;
            for (int axis = 0; axis < 3 && known; axis++) {
                if (patientOf[axis] == patientAxis) {
                    known = signs[axis] == 0;
                    boolean rising = volume.affineOrVoxels().get(patientAxis, axis) > 0;
                    signs[axis] = rising == ("RAS".indexOf(side) >= 0) ? 1 : -1;
                }
            }
            if (!known) {
                throw input.usage("--cut names sides out of R or L, A or P, S or I, such as ALS, not '" + sides + "'");
            }
        }
        return Cut.at(volume.affineOrVoxels(), voxel, signs);
    }

    private double[] numbers(String option, String form, String text, int count) {
        String[] parts = text.split(",", -1);
        List<Double> values = new ArrayList<>();
        try {
            for (String part : parts) {
                values.add(Double.valueOf(part.strip()));
            }
        } catch (NumberFormatException _) {
            values.clear();
        }
        if (values.size() != count || values.stream().anyMatch(v -> !Double.isFinite(v))) {
            throw input.usage(option + " is " + form + ", not '" + text + "'");
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The picture with the research-use line below it. */
    private static BufferedImage picture(int[] pixels, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height + LINE, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.setFont(font());
        g.drawString(RESEARCH, 10, height + 16);
        g.dispose();
        return picture;
    }

    private static Font font() throws IOException {
        try (InputStream plex = Objects.requireNonNull(
                RaycastCommand.class.getResourceAsStream("/org/lmttm/app/fonts/IBMPlexSans-Regular.ttf"))) {
            return Font.createFont(Font.TRUETYPE_FONT, plex).deriveFont(12f);
        } catch (FontFormatException e) {
            throw new IOException("the workbench's own font cannot be read", e);
        }
    }

    private void write(BufferedImage picture) throws IOException {
        if (!ImageIO.write(picture, "png", output.toFile())) {
            throw new CommandFailedException(output + ": this Java cannot write PNG");
        }
    }
}
