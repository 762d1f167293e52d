package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.evaluation.Evaluator;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.metrics.Bootstrap;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: a model over a split of a labelled dataset. */
@Command(name = "evaluate", description = "Evaluate a model on a split of a labelled dataset.")
final class EvaluateCommand extends JsonCommand {
    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model (.safetensors).")
    private Path model = Path.of("");

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "DATA",
            description =
                    "Labelled volumes: an npz in MedMNIST's layout, a folder with a table labels.csv, or that table.")
    private Path dataset = Path.of("");

    @Option(names = "--split", required = true, description = "One of: ${COMPLETION-CANDIDATES}, in either case.")
    private Split split = Split.TEST;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "CSV",
            description = "Where the scores go: a file, or a folder, where the file gets MedMNIST's name.")
    private @Nullable Path output;

    @Option(names = "--run", description = "Name of the run in that file's name; the model's name if left out.")
    private @Nullable String run;

    @Spec
    private CommandSpec commandSpec;

    /** The object that {@code --json} prints. */
    record Report(
            String model,
            String mode,
            int n,
            double auc,
            double acc,
            double[] aucCi95,
            double[] accCi95,
            double ece,
            double brier,
            int[][] confusion) {

        static Report of(EvaluationResult r) {
            return new Report(
                    r.model(),
                    r.mode().label(),
                    r.count(),
                    r.auc(),
                    r.acc(),
                    pair(r.intervals().auc()),
                    pair(r.intervals().acc()),
                    r.ece(),
                    r.brier(),
                    r.confusion());
        }

        private static double[] pair(Bootstrap.Interval interval) {
            return new double[] {interval.low(), interval.high()};
        }

        String text(String of, List<String> labels) {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%s (%s) on %d cases of %s%n"
                            + "AUC   %.4f  [%.4f, %.4f]%nACC   %.4f  [%.4f, %.4f]%nECE   %.4f%nBrier %.4f%n"
                            + "Confusion (rows: true, columns: predicted)",
                    model,
                    mode,
                    n,
                    of,
                    auc,
                    aucCi95[0],
                    aucCi95[1],
                    acc,
                    accCi95[0],
                    accCi95[1],
                    ece,
                    brier));
            for (int c = 0; c < confusion.length; c++) {
                text.append(String.format("%n  %s: %s", labels.get(c), Arrays.toString(confusion[c])));
            }
            return text.toString();
        }
    }

    @Override
    Answer answer() throws IOException {
        try (Interruption interruption = Interruption.watch()) {
            try {
                return evaluate(interruption);
            } catch (CancellationException e) {
                String line = e.getMessage() + "; nothing was written";
                interruption.end(commandSpec.commandLine().getErr(), line);
                throw new CommandFailedException(line);
            }
        }
    }

    private Answer evaluate(Interruption interruption) throws IOException {
        try (InferenceModel network = InferenceModel.load(model, device.choice())) {
            LabelledDataset data = LabelledDataset.open(dataset, splitSeed(network.info()));
            List<String> warnings = Evaluator.warnings(network.info(), data, split);
            ProgressLines lines =
                    new ProgressLines(commandSpec.commandLine().getErr(), "cases evaluated", System::nanoTime);
            EvaluationResult result = Evaluator.evaluate(network, data, split, (done, total) -> {
                lines.advanced(done, total);
                return !interruption.requested();
            });
            Report report = Report.of(result);
            String text = report.text(split.label() + " of " + dataset.getFileName(), result.labels());
            if (output != null) {
                Path written = MedMnistCsv.write(result, output, run == null ? result.model() : run);
                text += System.lineSeparator() + "Scores: " + written;
            }
            return new Answer(report, text, warnings).in(result.mode());
        }
    }

    /** What a split that the dataset does not give was drawn with when the model was trained. */
    private static long splitSeed(ModelInfo info) {
        Object seed = info.provenance().get("split_seed");
        return seed instanceof String digits && digits.matches("-?\\d{1,18}")
                ? Long.parseLong(digits)
                : LabelledDataset.USUAL_SPLIT_SEED;
    }
}
