package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lmttm.app.tour.Tour;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lmttm tour}: pictures of the real window at work. */
@Command(
        name = "tour",
        description = {
            "Drives the window through the main job on the sample cases and saves a picture of every view.",
            "Works without a display."
        })
final class TourCommand extends JsonCommand {
    private static final Pattern SIZE = Pattern.compile("(\\d{3,4})x(\\d{3,4})");

    @Option(names = "-o", paramLabel = "DIR", required = true, description = "Where the pictures go; made if absent.")
    private Path folder = Path.of("");

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "Pixels of the pictures (default: 1600x1000); 1280x720 is a screen of 1920 × 1080 at 150 %%.")
    private String size = Tour.WIDTH + "x" + Tour.HEIGHT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    private record Written(List<String> files) {}

    @Override
    Answer answer() throws IOException {
        Matcher pixels = SIZE.matcher(size);
        if (!pixels.matches()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--size is width x height in pixels, such as 1600x1000, not " + size);
        }
        List<String> files =
                Tour.run(folder, Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2))).stream()
                        .map(Path::toString)
                        .toList();
        return new Answer(new Written(files), String.join("\n", files));
    }
}
