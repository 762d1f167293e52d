package org.lmttm.app.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.lmttm.download.NetworkAccess;
import org.lmttm.model.DeviceChoice;
import org.lmttm.program.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What the workbench remembers from one start to the next, in one JSON file. A change writes that change only, so two
 * windows, or an older and a newer version, keep what the other one set.
 */
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    /** How far back smoothing of a training loss reaches at first: an epoch. */
    public static final double USUAL_SMOOTHING = 1;

    private static final int RECENT = 10;

    private final SettingsFile file;
    private final Map<Property<?>, Kept> kept = new LinkedHashMap<>();
    private final BooleanProperty dark = flag("dark", true);
    private final BooleanProperty systemTheme = flag("system_theme", false);
    private final BooleanProperty radiological = flag("radiological", true);
    private final BooleanProperty trainingAdvanced = flag("training_advanced", false);
    private final StringProperty window = text("window", "");
    private final StringProperty layout = text("viewing.layout", "");
    private final StringProperty largePane = text("viewing.large_pane", "");
    private final BooleanProperty linkCases = flag("viewing.link_cases", false);
    private final BooleanProperty smooth = flag("viewing.smooth", true);
    private final BooleanProperty centimetres = flag("viewing.centimetres", false);
    private final IntegerProperty pictureScale = number("viewing.picture_scale", 1, 1, 4);
    private final IntegerProperty cineSpeed = number("viewing.cine_speed", 15, 1, 60);
    private final BooleanProperty cineBounce = flag("viewing.cine_bounce", false);
    private final BooleanProperty notifyRuns = flag("notify_runs", true);
    private final BooleanProperty guide = flag("guide", false);
    private final BooleanProperty auditPredictions = flag("audit_predictions", true);
    private final StringProperty plotAxis = text("plots.axis", "");
    private final BooleanProperty plotLog = flag("plots.log", false);
    private final DoubleProperty plotSmoothing = amount("plots.smoothing", USUAL_SMOOTHING, 0, 1000);
    private final StringProperty runsFolder = text("folders.runs", "");
    private final StringProperty datasetsFolder = text("folders.datasets", "");
    private final StringProperty device = text("computing.device", "auto");
    private final IntegerProperty threads = number("computing.threads", 0, 0, 1024);
    private final StringProperty logLevel = text("log.level", "WARN");
    private final BooleanProperty offline = flag("network.offline", false);
    private final StringProperty proxy = text("network.proxy", "system");
    private final ObservableMap<String, String> keys = FXCollections.observableMap(new TreeMap<>());
    private final ObservableList<Path> recentFiles = FXCollections.observableArrayList();
    private final ObservableList<Path> modelFiles = FXCollections.observableArrayList();

    /** How one setting stands in the file, and what it is at first. */
    private record Kept(String key, Consumer<JsonNode> read, Supplier<Object> value, Object usual) {}

    private Settings(Path file) {
        this.file = new SettingsFile(file);
    }

    /**
     * The settings of a folder; defaults where there are none yet or they cannot be read.
     *
     * @param folder made when something is first remembered
     */
    public static Settings in(Path folder) {
        Settings settings = new Settings(folder.resolve("settings.json"));
        settings.load();
        settings.kept.forEach((property, kept) -> property.addListener(
                observable -> settings.save(kept.key(), kept.value().get())));
        settings.keys.addListener(
                (InvalidationListener) observable -> settings.save("keys", Map.copyOf(settings.keys)));
        return settings;
    }

    private BooleanProperty flag(String key, boolean usual) {
        BooleanProperty property = new SimpleBooleanProperty(this, key, usual);
        kept.put(property, new Kept(key, node -> property.set(node.asBoolean()), property::get, usual));
        return property;
    }

    private StringProperty text(String key, String usual) {
        StringProperty property = new SimpleStringProperty(this, key, usual);
        kept.put(property, new Kept(key, node -> property.set(node.asString()), property::get, usual));
        return property;
    }

    private IntegerProperty number(String key, int usual, int least, int most) {
        IntegerProperty property = new SimpleIntegerProperty(this, key, usual);
        kept.put(
                property,
                new Kept(key, node -> property.set(Math.clamp(node.asInt(), least, most)), property::get, usual));
        return property;
    }

    private DoubleProperty amount(String key, double usual, double least, double most) {
        DoubleProperty property = new SimpleDoubleProperty(this, key, usual);
        kept.put(
                property,
                new Kept(key, node -> property.set(Math.clamp(node.asDouble(), least, most)), property::get, usual));
        return property;
    }

    /** Gives a setting its first value again. */
    @SuppressWarnings("unchecked") // a property's first value is of its own type
    public <T> void reset(Property<T> property) {
        property.setValue((T) kept(property).usual());
    }

    /** Whether a setting is what it was at first. */
    public boolean isUsual(Property<?> property) {
        return kept(property).usual().equals(property.getValue());
    }

    private Kept kept(Property<?> property) {
        return Objects.requireNonNull(kept.get(property), "not a setting");
    }

    /** The folder that holds what is remembered. */
    public Path folder() {
        return file.folder();
    }

    /** Dark theme; light when false. */
    public BooleanProperty dark() {
        return dark;
    }

    /** Whether {@link #dark} follows the desktop's own theme. */
    public BooleanProperty systemTheme() {
        return systemTheme;
    }

    /** Whether lengths are shown in centimetres, areas and volumes in their powers; in millimetres when false. */
    public BooleanProperty centimetres() {
        return centimetres;
    }

    /** The folder that new runs are put into. */
    public Path runs() {
        return folder(runsFolder.get(), Program.runsFolder());
    }

    /** The folder of datasets. */
    public Path datasets() {
        return folder(datasetsFolder.get(), Program.datasetsFolder());
    }

    private static Path folder(String setting, Path usual) {
        try {
            return setting.isBlank() ? usual : Path.of(setting);
        } catch (InvalidPathException e) { // written on another system
            return usual;
        }
    }

    /** What networks compute on; whatever there is where the setting names no device. */
    public DeviceChoice deviceChoice() {
        try {
            return new DeviceChoice(device.get());
        } catch (IllegalArgumentException e) { // written by hand
            return DeviceChoice.AUTO;
        }
    }

    /** Where new runs are put; empty for the usual folder. */
    public StringProperty runsFolder() {
        return runsFolder;
    }

    /** Where datasets are downloaded to and looked for; empty for the usual folder. */
    public StringProperty datasetsFolder() {
        return datasetsFolder;
    }

    /** What networks compute on, as {@link org.lmttm.model.DeviceChoice} names it. */
    public StringProperty device() {
        return device;
    }

    /** Threads for computing surfaces and pictures, from the next start on; 0 for one a processor. */
    public IntegerProperty threads() {
        return threads;
    }

    /** What the log takes: WARN, INFO or DEBUG, and what is graver. */
    public StringProperty logLevel() {
        return logLevel;
    }

    /** Whether nothing may use the network, even when asked. */
    public BooleanProperty offline() {
        return offline;
    }

    /** How the network may be used: not at all where {@link #offline} is set, through {@link #proxy} where one is. */
    public NetworkAccess networkAccess() {
        return new NetworkAccess(offline.get(), proxy.get());
    }

    /** How downloads reach the network: {@code system}, {@code none}, or a proxy as {@code host:port}. */
    public StringProperty proxy() {
        return proxy;
    }

    /** Radiological convention (the patient's left on the right); neurological when false. */
    public BooleanProperty radiological() {
        return radiological;
    }

    /** Whether the rarely changed settings of a training run are shown. */
    public BooleanProperty trainingAdvanced() {
        return trainingAdvanced;
    }

    /** Whether predictions are recorded in the audit log. */
    public BooleanProperty auditPredictions() {
        return auditPredictions;
    }

    /** Where the window was left, as the shell writes it; empty before it was closed for the first time. */
    public StringProperty window() {
        return window;
    }

    /** The volume workspace's layout, by its name; empty for the usual one. */
    public StringProperty layout() {
        return layout;
    }

    /** The pane that is large where the layout has one, by its name; empty for the usual one. */
    public StringProperty largePane() {
        return largePane;
    }

    /** Whether open cases share crosshair, zoom and centre through patient space. */
    public BooleanProperty linkCases() {
        return linkCases;
    }

    /** Whether slices of volumes with patient space are interpolated on the screen. */
    public BooleanProperty smooth() {
        return smooth;
    }

    /** Pixels of a saved picture along a pixel of the screen, 1–4. */
    public IntegerProperty pictureScale() {
        return pictureScale;
    }

    /** Slices a second of a cine. */
    public IntegerProperty cineSpeed() {
        return cineSpeed;
    }

    /** Whether a cine goes back at its end; else it begins again. */
    public BooleanProperty cineBounce() {
        return cineBounce;
    }

    /** Whether the end of a run is told in the window. */
    public BooleanProperty notifyRuns() {
        return notifyRuns;
    }

    /** What the plots of runs run over, by its name; empty for the usual. */
    public StringProperty plotAxis() {
        return plotAxis;
    }

    /** Whether loss and learning rate stand on a logarithmic axis. */
    public BooleanProperty plotLog() {
        return plotLog;
    }

    /** How far back smoothing of a training loss reaches, in epochs, 0 for none. */
    public DoubleProperty plotSmoothing() {
        return plotSmoothing;
    }

    /** Whether the guide to the first steps is shown. */
    public BooleanProperty guide() {
        return guide;
    }

    /** Whether nothing had been remembered before this start: the very first one. */
    public boolean isFresh() {
        return file.fresh();
    }

    /** Keys that the user changed: action id → keys, as JavaFX names them; empty for none. */
    public ObservableMap<String, String> keys() {
        return keys;
    }

    /** Files opened lately, the latest first. */
    public ObservableList<Path> recentFiles() {
        return recentFiles;
    }

    /** Checkpoints that the user added to the library. */
    public ObservableList<Path> modelFiles() {
        return modelFiles;
    }

    /** Puts a file on top of the recent ones. */
    public void remember(Path opened) {
        Path path = opened.toAbsolutePath().normalize();
        recentFiles.remove(path);
        recentFiles.addFirst(path);
        if (recentFiles.size() > RECENT) {
            recentFiles.remove(RECENT, recentFiles.size());
        }
        save("recent_files", texts(recentFiles));
    }

    /** Keeps a checkpoint in the library. */
    public void rememberModel(Path checkpoint) {
        Path path = checkpoint.toAbsolutePath().normalize();
        if (!modelFiles.contains(path)) {
            modelFiles.add(path);
            save("model_files", texts(modelFiles));
        }
    }

    private void load() {
        JsonNode root = file.read();
        for (Kept one : kept.values()) {
            JsonNode node = root.at("/" + one.key().replace('.', '/'));
            if (node.isValueNode() && !node.isNull()) {
                try {
                    one.read().accept(node);
                } catch (RuntimeException e) { // not of the kind it should be: this one keeps its first value
                    LOG.warn("the setting {} cannot be read, its default is used", one.key());
                }
            }
        }
        root.path("keys")
                .properties()
                .forEach(entry -> keys.put(entry.getKey(), entry.getValue().asString()));
        recentFiles.setAll(paths(root.path("recent_files")));
        modelFiles.setAll(paths(root.path("model_files")));
    }

    private static List<Path> paths(JsonNode texts) {
        List<Path> paths = new ArrayList<>();
        for (JsonNode text : texts) {
            try {
                paths.add(Path.of(text.asString()));
            } catch (InvalidPathException e) { // written on another system, such as C: on Linux
                LOG.warn("a remembered file is left out: it has no path of this system");
            }
        }
        return paths;
    }

    /**
     * Lets someone else write the file, such as a thread that may wait for the disk; without, it is written at once.
     *
     * @param executor does one thing after the other
     */
    public void writeWith(Executor executor) {
        file.writeWith(executor);
    }

    private void save(String key, Object value) {
        file.put(key, value);
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }
}
