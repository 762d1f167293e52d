package org.lmttm.app.tour;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.Session;
import org.lmttm.app.training.RunSnapshot;
import org.lmttm.app.volume.SceneSettings;
import org.lmttm.app.volume.SceneSettings.CutKind;
import org.lmttm.app.volume.SceneSettings.Mode;
import org.lmttm.app.volume.SurfaceDesk;
import org.lmttm.app.volume.ViewState;
import org.lmttm.surface.SurfaceSettings;
import org.lmttm.training.TrainingConfig;

/** Drives the real window through the main job on the sample cases and saves a picture of every view. */
public final class Tour implements AutoCloseable {
    /** Size of the pictures, px, unless another one is asked for. */
    public static final int WIDTH = 1600;

    /** Likewise. */
    public static final int HEIGHT = 1000;

    private static final int NARROW = 1280;
    private static final int LOW = 800;
    private static final int SMALL_SCREEN = 800;
    /** How long to wait for what takes seconds. */
    static final Duration SOON = Duration.ofMinutes(2);

    /** How long to wait for a training. */
    static final Duration TRAINED = Duration.ofMinutes(5);

    private final Path folder;
    private final Path scratch;
    private final Workbench bench;
    private final Stage stage;
    private final Parent content;
    private final List<Path> pictures = new ArrayList<>();
    private final int usualWidth;
    private final int usualHeight;
    private int width;
    private int height;

    private Tour(Path folder, Path scratch, int width, int height) throws IOException {
        this.folder = folder;
        this.usualWidth = width;
        this.usualHeight = height;
        this.width = width;
        this.height = height;
        this.scratch = scratch;
        this.bench = Toolkit.call(() -> Workbench.create(new DeskTour.Dialogs(DeskTour.desk(scratch)), () -> {}));
        this.stage = Toolkit.call(Stage::new);
        this.content = Toolkit.call(() -> show(stage, bench.shell().scene(), width, height));
    }

    /**
     * The headless screen is smaller than the pictures and cannot hold a larger window, so the content stands in a
     * holder that leaves it its own size.
     */
    static Parent show(Stage stage, Scene scene, int width, int height) {
        Parent content = scene.getRoot();
        Pane holder = new Pane();
        scene.setRoot(holder);
        content.setManaged(false);
        holder.getChildren().add(content);
        content.resize(width, height);
        stage.setScene(scene);
        boolean small = !Toolkit.hasDisplay();
        stage.setWidth(small ? SMALL_SCREEN : width);
        stage.setHeight(small ? SMALL_SCREEN : height);
        stage.show();
        return content;
    }

    /**
     * Makes the tour; call it on a thread of your own. Without a display it runs in memory.
     *
     * @param folder where the pictures go; made if it is not there
     * @param width of the pictures, px; those that show a small screen are 1280 × 800
     * @param height of the pictures, px
     * @return the pictures, in the order of the tour
     * @throws IOException if a picture cannot be written, or the window does not do what the tour asks of it
     */
    public static List<Path> run(Path folder, int width, int height) throws IOException {
        Files.createDirectories(folder);
        Path scratch = Files.createTempDirectory("lmttm-tour");
        // a tour neither reads nor changes the settings and the runs of the person who makes it
        System.setProperty("lmttm.settings", scratch.resolve("settings").toString());
        System.setProperty("lmttm.runs", scratch.resolve("runs").toString());
        System.setProperty("lmttm.datasets", scratch.resolve("datasets").toString());
        Toolkit.start();
        try (Tour tour = new Tour(folder, scratch, width, height)) {
            tour.volume();
            Path trained = tour.training();
            tour.prediction(trained);
            new MemoryTour(tour.bench, tour.pictures()).take();
            new EvaluationTour(tour.bench, tour.pictures()).run(trained);
            return List.copyOf(tour.pictures);
        } finally {
            delete(scratch);
        }
    }

    private Session session() {
        return bench.session();
    }

    private void volume() throws IOException {
        Path phantom = session().home().resolve("sample-volumes").resolve("ct-phantom.nii.gz");
        if (!Files.isRegularFile(phantom)) {
            return;
        }
        listModels();
        Toolkit.run(() -> bench.opener().open(phantom));
        Toolkit.await(
                "the sample volume",
                SOON,
                () -> session().activeCase().get() != null && bench.volume().settled());
        picture("volume-dark");
        Toolkit.run(() -> session().settings().dark().set(false));
        picture("volume-light");
        Toolkit.run(() -> session().settings().dark().set(true));
        ViewState state = bench.volume().state();
        Toolkit.run(() -> state.toggleLarge(ViewState.Pane.AXIAL));
        picture("volume-axial");
        Toolkit.run(() -> state.toggleLarge(ViewState.Pane.AXIAL));
        new SliceTour(bench, scratch, pictures()).run();
        new DatasetTour(bench, scratch, pictures(), narrow()).take();
        new DeskTour(bench, content, scratch, pictures()).run();
        windows();
        threeDimensional(state);
    }

    /** The window on a small screen, and the keys over it. */
    private void windows() throws IOException {
        narrow().take("volume-narrow");
        Toolkit.run(() -> session().settings().dark().set(false));
        narrow().take("volume-narrow-light");
        Toolkit.run(() -> session().settings().dark().set(true));
        action("help.shortcuts");
        picture("keys");
        Toolkit.run(() -> popup().ifPresent(PopupWindow::hide));
        series();
    }

    /** Two series of one folder, of which one is to be chosen. */
    private void series() throws IOException {
        Path dicom = scratch.resolve("dicom");
        SampleSeries.write(Toolkit.call(() -> session().activeCase().get().volume()), dicom);
        Toolkit.run(() -> bench.opener().open(dicom));
        Toolkit.await("the choice of a series", SOON, () -> popup().isPresent());
        picture("dicom-series");
        Toolkit.run(() -> popup().ifPresent(PopupWindow::hide));
    }

    static Optional<PopupWindow> popup() {
        return Window.getWindows().stream()
                .filter(window -> window.isShowing() && window instanceof PopupWindow)
                .map(PopupWindow.class::cast)
                .findFirst();
    }

    /** Bone under translucent skin, a corner cut to its slices, and the whole volume by ray casting. */
    private void threeDimensional(ViewState state) throws IOException {
        SurfaceDesk desk = bench.volume().surfaces();
        SceneSettings first = Toolkit.call(desk::settings);
        SurfaceSettings found = first.surfaces().getFirst();
        SurfaceSettings bone = found.withShape(found.shape().withLevel(300));
        SurfaceSettings skin = bone.withName("Skin")
                .withShape(bone.shape().withLevel(-300).withSmoothing(5))
                .withColor(0xE0705C)
                .withOpacity(0.35);
        restore(desk, Mode.SURFACES, List.of(bone.withName("Bone"), skin), CutKind.NONE);
        picture("volume-surfaces");
        restore(desk, Mode.SURFACES, List.of(skin.withOpacity(1), bone.withName("Bone")), CutKind.CORNER);
        Toolkit.run(() -> state.toggleLarge(ViewState.Pane.SURFACE));
        picture("volume-cut");
        restore(desk, Mode.VOLUME, first.surfaces(), CutKind.NONE);
        picture("volume-rays");
        Toolkit.run(() -> state.toggleLarge(ViewState.Pane.SURFACE));
        Toolkit.run(() -> desk.restore(first));
    }

    private static void restore(SurfaceDesk desk, Mode mode, List<SurfaceSettings> surfaces, CutKind cut)
            throws IOException {
        Toolkit.run(() -> desk.restore(
                new SceneSettings(mode, surfaces, 0, desk.settings().preset(), false, cut, false)));
    }

    private SliceTour.Pictures pictures() {
        return new SliceTour.Pictures() {
            @Override
            public void take(String name) throws IOException {
                picture(name);
            }

            @Override
            public void settle() throws IOException {
                Toolkit.await("the window to settle", SOON, Tour.this::settled);
            }
        };
    }

    /** Takes pictures of the window on a small screen. */
    private SliceTour.Pictures narrow() {
        SliceTour.Pictures camera = pictures();
        return new SliceTour.Pictures() {
            @Override
            public void take(String name) throws IOException {
                width = NARROW;
                height = LOW;
                camera.take(name);
                width = usualWidth;
                height = usualHeight;
            }

            @Override
            public void settle() throws IOException {
                camera.settle();
            }
        };
    }

    private void listModels() throws IOException {
        Toolkit.run(bench.opener()::listModels);
        Toolkit.await(
                "the list of models", SOON, () -> session().tasks().running().isEmpty());
    }

    /** Opens the sample case with the workbench's own model, or with the one just trained where it has none. */
    private void prediction(Path trained) throws IOException {
        if (Toolkit.call(() -> session().models().isEmpty())) {
            Toolkit.run(() -> bench.opener().open(trained));
        }
        Toolkit.run(() -> session().workspace().set("volume"));
        Toolkit.run(bench.opener()::openSample);
        Toolkit.await(
                "a prediction",
                SOON,
                () -> session().result().get() != null
                        && session().result().get().openCase()
                                == session().activeCase().get()
                        && bench.volume().settled());
        picture("prediction");
        new ReportTour(bench, pictures()).take();
        Toolkit.run(() -> bench.volume().feedBox(16));
        picture("prediction-box");
        Toolkit.run(() -> bench.volume().feedBox(0));
        new ShellTour(bench, content, pictures()).guide();
    }

    /** Trains a small model in a child process and gives its best checkpoint. */
    private Path training() throws IOException {
        Toolkit.run(() -> session().workspace().set("training"));
        Path dataset = session().home().resolve("sample-volumes").resolve("phantom-vessels.npz");
        TrainingConfig config = small().withDataset(dataset.toString());
        Path run = scratch.resolve("runs").resolve("run-001");
        Toolkit.run(() -> bench.training().start(config, run));
        Toolkit.await("the training's third epoch", TRAINED, () -> reached(now -> now.epochsDone() >= 3));
        picture("training-live");
        Toolkit.await("the end of the training", TRAINED, () -> reached(now -> !now.busy()));
        picture("training-done");
        new ShellTour(bench, content, pictures()).runEnded();
        new TrainingTour(bench, content, pictures()).run(config, run, narrow());
        Toolkit.run(() -> session().settings().trainingAdvanced().set(true));
        picture("training-advanced");
        Toolkit.run(() -> session().settings().trainingAdvanced().set(false));
        return run.resolve("checkpoints").resolve("best.safetensors");
    }

    private boolean reached(Predicate<RunSnapshot> condition) throws IOException {
        String problem = bench.training().problem();
        if (!problem.isEmpty()) {
            throw new IOException(problem);
        }
        return bench.training().shown().filter(condition).isPresent();
    }

    /** A network that any processor trains in well under a minute. */
    private static TrainingConfig small() {
        return TrainingConfig.recommended()
                .with(Map.ofEntries(
                        Map.entry("architecture.patch.depth", 7),
                        Map.entry("architecture.patch.height", 7),
                        Map.entry("architecture.patch.width", 7),
                        Map.entry("architecture.dim", 32),
                        Map.entry("architecture.memory_tokens", 32),
                        Map.entry("architecture.read_tokens", 4),
                        Map.entry("architecture.layers", 2),
                        Map.entry("architecture.dropout", 0.1),
                        Map.entry("epochs", 8),
                        Map.entry("batch_size", 32),
                        Map.entry("learning_rate", 2e-3),
                        Map.entry("threads", 1)));
    }

    private void action(String id) throws IOException {
        Toolkit.run(() -> bench.shell().actions().stream()
                .filter(action -> action.id().equals(id))
                .forEach(ActionSpec::fire));
    }

    /** Saves what the window shows once nothing is under way any more. */
    private void picture(String name) throws IOException {
        Toolkit.await("the window to settle before " + name, SOON, this::settled);
        // one more pulse: what the last layout asked for is drawn
        Toolkit.run(this::layout);
        Toolkit.run(() -> {});
        WritableImage image = Toolkit.call(this::snapshot);
        BufferedImage pixels = SwingFXUtils.fromFXImage(image, null);
        over(pixels);
        Path file = folder.resolve(String.format("%02d-%s.png", pictures.size() + 1, name));
        if (!ImageIO.write(pixels, "png", file.toFile())) {
            throw new IOException(file + ": this Java cannot write PNG");
        }
        pictures.add(file);
    }

    private boolean settled() {
        boolean volume =
                !"volume".equals(session().workspace().get()) || bench.volume().settled();
        boolean evaluation = !"evaluation".equals(session().workspace().get())
                || bench.evaluation().settled();
        return volume && evaluation && session().tasks().running().isEmpty();
    }

    private void layout() {
        content.resize(width, height);
        content.applyCss();
        content.layout();
    }

    private WritableImage snapshot() {
        layout();
        SnapshotParameters whole = new SnapshotParameters();
        whole.setViewport(new Rectangle2D(0, 0, width, height));
        WritableImage taken = content.snapshot(whole, new WritableImage(width, height));
        return taken;
    }

    /** What pops up is a window of its own: in the picture it stands in the middle, with its shadow. */
    private static void over(BufferedImage picture) throws IOException {
        Optional<WritableImage> popup = Toolkit.call(() -> popup().map(window -> {
            SnapshotParameters clear = new SnapshotParameters();
            clear.setFill(Color.TRANSPARENT);
            return window.getScene().getRoot().snapshot(clear, null);
        }));
        if (popup.isPresent()) {
            BufferedImage above = SwingFXUtils.fromFXImage(popup.get(), null);
            Graphics2D graphics = picture.createGraphics();
            graphics.drawImage(
                    above,
                    (picture.getWidth() - above.getWidth()) / 2,
                    (picture.getHeight() - above.getHeight()) / 2,
                    null);
            graphics.dispose();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Toolkit.run(() -> {
            stage.close();
            bench.close();
        });
    }

    /** Ends the toolkit; after it no window can be opened in this process. */
    public static void end() {
        Platform.exit();
    }
}
