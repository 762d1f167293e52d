package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.tour.UiWatch.Times;
import org.lmttm.dataset.phantom.ShellPhantom;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;

/** Measures the real window with a made-up volume: how soon it shows slices, how it scrolls, how its thread keeps up. */
public final class WindowBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    /** The screen that JavaFX has without a display. */
    private static final int SMALL_SCREEN = 1000;

    private static final int WARM_UP = 40;
    private static final int SMALL = 160;
    private static final int REOPENED = 7;

    private final Workbench bench;
    private final Stage stage;

    /**
     * Opening an uncompressed NIfTI file, milliseconds from the request.
     *
     * @param firstSliceMs until a pane had its picture
     * @param allSlicesMs until all three had
     * @param countedMs until every voxel was counted: statistics, histogram, exact window
     * @param settledMs until the 3D pane had its surface as well
     * @param uiWaitMs how long the JavaFX thread took to answer until then
     * @param uiComputingMs what that thread computed between two answers
     */
    public record Opening(
            double firstSliceMs,
            double allSlicesMs,
            double countedMs,
            double settledMs,
            Times uiWaitMs,
            Times uiComputingMs) {}

    /**
     * Scrolling with four panes: a step as soon as the pictures of the one before are there, at most one a frame.
     *
     * @param what was moved: a plane, or the crosshair through all three
     * @param steps how many
     * @param stepsPerSecond with their pictures
     * @param frameMs milliseconds from one frame to the next
     * @param uiWaitMs how long the JavaFX thread took to answer, milliseconds
     * @param uiComputingMs what that thread computed between two answers, milliseconds
     */
    public record Scrolling(
            String what, int steps, double stepsPerSecond, Times frameMs, Times uiWaitMs, Times uiComputingMs) {}

    /**
     * What was measured.
     *
     * @param size voxels along each axis
     * @param type of the voxels
     * @param display whether there was one; else JavaFX drew in memory, in software
     * @param width of the window's content
     * @param height of the window's content
     * @param opening of the file for the first time
     * @param reopening the same file, opened again and again, each time after it was closed
     * @param scrolling in each direction
     */
    public record Result(
            int size,
            String type,
            boolean display,
            double width,
            double height,
            Opening opening,
            List<Opening> reopening,
            List<Scrolling> scrolling) {}

    /**
     * What was measured of the memory workspace with one model.
     *
     * @param model its name
     * @param blocks of the memory
     * @param tokens of a block
     * @param dim values of a token
     * @param timestamps of a pass
     * @param shownMs computed by the JavaFX thread at a time while the model is opened and its pass is shown
     * @param firstMs computed by the JavaFX thread for a change of timestamp, each for the first time
     * @param againMs the same, when they were shown before
     * @param frameMs milliseconds from one frame to the next while the timestamp changes every frame
     * @param drawingMs computed by JavaFX's drawing thread in each of those frames
     * @param whatIfMs milliseconds until a pass without one timestamp is shown
     */
    public record Memory(
            String model,
            int blocks,
            int tokens,
            int dim,
            int timestamps,
            Times shownMs,
            Times firstMs,
            Times againMs,
            Times frameMs,
            Times drawingMs,
            Times whatIfMs) {}

    private WindowBench() throws IOException {
        this.bench = Toolkit.call(() -> Workbench.create(new NoDialogs(), () -> {}));
        this.stage = Toolkit.call(() -> {
            Stage made = new Stage();
            made.setScene(bench.shell().scene());
            made.setWidth(Toolkit.hasDisplay() ? WIDTH : SMALL_SCREEN);
            made.setHeight(Toolkit.hasDisplay() ? HEIGHT : SMALL_SCREEN);
            made.show();
            return made;
        });
    }

    /**
     * Measures; call it on a thread of your own. Without a display it runs in memory.
     *
     * @param size voxels along each axis
     * @param type uint8, int16, uint16 or float32
     * @param steps in each direction
     * @throws IOException if there is no room for the file, or the window does not come to rest
     */
    public static Result run(int size, VoxelType type, int steps) throws IOException {
        return inScratch(scratch -> {
            Path small = made(scratch.resolve("small.nii"), SMALL, type);
            Path file = made(scratch.resolve("shells.nii"), size, type);
            Toolkit.start();
            try (WindowBench window = new WindowBench()) {
                // what a program that just started does for the first time is not what depends on the volume
                window.open(small);
                window.scroll(null, WARM_UP);
                Opening opening = window.open(file);
                List<Opening> reopening = window.reopen(file);
                List<Scrolling> scrolling = new ArrayList<>();
                for (Plane plane : Plane.values()) {
                    scrolling.add(window.scroll(plane, steps));
                }
                scrolling.add(window.scroll(null, steps));
                return new Result(
                        size,
                        type.numpyName(),
                        Toolkit.hasDisplay(),
                        window.stage.getScene().getWidth(),
                        window.stage.getScene().getHeight(),
                        opening,
                        reopening,
                        scrolling);
            }
        });
    }

    /**
     * Measures the memory workspace with the sample case: with the sample model, and with one of the paper's size.
     *
     * @param steps changes of timestamp
     * @throws IOException if there is no room for the files, or the window does not come to rest
     */
    public static List<Memory> memory(int steps) throws IOException {
        return inScratch(scratch -> {
            Toolkit.start();
            try (WindowBench window = new WindowBench()) {
                // the inspector, which asks what-if, folds away on the small screen
                Toolkit.run(() -> Tour.show(window.stage, window.bench.shell().scene(), WIDTH, HEIGHT));
                return new MemoryBench(window.bench, scratch, steps).run();
            }
        });
    }

    /** Measures with a folder of its own. */
    private interface Measure<T> {
        T in(Path scratch) throws IOException;
    }

    private static <T> T inScratch(Measure<T> measure) throws IOException {
        Path scratch = Files.createTempDirectory("lmttm-bench");
        System.setProperty("lmttm.settings", scratch.resolve("settings").toString());
        System.setProperty("lmttm.runs", scratch.resolve("runs").toString());
        try {
            return measure.in(scratch);
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static Path made(Path file, int size, VoxelType type) throws IOException {
        try (Volume volume = ShellPhantom.of(size, type)) {
            NiftiWriter.write(file, volume, type);
        }
        return file;
    }

    private Session session() {
        return bench.session();
    }

    private Opening open(Path file) throws IOException {
        double[] at = new double[4];
        long[] start = new long[1];
        UiWatch watch = new UiWatch(() -> {
            OpenCase openCase = session().activeCase().get();
            if (start[0] == 0 || openCase == null || !openCase.file().equals(file)) {
                return;
            }
            double now = (System.nanoTime() - start[0]) / 1e6;
            long shown = Stream.of(Plane.values())
                    .filter(plane -> bench.volume().shows(plane))
                    .count();
            mark(at, 0, shown > 0, now);
            mark(at, 1, shown == 3, now);
            mark(at, 2, openCase.measured(), now);
            mark(at, 3, shown == 3 && bench.volume().settled(), now);
        });
        try {
            Toolkit.run(() -> {
                start[0] = System.nanoTime();
                session().open(file);
            });
            Toolkit.await("the volume", PATIENCE, () -> at[3] > 0);
        } finally {
            watch.close();
        }
        return new Opening(
                Times.rounded(at[0]),
                Times.rounded(at[1]),
                Times.rounded(at[2]),
                Times.rounded(at[3]),
                watch.waits(),
                watch.computing());
    }

    /** Opens a file again and again, as in a program that has been used for a while; it stays open the last time. */
    private List<Opening> reopen(Path file) throws IOException {
        List<Opening> all = new ArrayList<>();
        for (int n = 0; n < REOPENED; n++) {
            Toolkit.run(() -> session().openCase().ifPresent(session()::remove));
            Toolkit.await(
                    "the window without a volume",
                    PATIENCE,
                    () -> bench.volume().settled());
            all.add(open(file));
        }
        return all;
    }

    private static void mark(double[] at, int which, boolean reached, double now) {
        if (at[which] == 0 && reached) {
            at[which] = now;
        }
    }

    /** Scrolls a plane, or moves the crosshair along the diagonal for null. */
    private Scrolling scroll(@Nullable Plane plane, int steps) throws IOException {
        steps(plane, WARM_UP, new ArrayList<>());
        List<Double> frames = new ArrayList<>();
        UiWatch watch = new UiWatch(() -> {});
        double seconds;
        try {
            seconds = steps(plane, steps, frames);
        } finally {
            watch.close();
        }
        return new Scrolling(
                plane == null ? "CROSSHAIR" : plane.name(),
                steps,
                Times.rounded(steps / seconds),
                Times.of(frames),
                watch.waits(),
                watch.computing());
    }

    private double steps(@Nullable Plane plane, int steps, List<Double> frames) throws IOException {
        CompletableFuture<Double> done = new CompletableFuture<>();
        Toolkit.run(() -> new AnimationTimer() {
            private long first;
            private long last;
            private int left = steps;
            private int direction = 1;

            @Override
            public void handle(long now) {
                long time = System.nanoTime();
                if (first == 0) {
                    first = time;
                } else {
                    frames.add((time - last) / 1e6);
                }
                last = time;
                if (!Stream.of(Plane.values()).allMatch(p -> bench.volume().shows(p))) {
                    return;
                }
                if (left-- == 0) {
                    stop();
                    done.complete((time - first) / 1e9);
                } else if (!step(plane, direction)) {
                    direction = -direction;
                    step(plane, direction);
                }
            }
        }.start());
        return done.join();
    }

    private boolean step(@Nullable Plane plane, int direction) {
        OpenCase openCase = session().openCase().orElseThrow();
        if (plane != null) {
            return bench.volume().state().step(openCase, plane, direction);
        }
        Voxel before = openCase.crosshair().get();
        openCase.moveCrosshair(new Voxel(before.i() + direction, before.j() + direction, before.k() + direction));
        return !openCase.crosshair().get().equals(before);
    }

    @Override
    public void close() throws IOException {
        Toolkit.run(() -> {
            stage.close();
            bench.close();
        });
    }
}
