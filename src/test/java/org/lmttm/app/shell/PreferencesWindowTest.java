package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.WorkTask;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.FakeLibtorch;
import org.lmttm.program.CrashReports;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;
import org.slf4j.LoggerFactory;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The preferences, the page that checks the machine, and the report of a crash, as a hand uses them. */
class PreferencesWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private Settings settings() {
        return session().settings();
    }

    private void open(FxRobot robot, String page) {
        if (robot.lookup("#preferences").tryQuery().isEmpty()) {
            robot.push(KeyCode.CONTROL, KeyCode.COMMA);
        }
        press(robot, "#preferences-" + page);
    }

    private static void press(FxRobot robot, String query) {
        Node node = robot.lookup(query).query();
        robot.interact(() -> {
            if (node instanceof ToggleButton toggle) {
                toggle.fire();
            } else {
                ((Button) node).fire();
            }
        });
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).<Labeled>query().getText();
    }

    @Test
    void theThemeIsChosenAndReset(FxRobot robot) {
        open(robot, "appearance");
        Node reset = robot.lookup("#reset-theme").query();
        assertThat(reset.isVisible()).isFalse();
        press(robot, "#preference-theme-light");
        assertThat(settings().dark().get()).isFalse();
        assertThat(workbench.shell().scene().getStylesheets()).anyMatch(sheet -> sheet.endsWith("theme-light.css"));
        assertThat(reset.getScene().getStylesheets())
                .as("the popup follows at once")
                .anyMatch(sheet -> sheet.endsWith("theme-light.css"));
        assertThat(reset.isVisible()).isTrue();
        press(robot, "#preference-theme-system");
        assertThat(settings().systemTheme().get()).isTrue();
        press(robot, "#reset-theme");
        assertThat(settings().dark().get()).isTrue();
        assertThat(settings().systemTheme().get()).isFalse();
        assertThat(robot.lookup("#preference-theme-dark").<ToggleButton>query().isSelected())
                .isTrue();
    }

    @Test
    void lengthsAreReadInCentimetres(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        robot.interact(() -> {
            openCase.markups().add(Markup.of(Markup.Kind.DISTANCE, new Point(10, 20, 20), new Point(40, 20, 20)));
        });
        assertThat(measured(robot)).contains("30.0 mm");
        open(robot, "viewing");
        press(robot, "#preference-units-true");
        waitFor(() -> measured(robot).contains("3.00 cm"));
        press(robot, "#preferences-reset");
        waitFor(() -> measured(robot).contains("30.0 mm"));
    }

    private static List<String> measured(FxRobot robot) {
        return robot.lookup(".markup-value").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList();
    }

    @Test
    void runsGoWhereTheUserWants(FxRobot robot) {
        open(robot, "folders");
        answers.chosenFolder = Optional.of(folder);
        press(robot, "#preference-runs-choose");
        assertThat(settings().runs()).isEqualTo(folder);
        assertThat(text(robot, "#preference-runs"))
                .contains(folder.getFileName().toString());
        press(robot, "#reset-runs");
        assertThat(settings().runs()).isNotEqualTo(folder);
    }

    @Test
    void whatTheEngineFindsCanBeChosen(FxRobot robot) throws Exception {
        open(robot, "computing");
        waitFor(() -> text(robot, "#preference-devices").startsWith("No GPU")
                || text(robot, "#preference-devices").startsWith("gpu0"));
        robot.interact(() -> settings().device().set("cpu"));
        assertThat(robot.lookup("#preference-device").<ComboBox<String>>query().getValue())
                .isEqualTo("cpu");
        assertThat(settings().deviceChoice().name()).isEqualTo("cpu");
    }

    @Test
    void aProxyIsKeptOnlyWhenItIsOne(FxRobot robot) {
        open(robot, "network");
        press(robot, "#preference-proxy-own");
        TextField typed = robot.lookup("#preference-proxy-address").query();
        robot.interact(() -> typed.setText("proxy.example.org"));
        assertThat(text(robot, "#preference-proxy-wrong")).contains("host:port");
        assertThat(settings().proxy().get()).isEmpty();
        robot.interact(() -> typed.setText("proxy.example.org:3128"));
        assertThat(text(robot, "#preference-proxy-wrong")).isEmpty();
        assertThat(settings().proxy().get()).isEqualTo("proxy.example.org:3128");
    }

    @Test
    void aKeyIsChangedOnThePageOfTheKeyboard(FxRobot robot) {
        open(robot, "keyboard");
        press(robot, "#keys-file-open-sample");
        robot.push(KeyCode.F7);
        assertThat(settings().keys()).containsEntry("file.open-sample", "F7");
        press(robot, "#keys-file-open-sample");
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#preferences").tryQuery())
                .as("Escape ended the question, not the preferences")
                .isPresent();
    }

    @Test
    void theMachineIsCheckedAndTheTextCopied(FxRobot robot) throws Exception {
        fire(robot, "help.doctor");
        waitFor(() -> text(robot, "#doctor-said").startsWith("Everything works"));
        List<String> shown =
                robot
                        .from(robot.lookup("#doctor-findings").<Node>query())
                        .lookup(".label")
                        .queryAllAs(Label.class)
                        .stream()
                        .map(Label::getText)
                        .toList();
        assertThat(shown).contains("Program", "Engine", "Devices", "Self-test", "Room", "Isosurface", "Training step");
        press(robot, "#doctor-copy");
        robot.interact(() -> assertThat(Clipboard.getSystemClipboard().getString())
                .contains("Training step: ", "research use only")
                .doesNotContain(System.getProperty("user.home") + "/"));
    }

    @Test
    void theDoctorLeadsToTheEnginesLibraries(FxRobot robot) throws Exception {
        fire(robot, "help.doctor");
        press(robot, "#doctor-engine");
        assertThat(robot.lookup("#doctor").tryQuery()).isEmpty();
        assertThat(robot.lookup("#preferences-computing").<ToggleButton>query().isSelected())
                .isTrue();
        waitFor(() -> text(robot, "#engine-now").contains("PyTorch 2.7.1 for the CPU, the program's own"));
        assertThat(robot.lookup("#engine-restart").query().isVisible()).isFalse();
    }

    @Test
    @EnabledIf("fetchable")
    void escapeLeavesTheQuestionBeforeADownload(FxRobot robot) {
        open(robot, "computing");
        press(robot, "#engine-get");
        assertThat(robot.lookup("#engine-question").tryQuery()).isPresent();
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#engine-question").tryQuery()).isEmpty();
        assertThat(robot.lookup("#preferences").tryQuery()).isPresent();
        assertThat(session().tasks().running()).noneMatch(task -> task.title().contains("CUDA"));
    }

    @Test
    @EnabledIf("fetchable")
    void thePageLooksAgainWhenThePreferencesAreShownAgain(FxRobot robot) throws Exception {
        open(robot, "computing");
        waitFor(() -> text(robot, "#engine-get").startsWith("Download"));
        press(robot, "#preferences-close");
        Path home = Files.createDirectories(EngineChoice.in(settings().folder()).home());
        Path put = home.resolve(EngineArchive.forThisMachine().orElseThrow().file());
        Files.writeString(put, "put there");
        robot.push(KeyCode.CONTROL, KeyCode.COMMA);
        waitFor(() -> text(robot, "#engine-get").equals("Use the archive that is here"));
        Files.delete(put);
    }

    static boolean fetchable() {
        return EngineArchive.forThisMachine().isPresent();
    }

    @Test
    void chosenLibrariesWaitForTheNextStart(FxRobot robot) throws Exception {
        Path libraries = FakeLibtorch.python(folder, "2.7.1+cu128", FakeLibtorch.CUDA);
        open(robot, "computing");
        waitFor(() -> !text(robot, "#engine-now").isEmpty());
        answers.chosenFolder = Optional.of(folder.resolve("site-packages"));
        press(robot, "#engine-folder");
        waitFor(() -> robot.lookup("#engine-restart").query().isVisible());
        assertThat(text(robot, "#engine-restart"))
                .startsWith("Restart needed")
                .contains("PyTorch 2.7.1 with CUDA (cu128) in " + libraries);
        assertThat(EngineChoice.in(settings().folder()).chosen()).hasValue(libraries);
        press(robot, "#engine-own");
        waitFor(() -> !robot.lookup("#engine-restart").query().isVisible());
        assertThat(EngineChoice.in(settings().folder()).chosen()).isEmpty();
    }

    @Test
    void aCheckThatIsStoppedCanBeginAgain(FxRobot robot) throws Exception {
        robot.interact(() -> {
            action("help.doctor").fire();
            session().tasks().running().forEach(WorkTask::cancel);
        });
        waitFor(() -> text(robot, "#doctor-said").startsWith("Stopped"));
        assertThat(robot.lookup("#doctor-again").<Button>query().isDisabled()).isFalse();
        press(robot, "#doctor-again");
        waitFor(() -> text(robot, "#doctor-said").startsWith("Everything works"));
    }

    @Test
    void aReportOfTheLastTimeIsOfferedOnce(FxRobot robot) throws Exception {
        new CrashReports(settings().folder().resolve("crashes")).record("engine", "java.lang.InternalError");
        assertThat(robot.lookup("#crash-bar").<Node>query().isVisible()).isFalse();
        robot.interact(() -> workbench.shell().offerCrashes());
        waitFor(() -> robot.lookup("#crash-bar").<Node>query().isVisible());
        press(robot, "#crash-show");
        assertThat(robot.lookup("#crash-text").<TextArea>query().getText()).contains("InternalError", "sent to nobody");
        assertThat(robot.lookup("#crash-bar").<Node>query().isVisible()).isFalse();
        waitFor(() -> {
            try (var files = Files.list(settings().folder().resolve("crashes"))) {
                return files.map(Path::toString).noneMatch(name -> name.endsWith(".new.txt"));
            }
        });
    }

    @Test
    void theLogTakesWhatIsAskedFor() {
        try {
            LogLevel.set("INFO");
            assertThat(LoggerFactory.getLogger("org.lmttm.app").isInfoEnabled()).isTrue();
            LogLevel.set("nonsense");
            assertThat(LoggerFactory.getLogger("org.lmttm.app").isInfoEnabled()).isFalse();
        } finally {
            LogLevel.set("WARN");
        }
    }
}
