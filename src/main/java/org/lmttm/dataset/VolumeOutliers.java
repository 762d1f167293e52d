package org.lmttm.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.lmttm.dataset.CohortFinding.Severity;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/**
 * Volumes that differ from what most of a cohort's volumes are: geometry, spacing, size, orientation, modality. Where no
 * form is that of more than half of them, the difference is told once, of the whole cohort.
 */
final class VolumeOutliers {
    private final List<CohortRow> rows;
    private final Sink sink;

    /** Takes findings. */
    interface Sink {
        void add(FindingKind kind, Severity severity, long row, String what);
    }

    private VolumeOutliers(List<CohortRow> rows, Sink sink) {
        this.rows = rows;
        this.sink = sink;
    }

    /** Tells of all outliers among the rows whose volume was read. */
    static void add(List<CohortRow> rows, Sink sink) {
        VolumeOutliers outliers = new VolumeOutliers(
                rows.stream().filter(row -> row.volume().isPresent()).toList(), sink);
        outliers.look(
                FindingKind.NO_GEOMETRY,
                facts -> Optional.of(
                        facts.description().affine().isPresent()
                                ? "with patient geometry"
                                : "without patient geometry"),
                "with and without patient geometry");
        outliers.look(FindingKind.SPACING, VolumeOutliers::spacing, "voxel sizes");
        outliers.look(FindingKind.SIZE, VolumeOutliers::size, "sizes");
        outliers.look(
                FindingKind.ORIENTATION,
                facts -> facts.description().affine().map(Affine::orientation),
                "orientations");
        outliers.look(FindingKind.MODALITY, facts -> facts.description().hints().modality(), "modalities");
    }

    private static Optional<String> spacing(VolumeFacts facts) {
        return facts.description()
                .affine()
                .map(Affine::spacing)
                .map(mm -> String.format(Locale.ROOT, "%.2f × %.2f × %.2f mm", mm[0], mm[1], mm[2]));
    }

    private static Optional<String> size(VolumeFacts facts) {
        Volume.Description of = facts.description();
        return Optional.of(of.ni() + " × " + of.nj() + " × " + of.nk() + " voxels");
    }

    private void look(FindingKind kind, Function<VolumeFacts, Optional<String>> form, String forms) {
        Map<String, List<CohortRow>> byForm = new TreeMap<>();
        int known = 0;
        for (CohortRow row : rows) {
            Optional<String> found = row.volume().flatMap(form);
            if (found.isPresent()) {
                byForm.computeIfAbsent(found.get(), _ -> new ArrayList<>()).add(row);
                known++;
            }
        }
        if (byForm.size() < 2) {
            return;
        }
        String most = byForm.keySet().stream()
                .max(Comparator.comparingInt(
                        one -> byForm.getOrDefault(one, List.of()).size()))
                .orElseThrow();
        int count = byForm.getOrDefault(most, List.of()).size();
        if (2 * count <= known) {
            sink.add(kind, Severity.WARNING, 0, severalForms(kind, forms, byForm, most, count));
            return;
        }
        for (Map.Entry<String, List<CohortRow>> each : byForm.entrySet()) {
            if (!each.getKey().equals(most)) {
                for (CohortRow row : each.getValue()) {
                    sink.add(
                            kind,
                            Severity.WARNING,
                            row.number(),
                            "is " + each.getKey() + "; " + count + " of " + known + " volumes are " + most);
                }
            }
        }
    }

    private static String severalForms(
            FindingKind kind, String forms, Map<String, List<CohortRow>> byForm, String most, int count) {
        return kind == FindingKind.NO_GEOMETRY
                ? "has volumes " + forms + ", half of them each"
                : "has volumes of " + byForm.size() + " " + forms + ", most often (" + count + ") " + most;
    }
}
