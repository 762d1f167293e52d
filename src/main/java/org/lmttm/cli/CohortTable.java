package org.lmttm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.VolumeFacts;
import org.lmttm.model.Preprocessing;
import org.lmttm.training.PreprocessingConfig;
import org.lmttm.training.PreprocessingConfig.Intensity;
import org.lmttm.volume.ReadProgress;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The table of a cohort and the region of interest that a command is about. */
final class CohortTable {
    private static final String NUMBER = "([+-]?\\d+(?:\\.\\d+)?)";
    private static final Pattern ENDS = Pattern.compile("(window|percentiles):" + NUMBER + "," + NUMBER);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "LABELS.csv",
            description =
                    "The table, with the header file,label[,patient][,split] and, for regions, x,y,z (mm, RAS+) or"
                            + " i,j,k (voxels from 0) or roi (a mask's file); or the folder that holds it.")
    private Path table = Path.of("");

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            description = "What patients are divided with where the table has no split (default: ${DEFAULT-VALUE}).")
    private long splitSeed = LabelledDataset.USUAL_SPLIT_SEED;

    @Option(
            names = "--roi-mm",
            paramLabel = "MM[,MM,MM]",
            split = ",",
            description = "Edges of the region of interest along the axes (default: the whole volume). Voxels where the"
                    + " volumes have no geometry.")
    private @Nullable List<Double> roi;

    @Option(
            names = "--axes",
            paramLabel = "AXES",
            description = "Directions in which depth, height and width grow, such as SAR, or as-stored (default: SAR"
                    + " where the first volume has geometry).")
    private @Nullable String axes;

    @Option(
            names = "--intensity",
            paramLabel = "HOW",
            description = "Which values become 0 and 255: uint8 (0 and 255), window:LO,HI in the volumes' own units,"
                    + " percentiles:LO,HI or percentiles (0.5 and 99.5) of each region (default: uint8 where the first"
                    + " volume is stored so, else percentiles).")
    private @Nullable String intensity;

    @Option(
            names = "--interpolation",
            paramLabel = "HOW",
            description = "trilinear, or nearest for masks (default: ${DEFAULT-VALUE}).")
    private Preprocessing.Interpolation interpolation = Preprocessing.Interpolation.TRILINEAR;

    Path table() {
        return table;
    }

    long splitSeed() {
        return splitSeed;
    }

    /** The preprocessing asked for; what is not said follows the first volume that could be read. */
    PreprocessingConfig preprocessing(CohortReport report) {
        PreprocessingConfig usual = report.rows().stream()
                .flatMap(row -> row.volume().stream())
                .findFirst()
                .map(VolumeFacts::description)
                .map(PreprocessingConfig::suiting)
                .orElse(unknown());
        return preprocessing(usual);
    }

    /** Refuses wrong options before hours of reading. */
    void requireOptions() {
        preprocessing(unknown());
    }

    private PreprocessingConfig unknown() {
        return new PreprocessingConfig(Intensity.UINT8, null, null, Preprocessing.AS_STORED, null, interpolation);
    }

    private PreprocessingConfig preprocessing(PreprocessingConfig usual) {
        try {
            String how = intensity == null ? "" : intensity.strip().toLowerCase(Locale.ROOT);
            Matcher ends = ENDS.matcher(how);
            Intensity kind = usual.intensity();
            Double lo = null;
            Double hi = null;
            if (ends.matches()) {
                kind = ends.group(1).equals("window") ? Intensity.WINDOW : Intensity.PERCENTILES;
                lo = Double.valueOf(ends.group(2));
                hi = Double.valueOf(ends.group(3));
            } else if (how.equals("uint8") || how.equals("percentiles")) {
                kind = how.equals("uint8") ? Intensity.UINT8 : Intensity.PERCENTILES;
            } else if (!how.isEmpty()) {
                throw new IllegalArgumentException("--intensity is uint8, window:LO,HI, percentiles or"
                        + " percentiles:LO,HI, not '" + intensity + "'");
            }
            return new PreprocessingConfig(
                    kind, lo, hi, Objects.requireNonNullElse(axes, usual.axes()), edges(), interpolation);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable List<Double> edges() {
        return roi == null || roi.size() != 1 ? roi : new ArrayList<>(List.of(roi.get(0), roi.get(0), roi.get(0)));
    }

    /** Whether a region of interest was asked for. */
    boolean namesRegion() {
        return roi != null;
    }

    /** Wrong usage of the command that this is part of. */
    CommandLine.ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not part of a command: " + message);
        }
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /**
     * Lines about the work for standard error, and the end of the process as its end.
     *
     * @param what is counted, such as "of the volumes read"
     */
    static ReadProgress progress(PrintWriter err, String what, Interruption interruption) {
        ProgressLines lines = ProgressLines.ofPercent(err, what, System::nanoTime);
        return new ReadProgress() {
            @Override
            public void update(double share) {
                lines.advanced((int) Math.round(share * 100), 100);
            }

            @Override
            public boolean cancelled() {
                return interruption.requested();
            }
        };
    }
}
