package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * Analyze 7.5 pairs ({@code .hdr}, {@code .img}), as {@code dbh.h} of the Mayo Clinic lays them out, with SPM's scale
 * and origin. The format has no orientation: as NiBabel does, the first axis is taken to run to the left.
 */
final class AnalyzeReader extends HeaderFormat {
    private static final int ORIGIN = 253;

    @Override
    public String describe() {
        return "Analyze 7.5 (.hdr/.img)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return NiftiHeader.looksLikeAnalyze(head.bytes());
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        StructFields f = new StructFields(bytes(head));
        f.ints("sizeof_hdr", "Header size in bytes", 0, 1)
                .freeText("data_type", "Data type", 4, 10)
                .freeText("db_name", "Database name", 14, 18)
                .ints("extents", "Extents", 32, 1)
                .shorts("dim", "Number of dimensions and their sizes", 40, 8)
                .mark("vox_units", "Units of spacing", 56, 4)
                .mark("cal_units", "Units of values", 60, 8)
                .shorts("datatype", "Data type", 70, 1)
                .shorts("bitpix", "Bits a voxel", 72, 1)
                .floats("pixdim", "Spacing", 76, 8)
                .floats("vox_offset", "Byte of the first voxel", 108, 1)
                .floats("funused1", "Scale factor (SPM)", 112, 1)
                .floats("cal_max", "Display maximum", 124, 1)
                .floats("cal_min", "Display minimum", 128, 1)
                .ints("glmax", "Largest value", 140, 1)
                .ints("glmin", "Smallest value", 144, 1);
        f.freeText("descrip", "Description", 148, 80)
                .freeText("aux_file", "Auxiliary file", 228, 24)
                .bytes("orient", "Orientation", 252)
                .shorts("originator", "Origin (SPM)", ORIGIN, 5)
                .freeText("generated", "Generated", 263, 10)
                .freeText("scannum", "Scan number", 273, 10)
                .freeText("patient_id", "Patient", 283, 10)
                .freeText("exp_date", "Date", 293, 10)
                .freeText("exp_time", "Time", 303, 10);
        return f.fields();
    }

    private static ByteBuffer bytes(FileHead head) {
        ByteBuffer b = ByteBuffer.wrap(head.bytes());
        return b.order(b.getInt(0) == NiftiHeader.SIZE_1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        ByteBuffer b = bytes(head);
        List<String> warnings = new ArrayList<>();
        long[] dim = new long[4];
        int dimensions = b.getShort(40);
        if (dimensions < 1 || dimensions > 7) {
            throw head.failure("has a damaged Analyze header: dim[0] = " + dimensions + ", not 1 to 7");
        }
        for (int axis = 0; axis < 4; axis++) {
            // Files of 3D volumes with 4 dimensions of which the last is 0 are common.
            int size = b.getShort(42 + 2 * axis);
            dim[axis] = axis >= dimensions || (axis == 3 && size == 0) ? 1 : size;
        }
        int code = b.getShort(70);
        int components = code == 128 ? 3 : 1;
        VoxelGrid grid = components == 1
                ? VoxelGrid.of(head, dim, 0, 1, 2)
                : VoxelGrid.of(head, new long[] {components, dim[0], dim[1], dim[2], dim[3]}, 1, 2, 3);
        float offset = b.getFloat(108);
        if (!(offset >= 0 && offset < 1L << 40)) {
            throw head.failure("has a damaged Analyze header: vox_offset = " + offset);
        }
        FileHead image = HeaderPair.imageOf(head);
        double scale = b.getFloat(112);
        boolean scaled = scale != 0 && scale != 1 && Double.isFinite(scale) && components == 1;
        if (scaled) {
            warnings.add("values are scaled by SPM's factor " + scale);
        }
        return new StoredVolumes(
                "Analyze 7.5",
                grid,
                Volume.StorageOrder.FIRST_FASTEST,
                type(head, code),
                FileBytes.of(DataFile.of(head, image.path()), image.gzip(), (long) offset),
                b.order(),
                scaled ? scale : 1,
                0,
                Optional.of(affine(head, b, dim, warnings)),
                components == 1
                        ? VolumeAxis.UNKNOWN
                        : new VolumeAxis(VolumeAxis.Kind.CHANNEL, List.of("red", "green", "blue")),
                List.copyOf(warnings));
    }

    private static VoxelType type(FileHead head, int code) throws VolumeFormatException {
        return switch (code) {
            case 2, 128 -> VoxelType.UINT8;
            case 4 -> VoxelType.INT16;
            case 8 -> VoxelType.INT32;
            case 16 -> VoxelType.FLOAT32;
            case 64 -> VoxelType.FLOAT64;
            // Not Analyze's own, but written by SPM and others.
            case 130 -> VoxelType.INT8;
            case 132 -> VoxelType.UINT16;
            case 136 -> VoxelType.UINT32;
            case 1 -> throw head.failure("holds single bits (datatype 1), which are not supported");
            case 32 ->
                throw head.failure("holds complex numbers (datatype 32), which are not supported; save magnitude or"
                        + " phase as a volume of its own");
            default -> throw head.failure("has a damaged Analyze header: unknown datatype " + code);
        };
    }

    private static Affine affine(FileHead head, ByteBuffer b, long[] dim, List<String> warnings)
            throws VolumeFormatException {
        double[] spacing = new double[3];
        double[] origin = new double[3];
        boolean stated = false;
        boolean possible = true;
        for (int axis = 0; axis < 3; axis++) {
            double s = Math.abs(b.getFloat(80 + 4 * axis));
            if (!(s > 1e-30 && s < 1e30)) {
                warnings.add(
                        "voxel spacing pixdim[" + (axis + 1) + "] is " + b.getFloat(80 + 4 * axis) + ": 1 mm is used");
                s = 1;
            }
            spacing[axis] = s;
            origin[axis] = b.getShort(ORIGIN + 2 * axis);
            stated |= origin[axis] != 0;
            possible &= origin[axis] > -dim[axis] && origin[axis] < 2 * dim[axis];
        }
        for (int axis = 0; axis < 3; axis++) {
            origin[axis] = stated && possible ? origin[axis] - 1 : (dim[axis] - 1) / 2.0;
        }
        warnings.add("carries no orientation: the first axis is taken to run to the left; left and right are a guess");
        return Affines.leftwards(spacing, origin)
                .orElseThrow(() -> head.failure("has a damaged Analyze header: impossible voxel spacing"));
    }
}
