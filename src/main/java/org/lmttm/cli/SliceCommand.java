package org.lmttm.cli;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Slice;
import org.lmttm.volume.SliceExtractor;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One slice as a picture. */
@Command(
        name = "slice",
        description = {
            "Writes one slice as a grey PNG, in radiological convention (the patient's left on the right).",
            "Pixels are square: where the spacing differs, the coarser direction repeats pixels."
        })
final class SliceCommand extends JsonCommand {
    private static final int HISTOGRAM_BINS = 4096;
    private static final int LARGEST_EDGE = 16_384;

    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Option(names = "--plane", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private Plane plane = Plane.AXIAL;

    @Option(
            names = "--index",
            required = true,
            paramLabel = "N",
            description = "Voxel index along the axis that the plane is normal to, from 0.")
    private int index;

    @Option(
            names = "--window",
            paramLabel = "LO,HI",
            description = "Values shown black and white (default: 0.5 to 99.5 percent of the volume's voxels).")
    private @Nullable String window;

    @Option(names = "-o", required = true, paramLabel = "PNG", description = "The picture to write.")
    private Path output = Path.of("");

    private record Written(List<String> files) {}

    @Override
    Answer answer() throws IOException {
        Window given = window == null ? null : parseWindow(window);
        try (Volume volume = VolumeFiles.open(input.file(), input.choice())) {
            SliceExtractor extractor = new SliceExtractor(volume);
            int count = extractor.geometry(plane).count();
            if (index < 0 || index >= count) {
                throw new CommandFailedException(input.file().getFileName() + ": has no slice " + index
                        + " in this plane: there are " + count + ", counted from 0");
            }
            Window shown = given == null ? Histogram.of(volume, HISTOGRAM_BINS).autoWindow() : given;
            boolean inverted = volume.description().hints().inverted();
            BufferedImage picture = picture(extractor.extract(plane, index), shown, inverted);
            Path folder = output.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new CommandFailedException(output + ": there is no folder " + folder);
            }
            if (!ImageIO.write(picture, "png", output.toFile())) {
                throw new CommandFailedException(output + ": this Java cannot write PNG");
            }
        }
        return new Answer(new Written(List.of(output.toString())), "wrote " + output);
    }

    private Window parseWindow(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 2) {
                return new Window(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
            }
        } catch (IllegalArgumentException _) {
            // Told below, together with a wrong number of parts.
        }
        throw input.usage("a window is LO,HI with LO not above HI, such as -160,240, not '" + text + "'");
    }

    /** Grey from black to white, or from white to black where the file wants low values bright. */
    private static BufferedImage picture(Slice slice, Window window, boolean inverted) {
        SliceGeometry g = slice.geometry();
        byte[] grey = slice.grey(window);
        for (int p = 0; inverted && p < grey.length; p++) {
            grey[p] = (byte) (0xFF - grey[p]);
        }
        double unit = Math.min(g.pixelWidth(), g.pixelHeight());
        int width = edge(g.width() * g.pixelWidth() / unit);
        int height = edge(g.height() * g.pixelHeight() / unit);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            int row = (int) ((y + 0.5) * g.height() / height);
            for (int x = 0; x < width; x++) {
                int column = (int) ((x + 0.5) * g.width() / width);
                pixels[y * width + x] = grey[row * g.width() + column];
            }
        }
        return picture;
    }

    private static int edge(double pixels) {
        return (int) Math.clamp(Math.round(pixels), 1L, LARGEST_EDGE);
    }
}
