package org.lmttm.volume.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/**
 * The header of an exported NIfTI file. NIfTI-1, which every program reads, unless its single precision would change
 * slope or intercept or move a voxel by over 0.1 µm, or an axis is too long for it.
 */
final class NiftiExport {
    private static final double LARGEST_SHIFT_MM = 1e-4;
    private static final int COMMENT_EXTENSION = 6;
    /** Fields with a place of their own, their place in NIfTI-1 and NIfTI-2, and their length. */
    private static final Map<String, int[]> PLACES =
            Map.of("descrip", new int[] {148, 240, 80}, "aux_file", new int[] {228, 320, 24}, "intent_name", new int[] {
                328, 508, 16
            });

    private final ExportPlan plan;
    private final VolumeAxis axis;
    private final List<HeaderField> fields;
    private final Volume first;
    private final int version;

    NiftiExport(ExportPlan plan, VolumeAxis axis, List<HeaderField> fields) {
        this.plan = plan;
        this.axis = axis;
        this.fields = fields;
        this.first = plan.volumes().getFirst();
        this.version = fitsOne() ? 1 : 2;
    }

    int version() {
        return version;
    }

    private boolean fitsOne() {
        long longest = Math.max(
                Math.max(first.ni(), first.nj()),
                Math.max(first.nk(), plan.volumes().size()));
        boolean scaling = plan.slope() == (float) plan.slope() && plan.intercept() == (float) plan.intercept();
        return longest <= Short.MAX_VALUE
                && scaling
                && first.affine().map(this::shift).orElse(0.0) <= LARGEST_SHIFT_MM;
    }

    /** The most (mm) that rounding to single precision moves a voxel along a patient axis. */
    private double shift(Affine affine) {
        double most = 0;
        for (int r = 0; r < 3; r++) {
            double sum = error(affine.get(r, 3));
            for (int c = 0; c < 3; c++) {
                sum += error(affine.get(r, c)) * (first.size(c) - 1);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    private static double error(double value) {
        return Math.abs(value - (float) value);
    }

    /** The header with its extension: everything in front of the first voxel. */
    byte[] header() {
        byte[] extension = extension();
        int size = version == 1 ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
        ByteBuffer b = ByteBuffer.allocate(size + 4 + extension.length).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, size);
        if (version == 1) {
            one(b);
        } else {
            two(b);
        }
        fields.forEach(field -> putText(b, field));
        if (extension.length > 0) {
            b.put(size, (byte) 1);
            b.put(size + 4, extension);
        }
        return b.array();
    }

    /** dim[0..7]: volumes along time are the fourth dimension, channels the fifth. */
    private int[] dim() {
        int n = plan.volumes().size();
        boolean channels = axis.kind() == VolumeAxis.Kind.CHANNEL && n > 1;
        return new int[] {
            n == 1 ? 3 : channels ? 5 : 4, first.ni(), first.nj(), first.nk(), channels ? 1 : n, channels ? n : 1, 1, 1
        };
    }

    private int units() {
        return 2
                | switch (axis.unit()) {
                    case "s" -> 8;
                    case "ms" -> 16;
                    case "µs" -> 24;
                    default -> 0;
                };
    }

    private void one(ByteBuffer b) {
        int[] dim = dim();
        double[] spacing = first.spacing();
        b.putFloat(76, 1);
        for (int d = 0; d < 8; d++) {
            b.putShort(40 + 2 * d, (short) dim[d]);
            if (d > 0) {
                b.putFloat(76 + 4 * d, (float) pixdim(d, spacing));
            }
        }
        b.putShort(70, (short) code(plan.type()))
                .putShort(72, (short) (8 * plan.type().bytes()));
        b.putFloat(108, b.capacity()).putFloat(112, (float) plan.slope()).putFloat(116, (float) plan.intercept());
        b.put(123, (byte) units());
        Optional<Affine> affine = first.affine();
        if (affine.isPresent()) {
            b.putShort(254, (short) 2);
            for (int x = 0; x < 12; x++) {
                b.putFloat(280 + 4 * x, (float) affine.get().get(x / 4, x % 4));
            }
        }
        b.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
    }

    private void two(ByteBuffer b) {
        int[] dim = dim();
        double[] spacing = first.spacing();
        b.put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1A, '\n'});
        b.putShort(12, (short) code(plan.type()))
                .putShort(14, (short) (8 * plan.type().bytes()));
        b.putDouble(104, 1);
        for (int d = 0; d < 8; d++) {
            b.putLong(16 + 8 * d, dim[d]);
            if (d > 0) {
                b.putDouble(104 + 8 * d, pixdim(d, spacing));
            }
        }
        b.putLong(168, b.capacity()).putDouble(176, plan.slope()).putDouble(184, plan.intercept());
        b.putInt(500, units());
        Optional<Affine> affine = first.affine();
        if (affine.isPresent()) {
            b.putInt(348, 2);
            for (int x = 0; x < 12; x++) {
                b.putDouble(400 + 8 * x, affine.get().get(x / 4, x % 4));
            }
        }
    }

    private double pixdim(int d, double[] spacing) {
        return d <= 3 ? spacing[d - 1] : d == 4 && axis.step() > 0 ? axis.step() : 1;
    }

    private static int code(VoxelType type) {
        return switch (type) {
            case UINT8, BOOL -> 2;
            case INT16 -> 4;
            case INT32 -> 8;
            case FLOAT32, FLOAT16 -> 16;
            case FLOAT64 -> 64;
            case INT8 -> 256;
            case UINT16 -> 512;
            case UINT32 -> 768;
            case INT64 -> 1024;
            case UINT64 -> 1280;
        };
    }

    private void putText(ByteBuffer b, HeaderField field) {
        int[] place = PLACES.get(field.key());
        if (place != null) {
            byte[] text = field.value().getBytes(StandardCharsets.ISO_8859_1);
            b.put(place[version - 1], text, 0, Math.min(text.length, place[2] - 1));
        }
    }

    /** Fields without a place of their own, as a comment; its length is a multiple of 16. */
    private byte[] extension() {
        List<String> lines = new ArrayList<>();
        for (HeaderField field : fields) {
            if (!PLACES.containsKey(field.key()) && !field.value().isEmpty()) {
                lines.add(field.key() + " = " + field.value());
            }
        }
        if (lines.isEmpty()) {
            return new byte[0];
        }
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        int size = (8 + text.length + 1 + 15) / 16 * 16;
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .putInt(COMMENT_EXTENSION)
                .put(text)
                .array();
    }
}
