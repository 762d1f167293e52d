package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunSetup;
import org.lmttm.training.TrainingConfig;
import org.lmttm.training.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;

/** {@code lmttm train}: trains in this process, writing a run folder. */
@Command(
        name = "train",
        description = {
            "Train a network on a labelled dataset, writing a run folder.",
            "The network's input size and class count follow the dataset unless the configuration sets them."
        })
final class TrainCommand extends JsonCommand {
    @Option(names = "--dataset", paramLabel = "NPZ", description = "Labelled volumes in MedMNIST's layout.")
    private @Nullable Path dataset;

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder, made if absent.")
    private Path run = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "JSON",
            description = "Configuration; see lmttm config (default: recommended).")
    private @Nullable Path configFile;

    @Option(names = "--resume", description = "Continue an existing run from its last checkpoint.")
    private boolean resume;

    @Spec
    private CommandSpec commandSpec;

    @Override
    Answer answer() throws IOException {
        RunFolder folder = resume ? existing() : fresh();
        RunEvent last = TrainingRun.train(folder, wantsJson() ? _ -> {} : this::show);
        return new Answer(
                        new ObjectMapper().readTree(last.toJson()),
                        last.text(RunEvent.REASON).orElse("ended") + "; the run is in " + folder)
                .in(folder.config().mode());
    }

    private RunFolder existing() throws IOException {
        if (configFile != null) {
            throw new ParameterException(
                    commandSpec.commandLine(), "--resume goes on with the run's own config.json; leave out --config");
        }
        RunFolder folder = RunFolder.open(run);
        if (dataset != null) {
            RunSetup.moveDataset(folder, dataset);
        }
        return folder;
    }

    private RunFolder fresh() throws IOException {
        if (dataset == null) {
            throw new ParameterException(commandSpec.commandLine(), "--dataset is needed for a new run");
        }
        TrainingConfig config = RunSetup.configure(configFile, dataset);
        return RunFolder.create(run, config);
    }

    private void show(RunEvent event) {
        PrintWriter out = commandSpec.commandLine().getOut();
        switch (event.kind()) {
            case START ->
                out.printf(
                        Locale.ROOT,
                        "%s, epoch %d, step %d%n",
                        event.text(RunEvent.REASON).orElse("started"),
                        event.whole(RunEvent.EPOCH).orElse(0),
                        event.whole(RunEvent.STEP).orElse(0));
            case EPOCH ->
                out.printf(
                        Locale.ROOT,
                        "epoch %3d  loss %.4f  val_loss %.4f  val_auc %.4f  val_acc %.4f  %.1f cases/s  eta %.0f s%n",
                        event.whole(RunEvent.EPOCH).orElse(0),
                        number(event, RunEvent.LOSS),
                        number(event, RunEvent.VAL_LOSS),
                        number(event, RunEvent.VAL_AUC),
                        number(event, RunEvent.VAL_ACC),
                        number(event, RunEvent.SAMPLES_PER_SECOND),
                        number(event, RunEvent.ETA_SECONDS));
            case WARNING ->
                out.println("warning: " + event.text(RunEvent.REASON).orElse(""));
            case BATCH, CHECKPOINT, TRACE, END -> {
                // The epochs are what a person reads; the rest stands in events.jsonl.
            }
        }
        out.flush();
    }

    private static double number(RunEvent event, String key) {
        return event.number(key).orElse(Double.NaN);
    }
}
