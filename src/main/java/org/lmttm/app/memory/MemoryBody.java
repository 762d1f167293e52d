package org.lmttm.app.memory;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;

/** The middle of the memory workspace: its bar above, the cards in their places, the timeline below. */
final class MemoryBody extends BorderPane {
    private static final double LEFT = 340;
    private static final double LEFT_IN_NARROW = 300;
    private static final double NARROW = 1000;
    private static final double TIMELINE = 300;
    private static final double FOLDED_TIMELINE = 170;
    /** Where there is less height, the timeline is folded at first. */
    private static final double LOW = 700;

    private static final double BLOCKS = 172;
    private static final double BLOCKS_IN_TWO_LINES = 240;

    private final MemoryState state;
    private final VBox body;
    private final BooleanProperty folded = new SimpleBooleanProperty();

    /**
     * Lays out the cards.
     *
     * @param lead stands first in the bar
     * @param epochs saves what a run's epochs show
     * @param mode epochs are saved while they are shown
     */
    MemoryBody(
            Session session,
            FileDialogs dialogs,
            MemoryState state,
            VolumeLink volume,
            Node lead,
            EpochsExport epochs,
            ObservableValue<MemoryMode> mode) {
        this.state = state;
        MemoryCards cards = new MemoryCards(state);
        CardScroll scroll = new CardScroll(grid(cards));
        Region timeline = cards.timeline(folded);
        folded.subscribe(now -> {
            timeline.setPrefHeight(now ? FOLDED_TIMELINE : TIMELINE);
            timeline.setMinHeight(timeline.getPrefHeight());
        });
        heightProperty()
                .map(height -> height.doubleValue() > 0 && height.doubleValue() < LOW)
                .subscribe(folded::set);
        body = new VBox(scroll, timeline);
        body.getStyleClass().add("memory-body");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        setCenter(body);
        body.visibleProperty().bind(state.reading().isNotNull());
        MenuButton export = new TraceExport(session, dialogs, state, body).button();
        for (MenuItem item : epochs.items(body)) {
            item.visibleProperty().bind(mode.map(now -> now == MemoryMode.EPOCHS));
            export.getItems().add(item);
        }
        setTop(toolBar(lead, volume, export));
    }

    private GridPane grid(MemoryCards cards) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("memory-grid");
        ColumnConstraints left = new ColumnConstraints(LEFT, LEFT, LEFT);
        ColumnConstraints right = new ColumnConstraints();
        right.setHgrow(Priority.ALWAYS);
        right.setFillWidth(true);
        widthProperty()
                .map(width -> width.doubleValue() < NARROW ? LEFT_IN_NARROW : LEFT)
                .subscribe(width -> {
                    left.setMinWidth(width);
                    left.setPrefWidth(width);
                    left.setMaxWidth(width);
                });
        grid.getColumnConstraints().addAll(left, right);
        RowConstraints all = new RowConstraints();
        all.setVgrow(Priority.ALWAYS);
        grid.getRowConstraints().add(all);
        VBox wide = new VBox(cards.blocks(), below(cards));
        wide.getStyleClass().add("memory-column");
        Region blocks = (Region) wide.getChildren().getFirst();
        state.reading().subscribe(reading -> {
            boolean twoLines = reading != null && reading.architecture().blocks() > 4;
            blocks.setMinHeight(twoLines ? BLOCKS_IN_TWO_LINES : BLOCKS);
            blocks.setPrefHeight(blocks.getMinHeight());
        });
        grid.add(column(cards.ring(), 225, 216, cards.slab(), 275, 262), 0, 0);
        grid.add(wide, 1, 0);
        return grid;
    }

    /** Read and write attention, or the lineage in their place. */
    private Node below(MemoryCards cards) {
        Node attention = column(cards.read(), 270, 176, cards.write(), 214, 146);
        Node lineage = cards.lineage();
        attention.visibleProperty().bind(state.lineageShown().not());
        lineage.visibleProperty().bind(state.lineageShown());
        StackPane below = new StackPane(attention, lineage);
        below.setMinWidth(0);
        VBox.setVgrow(below, Priority.ALWAYS);
        return below;
    }

    private static VBox column(
            Region top, double topHeight, double topLeast, Region bottom, double bottomHeight, double bottomLeast) {
        share(top, topHeight, topLeast);
        share(bottom, bottomHeight, bottomLeast);
        VBox column = new VBox(top, bottom);
        column.getStyleClass().add("memory-column");
        return column;
    }

    private static void share(Region card, double height, double least) {
        card.setMinHeight(least);
        card.setPrefHeight(height);
        VBox.setVgrow(card, Priority.ALWAYS);
    }

    private Node toolBar(Node lead, VolumeLink volume, Node export) {
        CheckBox same = new CheckBox(Words.text("same-scale"));
        same.setId("same-scale");
        same.selectedProperty().bindBidirectional(state.sameScale());
        same.setTooltip(new Tooltip(Words.text("unit")));
        CheckBox paint = new CheckBox(Words.text("volume.paint"));
        paint.setId("paint-on-volume");
        paint.setTooltip(new Tooltip(Words.text("volume.paint.tip")));
        paint.selectedProperty().bindBidirectional(volume.painted());
        paint.disableProperty().bind(volume.possible().not());
        ToggleButton oneStep = Controls.iconToggle(
                "paint-one-step", MaterialDesignC.CLOCK_OUTLINE, Words.text("volume.paint.step.tip"), volume.oneStep());
        ToggleButton boxes = Controls.iconToggle(
                "paint-boxes", MaterialDesignC.CUBE_OUTLINE, Words.text("volume.paint.boxes.tip"), volume.boxed());
        for (ToggleButton painting : List.of(oneStep, boxes)) {
            painting.disableProperty().bind(volume.painted().not());
        }
        Node lineage = Controls.iconToggle(
                "lineage-toggle", MaterialDesignF.FAMILY_TREE, Words.text("lineage.tip"), state.lineageShown());
        // a second line where there is no room, so that nothing is cut off
        FlowPane bar = new FlowPane(
                lead, same, new HBox(4, paint, oneStep, boxes), new HBox(4, Controls.rule(), lineage, export));
        bar.getChildren().forEach(group -> group.getStyleClass().add("bar-group"));
        bar.getStyleClass().addAll("workspace-bar", "wrapping-bar");
        return bar;
    }
}
