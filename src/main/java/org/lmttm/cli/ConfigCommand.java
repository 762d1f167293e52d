package org.lmttm.cli;

import org.jspecify.annotations.Nullable;
import org.lmttm.training.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.ObjectMapper;

/** {@code lmttm config}: the full training configuration. */
@Command(
        name = "config",
        description = {
            "Print the full training configuration as JSON.",
            "Its output is what train --config takes; keys left out there keep the recommended values."
        })
final class ConfigCommand extends JsonCommand {
    /** Starting points of a configuration. */
    enum Preset {
        PAPER,
        RECOMMENDED
    }

    @Option(names = "--preset", description = "paper or recommended (default: recommended).")
    private @Nullable Preset preset;

    @Option(names = "--schema", description = "Print the JSON Schema of configurations instead.")
    private boolean schema;

    @Override
    Answer answer() {
        if (schema) {
            String text = TrainingConfig.schema().strip();
            return new Answer(new ObjectMapper().readTree(text), text);
        }
        TrainingConfig config = preset == Preset.PAPER ? TrainingConfig.paper() : TrainingConfig.recommended();
        String text = config.toJson();
        return new Answer(new ObjectMapper().readTree(text), text);
    }
}
