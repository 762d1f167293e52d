package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.insight.Divergence;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Two passes side by side, as a hand compares them. */
class CompareViewTest extends MemoryHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage, 1240, 900);
        workspace.shown(true);
        session.models().add(EngineInference.entry(MODELS.resolve("phantom-vessels-lmttm.safetensors")));
        session.models().add(EngineInference.entry(MODELS.resolve("adrenal-ttm.safetensors")));
        session.activeModel().set(session.models().getFirst());
        session.open(SAMPLES.resolve("vessel-normal.nii.gz"));
    }

    private CompareState compare() {
        return workspace.modes().compare();
    }

    /** One model over both sample cases. */
    private void twoCases(FxRobot robot) throws Exception {
        until(() -> session.result().get() != null);
        robot.interact(() -> session.open(SAMPLES.resolve("vessel-aneurysm.nii.gz")));
        until(() -> session.cases().size() == 2);
        fire(robot, "#memory-mode-side");
        robot.interact(() -> {
            compare().first().openCase().set(session.cases().get(0));
            compare().second().openCase().set(session.cases().get(1));
            compare().second().model().set(session.models().getFirst());
        });
        until(() -> compare().comparison().get() != null && compare().settled());
    }

    @Test
    void twoCasesStandBesideEachOtherUnderOnePlayHead(FxRobot robot) throws Exception {
        twoCases(robot);
        Comparison shown = requireNonNull(compare().comparison().get());
        Divergence apart = Divergence.of(shown.first(), shown.second());
        robot.interact(() -> robot.lookup("#compare-timeline").query().requestFocus());
        robot.type(KeyCode.RIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(compare().first().state().step().get()).isEqualTo(1);
        assertThat(compare().second().state().step().get()).isEqualTo(1);
        assertThat(robot.lookup("#compare-value-memory").queryAs(Label.class).getText())
                .isEqualTo(Numbers.fixed(apart.memory()[1], 3));
        robot.interact(() -> compare().threshold().set(apart.memory()[0]));
        fire(robot, "#compare-first-memory");
        int first = apart.first(Divergence.Measure.MEMORY, apart.memory()[0]).orElse(1);
        assertThat(compare().difference().step().get()).isEqualTo(first);
        robot.interact(() -> session.cases().get(0).moveCrosshair(new org.lmttm.app.state.Voxel(4, 5, 6)));
        assertThat(session.cases().get(1).crosshair().get())
                .isEqualTo(session.cases().get(0).crosshair().get());
    }

    @Test
    void swappingExchangesWhatIsThereAndBothAreSaved(FxRobot robot) throws Exception {
        twoCases(robot);
        Comparison before = requireNonNull(compare().comparison().get());
        fire(robot, "#compare-swap");
        until(() -> compare().settled()
                && requireNonNull(compare().comparison().get())
                        .first()
                        .trace()
                        .equals(before.second().trace()));
        assertThat(requireNonNull(compare().comparison().get()).second().trace())
                .isSameAs(before.first().trace());
        robot.interact(() -> robot.lookup("#compare-export")
                .queryAs(MenuButton.class)
                .getItems()
                .forEach(item -> item.fire()));
        until(() -> Files.exists(folder.resolve("comparison.csv")) && Files.exists(folder.resolve("comparison.png")));
        assertThat(Files.readString(folder.resolve("comparison.csv"))).contains("Research use only");
    }

    @Test
    void modelsWithoutCommonShapesStandBothAndSayWhyNothingIsSubtracted(FxRobot robot) throws Exception {
        twoCases(robot);
        robot.interact(() -> compare().second().model().set(session.models().getLast()));
        until(() -> compare().comparison().get() != null && compare().settled());
        assertThat(robot.lookup("#compare-no-memory").queryAs(Label.class).getText())
                .contains("cannot be subtracted");
        assertThat(robot.lookup("#compare-note").queryAs(Label.class).getText()).contains("different classes");
        assertThat(robot.lookup("#compare-blocks-b").query().getScene()).isNotNull();
    }

    /** The sample model and the same with one weight in two doubled stand on one case. */
    @Test
    void twoModelsOfEqualShapesAreSubtracted(FxRobot robot) throws Exception {
        Path other = folder.resolve("other.safetensors");
        Safetensors.Contents contents = Safetensors.read(MODEL);
        Map<String, Tensor> weights = new HashMap<>(contents.tensors());
        weights.replaceAll((name, tensor) -> tensor.type() == Tensor.Type.F32 ? scaled(tensor) : tensor);
        Safetensors.write(other, weights, contents.metadata());
        until(() -> session.result().get() != null);
        robot.interact(() -> session.models().add(EngineInference.entry(other)));
        fire(robot, "#memory-mode-side");
        robot.interact(() -> {
            compare().first().openCase().set(session.cases().getFirst());
            compare().second().openCase().set(session.cases().getFirst());
            compare().first().model().set(session.models().getFirst());
            compare().second().model().set(session.models().getLast());
        });
        until(() -> compare().comparison().get() != null && compare().settled());
        Comparison shown = requireNonNull(compare().comparison().get());
        assertThat(shown.first().trace().logits())
                .isNotEqualTo(shown.second().trace().logits());
        assertThat(Divergence.of(shown.first(), shown.second()).memory()[0]).isPositive();
        TraceReading difference =
                requireNonNull(compare().difference().reading().get());
        float[] expected = shown.second().trace().memory().get(1).clone();
        float[] first = shown.first().trace().memory().get(1);
        for (int i = 0; i < expected.length; i++) {
            expected[i] = first[i] - expected[i];
        }
        assertThat(difference.trace().memory().get(1)).isEqualTo(expected);
        assertThat(robot.lookup("#compare-no-memory").queryAs(Label.class).isVisible())
                .isFalse();
    }

    private static Tensor scaled(Tensor tensor) {
        float[] values = tensor.floats();
        for (int i = 0; i < values.length; i += 2) {
            values[i] *= 2;
        }
        return Tensor.of(values, tensor.shape());
    }
}
