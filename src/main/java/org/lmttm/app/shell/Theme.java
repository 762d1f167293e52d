package org.lmttm.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.lmttm.app.state.Settings;

/** Dresses a scene: AtlantaFX Primer below, the theme's tokens, the workbench's stylesheet on top. */
final class Theme {
    private static final String RESOURCES = "/org/lmttm/app/";
    private static final List<String> FONTS = List.of(
            "IBMPlexSans-Regular",
            "IBMPlexSans-Medium",
            "IBMPlexSans-SemiBold",
            "IBMPlexMono-Regular",
            "IBMPlexMono-Medium");

    private Theme() {}

    /** Loads the fonts and keeps the scene in the theme of the settings. */
    static void apply(Scene scene, Settings settings) {
        loadFonts();
        Runnable dress = () -> {
            boolean dark = settings.dark().get();
            scene.setUserAgentStylesheet(
                    dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
            scene.getStylesheets().setAll(url(dark ? "theme-dark.css" : "theme-light.css"), url("workbench.css"));
        };
        settings.dark().addListener(observable -> dress.run());
        dress.run();
        Platform.Preferences desktop = Platform.getPreferences();
        Runnable follow = () -> {
            if (settings.systemTheme().get()) {
                settings.dark().set(desktop.getColorScheme() == ColorScheme.DARK);
            }
        };
        settings.systemTheme().addListener(observable -> follow.run());
        desktop.colorSchemeProperty().addListener(observable -> follow.run());
        follow.run();
    }

    private static void loadFonts() {
        for (String name : FONTS) {
            try (InputStream in = Theme.class.getResourceAsStream(RESOURCES + "fonts/" + name + ".ttf")) {
                if (Font.loadFont(Objects.requireNonNull(in), 13) == null) {
                    throw new IllegalStateException("the font " + name + " cannot be read");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String url(String name) {
        return Objects.requireNonNull(Theme.class.getResource(RESOURCES + name)).toExternalForm();
    }
}
