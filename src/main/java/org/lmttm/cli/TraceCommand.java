package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Trace;
import org.lmttm.model.TraceFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmttm trace}: everything a model looked at and remembered, as NumPy arrays. */
@Command(name = "trace", description = "Write what a model looks at and remembers, timestamp by timestamp, as NPZ.")
final class TraceCommand extends JsonCommand {
    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--model", required = true, paramLabel = "M", description = "The model (.safetensors).")
    private Path model = Path.of("");

    @Option(names = "--case", paramLabel = "SPLIT:N", description = "The case of a MedMNIST file, such as test:12.")
    private @Nullable String chosenCase;

    @Parameters(paramLabel = "FILE", description = "A volume, or a batch (B, 1, D, H, W) of float32.")
    private Path file = Path.of("");

    @Option(names = "-o", required = true, paramLabel = "NPZ", description = "The file to write.")
    private Path output = Path.of("");

    record Result(String mode, int steps, int blocks, String file) {}

    @Override
    Answer answer() throws IOException {
        try (InferenceModel network = InferenceModel.load(model, device.choice())) {
            List<String> warnings = new ArrayList<>();
            List<Trace> traces = network.trace(CaseInputs.read(file, chosenCase, network.info(), warnings::add));
            TraceFiles.write(output, traces);
            Architecture architecture = network.info().architecture();
            Result result = new Result(
                    network.info().mode().label(), architecture.steps(), architecture.blocks(), output.toString());
            return new Answer(
                            result,
                            output + ": " + traces.size() + " cases, " + result.steps() + " timestamps, "
                                    + result.blocks() + " blocks, " + result.mode(),
                            warnings)
                    .in(network.info().mode());
        }
    }
}
