package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.evaluation.MedMnistCsv;
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

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "A second model, or a result file (.csv) of the same cases, to compare with: DeLong's test of"
                    + " the AUC, McNemar's of the ACC, paired bootstrap of both.")
    private @Nullable Path against;

    @Option(names = "--run", description = "Name of the run in that file's name; the model's name if left out.")
    private @Nullable String name;

    @Spec
    private CommandSpec commandSpec;

    @Override
    Answer answer() throws IOException {
        return Interruption.watched(commandSpec.commandLine().getErr(), this::evaluate);
    }

    private Answer evaluate(Interruption interruption) throws IOException {
        ModelRun run = new ModelRun(
                dataset, split, device.choice(), commandSpec.commandLine().getErr(), interruption);
        ModelRun.Outcome first = run.evaluate(model);
        EvaluationResult result = first.result();
        List<String> warnings = new ArrayList<>(first.warnings());
        EvaluationReport report = EvaluationReport.of(result, first.calibration());
        String text = report.text(split.label() + " of " + dataset.getFileName(), result.labels());
        if (against != null) {
            EvaluationReport.Against other = compare(run, result, against, warnings);
            report = report.with(other);
            text += System.lineSeparator() + other.text();
        }
        if (output != null) {
            Path written = MedMnistCsv.write(result, output, name == null ? result.model() : name);
            text += System.lineSeparator() + "Scores: " + written;
        }
        return new Answer(report, text, warnings.stream().distinct().toList()).in(result.mode());
    }

    private static EvaluationReport.Against compare(
            ModelRun run, EvaluationResult result, Path other, List<String> warnings) throws IOException {
        if (String.valueOf(other.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return EvaluationReport.Against.of(result, String.valueOf(other.getFileName()), null, run.read(other));
        }
        ModelRun.Outcome second = run.evaluate(other);
        warnings.addAll(second.warnings());
        second.result().mode().warning().ifPresent(warnings::add);
        if (!second.result().labels().equals(result.labels())) {
            throw new IllegalArgumentException("model " + second.result().model() + " has the classes "
                    + second.result().labels() + ", model " + result.model() + " " + result.labels()
                    + ": they cannot be compared");
        }
        EvaluationResult compared = second.result();
        return EvaluationReport.Against.of(
                result, compared.model(), compared.mode().label(), compared.scores());
    }
}
