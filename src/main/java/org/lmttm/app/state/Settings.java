package org.lmttm.app.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the workbench remembers from one start to the next, in one JSON file that is replaced as a whole. */
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final int RECENT = 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path file;
    private final BooleanProperty dark = new SimpleBooleanProperty(this, "dark", true);
    private final BooleanProperty radiological = new SimpleBooleanProperty(this, "radiological", true);
    private final BooleanProperty trainingAdvanced = new SimpleBooleanProperty(this, "trainingAdvanced", false);
    private final StringProperty layout = new SimpleStringProperty(this, "layout", "");
    private final StringProperty largePane = new SimpleStringProperty(this, "largePane", "");
    private final BooleanProperty linkCases = new SimpleBooleanProperty(this, "linkCases", false);
    private final BooleanProperty smooth = new SimpleBooleanProperty(this, "smooth", true);
    private final IntegerProperty pictureScale = new SimpleIntegerProperty(this, "pictureScale", 1);
    private final IntegerProperty cineSpeed = new SimpleIntegerProperty(this, "cineSpeed", 15);
    private final BooleanProperty cineBounce = new SimpleBooleanProperty(this, "cineBounce", false);
    private final BooleanProperty notifyRuns = new SimpleBooleanProperty(this, "notifyRuns", true);
    private final BooleanProperty guide = new SimpleBooleanProperty(this, "guide", false);
    private final BooleanProperty auditPredictions = new SimpleBooleanProperty(this, "auditPredictions", true);
    private final ObservableMap<String, String> keys = FXCollections.observableMap(new TreeMap<>());
    private final ObservableList<Path> recentFiles = FXCollections.observableArrayList();
    private final ObservableList<Path> modelFiles = FXCollections.observableArrayList();

    private record Stored(
            boolean dark,
            boolean radiological,
            @Nullable Boolean trainingAdvanced,
            @Nullable Boolean notifyRuns,
            @Nullable Boolean guide,
            @Nullable Boolean auditPredictions,
            @Nullable Viewing viewing,
            @Nullable Map<String, String> keys,
            List<String> recentFiles,
            List<String> modelFiles) {
        Stored {
            recentFiles = recentFiles == null ? List.of() : recentFiles;
            modelFiles = modelFiles == null ? List.of() : modelFiles;
        }
    }

    /** How slices are looked at. */
    private record Viewing(
            @Nullable String layout,
            @Nullable String largePane,
            boolean linkCases,
            @Nullable Boolean smooth,
            int pictureScale,
            int cineSpeed,
            boolean cineBounce) {}

    private Executor writer = Runnable::run;
    private boolean fresh;

    private Settings(Path file) {
        this.file = file;
    }

    /**
     * The settings of a folder; defaults where there are none yet or they cannot be read.
     *
     * @param folder made when something is first remembered
     */
    public static Settings in(Path folder) {
        Settings settings = new Settings(folder.resolve("settings.json"));
        settings.load();
        settings.dark.addListener(observable -> settings.save());
        settings.radiological.addListener(observable -> settings.save());
        settings.trainingAdvanced.addListener(observable -> settings.save());
        settings.auditPredictions.addListener(observable -> settings.save());
        List.of(settings.layout, settings.largePane, settings.linkCases, settings.smooth, settings.pictureScale)
                .forEach(property -> property.addListener(observable -> settings.save()));
        settings.notifyRuns.addListener(observable -> settings.save());
        settings.guide.addListener(observable -> settings.save());
        settings.cineSpeed.addListener(observable -> settings.save());
        settings.cineBounce.addListener(observable -> settings.save());
        settings.keys.addListener((InvalidationListener) observable -> settings.save());
        return settings;
    }

    /** The folder that holds what is remembered. */
    public Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** Dark theme; light when false. */
    public BooleanProperty dark() {
        return dark;
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

    /** Whether the guide to the first steps is shown. */
    public BooleanProperty guide() {
        return guide;
    }

    /** Whether nothing had been remembered before this start: the very first one. */
    public boolean isFresh() {
        return fresh;
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
        save();
    }

    /** Keeps a checkpoint in the library. */
    public void rememberModel(Path checkpoint) {
        Path path = checkpoint.toAbsolutePath().normalize();
        if (!modelFiles.contains(path)) {
            modelFiles.add(path);
            save();
        }
    }

    private void load() {
        if (!Files.exists(file)) {
            fresh = true;
            return;
        }
        try {
            Stored stored = JSON.readValue(Files.readString(file), Stored.class);
            dark.set(stored.dark());
            radiological.set(stored.radiological());
            trainingAdvanced.set(Boolean.TRUE.equals(stored.trainingAdvanced()));
            notifyRuns.set(!Boolean.FALSE.equals(stored.notifyRuns()));
            guide.set(Boolean.TRUE.equals(stored.guide()));
            auditPredictions.set(!Boolean.FALSE.equals(stored.auditPredictions()));
            read(stored.viewing());
            if (stored.keys() != null) {
                keys.putAll(stored.keys());
            }
            stored.recentFiles().forEach(text -> recentFiles.add(Path.of(text)));
            stored.modelFiles().forEach(text -> modelFiles.add(Path.of(text)));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            LOG.warn("settings cannot be read, defaults are used: {}", e.toString());
        }
    }

    private void read(@Nullable Viewing viewing) {
        if (viewing == null) {
            return;
        }
        layout.set(viewing.layout() == null ? "" : viewing.layout());
        largePane.set(viewing.largePane() == null ? "" : viewing.largePane());
        linkCases.set(viewing.linkCases());
        smooth.set(!Boolean.FALSE.equals(viewing.smooth()));
        pictureScale.set(Math.clamp(viewing.pictureScale(), 1, 4));
        cineSpeed.set(Math.clamp(viewing.cineSpeed(), 1, 60));
        cineBounce.set(viewing.cineBounce());
    }

    /**
     * Lets someone else write the file, such as a thread that may wait for the disk; without, it is written at once.
     *
     * @param executor does one thing after the other
     */
    public void writeWith(Executor executor) {
        writer = executor;
    }

    private void save() {
        Viewing viewing = new Viewing(
                layout.get(),
                largePane.get(),
                linkCases.get(),
                smooth.get(),
                pictureScale.get(),
                cineSpeed.get(),
                cineBounce.get());
        Stored stored = new Stored(
                dark.get(),
                radiological.get(),
                trainingAdvanced.get(),
                notifyRuns.get(),
                guide.get(),
                auditPredictions.get(),
                viewing,
                Map.copyOf(keys),
                texts(recentFiles),
                texts(modelFiles));
        writer.execute(() -> write(stored));
    }

    private void write(Stored stored) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(partial, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(stored));
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // a setting that cannot be kept must not disturb reading images; the log says why
            LOG.warn("settings cannot be written: {}", e.toString());
        }
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }
}
