package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * TIFF and BigTIFF, one page or a stack of equal pages: whole numbers of 8 to 64 bits and floats, plain or packed as
 * deflate, LZW or PackBits, in strips or tiles, with ImageJ's channels and frames. A page is the first index, a row the
 * second, a column the third. The reader is our own because pages must keep their exact type and are mapped where they
 * lie plain, and because every size is checked against the file before memory is taken for it.
 */
final class TiffReader extends HeaderFormat {
    private static final Pattern IMAGEJ = Pattern.compile("(?m)^(images|channels|slices|frames)=(\\d{1,6})\\s*$");
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(TiffDirectory.WIDTH, "ImageWidth"),
            Map.entry(TiffDirectory.HEIGHT, "ImageLength"),
            Map.entry(TiffDirectory.BITS, "BitsPerSample"),
            Map.entry(TiffDirectory.COMPRESSION, "Compression"),
            Map.entry(TiffDirectory.PHOTOMETRIC, "PhotometricInterpretation"),
            Map.entry(TiffDirectory.SAMPLES, "SamplesPerPixel"),
            Map.entry(TiffDirectory.ROWS_PER_STRIP, "RowsPerStrip"),
            Map.entry(TiffDirectory.PLANAR, "PlanarConfiguration"),
            Map.entry(TiffDirectory.PREDICTOR, "Predictor"),
            Map.entry(TiffDirectory.SAMPLE_FORMAT, "SampleFormat"),
            Map.entry(TiffDirectory.TILE_WIDTH, "TileWidth"),
            Map.entry(TiffDirectory.TILE_HEIGHT, "TileLength"));
    /** Tags of free text: description, make, model, software, date, artist, host, copyright. */
    private static final Map<Integer, String> TEXTS = Map.of(
            270, "ImageDescription",
            271, "Make",
            272, "Model",
            305, "Software",
            306, "DateTime",
            315, "Artist",
            316, "HostComputer",
            33432, "Copyright");

    @Override
    public String describe() {
        return "TIFF stacks (.tif, .tiff)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return !head.gzip() && TiffDirectory.recognises(head.bytes());
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        List<TiffDirectory> pages = pages(head);
        List<HeaderField> fields = new ArrayList<>();
        fields.add(new HeaderField("pages", "Pages", String.valueOf(pages.size()), false));
        pages.getFirst().tags().forEach((tag, values) -> {
            if (TEXTS.containsKey(tag)) {
                fields.add(new HeaderField(
                        String.valueOf(tag), TEXTS.get(tag), pages.getFirst().text(tag), true));
            } else if (NAMES.containsKey(tag)) {
                fields.add(new HeaderField(
                        String.valueOf(tag),
                        NAMES.get(tag),
                        Arrays.toString(values).replaceAll("[\\[\\],]", ""),
                        false));
            }
        });
        return fields;
    }

    private static List<TiffDirectory> pages(FileHead head) throws IOException {
        try (FileChannel channel = FileChannel.open(head.path(), StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            return TiffDirectory.all(head, channel.map(FileChannel.MapMode.READ_ONLY, 0, head.size(), arena));
        }
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        List<String> warnings = new ArrayList<>();
        List<TiffDirectory> pages = equalPages(pages(head), warnings);
        TiffPage first = new TiffPage(pages.getFirst());
        int[] stack = stack(pages, warnings);
        int samples = first.samples();
        int channels = stack[0];
        // Colours within a page run faster than its columns, or each has its own plane after the other.
        boolean chunky = samples > 1 && !first.planar();
        long[] sizes = chunky
                ? new long[] {samples, first.width(), first.height(), channels, stack[1], stack[2]}
                : new long[] {first.width(), first.height(), samples, channels, stack[1], stack[2]};
        int column = chunky ? 1 : 0;
        int row = chunky ? 2 : 1;
        VoxelGrid grid =
                stack[1] > 1 ? VoxelGrid.of(head, sizes, column, row, 4) : VoxelGrid.of(head, sizes, column, row);
        VoxelType type = first.type();
        VolumeAxis axis = axis(samples, stack, warnings);
        boolean inverted = pages.getFirst().number(TiffDirectory.PHOTOMETRIC, 1) == 0;
        if (inverted) {
            warnings.add("asks for low values to be shown bright (white is zero)");
        }
        return new StoredVolumes(
                "TIFF",
                grid,
                Volume.StorageOrder.LAST_FASTEST,
                type,
                new TiffBytes(head, pages, first.bytes(), channels * stack[1] * stack[2]),
                TiffDirectory.order(head),
                1,
                0,
                Optional.empty(),
                axis,
                List.copyOf(warnings),
                inverted);
    }

    private static VolumeAxis axis(int samples, int[] stack, List<String> warnings) {
        if (samples > 1) {
            warnings.add("holds " + samples + " numbers a pixel, listed as one volume each");
        }
        if (samples > 1 && stack[0] * stack[2] == 1) {
            return new VolumeAxis(
                    VolumeAxis.Kind.CHANNEL,
                    samples <= 4 ? List.of("red", "green", "blue", "opacity").subList(0, samples) : List.of());
        }
        if (stack[0] > 1 && stack[2] == 1) {
            return new VolumeAxis(VolumeAxis.Kind.CHANNEL, List.of());
        }
        return stack[2] > 1 && stack[0] == 1 ? new VolumeAxis(VolumeAxis.Kind.TIME, List.of()) : VolumeAxis.UNKNOWN;
    }

    /** The pages of the first page's form: thumbnails and overviews among them are left out. */
    private static List<TiffDirectory> equalPages(List<TiffDirectory> all, List<String> warnings)
            throws VolumeFormatException {
        TiffPage first = new TiffPage(all.getFirst());
        List<TiffDirectory> equal = new ArrayList<>();
        for (TiffDirectory page : all) {
            if (new TiffPage(page).isLike(first)) {
                equal.add(page);
            }
        }
        if (equal.size() < all.size()) {
            warnings.add((all.size() - equal.size()) + " of " + all.size()
                    + " pages have another size or type than the first and are left out");
        }
        return equal;
    }

    /** Channels, slices and frames: as ImageJ states them where that fits the number of pages, else slices alone. */
    private static int[] stack(List<TiffDirectory> pages, List<String> warnings) {
        String text = pages.getFirst().text(TiffDirectory.DESCRIPTION);
        int[] stack = {1, pages.size(), 1};
        if (!text.startsWith("ImageJ=")) {
            return stack;
        }
        int images = 1;
        int[] stated = {1, 0, 1};
        for (Matcher m = IMAGEJ.matcher(text); m.find(); ) {
            int number = Integer.parseInt(m.group(2));
            switch (m.group(1)) {
                case "images" -> images = number;
                case "channels" -> stated[0] = number;
                case "slices" -> stated[1] = number;
                default -> stated[2] = number;
            }
        }
        // ImageJ writes one directory for stacks over 4 GB: the other pages follow the first one's data.
        long count = pages.size() == 1 ? Math.max(1, images) : pages.size();
        long product = (long) stated[0] * Math.max(1, stated[1]) * stated[2];
        if (product == count && stated[0] > 0 && stated[2] > 0) {
            return new int[] {stated[0], Math.max(1, stated[1]), stated[2]};
        }
        if (stated[1] > 0 || stated[0] != 1 || stated[2] != 1) {
            warnings.add("ImageJ's channels, slices and frames do not fit its " + count + " pages: all are slices");
        }
        return new int[] {1, (int) count, 1};
    }
}
