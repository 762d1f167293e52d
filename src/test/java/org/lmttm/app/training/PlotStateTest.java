package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.state.Settings;

class PlotStateTest {
    private final PlotState state = new PlotState();

    @Test
    void everythingIsShownUntilSomeoneZoomsAndGrowsWithTheRuns() {
        state.reach(10);
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(0, 10));
        state.reach(20);
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(0, 20));
        state.show(5, 7);
        state.reach(40);
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(5, 7));
        assertThat(state.zoomed().get()).isTrue();
        state.reset();
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(0, 40));
    }

    @Test
    void thePlaceUnderThePointerStaysWhileZooming() {
        state.reach(100);
        state.zoom(0.5, 20);
        PlotState.Range range = state.range().get();
        assertThat((20 - range.from()) / range.width()).isCloseTo(0.2, within(1e-12));
        assertThat(range.width()).isEqualTo(50);
        state.zoom(100, 20);
        assertThat(state.zoomed().get()).isFalse();
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(0, 100));
    }

    @Test
    void nothingOutsideIsShown() {
        state.reach(100);
        state.show(90, 130);
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(60, 100));
        state.pan(5);
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(60, 100));
        state.pan(-50);
        assertThat(state.range().get()).isEqualTo(new PlotState.Range(0, 40));
        state.show(50, 50);
        assertThat(state.range().get().width()).isPositive();
    }

    @Test
    void anotherAxisShowsEverythingAgainAndAsksForIt() {
        state.reach(100);
        state.show(5, 7);
        state.hair().set(6);
        assertThat(state.query(300)).isEqualTo(new StepQuery(PlotAxis.EPOCH, 5, 7, Settings.USUAL_SMOOTHING, 300));
        state.axis().set(PlotAxis.STEP);
        assertThat(state.hair().get()).isNaN();
        assertThat(state.query(300).to()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void howPlotsAreLookedAtIsRememberedAndWhatIsDamagedIsTheUsual(@TempDir Path folder) throws IOException {
        state.remember(Settings.in(folder));
        state.axis().set(PlotAxis.TIME);
        state.log().set(true);
        state.tau().set(5);
        PlotState later = new PlotState();
        later.remember(Settings.in(folder));
        assertThat(later.query(10)).isEqualTo(new StepQuery(PlotAxis.TIME, 0, Double.MAX_VALUE, 5, 10));
        assertThat(later.log().get()).isTrue();
        Path file = folder.resolve("settings.json");
        Files.writeString(file, Files.readString(file).replace("TIME", "PARSEC").replace("5.0", "\"far\""));
        PlotState damaged = new PlotState();
        damaged.remember(Settings.in(folder));
        assertThat(damaged.axis().get()).isEqualTo(PlotAxis.EPOCH);
        assertThat(damaged.tau().get()).isEqualTo(Settings.USUAL_SMOOTHING);
        assertThat(damaged.log().get()).isTrue();
    }

    @Test
    void ticksAreRoundAndStandWithinTheAxis() {
        assertThat(PlotTicks.linear(0, 100, 10))
                .extracting(PlotTicks.Tick::label)
                .containsExactly("0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100");
        assertThat(PlotTicks.linear(0.61, 0.73, 4))
                .extracting(PlotTicks.Tick::label)
                .containsExactly("0.65", "0.70");
        assertThat(PlotTicks.linear(0, 1_000_000, 5))
                .extracting(PlotTicks.Tick::label)
                .containsExactly("0", "200k", "400k", "600k", "800k", "1000k");
        assertThat(PlotTicks.logarithmic(1e-5, 1e-2, 6))
                .extracting(PlotTicks.Tick::label)
                .containsExactly("1e−5", "1e−4", "0.001", "0.01");
        assertThat(PlotTicks.logarithmic(0.1, 10, 8))
                .extracting(PlotTicks.Tick::label)
                .containsExactly("0.1", "0.2", "0.5", "1", "2", "5", "10");
    }

    @Test
    void aFrameHoldsItsValuesOnBothScales() {
        double[] x = {0, 1, 2, 3};
        double[] y = {0.8, 0.02, Double.NaN, 0.4};
        PlotContent content = new PlotContent(
                "",
                false,
                List.of(),
                List.of(new PlotContent.Line(Token.ACCENT, false, true, false, false, x, y)),
                List.of());
        for (boolean log : new boolean[] {false, true}) {
            PlotFrame frame = PlotFrame.of(content, new PlotState.Range(0, 3), log, 400, 200);
            for (double value : new double[] {0.8, 0.02, 0.4}) {
                assertThat(frame.y(value)).isStrictlyBetween(frame.top(), frame.bottom());
            }
            assertThat(frame.y(Double.NaN)).isNaN();
            assertThat(frame.at(frame.x(1.5))).isCloseTo(1.5, within(1e-9));
            assertThat(frame.at(frame.left() - 5)).isNaN();
        }
    }
}
