package org.lmttm.app.preferences;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.model.EngineFacts;
import org.lmttm.model.NativeEngine;

/** The preferences without their nodes. */
final class PreferencesState {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");
    /** A host's name or address and a port. */
    private static final Pattern PROXY = Pattern.compile("[A-Za-z0-9.-]+:(\\d{1,5})");

    private static final int PORTS = 65536;

    /** How the window is coloured. */
    enum Theme {
        DARK,
        LIGHT,
        SYSTEM
    }

    /** How downloads reach the network. */
    enum Proxy {
        SYSTEM,
        NONE,
        OWN
    }

    private final Session session;
    private final Settings settings;
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
    private final ObjectProperty<Proxy> proxy = new SimpleObjectProperty<>();
    private final ObservableList<String> devices = FXCollections.observableArrayList("auto", "cpu");
    private final ReadOnlyStringWrapper devicesNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable EngineFacts> facts = new ReadOnlyObjectWrapper<>();
    private boolean looked;

    PreferencesState(Session session) {
        this.session = session;
        this.settings = session.settings();
        Stream.of(settings.dark(), settings.systemTheme())
                .forEach(property -> property.addListener(observable -> theme.set(themeOf(settings))));
        theme.set(themeOf(settings));
        theme.addListener((property, before, now) -> {
            settings.systemTheme().set(now == Theme.SYSTEM);
            if (now != Theme.SYSTEM) {
                settings.dark().set(now == Theme.DARK);
            }
        });
        settings.proxy().addListener(observable -> proxy.set(proxyOf(settings)));
        proxy.set(proxyOf(settings));
        proxy.addListener((property, before, now) -> {
            if (now != proxyOf(settings)) {
                settings.proxy().set(now == Proxy.SYSTEM ? "system" : now == Proxy.NONE ? "none" : "");
            }
        });
    }

    private static Theme themeOf(Settings settings) {
        return settings.systemTheme().get() ? Theme.SYSTEM : settings.dark().get() ? Theme.DARK : Theme.LIGHT;
    }

    private static Proxy proxyOf(Settings settings) {
        return switch (settings.proxy().get()) {
            case "system" -> Proxy.SYSTEM;
            case "none" -> Proxy.NONE;
            default -> Proxy.OWN;
        };
    }

    Settings settings() {
        return settings;
    }

    /** Dark, light, or as the desktop is. */
    ObjectProperty<Theme> theme() {
        return theme;
    }

    /** As the system says, none, or one's own. */
    ObjectProperty<Proxy> proxy() {
        return proxy;
    }

    /** What is wrong with a proxy as typed; empty for nothing. */
    static String proxyProblem(String typed) {
        var matcher = PROXY.matcher(typed);
        boolean right = matcher.matches() && Integer.parseInt(matcher.group(1)) < PORTS;
        return right ? "" : TEXT.text("proxy.wrong");
    }

    /** Names of devices that networks can compute on. */
    ObservableList<String> devices() {
        return devices;
    }

    /** What is known of the devices, in words. */
    ReadOnlyStringProperty devicesNote() {
        return devicesNote.getReadOnlyProperty();
    }

    /** The engine as this process runs it; null until it was asked. */
    ReadOnlyObjectProperty<@Nullable EngineFacts> facts() {
        return facts.getReadOnlyProperty();
    }

    /** Asks the engine once which devices there are; it starts for that. */
    void lookForDevices() {
        if (looked) {
            return;
        }
        looked = true;
        devicesNote.set(TEXT.text("device.looking"));
        WorkTask task = session.tasks()
                .start(
                        TEXT.text("device.looking"),
                        Lane.ENGINE,
                        progress -> NativeEngine.facts(),
                        this::found,
                        error -> {
                            looked = false; // with other libraries it may start
                            devicesNote.set(String.valueOf(error.getMessage()));
                        });
        task.finished().addListener(observable -> {
            if (task.cancelled()) {
                looked = false; // the page asks again when it is shown
                devicesNote.set("");
            }
        });
    }

    private void found(EngineFacts now) {
        facts.set(now);
        List<String> names = new ArrayList<>(List.of("auto", "cpu"));
        now.gpus().forEach(gpu -> names.add("gpu" + gpu.index()));
        String chosen = settings.device().get();
        if (!names.contains(chosen)) {
            names.add(chosen);
        }
        devices.setAll(names);
        devicesNote.set(
                now.gpus().isEmpty()
                        ? TEXT.text("device.none", now.absence())
                        : String.join(
                                "; ",
                                now.gpus().stream()
                                        .map(gpu -> TEXT.text(
                                                "device.gpu",
                                                gpu.index(),
                                                gpu.capability(),
                                                gpu.memory() / 1_000_000_000))
                                        .toList()));
    }

    /** Gives settings their first values. */
    void reset(List<Property<?>> properties) {
        properties.forEach(settings::reset);
    }
}
