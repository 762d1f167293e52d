package org.lmttm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lmttm.model.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that answers with one object: as JSON with {@code --json}, as text otherwise. The answer is complete before
 * its first character is printed, so that a failure leaves nothing on standard output.
 */
@Command(mixinStandardHelpOptions = true)
abstract class JsonCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Does the work; the result is printed by {@link #call()}. */
    abstract Answer answer() throws Exception;

    /**
     * What a command answers.
     *
     * @param object a record, map or tree that is written as JSON
     * @param text the same for people, without a final line break
     * @param warnings lines for standard error
     * @param exitCode what the process ends with: 0, unless the answer is that something is wrong
     */
    record Answer(Object object, String text, List<String> warnings, int exitCode) {
        Answer(Object object, String text, List<String> warnings) {
            this(object, text, warnings, 0);
        }

        Answer(Object object, String text) {
            this(object, text, List.of());
        }

        /** The answer of a model in this mode, with the warning that belongs to it. */
        Answer in(Mode mode) {
            return new Answer(
                    object,
                    text,
                    Stream.concat(warnings.stream(), mode.warning().stream()).toList(),
                    exitCode);
        }
    }

    @Override
    public final Integer call() throws Exception {
        Answer answer = answer();
        String printed = json ? Json.MAPPER.writeValueAsString(answer.object()) : answer.text();
        for (String warning : answer.warnings()) {
            spec.commandLine().getErr().println("lmttm: warning: " + warning);
        }
        spec.commandLine().getOut().println(printed);
        return answer.exitCode();
    }

    /** Whether the caller asked for JSON, for commands that would otherwise show progress. */
    final boolean wantsJson() {
        return json;
    }

    /** Loaded with the first answer, not with the command: help and version must come at once. */
    private static final class Json {
        /** Record components become snake_case keys; numbers that are not finite the strings NaN, Infinity, -Infinity. */
        static final JsonMapper MAPPER = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
    }
}
