package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lmttm.training.ConfigKey;
import org.lmttm.training.RunHistory.Epoch;

/**
 * Runs side by side: what came of each, and their configurations key by key. A value.
 *
 * @param runs their names
 * @param rows what a comparison is made for first: keys that differ, then results, then keys that are the same; keys in
 *     the order of the schema
 */
record RunComparison(List<String> runs, List<Row> rows) {
    /**
     * A line.
     *
     * @param key the configuration's key, or a result's name
     * @param result whether it is a result
     * @param values one for each run
     */
    record Row(String key, boolean result, List<String> values) {
        /** Whether not all runs have the same. */
        boolean differs() {
            return new HashSet<>(values).size() > 1;
        }
    }

    /** Puts runs side by side. */
    static RunComparison of(List<RunSnapshot> runs) {
        List<Row> keys = ConfigKey.all().keySet().stream()
                .map(key -> new Row(
                        key,
                        false,
                        runs.stream()
                                .map(run -> ConfigKey.text(run.config().value(key)))
                                .toList()))
                .toList();
        List<Row> rows = new ArrayList<>(keys.stream().filter(Row::differs).toList());
        result(rows, "status", runs, run -> RunTiles.status(run.status()));
        result(
                rows,
                "epochs",
                runs,
                run -> run.epochsDone() + " / " + run.config().epochs());
        result(rows, "best", runs, run -> best(run, epoch -> Integer.toString(epoch.epoch())));
        result(rows, "auc", runs, run -> best(run, epoch -> Figures.value(epoch.valAuc(), 3)));
        result(rows, "acc", runs, run -> best(run, epoch -> Figures.value(epoch.valAcc(), 3)));
        result(rows, "val-loss", runs, run -> best(run, epoch -> Figures.value(epoch.valLoss(), 3)));
        result(
                rows,
                "loss",
                runs,
                run -> run.last().map(epoch -> Figures.value(epoch.loss(), 3)).orElse("\u2013"));
        result(rows, "time", runs, run -> RunTiles.time(run.extent(PlotAxis.TIME)));
        rows.addAll(keys.stream().filter(row -> !row.differs()).toList());
        return new RunComparison(runs.stream().map(run -> run.run().name()).toList(), rows);
    }

    private static void result(
            List<Row> rows, String name, List<RunSnapshot> runs, Function<RunSnapshot, String> text) {
        rows.add(new Row(
                Texts.text("compare." + name), true, runs.stream().map(text).toList()));
    }

    private static String best(RunSnapshot run, Function<Epoch, String> text) {
        return run.best().map(text).orElse("\u2013");
    }

    /** The keys that differ, results, and the other keys if asked for; nothing for fewer than two runs. */
    List<Row> shown(boolean all) {
        return runs.size() < 2
                ? List.of()
                : rows.stream()
                        .filter(row -> row.result() || all || row.differs())
                        .toList();
    }

    /** How many keys there are. */
    long keys() {
        return rows.stream().filter(row -> !row.result()).count();
    }

    /** How many keys differ. */
    long differing() {
        return rows.stream().filter(row -> !row.result() && row.differs()).count();
    }

    /** The lines as comma-separated values, after a remark and the names of the runs. */
    String table(boolean all) {
        String remark = "# " + Texts.text("research");
        return Stream.concat(
                        Stream.of(remark, line("", runs)),
                        shown(all).stream().map(row -> line(row.key(), row.values())))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String key, List<String> values) {
        return Stream.concat(Stream.of(key), values.stream())
                .map(value -> '"' + value.replace("\"", "\"\"").replace('\u2212', '-') + '"')
                .collect(Collectors.joining(","));
    }
}
