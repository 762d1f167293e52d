package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.dataset.CohortFinding;
import org.lmttm.dataset.FindingKind;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolders;
import org.lmttm.training.PreprocessingConfig.Intensity;
import org.lmttm.volume.VoxelType;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A cohort of one's own as a hand takes it: dropped, checked, put right, built, looked through. */
class CohortWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    /** Twelve volumes of 10³ mm; row 4 is broken, row 6 lies outside the others' size. */
    private Path cohort() throws IOException {
        Random random = new Random(5);
        StringBuilder table = new StringBuilder("file,label,patient,split\n");
        String[] splits = {"train", "train", "train", "train", "val", "val", "test", "test"};
        for (int n = 0; n < splits.length; n++) {
            int side = n == 4 ? 12 : 10;
            float[] values = new float[side * side * side];
            for (int v = 0; v < values.length; v++) {
                values[v] = random.nextInt(1000) - 500;
            }
            String name = "scans/case" + n + ".nii.gz";
            VolumeFolders.volume(folder.resolve("cohort").resolve(name), side, side, side, values, VoxelType.INT16);
            table.append(name)
                    .append(n % 2 == 0 ? ",clear,P" : ",lesion,P")
                    .append(n)
                    .append(',')
                    .append(splits[n])
                    .append('\n');
        }
        Path csv = folder.resolve("cohort").resolve("labels.csv");
        Files.writeString(csv, table);
        return csv;
    }

    private static void press(FxRobot robot, String query) {
        Button button = robot.lookup(query).queryButton();
        robot.interact(button::fire);
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).queryLabeled().getText();
    }

    private static TableView<CohortFinding> findings(FxRobot robot) {
        return robot.lookup("#cohort-findings").queryTableView();
    }

    private void type(FxRobot robot, TextField field, String text) throws Exception {
        robot.interact(() -> field.setText(text));
        waitFor(() -> workbench.shell().cohort().settled());
    }

    private void drop(FxRobot robot, Path csv) throws Exception {
        robot.interact(() -> workbench.opener().open(csv));
        waitFor(() -> robot.lookup("#cohort-count").tryQuery().isPresent()
                && workbench.shell().cohort().settled());
    }

    @Test
    void withoutATableTheWindowSaysHowOneLooksAndSavesIt(FxRobot robot) throws Exception {
        fire(robot, "file.datasets");
        press(robot, "#datasets-own");
        assertThat(text(robot, "#cohort-example"))
                .startsWith("file,label,patient,split,x,y,z\nscans/p001.nii.gz,lesion");
        Path template = folder.resolve("labels.csv");
        answers.table = Optional.of(template);
        press(robot, "#cohort-template-save");
        waitFor(() -> Files.exists(template) && session().tasks().running().isEmpty());
        assertThat(Files.readAllLines(template)).hasSize(5);

        chosenFiles = List.of(template);
        press(robot, "#cohort-choose");
        waitFor(() -> workbench.shell().cohort().settled()
                && !findings(robot).getItems().isEmpty());
        assertThat(findings(robot).getItems())
                .filteredOn(one -> one.kind() == FindingKind.FILE_MISSING)
                .hasSize(4);
        assertThat(robot.lookup("#cohort-build").queryButton().isDisabled()).isTrue();
        assertThat(text(robot, "#cohort-blocked")).startsWith("Errors to be put right first: ");
    }

    @Test
    void aBrokenCohortIsPutRightBuiltAndLookedThrough(FxRobot robot) throws Exception {
        Path csv = cohort();
        Path broken = folder.resolve("cohort/scans/case2.nii.gz");
        byte[] sound = Files.readAllBytes(broken);
        Files.writeString(broken, "no volume");

        drop(robot, csv);
        assertThat(text(robot, "#cohort-count")).isEqualTo("Errors: 1, warnings: 1");
        assertThat(findings(robot).getItems())
                .extracting(CohortFinding::kind, CohortFinding::row)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FindingKind.UNREADABLE, 4L),
                        org.assertj.core.groups.Tuple.tuple(FindingKind.SIZE, 6L));
        assertThat(robot.lookup("#cohort-build").queryButton().isDisabled()).isTrue();
        robot.interact(
                () -> ((ToggleButton) robot.lookup("#cohort-shown-warnings").query()).fire());
        assertThat(findings(robot).getItems()).extracting(CohortFinding::row).containsExactly(6L);
        robot.interact(() -> ((ToggleButton) robot.lookup("#cohort-shown-all").query()).fire());
        press(robot, "#cohort-copy");
        robot.interact(() -> assertThat(Clipboard.getSystemClipboard().getString())
                .startsWith("severity,kind,row,file,what,advice\r\nerror,unreadable,4,"));
        Path saved = folder.resolve("findings.csv");
        answers.table = Optional.of(saved);
        press(robot, "#cohort-save");
        waitFor(() -> Files.exists(saved) && session().tasks().running().isEmpty());
        assertThat(Files.readAllLines(saved)).hasSize(3);

        Files.write(broken, sound);
        press(robot, "#cohort-again");
        waitFor(() -> workbench.shell().cohort().settled()
                && text(robot, "#cohort-count").startsWith("Errors: 0"));
        TextField region = robot.lookup("#cohort-region").query();
        type(robot, region, "11");
        assertThat(findings(robot).getItems())
                .filteredOn(one -> one.kind() == FindingKind.REGION)
                .hasSize(7);
        type(robot, region, "8 x 8");
        assertThat(text(robot, "#cohort-blocked")).contains("“8 x 8” is no region");
        type(robot, region, "8, 8, 6");
        assertThat(findings(robot).getItems()).hasSize(1);
        ComboBox<Intensity> intensity = robot.lookup("#cohort-intensity").queryComboBox();
        assertThat(intensity.getValue()).isEqualTo(Intensity.PERCENTILES);
        robot.interact(() -> intensity.setValue(Intensity.UINT8));
        waitFor(() -> workbench.shell().cohort().settled());
        assertThat(text(robot, "#cohort-blocked")).contains("not within 0 to 255");
        assertThat(robot.lookup("#cohort-blocked").queryLabeled().getStyleClass())
                .contains("danger");
        robot.interact(() -> intensity.setValue(Intensity.WINDOW));
        waitFor(() -> workbench.shell().cohort().settled());
        assertThat(text(robot, "#cohort-blocked")).isEqualTo("A window needs both ends, such as −100 to 300");
        assertThat(robot.lookup("#cohort-blocked").queryLabeled().getStyleClass())
                .contains("muted")
                .doesNotContain("danger");
        assertThat(robot.lookup("#cohort-build").queryButton().isDisabled()).isTrue();
        robot.interact(() -> intensity.setValue(Intensity.PERCENTILES));
        waitFor(() -> workbench.shell().cohort().settled());

        Path npz = folder.resolve("cohort_28.npz");
        answers.saved = Optional.of(npz);
        press(robot, "#cohort-build");
        waitFor(() ->
                workbench.shell().cohort().settled() && session().datasets().size() == 1);
        assertThat(session().datasets().getFirst().cases()).isEqualTo(8);
        LabelledVolumes built = LabelledVolumes.open(npz);
        assertThat(built.classNames()).containsExactly("clear", "lesion");
        assertThat(built.count(Split.TRAIN)).isEqualTo(4);
        assertThat(built.depth()).isEqualTo(28);

        press(robot, "#cohort-browse");
        waitFor(() -> robot.lookup("#dataset-shown").tryQuery().isPresent()
                && text(robot, "#dataset-shown").equals("8 of 8 cases"));
        assertThat(robot.lookup("#cohort").tryQuery()).isEmpty();
    }

    @Test
    void aFindingOpensItsCaseByKey(FxRobot robot) throws Exception {
        drop(robot, cohort());
        assertThat(robot.lookup("#cohort-open").queryButton().isDisabled()).isFalse();
        robot.interact(() -> findings(robot).requestFocus());
        assertThat(text(robot, "#cohort-what")).startsWith("Is 12 × 12 × 12 voxels; 7 of 8 volumes are 10 × 10 × 10");
        assertThat(text(robot, "#cohort-advice")).startsWith("What to do: Check that the volume belongs here");
        robot.push(KeyCode.ENTER);
        waitFor(() -> session().activeCase().get() != null);
        assertThat(session().activeCase().get().file()).isEqualTo(folder.resolve("cohort/scans/case4.nii.gz"));
        assertThat(session().workspace().get()).isEqualTo("volume");
        assertThat(robot.lookup("#cohort").tryQuery()).isEmpty();
        fire(robot, "file.cohort");
        assertThat(text(robot, "#cohort-count")).isEqualTo("Errors: 0, warnings: 1");
    }

    @Test
    void ofVeryManyClassesTheFirstAreListed(FxRobot robot) throws Exception {
        Path csv = cohort();
        List<String> names = new java.util.ArrayList<>(List.of("clear", "lesion"));
        for (int n = 2; n < 60; n++) {
            names.add("kind " + n);
        }
        Files.writeString(
                csv.resolveSibling("labels.json"), "{\"labels\": [\"" + String.join("\", \"", names) + "\"]}");
        drop(robot, csv);
        assertThat(text(robot, "#cohort-more")).isEqualTo("and 10 more classes");
        assertThat(findings(robot).getItems())
                .filteredOn(one -> one.kind() == FindingKind.CLASS_MISSING)
                .hasSize(3);
    }
}
