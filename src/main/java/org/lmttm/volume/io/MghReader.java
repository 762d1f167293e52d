package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/** FreeSurfer's MGH and MGZ (surfer.nmr.mgh.harvard.edu, MghFormat): big endian, with directions and the centre in RAS. */
final class MghReader extends HeaderFormat {
    private static final int VOXELS_AT = 284;
    private static final int HEADER = 90;

    @Override
    public String describe() {
        return "FreeSurfer MGH (.mgh, .mgz)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return named(head) || looksLikeMgh(head.bytes());
    }

    private static boolean named(FileHead head) {
        return head.name().endsWith(".mgh")
                || head.name().endsWith(".mgz")
                || head.name().endsWith(".mgh.gz");
    }

    /** The format's only mark is its version, 1: what follows must be plausible too. */
    private static boolean looksLikeMgh(byte[] head) {
        if (head.length < VOXELS_AT) {
            return false;
        }
        ByteBuffer b = ByteBuffer.wrap(head);
        boolean sizes = LongStream.of(b.getInt(4), b.getInt(8), b.getInt(12), b.getInt(16))
                .allMatch(size -> size > 0 && size < 1 << 16);
        return b.getInt(0) == 1 && sizes && b.getInt(20) >= 0 && b.getInt(20) <= 10 && (b.getShort(28) & ~1) == 0;
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        return new StructFields(bytes(head))
                .ints("version", "Version of the format", 0, 1)
                .ints("width", "Voxels along the first axis", 4, 1)
                .ints("height", "Voxels along the second axis", 8, 1)
                .ints("depth", "Voxels along the third axis", 12, 1)
                .ints("nframes", "Volumes", 16, 1)
                .ints("type", "Data type", 20, 1)
                .ints("dof", "Degrees of freedom", 24, 1)
                .shorts("goodRASFlag", "Whether directions are stated", 28, 1)
                .floats("spacing", "Spacing", 30, 3)
                .floats("x_ras", "Direction of the first axis", 42, 3)
                .floats("y_ras", "Direction of the second axis", 54, 3)
                .floats("z_ras", "Direction of the third axis", 66, 3)
                .floats("c_ras", "Centre", 78, 3)
                .fields();
    }

    private static ByteBuffer bytes(FileHead head) throws VolumeFormatException {
        if (head.bytes().length < HEADER) {
            throw head.failure(
                    "is cut short in its MGH header: " + head.bytes().length + " of " + HEADER + " bytes are there");
        }
        return ByteBuffer.wrap(head.bytes());
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        ByteBuffer b = bytes(head);
        if (b.getInt(0) != 1) {
            throw head.failure("has MGH version " + b.getInt(0) + ", not 1");
        }
        long[] sizes = {b.getInt(4), b.getInt(8), b.getInt(12), b.getInt(16)};
        List<String> warnings = new ArrayList<>();
        VoxelType type = switch (b.getInt(20)) {
            case 0 -> VoxelType.UINT8;
            case 1 -> VoxelType.INT32;
            case 3 -> VoxelType.FLOAT32;
            case 4 -> VoxelType.INT16;
            case 10 -> VoxelType.UINT16;
            default ->
                throw head.failure("has MGH data type " + b.getInt(20)
                        + ", which is not supported; convert it with mri_convert to uchar, short, int or float");
        };
        return new StoredVolumes(
                head.gzip() ? "MGZ" : "MGH",
                VoxelGrid.of(head, sizes, 0, 1, 2),
                Volume.StorageOrder.FIRST_FASTEST,
                type,
                FileBytes.of(DataFile.of(head), head.gzip(), VOXELS_AT),
                ByteOrder.BIG_ENDIAN,
                1,
                0,
                Optional.of(affine(head, b, sizes, warnings)),
                new VolumeAxis(VolumeAxis.Kind.TIME, List.of()),
                List.copyOf(warnings));
    }

    private static Affine affine(FileHead head, ByteBuffer b, long[] sizes, List<String> warnings)
            throws VolumeFormatException {
        double[] spacing = {1, 1, 1};
        // Without stated directions a volume is coronal: left, down, forward.
        double[] numbers = {-1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0, 0};
        if (b.getShort(28) == 1) {
            for (int x = 0; x < 3; x++) {
                spacing[x] = b.getFloat(30 + 4 * x);
            }
            for (int x = 0; x < 12; x++) {
                numbers[x] = b.getFloat(42 + 4 * x);
            }
        } else {
            warnings.add("states no directions: the volume is taken to be coronal with 1 mm voxels");
        }
        double[][] rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            rows[r][3] = numbers[9 + r];
            for (int c = 0; c < 3; c++) {
                rows[r][c] = numbers[3 * c + r] * spacing[c];
                rows[r][3] -= rows[r][c] * sizes[c] / 2.0;
            }
        }
        return Affines.checked(rows)
                .orElseThrow(() -> head.failure(String.format(
                        Locale.ROOT,
                        "has a damaged MGH header: spacing %s × %s × %s with its directions is no geometry",
                        spacing[0],
                        spacing[1],
                        spacing[2])));
    }
}
