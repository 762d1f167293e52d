package org.lmttm.experiment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lmttm.model.Cost;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunPlan;
import org.lmttm.training.TrainingConfig;

/**
 * How fast the runs of a folder trained, by which the time of a new one is estimated: as many operations a second as
 * the run on the same device whose cases cost most nearly as much.
 *
 * @param measured the runs that have an epoch behind them
 */
public record RunPace(List<Measured> measured) {
    private static final int RUNS = 30;
    private static final int TAIL = 1 << 16;

    /**
     * A run's speed in its newest epoch.
     *
     * @param device the device or devices, as its configuration names them
     * @param caseFlops operations to train on a case, see {@link Cost}
     * @param flopsPerSecond operations a second
     */
    public record Measured(String device, double caseFlops, double flopsPerSecond) {}

    /** Makes the list immutable. */
    public RunPace {
        measured = List.copyOf(measured);
    }

    /**
     * Reads the newest runs of a folder: their configurations and the ends of their events. A run that cannot be read
     * says nothing. Not for the user interface's thread.
     *
     * @throws IOException if the folder cannot be listed
     */
    public static RunPace of(Path root) throws IOException {
        List<Measured> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> entries = Files.list(root)) {
                List<Path> newest = entries.map(entry -> entry.resolve("events.jsonl"))
                        .filter(Files::isRegularFile)
                        .sorted(Comparator.comparingLong(
                                        (Path file) -> file.toFile().lastModified())
                                .reversed())
                        .limit(RUNS)
                        .toList();
                for (Path events : newest) {
                    measure(events, found);
                }
            }
        }
        return new RunPace(found);
    }

    private static void measure(Path events, List<Measured> found) {
        try {
            TrainingConfig config =
                    RunFolder.open(events.resolveSibling("").normalize()).config();
            double speed = newestSpeed(events);
            if (speed > 0) {
                double flops = Cost.of(config.architecture()).trainingFlops();
                found.add(new Measured(config.compute().label(), flops, flops * speed));
            }
        } catch (IOException e) {
            // a damaged run is no measure; opening it says what is wrong with it
        }
    }

    /** Training cases a second of the newest epoch in the file's end; NaN where there is none. */
    private static double newestSpeed(Path events) throws IOException {
        byte[] bytes;
        try (RandomAccessFile file = new RandomAccessFile(events.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL);
            bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
        }
        double speed = Double.NaN;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.contains("\"epoch\",") && line.endsWith("}") && line.startsWith("{")) {
                speed = speed(line, speed);
            }
        }
        return speed;
    }

    private static double speed(String line, double before) {
        try {
            RunEvent event = RunEvent.parse(line);
            return event.kind() == RunEvent.Kind.EPOCH
                    ? event.number(RunEvent.SAMPLES_PER_SECOND).orElse(before)
                    : before;
        } catch (IllegalArgumentException e) {
            return before; // the file's damage is told where its events are shown
        }
    }

    /**
     * About how many seconds a run takes, validation included; empty where no run on its device was measured.
     *
     * @param plan of the configuration
     */
    public OptionalDouble seconds(TrainingConfig config, RunPlan plan) {
        Cost cost = Cost.of(config.architecture());
        double epoch = plan.trainingCases() * cost.trainingFlops() + plan.validationCases() * cost.forwardFlops();
        return measured.stream()
                .filter(run -> run.device().equals(config.compute().label()))
                .min(Comparator.comparingDouble(run -> Math.abs(Math.log(run.caseFlops() / cost.trainingFlops()))))
                .map(run -> OptionalDouble.of(plan.epochs() * epoch / run.flopsPerSecond()))
                .orElse(OptionalDouble.empty());
    }
}
