package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.state.Settings;

class WindowPlaceTest {
    private static final Rectangle2D LARGE = new Rectangle2D(0, 0, 2560, 1400);
    private static final Rectangle2D SMALL = new Rectangle2D(0, 25, 1280, 680);

    private static WindowPlace left(double x, double y, double width, double height) {
        return new WindowPlace(new Rectangle2D(x, y, width, height), false);
    }

    @Test
    void theFirstWindowStandsInTheMiddleAndIsNoLargerThanTheScreen() {
        assertThat(WindowPlace.fitting(Optional.empty(), List.of(LARGE))).isEqualTo(left(480, 200, 1600, 1000));
        // 1920 × 1080 at 150 %, less a panel
        assertThat(WindowPlace.fitting(Optional.empty(), List.of(SMALL))).isEqualTo(left(0, 25, 1280, 680));
    }

    @Test
    void aWindowComesBackWhereItWasLeftOnWhicheverScreen() {
        Rectangle2D second = new Rectangle2D(2560, -200, 1920, 1080);
        WindowPlace there = left(2700, -100, 1500, 900);
        assertThat(WindowPlace.fitting(Optional.of(there), List.of(LARGE, second)))
                .isEqualTo(there);
        // the second screen was unplugged
        assertThat(WindowPlace.fitting(Optional.of(there), List.of(LARGE))).isEqualTo(left(530, 250, 1500, 900));
    }

    @Test
    void aWindowThatSticksOutIsMovedAndMadeSmaller() {
        assertThat(WindowPlace.fitting(Optional.of(left(300, 300, 1200, 600)), List.of(SMALL)))
                .isEqualTo(left(80, 105, 1200, 600));
        assertThat(WindowPlace.fitting(Optional.of(left(10, 30, 1600, 1000)), List.of(SMALL)))
                .isEqualTo(left(0, 25, 1280, 680));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatIsWrittenIsReadAgain(boolean maximized) {
        WindowPlace place = new WindowPlace(new Rectangle2D(-120, 40, 1500, 900), maximized);
        assertThat(WindowPlace.parse(place.text())).contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "maximized", "1 2 3", "1 2 0 0", "1 2 3 4 5", "a b c d", "1 2 -3 4", "99999999999 0 1 1"})
    void whatIsNoPlaceIsNotBelieved(String text) {
        assertThat(WindowPlace.parse(text)).isEmpty();
    }

    @Test
    void aClosedWindowIsRememberedAndTheNextOneStandsThere(@TempDir Path folder) throws Exception {
        Toolkit.start();
        Settings settings = Settings.in(folder);
        Rectangle2D screen = Toolkit.call(() -> Screen.getPrimary().getVisualBounds());
        Toolkit.run(() -> {
            Stage stage = new Stage();
            stage.setScene(new Scene(new Pane(), 1600, 1000));
            WindowPlace.keep(stage, settings);
            stage.show();
            assertThat(stage.getWidth()).isLessThanOrEqualTo(screen.getWidth());
            stage.setX(screen.getMinX() + 20);
            stage.setY(screen.getMinY() + 30);
            stage.setMinWidth(0);
            stage.setMinHeight(0);
            stage.setWidth(500);
            stage.setHeight(400);
            stage.close();
        });
        assertThat(WindowPlace.parse(Settings.in(folder).window().get()))
                .contains(left(screen.getMinX() + 20, screen.getMinY() + 30, 500, 400));
        Toolkit.run(() -> {
            Stage next = new Stage();
            next.setScene(new Scene(new Pane(), 1600, 1000));
            WindowPlace.keep(next, Settings.in(folder));
            next.show();
            assertThat(next.getX()).isEqualTo(screen.getMinX() + 20);
            assertThat(next.getWidth()).isEqualTo(500);
            next.close();
        });
    }
}
