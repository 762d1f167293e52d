package org.lmttm.volume.io;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** The header of an exported MetaImage file: LPS, as the format has it. */
final class MetaImageExport {
    private static final int[] LPS = {-1, -1, 1};

    private MetaImageExport() {}

    static byte[] header(ExportPlan plan, VolumeAxis axis, List<HeaderField> fields) {
        Volume first = plan.volumes().getFirst();
        int n = plan.volumes().size();
        int axes = n > 1 ? 4 : 3;
        Affine affine = first.affine().orElseGet(() -> Affine.scaling(-1, -1, 1));
        double[] spacing = affine.spacing();
        StringBuilder matrix = new StringBuilder();
        StringBuilder offset = new StringBuilder();
        for (int a = 0; a < axes; a++) {
            offset.append(' ').append(a < 3 ? LPS[a] * affine.get(a, 3) : 0.0);
            for (int x = 0; x < axes; x++) {
                double direction = a < 3 && x < 3 ? LPS[x] * affine.get(x, a) / spacing[a] : a == x ? 1 : 0;
                matrix.append(' ').append(direction);
            }
        }
        StringBuilder t =
                new StringBuilder("ObjectType = Image\nNDims = ").append(axes).append('\n');
        for (HeaderField field : fields) {
            t.append(field.key().replaceAll("[^A-Za-z0-9_.,()-]", "_"))
                    .append(" = ")
                    .append(field.value().replaceAll("\\R", " "))
                    .append('\n');
        }
        t.append("BinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = False\n");
        t.append("TransformMatrix =")
                .append(matrix)
                .append("\nOffset =")
                .append(offset)
                .append('\n');
        t.append("ElementSpacing = %s %s %s".formatted(spacing[0], spacing[1], spacing[2]));
        t.append(n > 1 ? " " + (axis.step() > 0 ? axis.step() : 1.0) : "").append('\n');
        t.append("DimSize = %d %d %d".formatted(first.ni(), first.nj(), first.nk()));
        t.append(n > 1 ? " " + n : "").append('\n');
        t.append("ElementType = ").append(type(plan.type())).append("\nElementDataFile = LOCAL\n");
        return t.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String type(VoxelType type) {
        return switch (type) {
            case UINT8, BOOL -> "MET_UCHAR";
            case INT8 -> "MET_CHAR";
            case UINT16 -> "MET_USHORT";
            case INT16 -> "MET_SHORT";
            case UINT32 -> "MET_UINT";
            case INT32 -> "MET_INT";
            case UINT64 -> "MET_ULONG_LONG";
            case INT64 -> "MET_LONG_LONG";
            case FLOAT32, FLOAT16 -> "MET_FLOAT";
            case FLOAT64 -> "MET_DOUBLE";
        };
    }
}
