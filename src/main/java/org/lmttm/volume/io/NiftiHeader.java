package org.lmttm.volume.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * A NIfTI-1 or NIfTI-2 header (nifti.nimh.nih.gov), checked.
 *
 * @param version 1 or 2
 * @param pair whether the voxels are in a file of their own (.img)
 * @param order byte order of header and voxels
 * @param dim voxels along i, j, k, then the lengths of the four further dimensions
 * @param components numbers a voxel: 1, or 3 and 4 for colours
 * @param type how a number is stored
 * @param offset bytes before the first voxel, in the file that holds the voxels
 * @param slope value = slope · stored + intercept
 * @param intercept see slope
 * @param affine voxel → patient mm
 * @param axis what the volumes are one after another of
 * @param warnings what was odd but could be read
 */
record NiftiHeader(
        int version,
        boolean pair,
        ByteOrder order,
        long[] dim,
        int components,
        VoxelType type,
        long offset,
        double slope,
        double intercept,
        Affine affine,
        VolumeAxis axis,
        List<String> warnings) {
    static final int SIZE_1 = 348;
    static final int SIZE_2 = 540;
    private static final int MAGIC_AT_1 = 344;
    private static final int MAGIC_AT_2 = 4;

    /** 1 or 2 where the bytes carry NIfTI's mark, 0 where they do not. */
    static int version(byte[] head) {
        String magic1 = magic(head, MAGIC_AT_1);
        if (head.length >= SIZE_1 && (magic1.equals("n+1") || magic1.equals("ni1"))) {
            return 1;
        }
        String magic2 = magic(head, MAGIC_AT_2);
        return head.length >= SIZE_2 && (magic2.equals("n+2") || magic2.equals("ni2")) ? 2 : 0;
    }

    /** Whether the bytes begin as a header of 348 bytes without NIfTI's mark does: Analyze 7.5. */
    static boolean looksLikeAnalyze(byte[] head) {
        if (head.length < SIZE_1 || version(head) != 0) {
            return false;
        }
        int size = ByteBuffer.wrap(head).getInt();
        return (size == SIZE_1 || size == Integer.reverseBytes(SIZE_1))
                && magic(head, MAGIC_AT_1).isBlank();
    }

    private static String magic(byte[] head, int at) {
        return head.length < at + 3 ? "" : new String(head, at, 3, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    }

    /** Reads and checks the header at the beginning of a file. */
    static NiftiHeader parse(FileHead file) throws VolumeFormatException {
        int version = version(file.bytes());
        if (version == 0) {
            throw file.failure("has no NIfTI header: the mark n+1, ni1, n+2 or ni2 is missing");
        }
        return new NiftiHeaderParser(file, version).parse();
    }

    /** Name of the format. */
    String format() {
        return String.format(Locale.ROOT, "NIfTI-%d%s", version, pair ? " pair" : "");
    }

    /** The axes: colours run fastest where there are any. */
    VoxelGrid grid(FileHead file) throws VolumeFormatException {
        return components == 1
                ? VoxelGrid.of(file, dim, 0, 1, 2)
                : VoxelGrid.of(
                        file,
                        LongStream.concat(LongStream.of(components), Arrays.stream(dim))
                                .toArray(),
                        1,
                        2,
                        3);
    }
}
