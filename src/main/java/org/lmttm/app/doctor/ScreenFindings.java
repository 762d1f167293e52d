package org.lmttm.app.doctor;

import java.util.List;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import org.lmttm.app.control.Toolkit;
import org.lmttm.doctor.Finding;

/** What JavaFX says of itself and of the screen. */
public final class ScreenFindings {
    private ScreenFindings() {}

    /** Looks; starts JavaFX where it does not run yet, in memory where there is no display. */
    public static List<Finding> look() {
        Toolkit.start();
        return findings();
    }

    /** The same, where JavaFX runs. */
    static List<Finding> findings() {
        Finding version = Finding.ok("JavaFX", System.getProperty("javafx.runtime.version", "unknown"));
        Finding display = Toolkit.hasDisplay()
                ? Finding.ok("Display", "there is one")
                : Finding.note(
                        "Display",
                        "none: commands work, the window does not open",
                        "On Linux, set DISPLAY or WAYLAND_DISPLAY, or log in on the machine's own screen.");
        Finding scene3d = Platform.isSupported(ConditionalFeature.SCENE3D)
                ? Finding.ok("3D", "drawn by the graphics pipeline of JavaFX")
                : Finding.note(
                        "3D",
                        "drawn in software, which is slower",
                        "A graphics driver with OpenGL 2 (Linux, macOS) or Direct3D 9 (Windows) makes it faster.");
        return List.of(version, display, scene3d);
    }
}
