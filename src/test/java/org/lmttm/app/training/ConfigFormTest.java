package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Architecture.Unit;
import org.lmttm.model.MemoryNoise;
import org.lmttm.model.Variant;
import org.lmttm.training.Augmentation;
import org.lmttm.training.CrossValidation;
import org.lmttm.training.Optimization;
import org.lmttm.training.Regularization;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunPlan;
import org.lmttm.training.TinyRuns;
import org.lmttm.training.TrainingConfig;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The form in a window, on a dataset of 8 × 8 × 8 voxels. */
@ExtendWith(ApplicationExtension.class)
class ConfigFormTest {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ConfigDraft draft = new ConfigDraft();
    private final TaskRunner tasks = new TaskRunner(Platform::runLater);
    private Path folder = Path.of("");
    private Path dataset = Path.of("");
    private Settings settings = Settings.in(Path.of("unused"));
    private PlanWatch watch;
    private ConfigForm form;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    ConfigFormTest() {}

    @Start
    void start(Stage stage) throws IOException {
        folder = Files.createTempDirectory("lmttm-test");
        dataset = TinyRuns.dataset(folder);
        settings = Settings.in(folder);
        watch = new PlanWatch(draft, tasks, folder, folder.resolve("runs"));
        form = new ConfigForm(
                draft, watch, settings.trainingAdvanced(), new ConfigForm.Handlers(() -> {}, () -> {}, () -> {}));
        stage.setScene(new Scene(form, 320, 900));
        stage.show();
        draft.value(ConfigField.DATASET).set("tiny.npz");
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, watch::close);
        tasks.close();
    }

    private static void type(FxRobot robot, String field, String text) {
        TextField control = robot.lookup("#field-" + field).queryAs(TextField.class);
        assertThat(control.isDisabled()).as(field).isFalse();
        robot.interact(() -> control.setText(text));
    }

    private static void pick(FxRobot robot, String field, String word) {
        ComboBox<String> control = robot.lookup("#field-" + field).queryComboBox();
        assertThat(control.getItems()).contains(word);
        robot.interact(() -> control.getSelectionModel().select(word));
    }

    private static void tick(FxRobot robot, String field) {
        CheckBox control = robot.lookup("#field-" + field).queryAs(CheckBox.class);
        robot.interact(control::requestFocus);
        robot.type(KeyCode.SPACE);
    }

    private static boolean shown(Node node) {
        return node.isVisible() && (node.getParent() == null || shown(node.getParent()));
    }

    private static boolean isShown(FxRobot robot, String id) {
        return shown(robot.lookup(id).query());
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private void untilDataAreKnown() throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> draft.data().get() != null);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void advancedIsFoldedAwayAndRemembered(FxRobot robot) {
        assertThat(isShown(robot, "#field-stem")).isFalse();
        robot.interact(() -> robot.lookup("#form-advanced").query().requestFocus());
        robot.type(KeyCode.SPACE);
        assertThat(isShown(robot, "#field-stem")).isTrue();
        assertThat(Settings.in(folder).trainingAdvanced().get()).isTrue();
    }

    @Test
    void whatIsSetByHandIsWhatTheRunGets(FxRobot robot) throws Exception {
        untilDataAreKnown();
        robot.interact(() -> settings.trainingAdvanced().set(true));
        pick(robot, "unit", "MLP");
        type(robot, "patch-depth", "2");
        type(robot, "layers", "2");
        tick(robot, "shared-layers");
        pick(robot, "initial-memory", "LEARNED");
        pick(robot, "noise", "LAPLACE");
        pick(robot, "noise-at", "EVERY_WRITE");
        pick(robot, "schedule", "step");
        type(robot, "step-epochs", "5");
        type(robot, "step-factor", "0.5");
        pick(robot, "keep-best-by", "val_loss");
        pick(robot, "optimizer", "sgd");
        type(robot, "momentum", "0.8");
        tick(robot, "nesterov");
        type(robot, "warmup", "0.1");
        type(robot, "clip", "2");
        type(robot, "accumulation", "3");
        type(robot, "ema", "0.99");
        type(robot, "smoothing", "0.05");
        pick(robot, "balance", "sampling");
        type(robot, "early-stopping", "4");
        tick(robot, "flips");
        pick(robot, "turns", "depth");
        type(robot, "shift", "1");
        type(robot, "rotate", "10");
        type(robot, "scale", "0.1");
        type(robot, "shear", "0.2");
        type(robot, "noise-image", "0.01");
        type(robot, "intensity", "0.3");
        type(robot, "folds", "4");
        type(robot, "fold", "2");
        type(robot, "threads", "1");

        RunFolder run = NewRun.create(folder.resolve("run"), draft.build(), folder);

        TrainingConfig config = RunFolder.open(run.path()).config();
        assertThat(config.optimization())
                .isEqualTo(new Optimization(
                        Optimization.Rule.SGD, 8e-4, 0.8, true, 1e-4, Optimization.Schedule.STEP, 0.1, 5, 0.5, 2, 3));
        assertThat(config.regularization())
                .isEqualTo(new Regularization(0.05, Regularization.Balance.SAMPLING, 0.99, 4));
        assertThat(config.augmentation())
                .isEqualTo(new Augmentation(false, 1, Augmentation.Turns.DEPTH, 10, 0.1, 0.2, 0.01, 0.3));
        assertThat(config.crossValidation()).isEqualTo(new CrossValidation(4, 2));
        assertThat(config.architecture().unit()).isEqualTo(Unit.MLP);
        assertThat(config.architecture().input()).isEqualTo(Extent.cube(8));
        assertThat(config.architecture().patch()).isEqualTo(new Extent(2, 4, 4));
        assertThat(config.architecture().variant())
                .isEqualTo(new Variant(
                        Variant.Stem.PATCH,
                        Variant.Access.TOKEN_SUMMARIZATION,
                        false,
                        Variant.InitialMemory.LEARNED,
                        new MemoryNoise(MemoryNoise.Distribution.LAPLACE, 0.2, MemoryNoise.At.EVERY_WRITE)));
        assertThat(config.compute().threads()).isEqualTo(1);
        assertThat(text(robot, "#config-folds")).contains("--folds 4");
    }

    @Test
    void fieldsWithoutEffectAreNotOffered(FxRobot robot) {
        robot.interact(() -> settings.trainingAdvanced().set(true));
        assertThat(isShown(robot, "#field-momentum")).isFalse();
        assertThat(isShown(robot, "#field-step-epochs")).isFalse();
        assertThat(isShown(robot, "#config-published")).isFalse();
        assertThat(robot.lookup("#field-access").query().isDisabled()).isTrue();
        assertThat(robot.lookup("#field-noise-rate").query().isDisabled()).isTrue();
        pick(robot, "optimizer", "sgd");
        pick(robot, "schedule", "step");
        pick(robot, "noise", "POISSON");
        assertThat(isShown(robot, "#field-momentum")).isTrue();
        assertThat(isShown(robot, "#field-step-epochs")).isTrue();
        assertThat(robot.lookup("#field-noise-rate").query().isDisabled()).isFalse();
        robot.interact(() -> draft.value(ConfigField.MODE).set("published-code"));
        assertThat(isShown(robot, "#config-published")).isTrue();
        assertThat(text(robot, "#config-published")).contains("for comparison only");
        assertThat(isShown(robot, "#field-noise-at")).isFalse();
    }

    @Test
    void aWrongValueIsMarkedWhereItStandsAndFoundWhenFoldedAway(FxRobot robot) throws Exception {
        untilDataAreKnown();
        robot.interact(() -> draft.value(ConfigField.EMA).set("1.5"));
        Node ema = robot.lookup("#field-ema").query();
        assertThat(ema.getPseudoClassStates()).contains(WRONG);
        assertThat(text(robot, "#problem-ema")).isEqualTo("ema must be at least 0 and below 1, not 1.5");
        assertThat(form.problem()).isEqualTo("ema must be at least 0 and below 1, not 1.5");
        robot.interact(form::reveal);
        assertThat(isShown(robot, "#field-ema")).isTrue();
        assertThat(ema.isFocused()).isTrue();
        assertThat(text(robot, "#config-help")).contains("Decay of the moving average");
        robot.interact(((TextField) ema)::selectAll);
        robot.write("0.5", 0);
        assertThat(ema.getPseudoClassStates()).doesNotContain(WRONG);
        assertThat(form.problem()).isEmpty();

        type(robot, "patch-width", "9");
        assertThat(text(robot, "#problem-patch-depth")).isEqualTo("architecture: patch must fit into the input");
    }

    @Test
    void theCostIsThatOfADryRun(FxRobot robot) throws Exception {
        untilDataAreKnown();
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> text(robot, "#plan-steps").equals("26 \u00d7 3"));
        RunPlan plan = RunPlan.of(draft.build().withDataset(dataset.toString()));
        assertThat(text(robot, "#plan-parameters"))
                .isEqualTo(String.format(java.util.Locale.ROOT, "%.1f k", plan.parameterCount() / 1e3));
        assertThat(text(robot, "#config-shape")).contains("T = 2");
        assertThat(robot.lookup("#field-input-depth").queryAs(TextField.class).getText())
                .isEqualTo("8");
        type(robot, "epochs", "0");
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> text(robot, "#plan-parameters").equals("\u2013"));
    }

    @Test
    void whatTheDatasetDoesNotHoldIsMarkedAsTheTrainerSaysIt(FxRobot robot) throws Exception {
        untilDataAreKnown();
        type(robot, "pinned", "10");
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> text(robot, "#problem-pinned").contains("pinned_case 10 is not in"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(form.problem()).contains("of 10 cases (0 to 9)");
        type(robot, "pinned", "9");
        assertThat(form.problem()).isEmpty();
        type(robot, "folds", "33");
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> text(robot, "#problem-folds").contains("only 32 cases"));
    }

    @Test
    void aDatasetThatIsNotThereIsMarked(FxRobot robot) throws Exception {
        robot.interact(() -> draft.value(ConfigField.DATASET).set("gone.npz"));
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> text(robot, "#problem-dataset").contains("gone.npz: there is no such file"));
    }
}
