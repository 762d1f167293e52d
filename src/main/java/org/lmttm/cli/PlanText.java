package org.lmttm.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.lmttm.training.RunPlan;

/** A run's plan for people. */
final class PlanText {
    private static final double MIB = 1 << 20;

    private PlanText() {}

    static String of(RunPlan plan) {
        StringBuilder text = new StringBuilder();
        int width = plan.parameters().stream()
                .mapToInt(parameter -> parameter.name().length())
                .max()
                .orElse(0);
        for (RunPlan.Parameter parameter : plan.parameters()) {
            String shape = parameter.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
            text.append(String.format(
                    Locale.ROOT, "%-" + width + "s  %-18s %,12d%n", parameter.name(), shape, parameter.count()));
        }
        text.append(String.format(Locale.ROOT, "%-" + width + "s  %-18s %,12d%n", "total", "", plan.parameterCount()));
        text.append(String.format(
                Locale.ROOT,
                "%nDataset  %s: %d cases train, %d validate (%s)%n",
                plan.dataset(),
                plan.trainingCases(),
                plan.validationCases(),
                plan.choice()));
        text.append(String.format(
                Locale.ROOT,
                "Steps    %d an epoch, %d epochs, %d in all%n",
                plan.stepsPerEpoch(),
                plan.epochs(),
                plan.steps()));
        text.append(String.format(
                Locale.ROOT, "Cost     %.1f GFLOP a step, counted as the model is written%n", plan.stepGflop()));
        for (RunPlan.DeviceMemory device : plan.deviceMemory()) {
            RunPlan.MemoryBytes memory = device.bytes();
            text.append(String.format(
                    Locale.ROOT,
                    "Memory   %sabout %.0f MiB: data %.0f, weights and optimizer %.0f, activations %.0f%n",
                    plan.deviceMemory().size() == 1 ? "" : device.device() + " ",
                    memory.total() / MIB,
                    memory.data() / MIB,
                    memory.weights() / MIB,
                    memory.activations() / MIB));
        }
        text.append("Nothing was written.");
        return text.toString();
    }
}
