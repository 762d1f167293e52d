package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lmttm.app.tour.Tour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lmttm tour}: pictures of the real window at work. */
@Command(
        name = "tour",
        description = {
            "Drives the window through the main job on the sample cases and saves a picture of every view.",
            "Works without a display."
        })
final class TourCommand extends JsonCommand {
    @Option(names = "-o", paramLabel = "DIR", required = true, description = "Where the pictures go; made if absent.")
    private Path folder = Path.of("");

    private record Written(List<String> files) {}

    @Override
    Answer answer() throws IOException {
        List<String> files = Tour.run(folder).stream().map(Path::toString).toList();
        return new Answer(new Written(files), String.join("\n", files));
    }
}
