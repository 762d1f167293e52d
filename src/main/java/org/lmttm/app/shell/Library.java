package org.lmttm.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.InTurn;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.model.Mode;
import org.lmttm.volume.Volume;

/** What is open and known: cases, datasets, models, runs. Folds to a rail of icons. */
final class Library extends StackPane {
    private static final List<String> PARTS = List.of("cases", "datasets", "models", "runs");

    private final Session session;
    private final Messages text;
    private final Runnable addFile;
    private final Runnable published;
    private final Consumer<Path> browse;
    private final Thumbnails thumbnails;
    private final BooleanProperty folded = new SimpleBooleanProperty(this, "folded", false);
    private final CustomTextField filter = new CustomTextField();
    private final VBox sections = new VBox();
    private final Map<String, LibraryPart> parts = new HashMap<>();
    private final Map<String, Map<Object, HBox>> rows = new HashMap<>();
    private final Map<Path, FontIcon> runIcons = new HashMap<>();
    private final InTurn turns = new InTurn(() -> true);

    /**
     * The library of a session.
     *
     * @param addFile asks for a file
     * @param published shows the published datasets
     * @param browse looks through a dataset
     */
    Library(Session session, Messages text, Runnable addFile, Runnable published, Consumer<Path> browse) {
        this.session = session;
        this.text = text;
        this.addFile = addFile;
        this.published = published;
        this.browse = browse;
        this.thumbnails = new Thumbnails(session.tasks());
        setId("library");
        Node full = full();
        Node rail = rail();
        full.visibleProperty().bind(folded.not());
        full.managedProperty().bind(full.visibleProperty());
        rail.visibleProperty().bind(folded);
        rail.managedProperty().bind(rail.visibleProperty());
        getChildren().addAll(full, rail);
        PARTS.forEach(name -> sections.getChildren().add(part(name)));
        follow("cases", session.cases(), session.activeCase());
        follow("datasets", session.datasets());
        follow("models", session.models(), session.activeModel());
        follow("runs", session.runs(), session.activeRun());
        PARTS.forEach(name -> follow(name, filter.textProperty()));
        PARTS.forEach(this::fill);
    }

    private LibraryPart part(String name) {
        return Objects.requireNonNull(parts.computeIfAbsent(
                name, _ -> new LibraryPart(name, text, name.equals("datasets") ? published : addFile)));
    }

    /** Several changes in a row are shown once. */
    private void follow(String name, Observable... sources) {
        for (Observable source : sources) {
            source.addListener(observable -> turns.later(name, () -> fill(name)));
        }
    }

    /** Whether only the rail is shown. */
    BooleanProperty folded() {
        return folded;
    }

    private Node full() {
        filter.setId("library-filter");
        filter.setPromptText(text.text("library.filter"));
        filter.setLeft(new StackPane(Controls.icon(MaterialDesignF.FILTER_VARIANT)));
        HBox.setHgrow(filter, Priority.ALWAYS);
        Button fold = Controls.iconButton(
                "library-fold", MaterialDesignC.CHEVRON_DOUBLE_LEFT, text.text("library.fold"), () -> folded.set(true));
        fold.getStyleClass().add("small");
        HBox top = new HBox(6, filter, fold);
        top.setAlignment(javafx.geometry.Pos.CENTER);
        top.getStyleClass().add("library-filter");
        ScrollPane scroll = new ScrollPane(sections);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("clear-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox foot = new HBox(
                Controls.icon(MaterialDesignF.FOLDER_OPEN_OUTLINE),
                Controls.label(text.text("library.drop"), "small", "subtle"));
        foot.getStyleClass().add("library-foot");
        VBox full = new VBox(top, scroll, foot);
        full.getStyleClass().add("library");
        return full;
    }

    private Node rail() {
        Ikon[] icons = {
            MaterialDesignC.CHEVRON_DOUBLE_RIGHT,
            MaterialDesignF.FOLDER_IMAGE,
            MaterialDesignD.DATABASE_OUTLINE,
            MaterialDesignH.HEXAGON_MULTIPLE_OUTLINE,
            MaterialDesignP.PLAY_CIRCLE_OUTLINE
        };
        String[] names = {"unfold", "cases", "datasets", "models", "runs"};
        VBox rail = new VBox();
        rail.getStyleClass().add("library-rail");
        for (int n = 0; n < names.length; n++) {
            rail.getChildren()
                    .add(Controls.iconButton(
                            "rail-" + names[n], icons[n], text.text("library." + names[n]), () -> folded.set(false)));
        }
        return rail;
    }

    private void fill(String name) {
        switch (name) {
            case "cases" ->
                fill(name, session.cases(), OpenCase::name, session.activeCase().get(), this::row);
            case "datasets" -> fill(name, session.datasets(), Session.Dataset::name, null, this::row);
            case "models" ->
                fill(
                        name,
                        session.models(),
                        ModelEntry::name,
                        session.activeModel().get(),
                        this::row);
            default -> {
                fill(name, session.runs(), Library::name, session.activeRun().get(), this::runRow);
                runIcons.keySet().retainAll(new HashSet<>(session.runs()));
                runIcons.forEach(this::markWhenOver);
            }
        }
    }

    /** Rows that were shown before are shown again. */
    private <T> void fill(
            String name, List<T> all, Function<T, String> named, @Nullable T active, Function<T, HBox> row) {
        String wanted = filter.getText().toLowerCase(Locale.ROOT).strip();
        Map<Object, HBox> made = rows.computeIfAbsent(name, _ -> new HashMap<>());
        made.keySet().retainAll(new HashSet<>(all));
        List<HBox> shown = new ArrayList<>();
        for (T one : all) {
            if (named.apply(one).toLowerCase(Locale.ROOT).contains(wanted)) {
                HBox line = made.computeIfAbsent(one, _ -> row.apply(one));
                mark(line, one.equals(active));
                shown.add(line);
            }
        }
        part(name).show(shown);
    }

    /** A style class changed is CSS applied anew to all of the row. */
    private static void mark(HBox line, boolean selected) {
        List<String> styles = line.getStyleClass();
        if (selected != styles.contains("selected")) {
            if (selected) {
                styles.add("selected");
            } else {
                styles.remove("selected");
            }
        }
    }

    private HBox row(OpenCase openCase) {
        ImageView picture = new ImageView();
        thumbnails.show(openCase, picture);
        StackPane frame = new StackPane(picture);
        frame.getStyleClass().add("thumbnail");
        frame.setMinSize(40, 40);
        frame.setMaxSize(40, 40);
        Volume v = openCase.volume();
        String place = v.affine().isPresent() ? "" : ", " + text.text("library.no_space");
        VBox words = new VBox(
                2,
                Controls.shrinkingLabel(openCase.name()),
                Controls.shrinkingLabel(v.ni() + " × " + v.nj() + " × " + v.nk() + place, "small", "subtle"));
        words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox row = new HBox(frame, words);
        row.getStyleClass().addAll("library-row", "case-row");
        select(row, () -> session.activeCase().set(openCase));
        menu(row, text.text("library.close_case"), () -> session.remove(openCase));
        return row;
    }

    private HBox row(Session.Dataset dataset) {
        HBox row = row(MaterialDesignD.DATABASE_OUTLINE, dataset.name(), String.valueOf(dataset.cases()));
        select(row, () -> browse.accept(dataset.file()));
        return row;
    }

    private HBox row(ModelEntry model) {
        boolean published = model.info().mode() == Mode.PUBLISHED_CODE;
        Object auc = model.info().provenance().get("val_auc");
        String figure = auc instanceof Number n ? "AUC " + ColorBar.number(n.doubleValue(), 3) : "";
        HBox row = row(
                published ? MaterialDesignA.ALERT_OUTLINE : MaterialDesignH.HEXAGON_MULTIPLE_OUTLINE,
                model.name(),
                figure);
        if (published) {
            row.getChildren().getFirst().getStyleClass().add("warning");
        }
        select(row, () -> session.activeModel().set(model));
        return row;
    }

    private HBox runRow(Path run) {
        FontIcon icon = Controls.icon(MaterialDesignP.PLAY_CIRCLE_OUTLINE);
        runIcons.put(run, icon);
        HBox row = row(icon, name(run), "");
        select(row, () -> {
            session.activeRun().set(run);
            session.workspace().set("training");
        });
        return row;
    }

    /** A run that has results has ended. */
    private void markWhenOver(Path run, FontIcon icon) {
        session.tasks()
                .latestWins(TaskRunner.Lane.FILES)
                .submit(
                        () -> Files.isDirectory(run.resolve("results")),
                        over -> icon.setIconCode(over ? MaterialDesignC.CHECK : MaterialDesignP.PLAY_CIRCLE_OUTLINE),
                        error -> icon.setIconCode(MaterialDesignP.PLAY_CIRCLE_OUTLINE));
    }

    private static HBox row(Ikon icon, String name, String right) {
        return row(Controls.icon(icon), name, right);
    }

    private static HBox row(FontIcon icon, String name, String right) {
        HBox row = new HBox(
                icon, Controls.shrinkingLabel(name), Controls.spring(), Controls.label(right, "small", "subtle"));
        row.getStyleClass().add("library-row");
        return row;
    }

    private static void select(HBox row, Runnable choose) {
        row.setFocusTraversable(true);
        row.setOnMouseClicked(event -> {
            if (event.getButton() == javafx.scene.input.MouseButton.PRIMARY) {
                choose.run();
            }
        });
        row.setOnKeyPressed(event -> {
            if (event.getCode() == javafx.scene.input.KeyCode.ENTER) {
                choose.run();
            }
        });
    }

    /** A menu of one item, made when it is asked for: it is a window of its own. */
    private static void menu(HBox row, String name, Runnable action) {
        row.setOnContextMenuRequested(event -> {
            MenuItem item = new MenuItem(name);
            item.setOnAction(chosen -> action.run());
            new ContextMenu(item).show(row, event.getScreenX(), event.getScreenY());
        });
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
