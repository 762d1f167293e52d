package org.lmttm.app.tour;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Session;
import org.lmttm.app.tour.UiWatch.Times;
import org.lmttm.model.Architecture;
import org.lmttm.training.ModelBench;
import org.lmttm.training.TrainingConfig;

/** Measures the memory workspace: what a change of timestamp costs, and how soon a what-if question is answered. */
final class MemoryBench {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final int ASKED = 5;

    private final Workbench bench;
    private final Path scratch;
    private final int steps;

    /** @param steps changes of timestamp */
    MemoryBench(Workbench bench, Path scratch, int steps) {
        this.bench = bench;
        this.scratch = scratch;
        this.steps = steps;
    }

    /** With the sample model and with an untrained one of the paper's size, on the sample case. */
    List<WindowBench.Memory> run() throws IOException {
        Path home = bench.session().home();
        Path sample = home.resolve("assets").resolve("models").resolve("phantom-vessels-lmttm.safetensors");
        Path paper = scratch.resolve("paper.safetensors");
        ModelBench.untrained(TrainingConfig.paper()).write(paper);
        Path volume = home.resolve("sample-volumes").resolve("vessel-aneurysm.nii.gz");
        Toolkit.run(() -> bench.session().workspace().set("memory"));
        Toolkit.run(() -> bench.opener().open(volume));
        Toolkit.await("the sample case", PATIENCE, () -> session().activeCase().get() != null);
        return List.of(measured(sample), measured(paper));
    }

    private Session session() {
        return bench.session();
    }

    private WindowBench.Memory measured(Path model) throws IOException {
        Toolkit.run(() -> session().workspace().set("memory"));
        UiWatch watch = new UiWatch(() -> {});
        Toolkit.run(() -> bench.opener().open(model));
        // the first model opened is the active one, those after it are chosen
        Toolkit.await(
                "the model",
                PATIENCE,
                () -> session().models().stream()
                        .filter(entry -> entry.file().equals(model))
                        .findFirst()
                        .map(entry -> {
                            session().activeModel().set(entry);
                            return true;
                        })
                        .orElse(false));
        String name = model.getFileName().toString().replace(".safetensors", "");
        Toolkit.await("the pass of " + name, PATIENCE, () -> {
            CaseResult result = session().result().get();
            return result != null
                    && result.model().file().equals(model)
                    && session().tasks().running().isEmpty()
                    && bench.memory().settled();
        });
        watch.close();
        Architecture architecture =
                Toolkit.call(() -> session().result().get().trace().architecture());
        int timestamps = architecture.steps();
        Scrub first = scrub(timestamps, timestamps);
        Scrub again = scrub(timestamps, steps);
        List<Double> answers = new ArrayList<>();
        for (int n = 0; n < ASKED; n++) {
            answers.add(ask());
        }
        return new WindowBench.Memory(
                name,
                architecture.blocks(),
                architecture.blockTokens(),
                architecture.dim(),
                timestamps,
                watch.computing(),
                first.computing(),
                again.computing(),
                again.frames(),
                again.drawing(),
                Times.of(answers));
    }

    private record Scrub(Times computing, Times frames, Times drawing) {}

    /** Moves the play head once a frame, to and fro; what is computed from one frame to the next. */
    private Scrub scrub(int timestamps, int changes) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> computing = new ArrayList<>();
        List<Double> frames = new ArrayList<>();
        List<Double> drawing = new ArrayList<>();
        long renderer = renderer();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Toolkit.run(() -> new AnimationTimer() {
            private int at;
            private long time;
            private long cpu;
            private long drawn;

            @Override
            public void handle(long now) {
                if (at > 0) {
                    computing.add((threads.getCurrentThreadCpuTime() - cpu) / 1e6);
                    frames.add((System.nanoTime() - time) / 1e6);
                    drawing.add((threads.getThreadCpuTime(renderer) - drawn) / 1e6);
                }
                if (at++ == changes) {
                    stop();
                    done.complete(true);
                    return;
                }
                cpu = threads.getCurrentThreadCpuTime();
                drawn = threads.getThreadCpuTime(renderer);
                time = System.nanoTime();
                int period = Math.max(1, 2 * (timestamps - 1));
                int phase = at % period;
                session().selectedTimestep().set(phase < timestamps ? phase : period - phase);
            }
        }.start());
        done.join();
        return new Scrub(Times.of(computing), Times.of(frames), Times.of(drawing));
    }

    /** JavaFX's thread that draws. */
    private static long renderer() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("QuantumRenderer"))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    /** Leaves out the timestamp shown, without a control; milliseconds until the changed pass is there. */
    private double ask() throws IOException {
        fire("#what-if-skip");
        if (Toolkit.call(() -> ((CheckBox) node("#what-if-control")).isSelected())) {
            fire("#what-if-control");
        }
        long start = System.nanoTime();
        fire("#what-if-ask");
        while (!Toolkit.call(() -> session().tasks().running().isEmpty())) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private void fire(String id) throws IOException {
        Toolkit.run(() -> ((ButtonBase) node(id)).fire());
    }

    private Node node(String id) {
        return Objects.requireNonNull(bench.shell().scene().lookup(id), id);
    }
}
