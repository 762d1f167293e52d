package org.lmttm.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortRow;
import org.lmttm.dataset.CohortSource;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFacts;
import org.lmttm.model.ModelJson;
import org.lmttm.model.Preprocessing;
import org.lmttm.program.Program;

/**
 * The JSON beside a built archive, under the same name: class names, which the archive's readers show; patients as
 * numbers, so that folds keep a patient's cases together; and where each case comes from. It names no file of the cohort
 * and no patient, since both may name a person: the row's number and the voxels' hash lead back to the table.
 */
final class CohortSidecar {
    private static final String MAKER = "LMTTM Workbench ";
    private static final String NPZ = ".npz";
    private static final int BEGINNING = 1 << 20;

    private CohortSidecar() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Content(
            List<String> labels,
            String madeBy,
            String table,
            String tableSha256,
            int size,
            Preprocessing preprocessing,
            @Nullable Long splitSeed,
            @Nullable Map<String, int[]> patients,
            Map<String, List<Source>> cases) {}

    /**
     * Where a case comes from.
     *
     * @param row of the table, 1 being the header
     * @param sha256 of the volume's size and values
     * @param centre of the region in patient mm (voxels without geometry); null: the volume's middle
     */
    private record Source(
            long row, int label, String sha256, @Nullable List<Double> centre) {}

    /** The JSON of an archive. */
    static Path beside(Path npz) {
        String name = String.valueOf(npz.getFileName());
        return npz.resolveSibling(name.substring(0, name.length() - NPZ.length()) + ".json");
    }

    /**
     * Checks that an archive and its JSON may be written.
     *
     * @param table of the cohort
     * @throws IOException when the name does not end in .npz, the folder is missing, the JSON there is not one of these, or
     *     it would name the table's classes
     */
    static void requireFree(Path npz, Path table) throws IOException {
        Path folder = npz.getParent();
        if (!String.valueOf(npz.getFileName()).toLowerCase(Locale.ROOT).endsWith(NPZ)) {
            throw new IOException(npz.getFileName() + ": an archive's name ends in .npz");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(npz.getFileName() + ": there is no folder " + folder);
        }
        Path json = beside(npz);
        Path names = CohortSource.names(table);
        boolean namesClasses = folder.equals(names.getParent())
                && String.valueOf(json.getFileName()).equalsIgnoreCase(String.valueOf(names.getFileName()));
        if (namesClasses) {
            throw new IOException(
                    json.getFileName() + ": would stand beside " + npz.getFileName() + " and also name the"
                            + " classes of " + table.getFileName() + "; choose another name for the archive");
        }
        if (Files.exists(json) && !isOurs(json)) {
            throw new IOException(json.getFileName() + ": stands beside " + npz.getFileName()
                    + " and was not made with a cohort; choose another name for the archive");
        }
    }

    /** Who made it stands after the class names, so that the beginning tells; what is no text has no such words. */
    private static boolean isOurs(Path json) throws IOException {
        try (InputStream in = Files.newInputStream(json)) {
            String beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            return beginning.contains("\"made_by\":\"" + MAKER);
        }
    }

    /** The JSON of an archive. */
    static String text(CohortReport report, CohortSettings settings) {
        Map<String, int[]> patients = new LinkedHashMap<>();
        Map<String, List<Source>> cases = new LinkedHashMap<>();
        for (Split split : report.splits()) {
            List<CohortRow> rows = report.rows(split, -1);
            patients.put(
                    split.label(), rows.stream().mapToInt(CohortRow::patient).toArray());
            List<Source> sources = new ArrayList<>();
            for (CohortRow row : rows) {
                VolumeFacts facts = row.volume().orElseThrow();
                sources.add(new Source(
                        row.number(),
                        row.label(),
                        facts.content().hash(),
                        Optional.of(facts.centre())
                                .filter(centre -> !centre.isEmpty())
                                .orElse(null)));
            }
            cases.put(split.label(), sources);
        }
        Content content = new Content(
                report.classes(),
                MAKER + Program.versionOrDash(),
                String.valueOf(report.table().getFileName()),
                report.source().sha256(),
                settings.size(),
                settings.cube(),
                report.splitGiven() ? null : report.splitSeed(),
                report.patientsGiven() ? patients : null,
                cases);
        return ModelJson.write(content) + "\n";
    }
}
