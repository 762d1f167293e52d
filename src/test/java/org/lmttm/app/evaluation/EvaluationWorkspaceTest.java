package org.lmttm.app.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.shell.FileVolumes;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class EvaluationWorkspaceTest {
    private static final int EDGE = 6;
    private static final int CASES = 30;

    @TempDir
    static Path folder;

    private static Path dataset = Path.of("");
    private Session session;
    private EvaluationWorkspace workspace;
    private EvaluationDesk desk;
    private @Nullable Path target;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    EvaluationWorkspaceTest() {}

    @BeforeAll
    static void files() throws IOException {
        byte[] images = new byte[CASES * EDGE * EDGE * EDGE];
        new Random(2).nextBytes(images);
        byte[] labels = new byte[CASES];
        for (int i = 0; i < CASES; i++) {
            labels[i] = (byte) (i % 3 == 0 ? 1 : 0);
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String split : List.of("val", "test")) {
            arrays.put(split + "_images", NpyArray.of(images, CASES, EDGE, EDGE, EDGE));
            arrays.put(split + "_labels", NpyArray.of(labels, CASES, 1));
        }
        dataset = folder.resolve("noise_6.npz");
        NpzFile.write(dataset, arrays);
    }

    private static Path model(String name, int seed) throws IOException {
        Architecture a = new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(EDGE),
                Architecture.Extent.cube(3),
                Architecture.Border.PAD,
                16,
                8,
                4,
                2,
                2,
                1,
                true,
                0.0,
                2);
        ModelInfo info = new ModelInfo(
                name, a, Mode.DETERMINISTIC, List.of("a", "b"), Preprocessing.medMnist(a.input()), Map.of());
        Path file = folder.resolve(name + ".safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Checkpoint.of(info, LmttmNetwork.create(a, seed, manager)).write(file);
        }
        return file;
    }

    @Start
    void start(Stage stage) throws IOException {
        Path settings = Files.createTempDirectory("lmttm-test");
        session = new Session(
                settings,
                Settings.in(settings),
                new TaskRunner(Platform::runLater),
                new FileVolumes(),
                new EngineInference());
        workspace = new EvaluationWorkspace(session, new NoDialogs() {
            @Override
            public Optional<Path> saveAs(String suggestedName, List<String> endings) {
                return Optional.ofNullable(target).map(to -> Files.isDirectory(to) ? to.resolve(suggestedName) : to);
            }
        });
        desk = workspace.desk();
        HBox box = new HBox(workspace.view(), requireNonNull(workspace.inspector()));
        HBox.setHgrow(workspace.view(), Priority.ALWAYS);
        stage.setScene(new Scene(box, 1000, 940));
        stage.show();
        session.models().add(EngineInference.entry(model("first", 5)));
        session.models().add(EngineInference.entry(model("second", 6)));
        desk.offer(dataset);
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            workspace.close();
            session.close();
        });
    }

    private static void waitFor(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, condition));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void evaluate(FxRobot robot) throws Exception {
        robot.clickOn("#evaluation-start");
        waitFor(workspace::settled);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup(id).queryAs(ButtonBase.class).fire());
    }

    private Shown shown() {
        return requireNonNull(desk.state().shown().get());
    }

    @Test
    void fromNothingToFiguresAndTheThresholdMovesThem(FxRobot robot) throws Exception {
        evaluate(robot);
        assertThat(text(robot, "#tile-cases")).isEqualTo("30");
        assertThat(text(robot, "#evaluation-mode")).isEqualTo("deterministic");
        assertThat(text(robot, "#tile-auc")).isEqualTo(Texts.number(Metrics.auc(shown().scores()), 3));
        robot.interact(() -> robot.lookup("#threshold").query().requestFocus());
        robot.type(KeyCode.END);
        assertThat(desk.state().threshold().get()).isEqualTo(1);
        assertThat(text(robot, "#statistic-sensitivity")).isEqualTo("0.000");
        assertThat(text(robot, "#statistic-specificity")).isEqualTo("1.000");
        assertThat(text(robot, "#tile-acc")).isEqualTo("0.667");
        robot.type(KeyCode.HOME);
        assertThat(text(robot, "#statistic-sensitivity")).isEqualTo("1.000");
        fire(robot, "#threshold-sensitive");
        assertThat(desk.state().statistics().orElseThrow().sensitivity().value())
                .isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void aCellListsItsCasesAndARowOpensItsCaseInTheOtherWorkspaces(FxRobot robot) throws Exception {
        evaluate(robot);
        robot.interact(() -> desk.state().moveThreshold(0));
        robot.clickOn("#confusion-0-1");
        TableView<?> table = robot.lookup("#cases-table").queryTableView();
        assertThat(table.getItems()).hasSize(20);
        robot.interact(() -> workspace.selectFirst());
        int index = desk.state().selected().get();
        assertThat(table.getSelectionModel().getSelectedItem())
                .isEqualTo(desk.state().rows().get().getFirst());
        assertThat(robot.lookup("test " + index).tryQuery()).isPresent();
        robot.interact(() -> robot.lookup("#cases-table").query().requestFocus());
        robot.push(KeyCode.SHIFT, KeyCode.ENTER);
        waitFor(() -> session.activeCase().get() != null);
        assertThat(session.workspace().get()).isEqualTo("memory");
        assertThat(session.activeCase().get().choice().split()).contains("test");
        assertThat(session.activeCase().get().choice().index()).isEqualTo(index);
        assertThat(requireNonNull(session.activeModel().get()).name()).isEqualTo("first");
        fire(robot, "#case-open-volume");
        assertThat(session.workspace().get()).isEqualTo("volume");
    }

    @Test
    void calibratingStoresTheTemperatureAndShowsHowSuchCasesFared(FxRobot robot) throws Exception {
        evaluate(robot);
        Scores raw = shown().scores();
        fire(robot, "#calibrate");
        waitFor(() -> workspace.settled() && shown().calibrated());
        Path file = session.models().getFirst().file();
        Calibration stored = Calibration.of(Checkpoint.info(file)).orElseThrow();
        assertThat(stored.split()).isEqualTo(Split.VAL);
        assertThat(Calibration.of(session.models().getFirst().info())).isPresent();
        assertThat(shown().first().raw()).isEqualTo(raw);
        assertThat(desk.stale().get()).isFalse();
        robot.interact(() -> workspace.selectFirst());
        assertThat(text(robot, "#case-validation")).startsWith("of ").endsWith(" b");
        fire(robot, "#probabilities-false");
        waitFor(() -> !shown().calibrated());
        assertThat(shown().scores()).isEqualTo(raw);
    }

    @Test
    void twoModelsAreComparedAndKeptResultsComeBackAtOnce(FxRobot robot) throws Exception {
        evaluate(robot);
        robot.interact(() -> workspace.against(session.models().get(1)));
        waitFor(() -> workspace.settled() && shown().figures().against().isPresent());
        assertThat(text(robot, "#tile-other-interval")).startsWith("DeLong p");
        robot.interact(() -> desk.split().set(Split.VAL));
        waitFor(() -> desk.stale().get());
        assertThat(robot.lookup("#evaluation-update").tryQuery()).isPresent();
        robot.interact(() -> desk.split().set(Split.TEST));
        waitFor(() -> !desk.stale().get());
        // the second alone was computed for the comparison, so nobody asks for it again
        robot.interact(() -> {
            desk.against().set(null);
            desk.source().set(new Source.Model(session.models().get(1)));
        });
        waitFor(() -> !desk.stale().get() && shown().first().name().equals("second"));
        assertThat(shown().figures().against()).isEmpty();
    }

    @Test
    void resultFilesAndPlotsAreWrittenAndResultFilesReadAgain(FxRobot robot) throws Exception {
        evaluate(robot);
        Path out = Files.createTempDirectory(folder, "out");
        target = out;
        fire(robot, "#save-results");
        waitFor(() -> !session.tasks().notices().isEmpty());
        Path csv;
        try (var files = Files.list(out)) {
            csv = files.findFirst().orElseThrow();
        }
        assertThat(csv.getFileName().toString())
                .startsWith("noise_6_test_[AUC]")
                .endsWith("@first.csv");
        assertThat(MedMnistCsv.read(csv)).isDeepEqualTo(shown().first().raw().probabilities());
        for (String ending : List.of("svg", "csv", "png")) {
            target = out.resolve("plot." + ending);
            robot.interact(() -> menuItem("export-save-curve").fire());
            waitFor(() -> Files.exists(requireNonNull(target)));
        }
        assertThat(Files.readString(out.resolve("plot.svg"), StandardCharsets.UTF_8))
                .startsWith("<?xml")
                .contains("Research use only", "first (deterministic) on noise_6, test", "<polygon");
        assertThat(Files.readString(out.resolve("plot.csv"), StandardCharsets.UTF_8))
                .startsWith("# Research use only")
                .contains("curve,false_positive_rate,true_positive_rate,threshold", "band low,0.5,");
        assertThat(Files.size(out.resolve("plot.png"))).isGreaterThan(1000);
        robot.interact(() -> desk.source().set(new Source.Results(csv)));
        waitFor(() -> !desk.stale().get() && shown().first().mode() == null);
        assertThat(text(robot, "#evaluation-mode")).isEqualTo("mode not stated");
    }

    private MenuItem menuItem(String id) {
        return workspace.exports().stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatFailsIsSaidInPlaceAndLosesNothing(FxRobot robot) throws Exception {
        evaluate(robot);
        robot.interact(() -> desk.split().set(Split.TRAIN));
        fire(robot, "#evaluate");
        waitFor(() -> !desk.problem().get().isEmpty());
        assertThat(text(robot, "#evaluation-problem")).isEqualTo("noise_6.npz: has no train split, only [val, test]");
        assertThat(text(robot, "#tile-cases")).isEqualTo("30");
        robot.interact(() -> {
            desk.split().set(Split.TEST);
            desk.against().set(new Source.Results(folder.resolve("nowhere.csv")));
        });
        fire(robot, "#evaluate");
        waitFor(() -> desk.problem().get().contains("nowhere.csv"));
        assertThat(shown().figures().against()).isEmpty();
    }

    @Test
    void shiftsAreTestedForTheListedCases(FxRobot robot) throws Exception {
        evaluate(robot);
        robot.interact(() -> workspace.selectFirst());
        fire(robot, "#case-shift");
        waitFor(() -> !desk.shifts().isEmpty());
        int index = desk.state().selected().get();
        assertThat(desk.shift(index).orElseThrow()).isGreaterThan(0);
        fire(robot, "#test-shifts");
        waitFor(() -> desk.shifts().size() == desk.state().rows().get().size());
    }
}
