package org.lmttm.experiment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.lmttm.training.AtomicFiles;
import org.lmttm.training.ReadProgress;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunStatus;
import org.lmttm.training.RunSummary;
import org.lmttm.training.TrainingConfig;
import org.lmttm.training.TrainingRun;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same configuration trained several times, once for each fold of a cross-validation, each seed, or each pair of
 * both. Every member is a run of its own in a subfolder such as {@code fold-0} or {@code fold-0-seed-7}; what they add
 * up to is written to {@code results/folds.json} or {@code results/seeds.json}.
 *
 * @param root the folder of the series
 * @param members the runs by name, in the order in which they are trained
 */
public record RunSeries(Path root, List<RunFolder> members) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Makes the members immutable. */
    public RunSeries {
        members = List.copyOf(members);
    }

    /** A member's best epoch; numbers are NaN before its first epoch. */
    public record Member(String run, int fold, long seed, String status, int epoch, double valAuc, double valAcc) {}

    /**
     * A number over the members that have it.
     *
     * @param mean arithmetic mean
     * @param sd sample standard deviation (n − 1); NaN below two members
     * @param n members
     */
    public record Spread(double mean, double sd, int n) {
        static Spread of(DoubleStream numbers) {
            double[] finite = numbers.filter(Double::isFinite).toArray();
            double mean = DoubleStream.of(finite).average().orElse(Double.NaN);
            double squares =
                    DoubleStream.of(finite).map(x -> (x - mean) * (x - mean)).sum();
            return new Spread(
                    mean, finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1)), finite.length);
        }
    }

    /**
     * What the members add up to: each at the epoch that its own validation cases chose, so the numbers are a little
     * too good.
     */
    public record Summary(int folds, String keepBestBy, List<Member> runs, Spread valAuc, Spread valAcc) {}

    /**
     * Makes the runs of a series.
     *
     * @param root a folder that is empty or does not exist
     * @param config what they share; its {@code folds} decides over folds, 0 for none
     * @param seeds one run each; none: the configuration's seed
     * @throws FileAlreadyExistsException if there is something in the folder
     * @throws IOException if it cannot be written
     */
    public static RunSeries create(Path root, TrainingConfig config, List<Long> seeds) throws IOException {
        if (Files.exists(root) && !isEmpty(root)) {
            throw new FileAlreadyExistsException(
                    root + ": is not an empty folder; use --resume to continue a series, or name another folder");
        }
        List<RunFolder> members = new ArrayList<>();
        int folds = config.crossValidation().folds();
        for (int fold = 0; fold < Math.max(1, folds); fold++) {
            for (long seed : seeds.isEmpty() ? List.of(config.seed()) : seeds) {
                List<String> name = new ArrayList<>();
                Map<String, Object> values = new LinkedHashMap<>();
                if (folds > 0) {
                    name.add("fold-" + fold);
                    values.put("fold", fold);
                }
                if (!seeds.isEmpty()) {
                    name.add("seed-" + seed);
                    values.put("seed", seed);
                }
                members.add(RunFolder.create(root.resolve(String.join("-", name)), config.with(values)));
            }
        }
        return new RunSeries(root, members);
    }

    /**
     * Opens a series that was begun.
     *
     * @throws IOException if there is none in the folder
     */
    public static RunSeries open(Path root) throws IOException {
        List<RunFolder> members = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> entries = Files.list(root)) {
                for (Path entry : entries.filter(RunSeries::isMember)
                        .sorted(Comparator.comparingInt(
                                        (Path path) -> path.toString().length())
                                .thenComparing(Comparator.naturalOrder()))
                        .toList()) {
                    members.add(RunFolder.open(entry));
                }
            }
        }
        if (members.isEmpty()) {
            throw new IOException(root + ": is neither a run folder nor a series of runs");
        }
        return new RunSeries(root, members);
    }

    /** Whether a folder holds runs of folds or seeds. */
    public static boolean isSeries(Path root) throws IOException {
        if (!Files.isDirectory(root) || RunFolder.isRun(root)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.anyMatch(RunSeries::isMember);
        }
    }

    private static boolean isMember(Path folder) {
        Path name = folder.getFileName();
        return name != null && name.toString().matches("(fold|seed)-.*") && RunFolder.isRun(folder);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * Trains every member that is not complete, one after the other in this process, and writes the summary after each.
     *
     * @param beginning hears of each member before it is trained
     * @param listener hears every event
     * @param reading hears how far the reading of a member's cases is
     * @return what the members add up to; when a member is stopped on request, those after it are not begun
     * @throws IOException if a member fails; the others keep what they have
     */
    public Summary train(Consumer<RunFolder> beginning, Consumer<RunEvent> listener, ReadProgress reading)
            throws IOException {
        Summary summary = summary();
        for (RunFolder member : members) {
            if (member.summary().status() == RunStatus.COMPLETED) {
                continue;
            }
            beginning.accept(member);
            TrainingRun.train(member, listener, reading);
            summary = summary();
            write(summary);
            if (member.summary().status() != RunStatus.COMPLETED) {
                break;
            }
        }
        write(summary);
        return summary;
    }

    /** What the members add up to now. */
    public Summary summary() throws IOException {
        List<Member> runs = new ArrayList<>();
        for (RunFolder folder : members) {
            RunSummary run = folder.summary();
            TrainingConfig config = run.config();
            runs.add(new Member(
                    run.name(),
                    config.crossValidation().fold(),
                    config.seed(),
                    run.status().name().toLowerCase(Locale.ROOT),
                    run.bestEpoch(),
                    run.bestValAuc(),
                    run.bestValAcc()));
        }
        TrainingConfig shared = members.getFirst().config();
        return new Summary(
                shared.crossValidation().folds(),
                shared.keeping().keepBestBy().key(),
                runs,
                Spread.of(runs.stream().mapToDouble(Member::valAuc)),
                Spread.of(runs.stream().mapToDouble(Member::valAcc)));
    }

    /** Where the summary stands. */
    public Path summaryFile() throws IOException {
        boolean folded = members.getFirst().config().crossValidation().folds() > 0;
        return root.resolve("results").resolve(folded ? "folds.json" : "seeds.json");
    }

    private void write(Summary summary) throws IOException {
        Files.createDirectories(root.resolve("results"));
        AtomicFiles.writeText(summaryFile(), JSON.writeValueAsString(summary) + "\n");
    }
}
