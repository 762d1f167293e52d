package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lmttm.dataset.phantom.SampleVolumes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code samples}: makes the sample volumes anew. */
@Command(name = "samples", hidden = true, description = "Make the sample volumes anew, from formulas and a seed.")
final class SamplesCommand extends JsonCommand {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FOLDER",
            description = "Where they go; files of the same names are replaced.")
    private Path output = Path.of("");

    @Override
    Answer answer() throws IOException {
        List<String> files =
                SampleVolumes.write(output).stream().map(Path::toString).toList();
        return new Answer(Map.of("files", files), files.stream().collect(Collectors.joining(System.lineSeparator())));
    }
}
