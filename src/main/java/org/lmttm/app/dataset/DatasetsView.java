package org.lmttm.app.dataset;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.WorkTask;
import org.lmttm.dataset.download.Catalogue;
import org.lmttm.dataset.download.CatalogueEntry;

/** The published datasets over the window: which are here, with a button that fetches, goes on, stops or looks. */
public final class DatasetsView {
    private static final Messages TEXT = new Messages("org.lmttm.app.dataset");
    private static final double WIDTH = 900;
    private static final double STATE_WIDTH = 250;

    private final Session session;
    private final DatasetShelf shelf;
    private final CentredPopup popup;
    private final Consumer<Path> browse;
    private final Runnable cohort;
    private final Label folder = Controls.shrinkingLabel("", "small", "muted");
    private @Nullable Node content;

    /**
     * The list of a session.
     *
     * @param content of the window
     * @param browse looks through a dataset
     * @param cohort checks and builds a dataset of one's own
     */
    public DatasetsView(Session session, Region content, Consumer<Path> browse, Runnable cohort) {
        this.session = session;
        this.shelf = new DatasetShelf(session, Catalogue.medMnist3d());
        this.popup = new CentredPopup(content);
        this.browse = browse;
        this.cohort = cohort;
    }

    /** The action that shows the list. */
    public ActionSpec action() {
        return ActionSpec.of("file.datasets", ActionSpec.Menu.FILE, TEXT.text("datasets"), () -> {
            Node shown = content == null ? content() : content;
            content = shown;
            folder.setText(TEXT.text("folder", shelf.folder()));
            popup.show("datasets", TEXT.text("datasets.title"), TEXT.text("close"), "datasets-popup", WIDTH, shown);
            shelf.look();
        });
    }

    /** Looks into the folder of datasets, so that the library lists what is there. */
    public void look() {
        shelf.look();
    }

    private Node content() {
        GridPane grid = new GridPane(12, 2);
        grid.setId("datasets-grid");
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        ColumnConstraints state = new ColumnConstraints(STATE_WIDTH);
        grid.getColumnConstraints()
                .setAll(new ColumnConstraints(), new ColumnConstraints(), wide, state, new ColumnConstraints(110));
        int row = 0;
        for (ShelfItem item : shelf.items()) {
            grid.addRow(row++, cells(item));
            Label problem = Controls.shrinkingLabel("", "small", "danger");
            problem.setId("dataset-problem-" + id(item.entry()));
            problem.textProperty().bind(item.problem());
            problem.setWrapText(true);
            problem.setMinHeight(Region.USE_PREF_SIZE);
            problem.visibleProperty().bind(item.problem().isNotEmpty());
            problem.managedProperty().bind(problem.visibleProperty());
            grid.add(problem, 0, row++, 5, 1);
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.getStyleClass().add("clear-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label network = wrapping("");
        network.setId("datasets-network");
        network.textProperty()
                .bind(Bindings.when(session.settings().offline())
                        .then(TEXT.text("network.off"))
                        .otherwise(TEXT.text("network.on")));
        return new VBox(
                10,
                scroll,
                network,
                wrapping(TEXT.text("licence", Catalogue.LICENCE, Catalogue.CITATION)),
                folder,
                own());
    }

    private Node own() {
        Button own = new Button(TEXT.text("own"));
        own.setId("datasets-own");
        own.setMinWidth(Region.USE_PREF_SIZE);
        own.setOnAction(event -> {
            popup.hide();
            cohort.run();
        });
        HBox row = new HBox(10, own, Controls.shrinkingLabel(TEXT.text("own.why"), "small", "muted"));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node[] cells(ShelfItem item) {
        CatalogueEntry entry = item.entry();
        Label name = Controls.label(entry.flag());
        Label size = Controls.label(TEXT.text("size", entry.size()), "muted", "mono");
        Label classes = Controls.shrinkingLabel(String.join(", ", entry.classNames()), "muted");
        classes.setTooltip(new Tooltip(TEXT.text("source", entry.source())));
        Label state = Controls.shrinkingLabel("", "small", "muted");
        ProgressBar bar = new ProgressBar();
        bar.setPrefWidth(90);
        bar.setMinWidth(90);
        bar.visibleProperty().bind(item.task().isNotNull());
        bar.managedProperty().bind(bar.visibleProperty());
        HBox progress = new HBox(8, bar, state);
        progress.setAlignment(Pos.CENTER_LEFT);
        Button act = new Button();
        act.setId("dataset-" + id(entry));
        act.setMaxWidth(Double.MAX_VALUE);
        act.getStyleClass().add("small");
        Runnable show = () -> show(item, state, bar, act);
        item.file().addListener(observable -> show.run());
        item.begun().addListener(observable -> show.run());
        item.task().addListener(observable -> show.run());
        show.run();
        return new Node[] {name, size, classes, progress, act};
    }

    private void show(ShelfItem item, Label state, ProgressBar bar, Button act) {
        WorkTask task = item.task().get();
        Path file = item.file().get();
        state.textProperty().unbind();
        bar.progressProperty().unbind();
        String key;
        if (task != null) {
            state.textProperty().bind(task.step());
            bar.progressProperty().bind(task.share());
            key = "stop";
            act.setGraphic(Controls.icon(MaterialDesignC.CLOSE));
            act.setOnAction(event -> shelf.stop(item));
        } else if (file != null) {
            state.setText(TEXT.text("state.here"));
            state.setTooltip(new Tooltip(file.toString()));
            key = "browse";
            act.setGraphic(Controls.icon(MaterialDesignD.DATABASE_OUTLINE));
            act.setOnAction(event -> {
                popup.hide();
                browse.accept(file);
            });
        } else {
            long begun = item.begun().get();
            state.setText(
                    begun > 0 ? TEXT.text("state.begun", DatasetShelf.megabytes(begun)) : TEXT.text("state.absent"));
            key = begun > 0 ? "resume" : "get";
            act.setGraphic(Controls.icon(MaterialDesignD.DOWNLOAD_OUTLINE));
            act.setOnAction(event -> shelf.get(item));
        }
        act.setText(TEXT.text(key));
        act.setAccessibleText(TEXT.text(key) + " " + item.entry().name());
    }

    private static String id(CatalogueEntry entry) {
        return entry.flag() + "-" + entry.size();
    }

    private static Label wrapping(String text) {
        Label label = Controls.shrinkingLabel(text, "small", "muted");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
