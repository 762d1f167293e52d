package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.evaluation.Evaluator;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.Factors;
import org.lmttm.model.InferenceModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lmttm bench precision}: what the shorter number formats of GPUs do to a model's predictions. */
@Command(
        name = "precision",
        description = {
            "Evaluates a model with the factors of its products as they are, rounded as TF32 and rounded as bfloat16,"
                    + " and compares the predictions.",
            "The rounding is emulated on the device: it shows the effect on results, not that on time."
        })
final class PrecisionBenchCommand extends JsonCommand {
    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model (.safetensors).")
    private Path model = Path.of("");

    @Option(names = "--dataset", required = true, paramLabel = "DATA", description = "Labelled volumes.")
    private Path dataset = Path.of("");

    @Option(names = "--split", description = "One of: ${COMPLETION-CANDIDATES} (default: test).")
    private Split split = Split.TEST;

    @Spec
    private CommandSpec commandSpec;

    /**
     * One precision's evaluation.
     *
     * @param precision of the factors, emulated
     * @param largestDifference of any probability from float32's
     * @param changedClasses cases whose likeliest class is another one than in float32
     */
    private record Row(
            Factors precision, int cases, double auc, double acc, double largestDifference, int changedClasses) {}

    @Override
    Answer answer() throws IOException {
        return Interruption.watched(commandSpec.commandLine().getErr(), this::compare);
    }

    private Answer compare(Interruption interruption) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(model);
        LabelledDataset data = LabelledDataset.open(dataset, Evaluator.splitSeed(checkpoint.info()));
        ProgressLines lines =
                new ProgressLines(commandSpec.commandLine().getErr(), "cases evaluated", System::nanoTime);
        List<Row> rows = new ArrayList<>();
        double[][] exact = {};
        for (Factors precision : Factors.values()) {
            try (InferenceModel network = InferenceModel.of(checkpoint, device.choice(), precision)) {
                EvaluationResult result = Evaluator.evaluate(network, data, split, (done, total) -> {
                    lines.advanced(done, total);
                    return !interruption.requested();
                });
                double[][] probabilities = result.scores().probabilities();
                exact = rows.isEmpty() ? probabilities : exact;
                rows.add(row(precision, result, exact));
            }
        }
        StringBuilder text = new StringBuilder("precision (emulated)  AUC      ACC      largest |Δp|  other class");
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-20s  %.5f  %.5f  %-12.2g  %d of %d",
                    row.precision().name().toLowerCase(Locale.ROOT),
                    row.auc(),
                    row.acc(),
                    row.largestDifference(),
                    row.changedClasses(),
                    row.cases()));
        }
        return new Answer(rows, text.toString(), Evaluator.warnings(checkpoint.info(), data, split))
                .in(checkpoint.info().mode());
    }

    private static Row row(Factors precision, EvaluationResult result, double[][] exact) {
        double[][] here = result.scores().probabilities();
        double largest = 0;
        int changed = 0;
        for (int i = 0; i < here.length; i++) {
            for (int c = 0; c < here[i].length; c++) {
                largest = Math.max(largest, Math.abs(here[i][c] - exact[i][c]));
            }
            changed += likeliest(here[i]) == likeliest(exact[i]) ? 0 : 1;
        }
        return new Row(precision, here.length, result.auc(), result.acc(), largest, changed);
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }
}
