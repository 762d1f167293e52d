package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Prediction;
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

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Volumes, or batches (B, 1, D, H, W) of float32.")
    private List<Path> files = List.of();

    record Case(String file, float[] probabilities, float[] logits, int prediction) {}

    record Result(String model, String mode, List<String> labels, List<Case> cases) {}

    @Override
    Answer answer() throws IOException {
        try (InferenceModel network = InferenceModel.load(model, device.choice())) {
            List<Case> cases = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            List<Path> sources = new ArrayList<>();
            List<float[]> batch = new ArrayList<>();
            for (Path file : files) {
                for (float[] cube : CaseInputs.read(file, chosenCase, network.info(), warnings::add)) {
                    sources.add(file);
                    batch.add(cube);
                    if (batch.size() == network.batchSize()) {
                        predict(network, sources, batch, cases);
                    }
                }
            }
            predict(network, sources, batch, cases);
            Result result = new Result(
                    network.info().name(),
                    network.info().mode().label(),
                    network.info().labels(),
                    cases);
            return new Answer(result, text(result), warnings).in(network.info().mode());
        }
    }

    /** Predicts what has gathered; the cases of several files may share a batch. */
    private static void predict(InferenceModel network, List<Path> sources, List<float[]> batch, List<Case> cases) {
        List<Prediction> predictions = network.predict(batch);
        for (int i = 0; i < predictions.size(); i++) {
            Prediction one = predictions.get(i);
            cases.add(new Case(sources.get(i).toString(), one.probabilities(), one.logits(), one.label()));
        }
        sources.clear();
        batch.clear();
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
        }
        return text.toString();
    }
}
