package org.lmttm.volume.io;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** The header of an exported NRRD file, in RAS so that no sign changes. */
final class NrrdExport {
    private NrrdExport() {}

    static byte[] header(ExportPlan plan, VolumeAxis axis, List<HeaderField> fields) {
        Volume first = plan.volumes().getFirst();
        int n = plan.volumes().size();
        boolean time = axis.kind() == VolumeAxis.Kind.TIME;
        Optional<Affine> affine = first.affine();
        StringBuilder t = new StringBuilder("NRRD0004\n# http://teem.sourceforge.net/nrrd/format.html\n");
        String type = plan.type().numpyName();
        t.append("type: ")
                .append(type.equals("float32") ? "float" : type.equals("float64") ? "double" : type)
                .append('\n');
        t.append("dimension: ").append(n > 1 ? 4 : 3).append('\n');
        affine.ifPresent(a -> t.append("space: right-anterior-superior\n"));
        t.append("sizes: %d %d %d".formatted(first.ni(), first.nj(), first.nk()))
                .append(n > 1 ? " " + n : "")
                .append('\n');
        if (affine.isPresent()) {
            t.append("space directions:");
            for (int c = 0; c < 3; c++) {
                t.append(' ').append(vector(affine.get(), c));
            }
            t.append(n > 1 ? " none\n" : "\n").append("space units: \"mm\" \"mm\" \"mm\"\n");
        }
        t.append("kinds: domain domain domain").append(n > 1 ? time ? " time\n" : " list\n" : "\n");
        if (n > 1 && time && axis.step() > 0) {
            t.append("spacings: nan nan nan ").append(axis.step()).append('\n');
            t.append("units: \"\" \"\" \"\" \"").append(axis.unit()).append("\"\n");
        }
        t.append("endian: little\nencoding: gzip\n");
        affine.ifPresent(a -> t.append("space origin: ").append(vector(a, 3)).append('\n'));
        for (HeaderField field : fields) {
            t.append(oneLine(field.key()).replace(":", ""))
                    .append(":=")
                    .append(oneLine(field.value()))
                    .append('\n');
        }
        return t.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String vector(Affine a, int column) {
        return "(" + a.get(0, column) + "," + a.get(1, column) + "," + a.get(2, column) + ")";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
