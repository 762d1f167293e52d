package org.lmttm.app.shell;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.lmttm.app.state.Settings;

/**
 * Where the window stands: as it was left, within what the screens of today have room for.
 *
 * @param bounds with its frame, when it is not maximised; in the screens' coordinates
 * @param maximized whether it fills its screen
 */
record WindowPlace(Rectangle2D bounds, boolean maximized) {
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;
    private static final double LEAST_WIDTH = 1100;
    private static final double LEAST_HEIGHT = 700;
    /** Of a window that counts as being on a screen, so much is seen. */
    private static final double SEEN = 0.25;

    private static final String MAXIMIZED = "maximized";

    /** Places a window before it is shown, and remembers at its end where it was left. */
    static void keep(Stage stage, Settings settings) {
        List<Rectangle2D> screens =
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        WindowPlace place = fitting(parse(settings.window().get()), screens);
        Rectangle2D at = place.bounds();
        stage.setX(at.getMinX());
        stage.setY(at.getMinY());
        stage.setWidth(at.getWidth());
        stage.setHeight(at.getHeight());
        stage.setMinWidth(Math.min(LEAST_WIDTH, at.getWidth()));
        stage.setMinHeight(Math.min(LEAST_HEIGHT, at.getHeight()));
        stage.setMaximized(place.maximized());
        Rectangle2D[] usual = {at};
        List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())
                .forEach(property -> property.addListener((observable, before, now) ->
                        // bounds may change before the window says that it is maximised
                        Platform.runLater(() -> plain(stage).ifPresent(bounds -> usual[0] = bounds))));
        stage.setOnHiding(event ->
                settings.window().set(new WindowPlace(plain(stage).orElse(usual[0]), stage.isMaximized()).text()));
    }

    /** Where a window stands while it is neither maximised nor made small; else empty. */
    private static Optional<Rectangle2D> plain(Stage stage) {
        boolean plain = !stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified();
        return plain && stage.getWidth() > 0 && stage.getHeight() > 0
                ? Optional.of(new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()))
                : Optional.empty();
    }

    /**
     * A place on the screens there are.
     *
     * @param left where the window was left; empty at the first start
     * @param screens what each has room for, the main one first; at least one
     */
    static WindowPlace fitting(Optional<WindowPlace> left, List<Rectangle2D> screens) {
        Rectangle2D wanted = left.map(WindowPlace::bounds).orElse(new Rectangle2D(0, 0, WIDTH, HEIGHT));
        Rectangle2D most = screens.stream()
                .max(Comparator.comparingDouble(screen -> shared(screen, wanted)))
                .orElseThrow();
        boolean there = left.isPresent() && shared(most, wanted) >= SEEN * wanted.getWidth() * wanted.getHeight();
        Rectangle2D screen = there ? most : screens.getFirst();
        double width = Math.min(wanted.getWidth(), screen.getWidth());
        double height = Math.min(wanted.getHeight(), screen.getHeight());
        double x = there ? wanted.getMinX() : screen.getMinX() + (screen.getWidth() - width) / 2;
        double y = there ? wanted.getMinY() : screen.getMinY() + (screen.getHeight() - height) / 2;
        return new WindowPlace(
                new Rectangle2D(
                        Math.rint(Math.clamp(x, screen.getMinX(), screen.getMaxX() - width)),
                        Math.rint(Math.clamp(y, screen.getMinY(), screen.getMaxY() - height)),
                        width,
                        height),
                left.map(WindowPlace::maximized).orElse(false));
    }

    /** Area that two rectangles have in common. */
    private static double shared(Rectangle2D a, Rectangle2D b) {
        double wide = Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX());
        double tall = Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY());
        return Math.max(0, wide) * Math.max(0, tall);
    }

    /** As it stands in the settings: x, y, width, height, and whether it is maximised. */
    String text() {
        String numbers = DoubleStream.of(bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight())
                .mapToObj(value -> Long.toString(Math.round(value)))
                .collect(Collectors.joining(" "));
        return maximized ? numbers + " " + MAXIMIZED : numbers;
    }

    /** What the settings say; empty where they say nothing, or nothing of the kind. */
    static Optional<WindowPlace> parse(String text) {
        boolean maximized = text.endsWith(" " + MAXIMIZED);
        String numbers = maximized ? text.substring(0, text.length() - MAXIMIZED.length() - 1) : text;
        if (!numbers.matches("(-?\\d{1,6} ){2}\\d{1,6} \\d{1,6}")) {
            return Optional.empty();
        }
        double[] at = Arrays.stream(numbers.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return at[2] < 1 || at[3] < 1
                ? Optional.empty()
                : Optional.of(new WindowPlace(new Rectangle2D(at[0], at[1], at[2], at[3]), maximized));
    }
}
