package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.NamedWindow;
import org.lmttm.volume.Window;
import org.lmttm.volume.WindowPreset;

/** The windows that are offered for a case: from its values, from its file, by modality. */
final class WindowPresets {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    private WindowPresets() {}

    /**
     * Windows that belong together.
     *
     * @param title of the group
     * @param fits whether they are meant for the case's modality; others are offered further down
     * @param windows with names for the user
     */
    record Group(String title, boolean fits, List<NamedWindow> windows) {}

    /** All groups for a case: values, file, then modalities, the case's own first. */
    static List<Group> of(OpenCase openCase) {
        List<Group> groups = new ArrayList<>();
        List<NamedWindow> values = new ArrayList<>();
        for (Percentiles p : Percentiles.values()) {
            values.add(new NamedWindow(p.text(), p.window(openCase.histogram())));
        }
        groups.add(new Group(TEXT.text("window.from_values"), true, values));
        List<NamedWindow> own = new ArrayList<>();
        for (NamedWindow named : openCase.windows()) {
            own.add(new NamedWindow(
                    named.name().isBlank() ? TEXT.text("window.of_file", String.valueOf(own.size() + 1)) : named.name(),
                    named.window()));
        }
        if (!own.isEmpty()) {
            groups.add(new Group(TEXT.text("window.from_file"), true, own));
        }
        Optional<String> modality = openCase.modality();
        List<String> order = modality.equals(Optional.of("MR")) ? List.of("MR", "CT") : List.of("CT", "MR");
        for (String name : order) {
            groups.add(new Group(name, modality.equals(Optional.of(name)), ofModality(name, openCase)));
        }
        return groups;
    }

    private static List<NamedWindow> ofModality(String modality, OpenCase openCase) {
        List<NamedWindow> windows = new ArrayList<>();
        for (WindowPreset preset : WindowPreset.values()) {
            if (preset.modality().equals(modality)) {
                windows.add(new NamedWindow(text(preset), preset.window(openCase.histogram())));
            }
        }
        return windows;
    }

    /** Shows one of the windows offered; one from values follows them while they are being counted. */
    static void show(OpenCase openCase, NamedWindow chosen) {
        for (Percentiles p : Percentiles.values()) {
            if (p.text().equals(chosen.name())) {
                openCase.showWindow(p::window);
                return;
            }
        }
        for (WindowPreset preset : WindowPreset.values()) {
            if (text(preset).equals(chosen.name())) {
                openCase.showWindow(preset::window);
                return;
            }
        }
        openCase.window().set(chosen.window());
    }

    /** The name of a preset, such as "CT lung". */
    static String text(WindowPreset preset) {
        return TEXT.text("preset." + preset.name().toLowerCase(Locale.ROOT));
    }

    /** The name of the window that a case is shown with; "custom" where it is none of those offered. */
    static String name(OpenCase openCase) {
        Window now = openCase.window().get();
        for (Group group : of(openCase)) {
            for (NamedWindow named : group.windows()) {
                if (named.window().equals(now)) {
                    return named.name();
                }
            }
        }
        return TEXT.text("window.custom");
    }

    /** Windows between percentiles of all values. */
    enum Percentiles {
        AUTO(0.5, 99.5),
        NARROW(5, 95),
        FULL(0, 100);

        private final double low;
        private final double high;

        Percentiles(double low, double high) {
            this.low = low;
            this.high = high;
        }

        /** The window; 0 and 100 give the full range. */
        Window window(Histogram h) {
            return this == FULL ? new Window(h.lo(), h.hi()) : h.window(low, high);
        }

        /** Such as "0.5 – 99.5 %". */
        String text() {
            return TEXT.text("window." + name().toLowerCase(Locale.ROOT));
        }
    }
}
