package org.lmttm.cohort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortRow;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFacts;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Preprocessing;
import org.lmttm.training.PreprocessingConfig;

/**
 * How a cohort's volumes become the cubes of an archive.
 *
 * @param size voxels along each axis of a cube, {@value #SMALLEST} to {@value #LARGEST}
 * @param preprocessing the same that a run on the table itself would be given
 */
public record CohortSettings(int size, PreprocessingConfig preprocessing) {
    /** Fewest voxels along an axis. */
    public static final int SMALLEST = 4;

    /** Most voxels along an axis. */
    public static final int LARGEST = 256;

    /** Longest array that this program reads back. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64L;

    private static final int MOST_CLASSES = 256;

    /** About what a case takes in the JSON beside an archive. */
    private static final int JSON_BYTES = 256;

    /** Checks the size. */
    public CohortSettings {
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException(
                    "a cube has " + SMALLEST + " to " + LARGEST + " voxels an axis, not " + size);
        }
    }

    /** The preprocessing of cubes of this size. */
    public Preprocessing cube() {
        return preprocessing.of(Extent.cube(size));
    }

    /** Bytes of all cubes before they are packed, and of the JSON: about the most that both files can take. */
    public long bytes(CohortReport report) {
        long bytes = (1 << 16) + (long) JSON_BYTES * report.rows().size();
        for (Split split : Split.values()) {
            bytes += bytes(report, split);
        }
        return bytes;
    }

    private long bytes(CohortReport report, Split split) {
        return (long) size * size * size * report.rows(split, -1).size();
    }

    /**
     * Why a cohort cannot be built with these settings.
     *
     * @return a sentence each, without full stop; empty where it can
     */
    public List<String> problems(CohortReport report) {
        List<String> problems = new ArrayList<>();
        Path name = report.table().getFileName();
        if (report.errors() > 0) {
            problems.add(name + ": the check found " + report.errors()
                    + (report.errors() == 1 ? " error" : " errors") + ", to be put right first: "
                    + report.sentence(report.findings().getFirst()));
        }
        if (report.rows().isEmpty()) {
            problems.add(name + ": there is no case to build from");
        }
        if (report.classes().size() > MOST_CLASSES) {
            problems.add(
                    name + ": has " + report.classes().size() + " classes; an archive stores at most " + MOST_CLASSES);
        }
        places(report, problems);
        values(report, problems);
        for (Split split : Split.values()) {
            if (bytes(report, split) > MOST_BYTES) {
                problems.add(String.format(
                        Locale.ROOT,
                        "%s: the cubes of %s would take %.1f GB, and one array has at most 2; choose a smaller size",
                        name,
                        split.label(),
                        bytes(report, split) / 1e9));
            }
        }
        return problems;
    }

    private void places(CohortReport report, List<String> problems) {
        if (!preprocessing.axes().equals(Preprocessing.AS_STORED)) {
            add(
                    report,
                    problems,
                    facts -> facts.description().affine().isEmpty(),
                    "has no patient geometry, but the axes are " + preprocessing.axes()
                            + "; take volumes as stored, or give them geometry");
        }
        if (preprocessing.roiMm() == null) {
            add(
                    report,
                    problems,
                    facts -> facts.place().isPresent(),
                    "says where its region lies, but not how large it is; give the region's edges in mm");
        }
    }

    private void values(CohortReport report, List<String> problems) {
        if (preprocessing.intensity() == PreprocessingConfig.Intensity.UINT8) {
            add(
                    report,
                    problems,
                    facts -> facts.content().notFinite() > 0
                            || facts.content().min() < 0
                            || facts.content().max() > 255,
                    "has values that are not within 0 to 255; choose a window or percentiles");
        }
    }

    private static void add(CohortReport report, List<String> problems, Predicate<VolumeFacts> wrong, String what) {
        List<CohortRow> rows = report.rows().stream()
                .filter(row -> row.volume().filter(wrong).isPresent())
                .toList();
        if (!rows.isEmpty()) {
            CohortRow first = rows.getFirst();
            String others = rows.size() == 1 ? "" : " (as " + (rows.size() - 1) + " more)";
            problems.add(report.table().getFileName() + ": row " + first.number() + ", " + first.file() + others + ", "
                    + what);
        }
    }
}
