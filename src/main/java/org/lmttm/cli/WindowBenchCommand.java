package org.lmttm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.lmttm.app.tour.UiWatch;
import org.lmttm.app.tour.WindowBench;
import org.lmttm.volume.VoxelType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lmttm bench window}: the real window with a made-up volume. */
@Command(
        name = "window",
        description = {
            "Opens a made-up volume in the real window and scrolls through it with four panes.",
            "With --memory it changes the timestamp of the memory workspace instead, and asks what-if questions.",
            "Without a display JavaFX draws in memory, in software, which is part of what is measured."
        })
final class WindowBenchCommand extends JsonCommand {
    @Option(names = "--size", paramLabel = "N", description = "Voxels along each axis (default: 256).")
    private int size = 256;

    @Option(names = "--type", paramLabel = "T", description = "uint8, int16, uint16 or float32 (default: int16).")
    private String type = "int16";

    @Option(names = "--steps", paramLabel = "N", description = "Slices scrolled in each direction (default: 200).")
    private int steps = 200;

    @Option(
            names = "--memory",
            description = "Measure the memory workspace, with the sample model and one of the paper's size.")
    private boolean memory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    Answer answer() throws IOException {
        if (size < 16 || size > 1024 || steps < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--size is 16 to 1024 and --steps at least 1");
        }
        if (memory) {
            List<WindowBench.Memory> results = WindowBench.memory(steps);
            return new Answer(results, memoryText(results));
        }
        VoxelType voxels = voxels(type, command);
        WindowBench.Result result = WindowBench.run(size, voxels, steps);
        return new Answer(result, text(result));
    }

    /** The type of made-up voxels that an option names. */
    static VoxelType voxels(String name, CommandSpec command) {
        return switch (name) {
            case "uint8" -> VoxelType.UINT8;
            case "int16" -> VoxelType.INT16;
            case "uint16" -> VoxelType.UINT16;
            case "float32" -> VoxelType.FLOAT32;
            default ->
                throw new CommandLine.ParameterException(
                        command.commandLine(), "--type is uint8, int16, uint16 or float32, not " + name);
        };
    }

    private static String text(WindowBench.Result r) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d³ %s in a window of %.0f × %.0f, drawn %s",
                r.size(),
                r.type(),
                r.width(),
                r.height(),
                r.display() ? "on a display" : "in memory, in software"));
        lines.add(String.format(
                Locale.ROOT,
                "%-20s %12s %19s",
                "opening",
                "first time",
                "again: best, median of " + r.reopening().size()));
        lines.add(opening("first slice", r, WindowBench.Opening::firstSliceMs));
        lines.add(opening("all slices", r, WindowBench.Opening::allSlicesMs));
        lines.add(opening("voxels counted", r, WindowBench.Opening::countedMs));
        lines.add(opening("surface shown", r, WindowBench.Opening::settledMs));
        lines.add(opening("UI thread waits", r, o -> o.uiWaitMs().max()));
        lines.add(opening("UI thread computes", r, o -> o.uiComputingMs().max()));
        lines.add(
                "scrolling              steps/s   frame median, 95 %, max   UI waits 95 %, max   UI computes 95 %, max");
        for (WindowBench.Scrolling s : r.scrolling()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %9.1f %9.1f %6.1f %7.1f ms %9.1f %7.1f ms %11.1f %8.1f ms",
                    s.what().toLowerCase(Locale.ROOT),
                    s.stepsPerSecond(),
                    s.frameMs().median(),
                    s.frameMs().p95(),
                    s.frameMs().max(),
                    s.uiWaitMs().p95(),
                    s.uiWaitMs().max(),
                    s.uiComputingMs().p95(),
                    s.uiComputingMs().max()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String memoryText(List<WindowBench.Memory> results) {
        List<String> lines = new ArrayList<>();
        for (WindowBench.Memory r : results) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %d blocks of %d tokens × %d, %d timestamps",
                    r.model(),
                    r.blocks(),
                    r.tokens(),
                    r.dim(),
                    r.timestamps()));
            lines.add(times("pass shown", r.shownMs()));
            lines.add(times("timestamp, first time", r.firstMs()));
            lines.add(times("timestamp, again", r.againMs()));
            lines.add(times("frame to frame", r.frameMs()));
            lines.add(times("drawing, each frame", r.drawingMs()));
            lines.add(times("what-if answered", r.whatIfMs()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String times(String what, UiWatch.Times t) {
        return String.format(
                Locale.ROOT,
                "  %-22s median %7.1f   95 %% %7.1f   max %7.1f ms   over 8 ms: %d of %d",
                what,
                t.median(),
                t.p95(),
                t.max(),
                t.over8(),
                t.count());
    }

    private static String opening(String what, WindowBench.Result r, ToDoubleFunction<WindowBench.Opening> millis) {
        double[] again = r.reopening().stream().mapToDouble(millis).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-20s %9.1f ms %9.1f %9.1f ms",
                what,
                millis.applyAsDouble(r.opening()),
                again[0],
                again[again.length / 2]);
    }
}
