package org.lmttm.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.SimilarCases;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Prediction;
import org.lmttm.volume.io.VolumeChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmttm predict}: what a model says about cases. */
@Command(name = "predict", description = "Predict cases with a model. Research use only — not for clinical use.")
final class PredictCommand extends JsonCommand {
    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--model", required = true, paramLabel = "M", description = "The model (.safetensors).")
    private Path model = Path.of("");

    @Option(names = "--case", paramLabel = "SPLIT:N", description = "The case of a MedMNIST file, such as test:12.")
    private @Nullable String chosenCase;

    @Mixin
    private final AuditOption audit = new AuditOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Volumes, or batches (B, 1, D, H, W) of float32.")
    private List<Path> files = List.of();

    /**
     * One case's answer.
     *
     * @param calibrated probabilities with the model's temperature; absent where it has none
     * @param similar how validation cases with such a calibrated probability of the predicted class fared; likewise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Case(
            String file,
            float[] probabilities,
            float[] logits,
            int prediction,
            double @Nullable [] calibrated,
            @Nullable Similar similar) {}

    /** So many validation cases with a calibrated probability in a range, so many of them of the class. */
    record Similar(double from, double to, int cases, int ofClass, double[] ci95) {
        static Similar of(Calibration calibration, int predicted, double probability) {
            SimilarCases found = new SimilarCases.Finder(calibration.calibratedValidation(), predicted).at(probability);
            return new Similar(
                    found.from(),
                    found.to(),
                    found.observed().of(),
                    found.observed().count(),
                    new double[] {found.interval().low(), found.interval().high()});
        }
    }

    /** A case's file, and which case of a batch it is. */
    private record Source(Path file, int index) {}

    private final List<String> kept = new ArrayList<>();

    record Result(String model, String mode, List<String> labels, List<Case> cases) {}

    @Override
    Answer answer() throws IOException {
        try (InferenceModel network = InferenceModel.load(model, device.choice())) {
            List<Case> cases = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            List<Source> sources = new ArrayList<>();
            List<float[]> batch = new ArrayList<>();
            for (Path file : files) {
                int index = 0;
                for (float[] cube : CaseInputs.read(file, chosenCase, network.info(), warnings::add)) {
                    sources.add(new Source(file, index++));
                    batch.add(cube);
                    if (batch.size() == network.batchSize()) {
                        predict(network, sources, batch, cases);
                    }
                }
            }
            predict(network, sources, batch, cases);
            warnings.addAll(kept);
            Result result = new Result(
                    network.info().name(),
                    network.info().mode().label(),
                    network.info().labels(),
                    cases);
            return new Answer(result, text(result), warnings).in(network.info().mode());
        }
    }

    /** Predicts what has gathered; the cases of several files may share a batch. */
    private void predict(InferenceModel network, List<Source> sources, List<float[]> batch, List<Case> cases) {
        List<Prediction> predictions = network.predict(batch);
        Optional<Calibration> calibration = Calibration.of(network.info());
        for (int i = 0; i < predictions.size(); i++) {
            Prediction one = predictions.get(i);
            double[] calibrated =
                    calibration.map(c -> c.apply(one.probabilities())).orElse(null);
            Similar similar = calibration
                    .map(c -> Similar.of(c, one.label(), c.apply(one.probabilities())[one.label()]))
                    .orElse(null);
            cases.add(new Case(
                    sources.get(i).file().toString(),
                    one.probabilities(),
                    one.logits(),
                    one.label(),
                    calibrated,
                    similar));
            record(network, sources.get(i), batch.get(i), one);
        }
        sources.clear();
        batch.clear();
    }

    private void record(InferenceModel network, Source source, float[] cube, Prediction answer) {
        if (!kept.isEmpty()) {
            return; // a log that cannot be written is told once
        }
        VolumeChoice choice =
                chosenCase == null ? VolumeChoice.volume(source.index()) : VolumeChoice.parseCase(chosenCase);
        kept.addAll(audit.record("predict", network, List.of(source.file()), model, choice, null, cube, answer));
    }

    private static String text(Result result) {
        StringBuilder text = new StringBuilder();
        text.append(result.model()).append(" (").append(result.mode()).append(")");
        for (Case one : result.cases()) {
            text.append(System.lineSeparator())
                    .append(one.file())
                    .append(": ")
                    .append(result.labels().get(one.prediction()));
            for (int c = 0; c < one.probabilities().length; c++) {
                text.append(
                        String.format(Locale.ROOT, "  %s %.4f", result.labels().get(c), one.probabilities()[c]));
            }
            if (one.calibrated() != null && one.similar() != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "; calibrated %.4f [%.2f, %.2f]: of %d validation cases between %.2f and %.2f, %d %s %s",
                        one.calibrated()[one.prediction()],
                        one.similar().ci95()[0],
                        one.similar().ci95()[1],
                        one.similar().cases(),
                        one.similar().from(),
                        one.similar().to(),
                        one.similar().ofClass(),
                        one.similar().ofClass() == 1 ? "was" : "were",
                        result.labels().get(one.prediction())));
            }
        }
        return text.toString();
    }
}
