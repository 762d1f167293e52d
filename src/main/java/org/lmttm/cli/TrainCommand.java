package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmttm.experiment.RunSeries;
import org.lmttm.model.Mode;
import org.lmttm.training.ReadProgress;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunPlan;
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
            "The network's input size and class count follow the dataset unless the configuration sets them;"
                    + " volumes of a folder are brought to the configuration's input.",
            "With --folds or --seeds the folder holds one run for each, and results/folds.json or results/seeds.json"
                    + " sums them up."
        })
final class TrainCommand extends JsonCommand {
    @Option(
            names = "--dataset",
            paramLabel = "DATA",
            description = "Labelled volumes: a MedMNIST npz, or a folder with a table labels.csv, or that table"
                    + " (default: what the configuration names; a relative path there stands"
                    + " against the current folder, then against the program's).")
    private @Nullable Path dataset;

    @Option(names = "--run", paramLabel = "DIR", description = "The run folder, made if absent.")
    private @Nullable Path run;

    @Option(
            names = "--config",
            paramLabel = "JSON",
            description = "Configuration; see lmttm config (default: recommended).")
    private @Nullable Path configFile;

    @Option(names = "--resume", description = "Continue an existing run or series from its last checkpoint.")
    private boolean resume;

    @Option(
            names = "--dry-run",
            description = "Print parameters, steps, operations and memory; train and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Cross-validation: K runs, each validated on another part of training and validation split;"
                    + " a patient's cases stay together.")
    private @Nullable Integer folds;

    @Option(names = "--seeds", paramLabel = "N", split = ",", description = "One run for each of these seeds.")
    private List<Long> seeds = List.of();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu, or gpu0, gpu1, … (default: what the configuration says); a resumed run keeps it.")
    private @Nullable String device;

    @Option(
            names = "--devices",
            paramLabel = "DEVICE",
            split = ",",
            description = "Several devices that share out the cases of every batch, as in gpu0,gpu1.")
    private List<String> devices = List.of();

    @Spec
    private CommandSpec commandSpec;

    @Override
    Answer answer() throws IOException {
        if (device != null && !devices.isEmpty()) {
            throw usage("--device names one device, --devices several; give one of the two");
        }
        if (dryRun) {
            RunPlan plan = RunPlan.of(configuration());
            return new Answer(plan, PlanText.of(plan), plan.notes());
        }
        if (run == null) {
            throw usage("--run is needed: the folder of the run");
        }
        if (resume && (configFile != null || folds != null || !seeds.isEmpty())) {
            throw usage("--resume goes on with the run's own config.json; leave out --config, --folds and --seeds");
        }
        boolean several = folds != null || !seeds.isEmpty() || (resume && RunSeries.isSeries(run));
        return several ? series(run) : single(run);
    }

    private Answer single(Path path) throws IOException {
        RunFolder folder = resume ? existing(path) : RunFolder.create(path, configuration());
        RunEvent last = TrainingRun.train(folder, listener(), reading());
        return new Answer(
                        new ObjectMapper().readTree(last.toJson()),
                        last.text(RunEvent.REASON).orElse("ended") + "; the run is in " + folder)
                .in(folder.config().mode());
    }

    private Answer series(Path path) throws IOException {
        RunSeries series = resume ? RunSeries.open(path) : RunSeries.create(path, configuration(), seeds);
        for (RunFolder member : series.members()) {
            relocate(member);
        }
        RunSeries.Summary summary = series.train(this::begin, listener(), reading());
        return new Answer(
                summary,
                String.format(
                        Locale.ROOT,
                        "val_auc %.4f ± %.4f, val_acc %.4f ± %.4f over %d runs (mean ± sd); see %s",
                        summary.valAuc().mean(),
                        summary.valAuc().sd(),
                        summary.valAcc().mean(),
                        summary.valAcc().sd(),
                        summary.valAuc().n(),
                        series.summaryFile()));
    }

    private ParameterException usage(String message) {
        return new ParameterException(commandSpec.commandLine(), message);
    }

    private RunFolder existing(Path path) throws IOException {
        RunFolder folder = RunFolder.open(path);
        relocate(folder);
        return folder;
    }

    private void relocate(RunFolder folder) throws IOException {
        if (dataset != null) {
            RunSetup.moveDataset(folder, dataset);
        }
        RunSetup.change(folder, deviceValues());
    }

    /** What --device and --devices say; either goes before both keys of the configuration. */
    private Map<String, Object> deviceValues() {
        Map<String, Object> values = new HashMap<>();
        if (device != null) {
            values.put("device", device);
            values.put("devices", null);
        } else if (!devices.isEmpty()) {
            values.put("devices", devices);
        }
        return values;
    }

    private TrainingConfig configuration() throws IOException {
        if (dataset == null && configFile == null) {
            throw usage("--dataset is needed for a new run, or a --config that names it");
        }
        Map<String, Object> values = new HashMap<>();
        if (folds != null) {
            values.put("folds", folds);
        }
        values.putAll(deviceValues());
        return RunSetup.configure(configFile, dataset, values);
    }

    /** With {@code --json} warnings go to standard error; that of the mode comes with the answer. */
    private Consumer<RunEvent> listener() {
        return wantsJson() ? this::warn : this::show;
    }

    private void warn(RunEvent event) {
        String reason = event.text(RunEvent.REASON).orElse("");
        boolean ofMode = Mode.PUBLISHED_CODE.warning().orElse("").equals(reason);
        if (event.kind() == RunEvent.Kind.WARNING && !ofMode) {
            commandSpec.commandLine().getErr().println("lmttm: warning: " + reason);
        }
    }

    private ReadProgress reading() {
        ProgressLines lines = new ProgressLines(commandSpec.commandLine().getErr(), "volumes read", System::nanoTime);
        return lines::advanced;
    }

    private void begin(RunFolder member) {
        if (!wantsJson()) {
            commandSpec.commandLine().getOut().println(member.name());
        }
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
