package org.lmttm.volume.io.dicom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;

/**
 * Slices that lie side by side in one frame, row by row, as Siemens's scanners write those of one time point. How many
 * there are stands in (0019,100A), and, with the direction in which they follow, in the private header (0029,1010). The
 * stated position is that of a slice as large as the whole frame, about the same centre.
 *
 * @param tile how the pixels of one slice lie; as many frames as slices
 * @param across tiles in a row, and as many rows of them
 * @param direction 1 where slices follow along row × column, -1 against it, 0 where the file does not say
 */
record Mosaic(PixelLayout tile, int across, int direction) {
    private static final int MOST = 4096;
    private static final double PARALLEL = 0.99;

    /** How the frame is divided; null where the file does not say how many slices there are, or they do not fit. */
    static @Nullable Mosaic of(DataSet data, PixelLayout frame) throws VolumeFormatException {
        SiemensHeader header = SiemensHeader.of(data.element(Tag.SIEMENS_IMAGE_HEADER));
        int slices = slices(data, header);
        int across = (int) Math.ceil(Math.sqrt(slices));
        boolean fits = slices > 0
                && frame.frames() == 1
                && frame.samples() == 1
                && frame.bitsAllocated() > 1
                && frame.rows() % across == 0
                && frame.columns() % across == 0;
        if (!fits) {
            return null;
        }
        PixelLayout tile = new PixelLayout(
                frame.rows() / across,
                frame.columns() / across,
                slices,
                1,
                frame.bitsAllocated(),
                frame.bitsStored(),
                frame.highBit(),
                frame.signed(),
                false,
                frame.photometric(),
                frame.floating());
        return new Mosaic(tile, across, direction(data.numbers(Tag.IMAGE_ORIENTATION), header));
    }

    private static int slices(DataSet data, SiemensHeader header) {
        Element images = data.element(Tag.SIEMENS_IMAGES_IN_MOSAIC);
        double count = images != null && images.words(2) > 0
                ? images.word(0, 2, false)
                : header.numbers("NumberOfImagesInMosaic")[0];
        return count >= 1 && count <= MOST && count == Math.rint(count) ? (int) count : 0;
    }

    private static int direction(double[] orientation, SiemensHeader header) {
        double[] stated = header.numbers("SliceNormalVector");
        if (orientation.length != 6 || stated.length < 3) {
            return 0;
        }
        double along = Frame.dot(Frame.normal(orientation), stated);
        return !(Math.abs(along) >= PARALLEL) ? 0 : (int) Math.signum(along);
    }

    /** Bytes of one slice, cut out of the frame's. */
    byte[] tile(byte[] frame, int slice) {
        int width = tile.columns() * tile.sampleBytes();
        byte[] cut = new byte[width * tile.rows()];
        int left = slice % across * width;
        int top = slice / across * tile.rows();
        for (int row = 0; row < tile.rows(); row++) {
            System.arraycopy(frame, (top + row) * width * across + left, cut, row * width, width);
        }
        return cut;
    }

    /**
     * The centre of a slice's first pixel, in patient mm, LPS.
     *
     * @param slice which one
     * @param first as stated for the whole frame
     * @param o direction of a row, then of a column
     * @param spacing mm between rows, then between columns
     * @param step mm from one slice to the next
     */
    double[] position(int slice, double[] first, double[] o, double[] spacing, double step) {
        double right = spacing[1] * tile.columns() * (across - 1) / 2.0;
        double down = spacing[0] * tile.rows() * (across - 1) / 2.0;
        double along = slice * step * (direction < 0 ? -1 : 1);
        double[] normal = Frame.normal(o);
        double[] position = new double[3];
        for (int r = 0; r < 3; r++) {
            position[r] = first[r] + right * o[r] + down * o[r + 3] + along * normal[r];
        }
        return position;
    }

    /** What the user should know. */
    List<String> said() {
        List<String> said = new ArrayList<>();
        said.add("is a mosaic: its " + tile.frames()
                + " slices, which lie side by side in one image, are shown one behind the other");
        if (direction == 0) {
            said.add("does not say in which direction the mosaic's slices follow each other: first and last may be"
                    + " exchanged");
        }
        return said;
    }
}
