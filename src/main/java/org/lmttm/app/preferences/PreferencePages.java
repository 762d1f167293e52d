package org.lmttm.app.preferences;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Settings;
import org.lmttm.program.Program;

/** What stands on the pages: one row a setting, with what it is for and a button that resets it. */
final class PreferencePages {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");
    private static final double NOTE_WIDTH = 330;

    private final PreferencesState state;
    private final Settings settings;
    private final FileDialogs dialogs;
    private final Consumer<Runnable> aside;
    private final Consumer<Path> showFolder;
    private final EngineView engine;

    /**
     * The pages of preferences.
     *
     * @param engine stands at the end of the page of computing
     * @param aside does something that needs the popup out of the way
     */
    PreferencePages(
            PreferencesState state,
            EngineView engine,
            FileDialogs dialogs,
            Consumer<Runnable> aside,
            Consumer<Path> showFolder) {
        this.state = state;
        this.engine = engine;
        this.settings = state.settings();
        this.dialogs = dialogs;
        this.aside = aside;
        this.showFolder = showFolder;
    }

    /** All pages but the keyboard's. */
    List<PreferencePage> all() {
        return List.of(appearance(), viewing(), folders(), computing(), network(), privacy());
    }

    private PreferencePage appearance() {
        Node theme = Controls.segments(
                "preference-theme",
                List.of(PreferencesState.Theme.values()),
                PreferencePages::name,
                null,
                state.theme());
        return page(
                "appearance",
                List.of(
                        row("theme", theme, settings.dark(), settings.systemTheme()),
                        row("notify", onOff("notify", settings.notifyRuns()), settings.notifyRuns()),
                        row("advanced", onOff("advanced", settings.trainingAdvanced()), settings.trainingAdvanced())),
                () -> {},
                settings.dark(),
                settings.systemTheme(),
                settings.notifyRuns(),
                settings.trainingAdvanced());
    }

    private PreferencePage viewing() {
        Spinner<Integer> cine = spinner("cine", 1, 60, settings.cineSpeed());
        Spinner<Integer> scale = spinner("picture-scale", 1, 4, settings.pictureScale());
        return page(
                "viewing",
                List.of(
                        row(
                                "convention",
                                either("convention", settings.radiological(), "radiological", "neurological"),
                                settings.radiological()),
                        row("units", either("units", settings.centimetres(), "cm", "mm"), settings.centimetres()),
                        row("smooth", onOff("smooth", settings.smooth()), settings.smooth()),
                        row("link", onOff("link", settings.linkCases()), settings.linkCases()),
                        row("cine", cine, settings.cineSpeed()),
                        row("bounce", onOff("bounce", settings.cineBounce()), settings.cineBounce()),
                        row("picture_scale", scale, settings.pictureScale())),
                () -> {},
                settings.radiological(),
                settings.centimetres(),
                settings.smooth(),
                settings.linkCases(),
                settings.cineSpeed(),
                settings.cineBounce(),
                settings.pictureScale());
    }

    private PreferencePage folders() {
        return page(
                "folders",
                List.of(
                        row("runs", folder("runs", settings.runsFolder(), settings::runs), settings.runsFolder()),
                        row(
                                "datasets",
                                folder("datasets", settings.datasetsFolder(), settings::datasets),
                                settings.datasetsFolder()),
                        row("settings", shown("settings", settings.folder()))),
                () -> {},
                settings.runsFolder(),
                settings.datasetsFolder());
    }

    private PreferencePage computing() {
        ComboBox<String> device = new ComboBox<>(state.devices());
        device.setId("preference-device");
        device.setPrefWidth(120);
        if (!state.devices().contains(settings.device().get())) {
            state.devices().add(settings.device().get());
        }
        device.valueProperty().bindBidirectional(settings.device());
        Label found = note("");
        found.setId("preference-devices");
        found.textProperty().bind(state.devicesNote());
        found.managedProperty().bind(found.textProperty().isNotEmpty());
        Spinner<Integer> threads =
                spinner("threads", 0, Runtime.getRuntime().availableProcessors(), settings.threads());
        return page(
                "computing",
                List.of(
                        row("device", device, settings.device()),
                        found,
                        row("threads", threads, settings.threads()),
                        engine),
                () -> {
                    state.lookForDevices();
                    engine.look();
                },
                settings.device(),
                settings.threads());
    }

    private PreferencePage network() {
        Node kind = Controls.segments(
                "preference-proxy",
                List.of(PreferencesState.Proxy.values()),
                PreferencePages::name,
                null,
                state.proxy());
        TextField own = new TextField();
        own.setId("preference-proxy-address");
        own.setPromptText(TEXT.text("proxy.prompt"));
        own.setPrefWidth(220);
        Label wrong = Controls.shrinkingLabel("", "small", "danger");
        wrong.setId("preference-proxy-wrong");
        Runnable fill = () -> own.setText(
                state.proxy().get() == PreferencesState.Proxy.OWN
                        ? settings.proxy().get()
                        : "");
        state.proxy().addListener(observable -> fill.run());
        fill.run();
        own.textProperty().addListener((property, before, now) -> {
            if (state.proxy().get() != PreferencesState.Proxy.OWN) {
                wrong.setText("");
                return;
            }
            wrong.setText(PreferencesState.proxyProblem(now.strip()));
            if (wrong.getText().isEmpty()) {
                settings.proxy().set(now.strip());
            }
        });
        HBox address = new HBox(8, own, wrong);
        address.setAlignment(Pos.CENTER_LEFT);
        address.getStyleClass().add("preference-more");
        address.visibleProperty().bind(state.proxy().isEqualTo(PreferencesState.Proxy.OWN));
        address.managedProperty().bind(address.visibleProperty());
        return page(
                "network",
                List.of(
                        note(TEXT.text("network.note")),
                        row("offline", onOff("offline", settings.offline()), settings.offline()),
                        row("proxy", kind, settings.proxy()),
                        address),
                () -> {},
                settings.offline(),
                settings.proxy());
    }

    private PreferencePage privacy() {
        Node levels = Controls.segments(
                "preference-log-level",
                List.of("WARN", "INFO", "DEBUG"),
                one -> TEXT.text("log." + one.toLowerCase(Locale.ROOT)),
                null,
                settings.logLevel());
        return page(
                "privacy",
                List.of(
                        row("log_level", levels, settings.logLevel()),
                        row("log_folder", shown("log_folder", Program.logFolder())),
                        row("audit", onOff("audit", settings.auditPredictions()), settings.auditPredictions()),
                        note(TEXT.text("privacy.note"))),
                () -> {},
                settings.logLevel(),
                settings.auditPredictions());
    }

    private static PreferencePage page(String id, List<Node> rows, Runnable whenShown, Property<?>... settings) {
        VBox box = new VBox(rows.toArray(Node[]::new));
        box.getStyleClass().add("preference-rows");
        return new PreferencePage(id, box, List.of(settings), whenShown);
    }

    /** A row: name and what it is for, the control, and a reset while it is not as it was at first. */
    private HBox row(String name, Node control, Property<?>... kept) {
        Label title = Controls.label(TEXT.text("row." + name));
        title.setLabelFor(control);
        VBox words = new VBox(1, title, note(TEXT.text("row." + name + ".note")));
        HBox row = new HBox(12, words, Controls.spring(), control);
        row.getStyleClass().add("preference-row");
        Button reset = Controls.iconButton(
                "reset-" + name,
                MaterialDesignR.RESTORE,
                TEXT.text("reset", TEXT.text("row." + name)),
                () -> state.reset(List.of(kept)));
        reset.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> List.of(kept).stream().anyMatch(one -> !settings.isUsual(one)), kept));
        row.getChildren().add(reset);
        return row;
    }

    private static Label note(String text) {
        Label note = Controls.shrinkingLabel(text, "small", "muted");
        note.setWrapText(true);
        note.setPrefWidth(NOTE_WIDTH);
        note.setMinHeight(Region.USE_PREF_SIZE);
        return note;
    }

    private static String name(Enum<?> value) {
        return TEXT.text("choice." + value.name().toLowerCase(Locale.ROOT));
    }

    private static Node onOff(String name, BooleanProperty value) {
        return either(name, value, "on", "off");
    }

    private static Node either(String name, BooleanProperty value, String yes, String no) {
        return Controls.segments(
                "preference-" + name,
                List.of(true, false),
                one -> TEXT.text("choice." + (one ? yes : no)),
                null,
                value);
    }

    private static Spinner<Integer> spinner(String name, int least, int most, Property<Number> value) {
        Spinner<Integer> spinner = new Spinner<>(least, most, value.getValue().intValue());
        spinner.setId("preference-" + name);
        spinner.setEditable(true);
        spinner.setPrefWidth(96);
        spinner.valueProperty().addListener((property, before, now) -> {
            if (now != null) {
                value.setValue(now);
            }
        });
        value.addListener(
                (property, before, now) -> spinner.getValueFactory().setValue(Math.clamp(now.intValue(), least, most)));
        return spinner;
    }

    private Node folder(String name, StringProperty setting, Supplier<Path> now) {
        Label path = path(name);
        path.textProperty().bind(Bindings.createStringBinding(() -> Program.withoutHome(now.get()), setting));
        Button choose = new Button(TEXT.text("choose"));
        choose.setId("preference-" + name + "-choose");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(event -> aside.accept(() -> {
            Optional<Path> folder = dialogs.chooseFolder(TEXT.text("row." + name));
            folder.ifPresent(one -> setting.set(one.toAbsolutePath().toString()));
        }));
        HBox box = new HBox(8, path, choose);
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }

    private Node shown(String name, Path folder) {
        Label path = path(name);
        path.setText(Program.withoutHome(folder));
        Button show = new Button(TEXT.text("show"));
        show.setId("preference-" + name + "-show");
        show.setMinWidth(Region.USE_PREF_SIZE);
        show.setOnAction(event -> showFolder.accept(folder));
        HBox box = new HBox(8, path, show);
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }

    private static Label path(String name) {
        Label path = Controls.shrinkingLabel("", "mono", "small");
        path.setId("preference-" + name);
        path.setMaxWidth(220);
        return path;
    }
}
