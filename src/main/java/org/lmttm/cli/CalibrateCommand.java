package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.metrics.TemperatureScaling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calibrate}: fits a temperature on validation cases and stores it with the model. */
@Command(
        name = "calibrate",
        description = {
            "Fit a temperature to a model's probabilities on validation cases and store it in the model's file,",
            "with how these cases fared. Weights and logits stay as they are."
        })
final class CalibrateCommand extends JsonCommand {
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

    @Option(names = "--split", description = "One of: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
    private Split split = Split.VAL;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the calibrated model goes; the model's own file if left out.")
    private @Nullable Path output;

    @Spec
    private CommandSpec commandSpec;

    /** The object that {@code --json} prints. */
    record Report(
            String model,
            String mode,
            int n,
            double temperature,
            double nllBefore,
            double nllAfter,
            double eceBefore,
            double eceAfter,
            String file) {}

    @Override
    Answer answer() throws IOException {
        return Interruption.watched(commandSpec.commandLine().getErr(), this::calibrate);
    }

    private Answer calibrate(Interruption interruption) throws IOException {
        ModelRun run = new ModelRun(
                dataset, split, device.choice(), commandSpec.commandLine().getErr(), interruption);
        ModelRun.Outcome outcome = run.evaluate(model);
        Calibration calibration = Calibration.fit(outcome.result());
        Path file = output == null ? model : output;
        calibration.store(model, file);
        TemperatureScaling s = calibration.scaling();
        Report report = new Report(
                outcome.info().name(),
                outcome.info().mode().label(),
                outcome.result().count(),
                s.temperature(),
                s.nllBefore(),
                s.nllAfter(),
                s.eceBefore(),
                s.eceAfter(),
                file.toString());
        String text = String.format(
                Locale.ROOT,
                "%s (%s): temperature %.4f, fitted on %d cases of %s of %s%nNLL %.4f → %.4f%nECE %.4f → %.4f%n"
                        + "Stored in %s",
                report.model(),
                report.mode(),
                report.temperature(),
                report.n(),
                split.label(),
                dataset.getFileName(),
                report.nllBefore(),
                report.nllAfter(),
                report.eceBefore(),
                report.eceAfter(),
                file);
        return new Answer(report, text, outcome.warnings()).in(outcome.info().mode());
    }
}
