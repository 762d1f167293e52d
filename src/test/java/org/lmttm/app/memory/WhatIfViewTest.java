package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.Change;
import org.lmttm.insight.Phase;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.WhatIf;
import org.lmttm.model.Intervention;
import org.lmttm.model.TraceFiles;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.json.JsonMapper;

/** Changes tried on the sample case with the sample model, as a hand does. */
class WhatIfViewTest extends MemoryHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage, 990, 990);
        session.activeModel().set(EngineInference.entry(MODEL));
        session.open(SAMPLES.resolve("vessel-aneurysm.nii.gz"));
    }

    private WhatIfState whatIf() {
        return workspace.whatIf();
    }

    @Test
    void erasingABlockChangesWhatTheViewsShowAndTheControlStandsBeside(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null);
        robot.interact(() -> workspace.state().goTo(3));
        robot.interact(() -> whatIf().block().set(2));
        fire(robot, "#what-if-ask");
        until(() -> workspace.state().changed().get() != null);
        TraceReading shown = requireNonNull(workspace.state().reading().get());
        assertThat(shown.values(3, 2, Phase.BEFORE)).containsOnly(0);
        until(() -> whatIf().asking().get() == null);
        Experiment tried = whatIf().experiments().getFirst();
        WhatIf answer = requireNonNull(tried.answer().get());
        assertThat(answer.change().interventions()).containsExactly(new Intervention.Erase(2, 3));
        assertThat(answer.control()).hasSize(WhatIf.DRAWS);
        String after = robot.lookup("#what-if-after").queryAs(Label.class).getText();
        assertThat(after)
                .isEqualTo(Numbers.fixed(
                        answer.after().probabilities()[answer.before().prediction()], 2));
        assertThat(robot.lookup("#what-if-control-mean").queryAs(Label.class).getText())
                .endsWith("(n = 20)");
        fire(robot, "#experiments-as-is");
        assertThat(workspace.state().reading().get())
                .isSameAs(workspace.state().original().get());
    }

    @Test
    void everyKindCanBeTriedAndTheListSaved(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null);
        fire(robot, "#what-if-control");
        robot.interact(() -> workspace.state().goTo(2));
        List<String> kinds = List.of("erase", "freeze", "swap", "noise", "occlude", "skip");
        for (int i = 0; i < kinds.size(); i++) {
            int number = i + 1;
            fire(robot, "#what-if-" + kinds.get(i));
            fire(robot, "#what-if-ask");
            until(() -> whatIf().experiments().size() == number
                    && whatIf().experiments().getLast().answer().get() != null);
            assertThat(whatIf().experiments().getLast().problem().get()).isEmpty();
        }
        fire(robot, "#experiments-export");
        Path file = folder.resolve("experiments.csv");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> Files.exists(file) && Files.size(file) > 0);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(8);
        assertThat(lines.getFirst()).startsWith("# Research use only");
        assertThat(lines.get(2)).startsWith("erase,0,,2,").contains("phantom-vessels-lmttm,deterministic,aneurysm");
        assertThat(lines.get(6)).startsWith("occlude,");
    }

    @Test
    void aDeskKeepsWhatWasTried(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null);
        fire(robot, "#what-if-control");
        robot.interact(() -> workspace.state().goTo(3));
        for (String kind : List.of("swap", "noise", "occlude")) {
            int before = whatIf().experiments().size();
            fire(robot, "#what-if-" + kind);
            fire(robot, "#what-if-ask");
            until(() -> whatIf().experiments().size() > before
                    && whatIf().experiments().getLast().answer().get() != null);
        }
        List<Change> changes =
                whatIf().experiments().stream().map(Experiment::change).toList();
        double difference = whatIf().experiments().getFirst().answer().get().difference(0);
        JsonMapper json = JsonMapper.builder().build();
        DeskPart<?> part = workspace.deskParts().stream()
                .filter(each -> each.key().equals("experiments"))
                .findFirst()
                .orElseThrow();
        String kept = json.writeValueAsString(WaitForAsyncUtils.waitForAsyncFx(10_000, part::save));
        robot.interact(() -> {
            List.copyOf(whatIf().experiments()).forEach(whatIf()::remove);
            whatIf().restore(json.readValue(kept, KeptExperiments.class));
        });
        assertThat(whatIf().experiments().stream().map(Experiment::change).toList())
                .isEqualTo(changes);
        assertThat(whatIf().experiments())
                .allMatch(experiment -> experiment.answer().get() == null);
        fire(robot, "#experiments-repeat");
        until(() -> whatIf().experiments().stream()
                .allMatch(experiment -> experiment.answer().get() != null));
        assertThat(whatIf().experiments().getFirst().answer().get().difference(0))
                .isEqualTo(difference);
    }

    @Test
    void memoryOfAnotherCaseIsAskedForByName(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null);
        robot.interact(() -> session.open(SAMPLES.resolve("vessel-normal.nii.gz")));
        until(() -> session.cases().size() == 2
                && session.result().get() != null
                && session.result().get().openCase() == session.activeCase().get());
        fire(robot, "#what-if-control");
        fire(robot, "#what-if-start");
        ComboBox<?> source = robot.lookup("#what-if-source").query();
        assertThat(source.getItems()).hasSize(1);
        fire(robot, "#what-if-ask");
        until(() -> !whatIf().experiments().isEmpty()
                && whatIf().experiments().getFirst().answer().get() != null);
        assertThat(whatIf().experiments().getFirst().title()).isEqualTo("Memory from vessel-aneurysm.nii.gz");
        // on another case the list waits to be tried again
        robot.interact(() -> session.activeCase().set(session.cases().getFirst()));
        until(() -> session.result().get() != null
                && session.result().get().openCase() == session.cases().getFirst());
        assertThat(whatIf().experiments().getFirst().answer().get()).isNull();
        fire(robot, "#experiments-repeat");
        until(() -> whatIf().experiments().getFirst().answer().get() != null);
    }

    @Test
    void faithfulnessAndTrustAreMeasuredOnRequest(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null
                && workspace.state().rolledOut().get() != null);
        robot.interact(() -> workspace.state().overlayKind().set(MapKind.ROLLOUT));
        Label deletion = robot.lookup("#faithfulness-deletion").query();
        assertThat(deletion.getText()).isEmpty();
        fire(robot, "#faithfulness-measure");
        until(() -> !deletion.getText().isEmpty());
        assertThat(deletion.getText()).matches("[01]\\.\\d\\d");
        assertThat(deletion.getParent().isVisible()).isTrue();
        fire(robot, "#trust-measure");
        until(() -> workspace.state().band().get() != null);
        ProbabilityBand band = requireNonNull(workspace.state().band().get());
        assertThat(band.passes()).isEqualTo(1 + 26 + 8);
        TraceReading original = requireNonNull(workspace.state().original().get());
        for (int t = 0; t < original.steps(); t++) {
            assertThat(band.low()[t]).isBetween(0.0, band.high()[t]);
            assertThat(band.high()[t]).isLessThanOrEqualTo(1);
        }
        // another map is another question
        robot.interact(() -> workspace.state().overlayKind().set(MapKind.READ));
        assertThat(deletion.getParent().isVisible()).isFalse();
    }

    @Test
    void aPatchLeadsToItsVoxelsAndAVoxelToItsPatch(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null);
        TraceReading original = requireNonNull(workspace.state().original().get());
        robot.interact(() -> {
            workspace.state().goTo(3);
            workspace
                    .state()
                    .pointed()
                    .set(new Pointed.Patch(MapKind.READ, 17, 1, original.grid().box(3, 17)));
            workspace.state().choosePointed();
        });
        OpenCase openCase = session.cases().getFirst();
        // 56 voxels an axis for the model's 28: patch 17 of 7 × 7 is row 2, column 3, each of 4 voxels
        Voxel at = openCase.crosshair().get();
        int scale = openCase.volume().ni() / 28;
        assertThat(original.grid()
                        .box(3, 17)
                        .contains((int) at.i() / scale, (int) at.j() / scale, (int) at.k() / scale))
                .isTrue();
        robot.interact(() -> openCase.moveCrosshair(new Voxel(5 * scale, 9 * scale, 21 * scale)));
        assertThat(workspace.state().target().get()).isEqualTo(original.grid().box(1, 2 * 7 + 5));
        robot.interact(() -> workspace.state().overlayKind().set(MapKind.ROLLOUT));
        fire(robot, "#paint-on-volume");
        until(() -> session.attentionOverlay().get() != null);
        assertThat(session.attentionOverlay().get().label()).startsWith("rollout");
        fire(robot, "#paint-one-step");
        until(() -> Float.isNaN(session.attentionOverlay().get().value(0, 0, 0)));
        assertThat(session.attentionOverlay().get().seen(0, 0, 0)).isTrue();
        assertThat(session.attentionOverlay().get().value(13 * scale, 0, 0)).isNotNaN();
        fire(robot, "#paint-one-step");
        fire(robot, "#paint-boxes");
        until(() -> !session.attentionOverlay().get().boxes().isEmpty());
    }

    @Test
    void theTraceIsSavedAsAnimationPicturesTableAndArrays(FxRobot robot) throws Exception {
        until(() -> workspace.state().original().get() != null);
        int steps = workspace.state().steps();
        robot.interact(() -> workspace.state().goTo(2));
        MenuButton export = robot.lookup("#memory-export").query();
        for (String name : List.of("memory.gif", "memory-00.png", "trace.csv", "trace.npz")) {
            int at = List.of("memory.gif", "memory-00.png", "trace.csv", "trace.npz")
                    .indexOf(name);
            robot.interact(export.getItems().get(at)::fire);
            until(() -> Files.exists(folder.resolve(name))
                    && session.tasks().running().isEmpty());
        }
        assertThat(workspace.state().step().get()).isEqualTo(2);
        assertThat(TraceFiles.read(folder.resolve("trace.npz")).getFirst().logits())
                .isEqualTo(session.result().get().trace().logits());
        List<String> table = Files.readAllLines(folder.resolve("trace.csv"));
        assertThat(table).hasSize(steps + 2);
        assertThat(table.getFirst())
                .isEqualTo("# Research use only — not for clinical use; model phantom-vessels-lmttm, deterministic");
        assertThat(table.get(1)).startsWith("timestamp,first_slice,last_slice,written_block,p_so_far_vessel");
        assertThat(folder.resolve("memory-0" + (steps - 1) + ".png")).exists();
        ImageReader gif = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(folder.resolve("memory.gif").toFile())) {
            gif.setInput(in);
            assertThat(gif.getNumImages(true)).isEqualTo(steps);
        } finally {
            gif.dispose();
        }
    }
}
