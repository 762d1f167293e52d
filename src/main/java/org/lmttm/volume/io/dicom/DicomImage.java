package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.NamedWindow;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.Window;

/**
 * An image file as far as its header tells, which is all but the pixels.
 *
 * @param path the file
 * @param size its bytes
 * @param syntax how it is written
 * @param pixels where the pixels lie
 * @param inflateFrom where the packed data set begins, in a deflated file
 * @param modified when the file was last changed
 * @param stored how the pixels are stored
 * @param identity which series it belongs to and what to call it
 * @param modalityTable table from stored to measured values; null when the relation is linear
 * @param palettes tables of red, green and blue; empty where pixels are not numbers of colours
 * @param windows windows that the file suggests
 * @param overlayInHighBits whether bits above the stored ones hold something else, so that they must be cleared
 * @param inverted whether low values are to be shown bright
 * @param mosaic how slices lie side by side in the frame; null where a frame is one slice
 */
record DicomImage(
        Path path,
        long size,
        TransferSyntax syntax,
        DataSetReader.PixelLocation pixels,
        long inflateFrom,
        FileTime modified,
        PixelLayout stored,
        Identity identity,
        @Nullable LookupTable modalityTable,
        List<LookupTable> palettes,
        List<NamedWindow> windows,
        boolean overlayInHighBits,
        boolean inverted,
        @Nullable Mosaic mosaic) {
    /** A byte of packed pixels may stand for many, but not for any number. */
    private static final long MOST_PACKED_IN_ONE = 20_000;

    private static final long ALWAYS_ALLOWED = 64L << 20;

    /**
     * Which image of which series a file is.
     *
     * @param sopInstance its own UID; may be empty
     * @param series the UID of its series; may be empty
     * @param seriesNumber number of the series in the study; -1 when unknown
     * @param instanceNumber number of the image in the series; 0 when unknown
     * @param modality such as CT; may be empty
     * @param description of the series; may be empty
     * @param patientName as people read it; may be empty
     * @param patientId may be empty
     * @param segmentation whether pixels mark segments
     * @param mosaic whether the image type says that slices lie side by side in one frame; software that parts them
     *     leaves the word
     */
    record Identity(
            String sopInstance,
            String series,
            int seriesNumber,
            int instanceNumber,
            String modality,
            String description,
            String patientName,
            String patientId,
            boolean segmentation,
            boolean mosaic) {
        static Identity of(DataSet data) {
            return new Identity(
                    data.text(Tag.SOP_INSTANCE_UID),
                    data.text(Tag.SERIES_INSTANCE_UID),
                    data.numberIfSound(Tag.SERIES_NUMBER).orElse(-1.0).intValue(),
                    data.numberIfSound(Tag.INSTANCE_NUMBER).orElse(0.0).intValue(),
                    data.text(Tag.MODALITY),
                    data.text(Tag.SERIES_DESCRIPTION),
                    data.text(Tag.PATIENT_NAME).replace('^', ' ').strip(),
                    data.text(Tag.PATIENT_ID),
                    data.text(Tag.SEGMENTATION_TYPE).equals("BINARY"),
                    mosaic(data));
        }

        private static boolean mosaic(DataSet data) {
            return data.texts(Tag.IMAGE_TYPE).contains("MOSAIC")
                    && (data.has(Tag.SIEMENS_IMAGES_IN_MOSAIC)
                            || data.text(Tag.MANUFACTURER)
                                    .toUpperCase(Locale.ROOT)
                                    .contains("SIEMENS"));
        }
    }

    /**
     * The image of a file.
     *
     * @throws VolumeFormatException when the file has no pixels, or what it says of them cannot be
     */
    static DicomImage of(DicomFile file) throws IOException {
        PixelLayout layout = PixelLayout.of(file);
        DataSet data = file.data();
        if (file.pixels() == null) {
            throw file.failure("is not an image: it has no pixel data");
        }
        List<LookupTable> palettes = layout.photometric().equals("PALETTE COLOR")
                ? List.of(LookupTable.palettes(data, layout.signed()))
                : List.of();
        Identity identity = Identity.of(data);
        DicomImage image = new DicomImage(
                file.path(),
                file.size(),
                file.syntax(),
                file.pixels(),
                file.inflateFrom(),
                file.modified(),
                layout,
                identity,
                layout.floating() ? null : LookupTable.modality(data, layout.signed()),
                palettes,
                windows(data),
                overlayInHighBits(data, layout),
                inverted(data, layout),
                identity.mosaic() ? Mosaic.of(data, layout) : null);
        image.checkSize();
        return image;
    }

    /** How the pixels of a frame that is one slice lie: of the image, or of a mosaic's tiles. */
    PixelLayout layout() {
        return mosaic == null ? stored : mosaic.tile();
    }

    /** Whether the file is as it was when its header was read. */
    boolean unchanged() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.size() == size && now.lastModifiedTime().equals(modified);
        } catch (IOException _) {
            return false; // whoever reads it next says what is wrong
        }
    }

    /** Compares what the header asks for with what the file can hold. */
    private void checkSize() throws VolumeFormatException {
        long there = size - pixels.offset();
        boolean fragments = pixels.length() < 0;
        if (fragments != syntax.encapsulated()) {
            throw new VolumeFormatException(
                    path,
                    "is damaged: its pixels are " + (fragments ? "" : "not ") + "in fragments, which does not fit "
                            + syntax.name());
        }
        if (stored.frameBytes() > Integer.MAX_VALUE - 64) {
            throw new VolumeFormatException(
                    path,
                    "its frames of " + stored.rows() + " × " + stored.columns() + " pixels are too large to be read");
        }
        if (fragments) {
            long unpacked = stored.frameBytes() * stored.frames();
            if (unpacked > ALWAYS_ALLOWED && unpacked / MOST_PACKED_IN_ONE > there) {
                throw tooShort(unpacked, there);
            }
            return;
        }
        if (nativeBytes() > pixels.length() || (!syntax.deflated() && nativeBytes() > there)) {
            throw tooShort(nativeBytes(), Math.min(there, pixels.length()));
        }
    }

    private VolumeFormatException tooShort(long needed, long there) {
        return new VolumeFormatException(
                path,
                "is cut short or its header is damaged: " + stored.frames() + " × " + stored.rows() + " × "
                        + stored.columns() + " pixels need " + needed + " bytes, but there are " + Math.max(0, there));
    }

    /** Whether this is the same file as another image. */
    boolean isFile(DicomImage other) {
        return path.equals(other.path);
    }

    /** Bytes of pixels that are not packed. */
    long nativeBytes() {
        return NativeFrames.bytes(stored);
    }

    /** Of both ways to say it, only the first can stand in images of old (PS3.3, C.7.6.3.1.2 and C.11.6.1.1). */
    private static boolean inverted(DataSet data, PixelLayout layout) {
        return layout.photometric().equals("MONOCHROME1")
                || (layout.photometric().equals("MONOCHROME2")
                        && data.text(Tag.PRESENTATION_LUT_SHAPE).equals("INVERSE"));
    }

    private static List<NamedWindow> windows(DataSet data) {
        DataSet from = data;
        if (!data.has(Tag.WINDOW_CENTER)) {
            Optional<DataSet> shared = data.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                    .or(() -> data.item(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE));
            from = shared.flatMap(s -> s.item(Tag.FRAME_VOI_LUT_SEQUENCE)).orElse(data);
        }
        double[] centers;
        double[] widths;
        try {
            centers = from.numbers(Tag.WINDOW_CENTER);
            widths = from.numbers(Tag.WINDOW_WIDTH);
        } catch (VolumeFormatException _) {
            return List.of(); // a window that is no number is none
        }
        List<String> names = from.texts(Tag.WINDOW_EXPLANATION);
        List<NamedWindow> windows = new ArrayList<>();
        for (int w = 0; w < Math.min(centers.length, widths.length); w++) {
            if (Double.isFinite(centers[w]) && widths[w] >= 0 && Double.isFinite(widths[w])) {
                String name = w < names.size() ? names.get(w) : "";
                NamedWindow window = new NamedWindow(name, Window.ofLevelWidth(centers[w], widths[w]));
                if (!windows.contains(window)) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }

    /** Whether an overlay of the retired kind lies in the pixels' unused bits (PS3.5, 8.1.2 of 2004). */
    private static boolean overlayInHighBits(DataSet data, PixelLayout layout) {
        if (layout.floating() || layout.bitsStored() == layout.bitsAllocated()) {
            return false;
        }
        for (int group = 0x6000; group <= 0x601E; group += 2) {
            int bit = group << 16 | 0x0102;
            int bits = group << 16 | 0x3000;
            if (data.has(bit) && !data.has(bits) && data.numberIfSound(bit).orElse(0.0) > layout.highBit()) {
                return true;
            }
        }
        return false;
    }
}
