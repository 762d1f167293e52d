package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * @param layout how the pixels are stored
 * @param identity which series it belongs to and what to call it
 * @param modalityTable table from stored to measured values; null when the relation is linear
 * @param palettes tables of red, green and blue; empty where pixels are not numbers of colours
 * @param windows windows that the file suggests
 * @param overlayInHighBits whether bits above the stored ones hold something else, so that they must be cleared
 */
record DicomImage(
        Path path,
        long size,
        TransferSyntax syntax,
        DataSetReader.PixelLocation pixels,
        long inflateFrom,
        PixelLayout layout,
        Identity identity,
        @Nullable LookupTable modalityTable,
        List<LookupTable> palettes,
        List<NamedWindow> windows,
        boolean overlayInHighBits) {
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
     * @param mosaic whether slices lie side by side in one frame
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

        /** Whether as many slices as Siemens says fit side by side into the image; other files keep the word alone. */
        private static boolean mosaic(DataSet data) {
            Element images = data.element(Tag.SIEMENS_IMAGES_IN_MOSAIC);
            if (!data.texts(Tag.IMAGE_TYPE).contains("MOSAIC") || images == null || images.words(2) < 1) {
                return false;
            }
            double side = Math.ceil(Math.sqrt((double) images.word(0, 2, false)));
            return data.numberIfSound(Tag.ROWS).orElse(0.0) % side == 0
                    && data.numberIfSound(Tag.COLUMNS).orElse(0.0) % side == 0;
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
        DicomImage image = new DicomImage(
                file.path(),
                file.size(),
                file.syntax(),
                file.pixels(),
                file.inflateFrom(),
                layout,
                Identity.of(data),
                layout.floating() ? null : LookupTable.modality(data, layout.signed()),
                palettes,
                windows(data),
                overlayInHighBits(data, layout));
        image.checkSize();
        return image;
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
        if (layout.frameBytes() > Integer.MAX_VALUE - 64) {
            throw new VolumeFormatException(
                    path,
                    "its frames of " + layout.rows() + " × " + layout.columns() + " pixels are too large to be read");
        }
        if (fragments) {
            long unpacked = layout.frameBytes() * layout.frames();
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
                "is cut short or its header is damaged: " + layout.frames() + " × " + layout.rows() + " × "
                        + layout.columns() + " pixels need " + needed + " bytes, but there are " + Math.max(0, there));
    }

    /** Whether this is the same file as another image. */
    boolean isFile(DicomImage other) {
        return path.equals(other.path);
    }

    /** Bytes of pixels that are not packed. */
    long nativeBytes() {
        return NativeFrames.bytes(layout);
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
