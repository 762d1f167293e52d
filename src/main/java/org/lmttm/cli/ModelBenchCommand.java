package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.training.ModelBench;
import org.lmttm.training.TrainingConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code lmttm bench model}: how fast a network trains and predicts, plain and fast arithmetic in turns. */
@Command(
        name = "model",
        description = {
            "Training steps in plain and in fast arithmetic, in turns, and one case's inference without and with trace.",
            "Cases are noise; medians over the steps. The default network is the paper's, for which a step takes seconds."
        })
final class ModelBenchCommand extends JsonCommand {
    @Option(
            names = "--config",
            paramLabel = "JSON",
            description = "Training configuration; see lmttm config (default: the paper's).")
    private @Nullable Path configFile;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of each, after one to warm up (default: 5).")
    private int steps = 5;

    @Option(names = "--batch", paramLabel = "N", description = "Cases a batch (default: the configuration's).")
    private @Nullable Integer batch;

    @Option(names = "--threads", paramLabel = "N", description = "Engine threads, 0: the engine's choice.")
    private @Nullable Integer threads;

    @Option(names = "--device", paramLabel = "D", description = "auto, cpu, gpu0, gpu1, …")
    private @Nullable String device;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** What is printed; see {@link ModelBench.Result}. */
    private record Printed(
            JsonNode config,
            String device,
            int threads,
            ModelBench.Form plain,
            ModelBench.Form fast,
            ModelBench.Inference inference,
            @Nullable Long peakRssBytes) {}

    @Override
    Answer answer() throws IOException {
        TrainingConfig config = configuration();
        ModelBench.Result result = ModelBench.run(config, steps);
        Printed printed = new Printed(
                new ObjectMapper().readTree(config.toJson()),
                result.device(),
                result.threads(),
                result.plain(),
                result.fast(),
                result.inference(),
                result.peakRssBytes());
        return new Answer(printed, text(config, result));
    }

    private TrainingConfig configuration() throws IOException {
        if (steps < 1) {
            throw new CommandLine.ParameterException(command.commandLine(), "--steps is at least 1");
        }
        TrainingConfig config = configFile == null ? TrainingConfig.paper() : TrainingConfig.read(configFile);
        Map<String, Object> given = new LinkedHashMap<>();
        if (batch != null) {
            given.put("batch_size", batch);
        }
        if (threads != null) {
            given.put("threads", threads);
        }
        if (device != null) {
            given.put("device", device);
            given.put("devices", null);
        }
        try {
            return config.with(given);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static String text(TrainingConfig config, ModelBench.Result result) {
        Architecture a = config.architecture();
        ModelBench.Inference inference = result.inference();
        Long peak = result.peakRssBytes();
        return String.join(
                System.lineSeparator(),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%s %s, %d×%d×%d by %d×%d×%d, d %d, memory %d in %d, batch %d; %s, %d threads",
                                a.family(),
                                a.unit(),
                                a.input().depth(),
                                a.input().height(),
                                a.input().width(),
                                a.patch().depth(),
                                a.patch().height(),
                                a.patch().width(),
                                a.dim(),
                                a.memoryTokens(),
                                a.blocks(),
                                config.batchSize(),
                                result.device(),
                                result.threads()),
                        training("plain", config, result.plain()),
                        training("fast", config, result.fast()),
                        String.format(
                                Locale.ROOT,
                                "fast is %.2f × plain",
                                result.fast().samplesPerSecond()
                                        / result.plain().samplesPerSecond()),
                        String.format(
                                Locale.ROOT,
                                "inference  %.4f s a case, %.4f s traced (%+.1f %%)",
                                inference.plainSeconds(),
                                inference.tracedSeconds(),
                                100 * (inference.tracedSeconds() / inference.plainSeconds() - 1)),
                        peak == null
                                ? "peak memory is not known on this system"
                                : String.format(Locale.ROOT, "peak memory %.0f MiB", peak / 1048576.0)));
    }

    private static String training(String name, TrainingConfig config, ModelBench.Form form) {
        return String.format(
                Locale.ROOT,
                "%-6s %.3f s a step (forward %.3f, backward %.3f), %.1f samples/s, %.0f GFLOP/s",
                name,
                config.casesPerStep() / form.samplesPerSecond(),
                form.forwardSeconds(),
                form.backwardSeconds(),
                form.samplesPerSecond(),
                form.gflops());
    }
}
