package org.lmttm.insight;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lmttm.model.Intervention;
import org.lmttm.training.AtomicFiles;

/**
 * Experiments as CSV, below a line of remarks that begins with #, one a row: {@code change} and its {@code block}, {@code other}, {@code timestamp},
 * {@code distribution}, {@code rate}, {@code seed}, the occluded voxels {@code depth}, {@code row}, {@code column}
 * (first to last) and their {@code value}; then {@code model}, {@code mode}, {@code class}, its probability
 * {@code before} and {@code after}, their {@code difference}, and the control's {@code control_mean},
 * {@code control_sd}, {@code control_as_far} and {@code control_draws}. What does not apply is empty.
 */
public final class WhatIfTable {
    private static final String[] COLUMNS = {
        "change",
        "block",
        "other",
        "timestamp",
        "distribution",
        "rate",
        "seed",
        "depth",
        "row",
        "column",
        "value",
        "model",
        "mode",
        "class",
        "before",
        "after",
        "difference",
        "control_mean",
        "control_sd",
        "control_as_far",
        "control_draws"
    };

    private WhatIfTable() {}

    /**
     * Writes experiments, whole or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, List<WhatIf> experiments) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(COLUMNS).get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (WhatIf experiment : experiments) {
                printer.printRecord((Object[]) row(experiment));
            }
        }
        AtomicFiles.writeText(file, TableHead.RESEARCH + "\n" + text);
    }

    private static String[] row(WhatIf experiment) {
        String[] change = change(experiment.change());
        int label = experiment.before().prediction();
        boolean controlled = !experiment.control().isEmpty();
        String[] answer = {
            experiment.before().model(),
            experiment.before().mode().label(),
            experiment.before().labels().get(label),
            number(experiment.before().probabilities()[label]),
            number(experiment.after().probabilities()[label]),
            number(experiment.difference(label)),
            controlled ? number(experiment.controlMean(label)) : "",
            experiment.control().size() > 1 ? number(experiment.controlDeviation(label)) : "",
            controlled ? number(experiment.controlAsFar(label)) : "",
            Integer.toString(experiment.control().size())
        };
        String[] row = new String[COLUMNS.length];
        System.arraycopy(change, 0, row, 0, change.length);
        System.arraycopy(answer, 0, row, change.length, answer.length);
        return row;
    }

    private static String[] change(Change change) {
        return switch (change) {
            case Change.Occlude(VoxelBox box, float value) ->
                cells(
                        "occlude",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        range(box.depthFrom(), box.depthTo()),
                        range(box.rowFrom(), box.rowTo()),
                        range(box.columnFrom(), box.columnTo()),
                        number(value));
            case Change.Memory(Intervention intervention) -> change(intervention);
        };
    }

    private static String[] change(Intervention intervention) {
        return switch (intervention) {
            case Intervention.Erase(int block, int t) -> at("erase", block, "", t);
            case Intervention.Freeze(int block, int t) -> at("freeze", block, "", t);
            case Intervention.Swap(int block, int other, int t) -> at("swap", block, Integer.toString(other), t);
            case Intervention.Noise noise ->
                cells(
                        "noise",
                        Integer.toString(noise.block()),
                        "",
                        Integer.toString(noise.t()),
                        noise.distribution().name().toLowerCase(Locale.ROOT),
                        number(noise.rate()),
                        Long.toString(noise.seed()),
                        "",
                        "",
                        "",
                        "");
            case Intervention.Skip(int t) -> cells("skip", "", "", Integer.toString(t), "", "", "", "", "", "", "");
            case Intervention.Start _ -> cells("start_memory", "", "", "0", "", "", "", "", "", "", "");
        };
    }

    private static String[] at(String name, int block, String other, int t) {
        return cells(name, Integer.toString(block), other, Integer.toString(t), "", "", "", "", "", "", "");
    }

    private static String[] cells(String... cells) {
        return cells;
    }

    private static String range(int from, int to) {
        return from + "-" + (to - 1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
