package org.lmttm.volume.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Affine;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/** Reads one NIfTI header; offsets are those of nifti1.h and nifti2.h. */
final class NiftiHeaderParser {
    private final FileHead file;
    private final boolean one;
    private final ByteBuffer b;
    private final List<String> warnings = new ArrayList<>();

    NiftiHeaderParser(FileHead file, int version) {
        this.file = file;
        this.one = version == 1;
        this.b = ByteBuffer.wrap(file.bytes());
    }

    NiftiHeader parse() throws VolumeFormatException {
        b.order(byteOrder());
        boolean pair = (char) b.get(one ? 345 : 5) == 'i';
        long[] dim = dimensions();
        refuseMatrices(dim);
        int code = b.getShort(one ? 70 : 12);
        int components = code == 128 ? 3 : code == 2304 ? 4 : 1;
        VoxelType type = type(code, b.getShort(one ? 72 : 14), components);
        double[] scaling = components == 1 ? scaling() : new double[] {1, 0};
        if (dim[5] * dim[6] * dim[7] > 1) {
            warnings.add("has " + dim[0] + " dimensions: those from the fourth on are listed as one row of volumes");
        }
        return new NiftiHeader(
                one ? 1 : 2,
                pair,
                b.order(),
                Arrays.copyOfRange(dim, 1, 8),
                components,
                type,
                offset(pair),
                scaling[0],
                scaling[1],
                affineInMillimetres(dim),
                axis(dim, components),
                List.copyOf(warnings));
    }

    /** Slope and intercept. */
    private double[] scaling() {
        double slope = one ? b.getFloat(112) : b.getDouble(176);
        double intercept = one ? b.getFloat(116) : b.getDouble(184);
        if (slope == 0) {
            return new double[] {1, 0};
        }
        if (!Double.isFinite(slope)) {
            warnings.add("scl_slope is not finite: values are shown unscaled");
            return new double[] {1, 0};
        }
        if (!Double.isFinite(intercept)) {
            warnings.add("scl_inter is not finite: 0 is used");
            return new double[] {slope, 0};
        }
        return new double[] {slope, intercept};
    }

    /** Colours and the fifth dimension are channels; the fourth is time, in the header's unit. */
    private VolumeAxis axis(long[] dim, int components) {
        long times = dim[4];
        long rest = dim[5] * dim[6] * dim[7];
        if (components > 1) {
            warnings.add("holds colours: red, green and blue are listed as volumes of their own");
            return new VolumeAxis(
                    VolumeAxis.Kind.CHANNEL,
                    times * rest == 1
                            ? List.of("red", "green", "blue", "opacity").subList(0, components)
                            : List.of());
        }
        if (times == 1) {
            return new VolumeAxis(rest > 1 ? VolumeAxis.Kind.CHANNEL : VolumeAxis.Kind.VOLUME, List.of());
        }
        if (rest > 1) {
            return VolumeAxis.UNKNOWN;
        }
        String unit = switch ((one ? b.get(123) : b.getInt(500)) & 0x38) {
            case 8 -> "s";
            case 16 -> "ms";
            case 24 -> "µs";
            default -> "";
        };
        double start = one ? b.getFloat(136) : b.getDouble(216);
        return VolumeAxis.times((int) times, Double.isFinite(start) ? start : 0, pixdim(4), unit);
    }

    private ByteOrder byteOrder() throws VolumeFormatException {
        int wanted = one ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
        int size = b.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (size == wanted) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if (Integer.reverseBytes(size) == wanted) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw file.failure("has a damaged NIfTI header: sizeof_hdr is neither " + wanted + " nor its byte swap");
    }

    /** dim[0..7]; dimensions beyond dim[0] are 1. */
    private long[] dimensions() throws VolumeFormatException {
        long[] dim = new long[8];
        for (int d = 0; d < 8; d++) {
            dim[d] = one ? b.getShort(40 + 2 * d) : b.getLong(16 + 8 * d);
        }
        if (dim[0] < 1 || dim[0] > 7) {
            throw file.failure("has a damaged NIfTI header: dim[0] = " + dim[0] + ", not 1 to 7");
        }
        for (int d = 1; d < 8; d++) {
            if (d > dim[0]) {
                dim[d] = 1;
            }
            if (dim[d] < 1 || dim[d] > Integer.MAX_VALUE) {
                throw file.failure("has a damaged NIfTI header: dim[" + d + "] = " + dim[d]);
            }
        }
        VoxelGrid.of(file, Arrays.copyOfRange(dim, 1, 8), 0, 1, 2);
        return dim;
    }

    /** CIFTI keeps connectivity matrices in a NIfTI-2 container, in dimensions 5 and 6. */
    private void refuseMatrices(long[] dim) throws VolumeFormatException {
        int intent = one ? b.getShort(68) : b.getInt(504);
        if (intent >= 3000 && intent < 3100 && dim[1] * dim[2] * dim[3] * dim[4] == 1) {
            throw file.failure("holds a CIFTI-2 matrix (intent code " + intent + "), not a volume");
        }
    }

    private VoxelType type(int code, int bits, int components) throws VolumeFormatException {
        VoxelType type = switch (code) {
            case 2, 128, 2304 -> VoxelType.UINT8;
            case 4 -> VoxelType.INT16;
            case 8 -> VoxelType.INT32;
            case 16 -> VoxelType.FLOAT32;
            case 64 -> VoxelType.FLOAT64;
            case 256 -> VoxelType.INT8;
            case 512 -> VoxelType.UINT16;
            case 768 -> VoxelType.UINT32;
            case 1024 -> VoxelType.INT64;
            case 1280 -> VoxelType.UINT64;
            case 1 -> throw file.failure("holds single bits (datatype 1), which are not supported");
            case 32, 1792, 2048 ->
                throw file.failure("holds complex numbers (datatype " + code
                        + "), which are not supported; save magnitude or phase as a volume of its own");
            case 1536 -> throw file.failure("holds 128-bit floats, which are not supported; save as float64");
            default -> throw file.failure("has a damaged NIfTI header: unknown datatype " + code);
        };
        if (bits != 8 * type.bytes() * components) {
            warnings.add("bitpix is " + bits + " but datatype " + type.numpyName() + " has "
                    + 8 * type.bytes() * components + " bits: the datatype is believed");
        }
        return type;
    }

    private long offset(boolean pair) throws VolumeFormatException {
        double stated = one ? b.getFloat(108) : b.getLong(168);
        int header = one ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
        if (!(stated >= 0 && stated < 0x1p62) || stated != Math.rint(stated)) {
            throw file.failure("has a damaged NIfTI header: vox_offset = " + stated);
        }
        if (pair) {
            return (long) stated;
        }
        if (stated == 0) {
            warnings.add("vox_offset is 0 in a single file: the voxels are taken to follow the header");
            return header + 4L;
        }
        if (stated < header) {
            throw file.failure("has a damaged NIfTI header: vox_offset = " + (long) stated + " lies in the header");
        }
        return (long) stated;
    }

    /** The header's geometry in mm, whatever its unit. */
    private Affine affineInMillimetres(long[] dim) throws VolumeFormatException {
        Affine stated = affine(dim);
        int code = (one ? b.get(123) : b.getInt(500)) & 0x07;
        double mm = code == 1 ? 1000 : code == 3 ? 0.001 : 1;
        if (mm == 1) {
            return stated;
        }
        warnings.add("states lengths in " + (mm > 1 ? "metres" : "micrometres") + ": they are shown in mm");
        double[][] rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                rows[r][c] = mm * stated.get(r, c);
            }
        }
        return Affines.checked(rows).orElse(stated);
    }

    /** sform, else qform, else spacing with the file's first axis to the left and the origin in the middle (NiBabel). */
    private Affine affine(long[] dim) throws VolumeFormatException {
        int qform = one ? b.getShort(252) : b.getInt(344);
        int sform = one ? b.getShort(254) : b.getInt(348);
        if (sform > 0) {
            Optional<Affine> affine = sformAffine();
            if (affine.isPresent()) {
                return affine.get();
            }
            warnings.add("sform is not an invertible map of finite numbers: it is left out");
        }
        double[] spacing = spacing();
        if (qform > 0) {
            Optional<Affine> affine = qformAffine(spacing);
            if (affine.isPresent()) {
                return affine.get();
            }
            warnings.add("qform is not a rotation of finite numbers: it is left out");
        }
        if (sform <= 0 && qform <= 0) {
            warnings.add("carries no orientation (qform and sform code 0): left, right and position are a guess");
        }
        double[] middle = {(dim[1] - 1) / 2.0, (dim[2] - 1) / 2.0, (dim[3] - 1) / 2.0};
        return Affines.leftwards(spacing, middle)
                .orElseThrow(() -> file.failure("has a damaged NIfTI header: impossible voxel spacing"));
    }

    private double pixdim(int index) {
        return one ? b.getFloat(76 + 4 * index) : b.getDouble(104 + 8 * index);
    }

    private double[] spacing() {
        double[] spacing = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double s = Math.abs(pixdim(axis + 1));
            // The bounds keep a product of three, and its inverse, inside a double's range.
            if (!(s > 1e-30 && s < 1e30)) {
                warnings.add("voxel spacing pixdim[" + (axis + 1) + "] is " + pixdim(axis + 1) + ": 1 mm is used");
                s = 1;
            }
            spacing[axis] = s;
        }
        return spacing;
    }

    private Optional<Affine> sformAffine() {
        double[][] rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                rows[r][c] = one ? b.getFloat(280 + 16 * r + 4 * c) : b.getDouble(400 + 32 * r + 8 * c);
            }
        }
        return Affines.checked(rows);
    }

    private Optional<Affine> qformAffine(double[] spacing) {
        double[] q = new double[6];
        for (int x = 0; x < 6; x++) {
            q[x] = one ? b.getFloat(256 + 4 * x) : b.getDouble(352 + 8 * x);
        }
        double bb = q[0];
        double cc = q[1];
        double dd = q[2];
        double rest = 1 - (bb * bb + cc * cc + dd * dd);
        double aa = 0;
        if (rest < 1e-7) {
            // As nifti1_io: a half turn, normalised.
            double norm = Math.sqrt(bb * bb + cc * cc + dd * dd);
            if (norm > 1.01) {
                warnings.add("qform quaternion has length " + norm + ": it is normalised");
            }
            bb /= norm;
            cc /= norm;
            dd /= norm;
        } else {
            aa = Math.sqrt(rest);
        }
        double qfac = pixdim(0) < 0 ? -1 : 1;
        double[][] r = {
            {aa * aa + bb * bb - cc * cc - dd * dd, 2 * (bb * cc - aa * dd), 2 * (bb * dd + aa * cc)},
            {2 * (bb * cc + aa * dd), aa * aa + cc * cc - bb * bb - dd * dd, 2 * (cc * dd - aa * bb)},
            {2 * (bb * dd - aa * cc), 2 * (cc * dd + aa * bb), aa * aa + dd * dd - bb * bb - cc * cc}
        };
        double[][] rows = new double[3][4];
        for (int row = 0; row < 3; row++) {
            rows[row][0] = r[row][0] * spacing[0];
            rows[row][1] = r[row][1] * spacing[1];
            rows[row][2] = r[row][2] * spacing[2] * qfac;
            rows[row][3] = q[3 + row];
        }
        return Affines.checked(rows);
    }
}
