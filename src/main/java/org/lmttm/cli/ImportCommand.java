package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.Mode;
import org.lmttm.model.Tensor;
import org.lmttm.model.Variant;
import org.lmttm.model.torch.PublishedCheckpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lmttm import}: a model of the published code as a model of the workbench. */
@Command(
        name = "import",
        description = {
            "Import a model that the published code saved (.pth). Dimensions follow from its tensors.",
            "Nothing in the file is run; anything but tensors is refused."
        })
final class ImportCommand extends JsonCommand {
    @Parameters(paramLabel = "FILE", description = "The published code's checkpoint (.pth).")
    private Path file = Path.of("");

    @Option(names = "-o", required = true, paramLabel = "M", description = "The model to write (.safetensors).")
    private Path output = Path.of("");

    @Option(names = "--heads", paramLabel = "N", description = "Attention heads (default: ${DEFAULT-VALUE}).")
    private int heads = PublishedCheckpoint.Options.DEFAULT.heads();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "The processing unit: transformer, mlp or mixer (default: transformer).")
    private Architecture.Unit unit = Architecture.Unit.TRANSFORMER;

    @Option(
            names = "--axis",
            paramLabel = "AXIS",
            description = {
                "token: attention over the tokens of a case, deterministic (default);",
                "batch: over the cases of a batch, with the file's memory carried on, as the published code does."
            })
    private Axis axis = Axis.TOKEN;

    @Option(
            names = "--stem",
            paramLabel = "STEM",
            description = "How volumes become tokens: patch, patch_batch_norm or resnet18 (default: patch).")
    private Variant.Stem stem = Variant.Stem.PATCH;

    @Option(
            names = "--input",
            paramLabel = "N",
            description = "Voxels along each axis of the volumes it was trained on (default: ${DEFAULT-VALUE}).")
    private int edge = PublishedCheckpoint.Options.DEFAULT.edge();

    @Option(
            names = "--positions",
            description = "Draw position embeddings anew in every pass, as the published code does; with --axis batch.")
    private boolean positions;

    @Spec
    private CommandSpec commandSpec;

    /** What attention mixes. */
    enum Axis {
        TOKEN,
        BATCH
    }

    record Result(Architecture architecture, String mode, long parameters, List<String> ignored) {}

    @Override
    Answer answer() throws IOException {
        Mode mode = axis == Axis.TOKEN ? Mode.DETERMINISTIC : Mode.PUBLISHED_CODE;
        if (positions && axis == Axis.TOKEN) {
            throw new ParameterException(
                    commandSpec.commandLine(), "--positions needs --axis batch: the file holds no position embeddings");
        }
        PublishedCheckpoint imported = PublishedCheckpoint.read(
                file, new PublishedCheckpoint.Options(heads, unit, stem, mode, edge, positions));
        Checkpoint checkpoint = imported.checkpoint();
        checkpoint.write(output);
        Tensor memory = checkpoint.memory();
        long values = checkpoint.weights().values().stream()
                        .mapToLong(ImportCommand::count)
                        .sum()
                - (memory == null ? 0 : count(memory));
        Result result = new Result(checkpoint.info().architecture(), mode.label(), values, imported.ignored());
        return new Answer(result, text(result)).in(mode);
    }

    private static long count(Tensor tensor) {
        return tensor.data().length / tensor.type().bytes();
    }

    private String text(Result result) {
        Architecture a = result.architecture();
        return String.format(
                Locale.ROOT,
                "%s: %s, %s, %s, %d parameters%nd %d, memory %d in %d blocks, r %d, %d heads, patch %d × %d × %d%n"
                        + "Not used by the forward pass: %s",
                output,
                a.family(),
                a.unit().name().toLowerCase(Locale.ROOT),
                result.mode(),
                result.parameters(),
                a.dim(),
                a.memoryTokens(),
                a.blocks(),
                a.readTokens(),
                a.heads(),
                a.patch().depth(),
                a.patch().height(),
                a.patch().width(),
                result.ignored().isEmpty() ? "nothing" : String.join(", ", result.ignored()));
    }
}
