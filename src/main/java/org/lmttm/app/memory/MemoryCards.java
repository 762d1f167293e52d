package org.lmttm.app.memory;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.lmttm.app.control.Card;
import org.lmttm.app.control.Controls;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.BlockOrder;
import org.lmttm.insight.Faithfulness;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture;

/** The cards of the memory workspace: a header that says what is shown, and the drawn view below it. */
final class MemoryCards {
    /** A timeline's header has room for all words from this width on. */
    private static final double WIDE = 1000;

    private static final String ROLE = "role-key";

    private final MemoryState state;

    MemoryCards(MemoryState state) {
        this.state = state;
    }

    Card ring() {
        return card("ring", "ring.subtitle", a -> new Object[] {a.blocks()}, new RingView(state));
    }

    Card blocks() {
        BlocksView view = new BlocksView(state);
        view.setId("memory-blocks");
        ScaleBar bar = ScaleBar.signed(
                state,
                () -> state.phase().get() == Phase.CHANGE ? MemoryState.Limits::change : MemoryState.Limits::memory);
        state.phase().addListener((property, before, now) -> bar.redraw());
        Node choice = segments("phase", List.of(Phase.values()), PointerText::phase, state.phase());
        Node order = segments("block-order", List.of(BlockOrder.values()), PointerText::order, state.order());
        Card card = frame("blocks", view, bar, order, choice);
        card.subtitle()
                .textProperty()
                .bind(Bindings.createStringBinding(this::blocksSubtitle, state.reading(), state.order()));
        return card;
    }

    private String blocksSubtitle() {
        TraceReading reading = state.reading().get();
        if (reading == null) {
            return "";
        }
        Architecture a = reading.architecture();
        return Words.text("blocks.subtitle", a.blockTokens(), a.dim())
                + Words.text("order.axis." + state.order().get());
    }

    Card read() {
        AttentionView view = new AttentionView(state, AttentionKind.READ);
        view.setId("memory-read");
        ScaleBar bar = ScaleBar.attention(state, Orientation.HORIZONTAL, () -> MemoryState.Limits::read);
        Function<Architecture, Object[]> values =
                a -> new Object[] {a.blocksRead(), a.readTokens(), a.blockTokens(), a.patches()};
        return card("read", "read.subtitle", values, view, bar);
    }

    private int writtenBlock() {
        TraceReading reading = state.reading().get();
        return reading == null ? 0 : reading.writtenBlock(state.step().get());
    }

    Card write() {
        AttentionView view = new AttentionView(state, AttentionKind.WRITE);
        view.setId("memory-write");
        ScaleBar bar = ScaleBar.attention(state, Orientation.HORIZONTAL, () -> MemoryState.Limits::write);
        Function<Architecture, Object[]> values = a -> new Object[] {
            a.writeRows(),
            writtenBlock(),
            a.blocksRead(),
            a.blockTokens(),
            a.patches(),
            a.outputTokens(),
            a.writeColumns()
        };
        return card("write.title", "write.subtitle", values, view, bar);
    }

    Card lineage() {
        LineageView view = new LineageView(state);
        Button close = icon(
                "lineage-close",
                MaterialDesignC.CLOSE,
                "lineage.close",
                () -> state.lineageShown().set(false));
        Card card = frame("lineage", view, close);
        card.subtitle()
                .textProperty()
                .bind(Bindings.createStringBinding(
                        () -> view.pointed().get().isEmpty()
                                ? lineageTitle()
                                : view.pointed().get(),
                        view.pointed(),
                        state.lineage()));
        return card;
    }

    private String lineageTitle() {
        Lineage lineage = state.lineage().get();
        if (lineage == null || !(lineage.nodes().getFirst().source() instanceof Lineage.Source.Token token)) {
            return "";
        }
        return Words.text(
                "lineage.subtitle", token.token(), token.block(), token.written(), Numbers.percent(lineage.settled()));
    }

    Card slab() {
        SlabView view = new SlabView(state);
        view.setId("memory-slab");
        ScaleBar bar = ScaleBar.attention(state, Orientation.VERTICAL, () -> limits -> state.patchCap());
        state.overlayKind().addListener((property, before, now) -> bar.redraw());
        state.rolledOut().addListener((property, before, now) -> bar.redraw());
        bar.visibleProperty().bind(state.overlay());
        HBox.setHgrow(view, Priority.ALWAYS);
        Node kinds = segments("slab-kind", List.of(MapKind.values()), PointerText::map, state.overlayKind());
        ToggleSwitch on = new ToggleSwitch();
        on.setId("slab-attention");
        on.setAccessibleText(Words.text("slab.attention"));
        on.setTooltip(new Tooltip(Words.text("slab.attention")));
        on.selectedProperty().bindBidirectional(state.overlay());
        Label unseen = new Label(Words.text("slab.unseen"));
        unseen.getStyleClass().add("subtle");
        unseen.visibleProperty()
                .bind(state.reading().map(MemoryCards::leavesVoxels).orElse(false));
        Label explanation = new Label(Words.text("slab.explanation"));
        explanation.setId("slab-explanation");
        explanation.getStyleClass().add("muted");
        explanation.visibleProperty().bind(state.overlay());
        Label faithful = Controls.shrinkingLabel("", "muted");
        faithful.setId("slab-faithfulness");
        faithful.setWrapText(true);
        faithful.setMinHeight(Region.USE_PREF_SIZE);
        faithful.setTooltip(new Tooltip(Words.text("faithfulness.tip")));
        faithful.textProperty()
                .bind(state.faithfulness().map(MemoryCards::areas).orElse(""));
        faithful.managedProperty().bind(faithful.textProperty().isNotEmpty());
        HBox foot = new HBox(unseen, Controls.spring(), explanation);
        foot.getStyleClass().add("memory-foot");
        VBox body = new VBox(new HBox(view, bar), foot, faithful);
        VBox.setVgrow(body.getChildren().getFirst(), Priority.ALWAYS);
        on.getStyleClass().add("slab-switch");
        Card card = frame("slab", body, kinds, on);
        card.subtitle()
                .textProperty()
                .bind(state.reading()
                        .flatMap(reading -> state.step().map(t -> slices(reading, t.intValue())))
                        .orElse(""));
        return card;
    }

    private static String areas(Faithfulness measured) {
        return Words.text(
                "slab.faithfulness",
                Numbers.fixed(measured.deletionArea(), 2),
                Numbers.fixed(measured.randomDeletionArea(), 2),
                Numbers.fixed(measured.insertionArea(), 2),
                Numbers.fixed(measured.randomInsertionArea(), 2));
    }

    private static boolean leavesVoxels(TraceReading reading) {
        Architecture a = reading.architecture();
        return a.patchRows() * a.patch().height() < a.input().height()
                || a.patchColumns() * a.patch().width() < a.input().width();
    }

    private static String slices(TraceReading reading, int t) {
        int from = reading.grid().firstSlice(t);
        return Words.text("slices", Numbers.range(from, reading.grid().lastSlice(t) + 1));
    }

    /**
     * The timeline.
     *
     * @param folded whether it shows the slabs and the probabilities only
     */
    Card timeline(BooleanProperty folded) {
        TimelineView view = new TimelineView(state);
        ToggleButton fold = Controls.iconToggle(
                "timeline-fold", MaterialDesignU.UNFOLD_LESS_HORIZONTAL, Words.text("timeline.fold"), folded);
        fold.getStyleClass().add("small");
        HBox legend = legend();
        legend.getChildren().stream()
                .filter(key -> key.getStyleClass().contains(ROLE))
                .forEach(key -> {
                    key.visibleProperty().bind(folded.not());
                    key.managedProperty().bind(key.visibleProperty());
                });
        Card card = frame("timeline", view, legend, fold);
        // play stands left, beside the title; the legend right
        HBox header = (HBox) card.getChildren().getFirst();
        HBox player = player("timeline", state);
        header.getChildren().add(1, player);
        Node speed = player.getChildren().getLast();
        card.widthProperty().map(width -> width.doubleValue() >= WIDE).subscribe(wide -> {
            speed.setVisible(wide);
            speed.setManaged(wide);
        });
        return card;
    }

    /**
     * The buttons that move a play head.
     *
     * @param id begins the buttons' ids
     */
    static HBox player(String id, MemoryState state) {
        Button back = icon(id + "-previous", MaterialDesignS.SKIP_PREVIOUS, "timeline.previous", () -> state.move(-1));
        Button play = icon(id + "-play", MaterialDesignP.PLAY, "timeline.play", state::togglePlay);
        FontIcon icon = (FontIcon) play.getGraphic();
        state.playing()
                .addListener((property, before, now) ->
                        icon.setIconCode(now ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        Button next = icon(id + "-next", MaterialDesignS.SKIP_NEXT, "timeline.next", () -> state.move(1));
        ToggleButton loop =
                Controls.iconToggle(id + "-loop", MaterialDesignR.REPEAT, Words.text("timeline.loop"), state.loop());
        loop.getStyleClass().add("small");
        HBox player =
                new HBox(4, back, play, next, loop, Controls.label(Words.text("timeline.speed"), "card-subtitle"));
        player.setAlignment(Pos.CENTER_LEFT);
        return player;
    }

    private HBox legend() {
        Label shown = key("legend-line", Words.text("legend.so-far", ""));
        shown.textProperty()
                .bind(state.reading()
                        .map(reading -> Words.text(
                                "legend.so-far",
                                reading.trace().labels().get(reading.trace().prediction())))
                        .orElse(""));
        HBox legend = new HBox(
                shown,
                key("legend-ring", Words.text("legend.alone")),
                key("legend-dash", Words.text("legend.other-classes")),
                role("role-previous", Role.PREVIOUS),
                role("role-current", Role.CURRENT),
                role("role-next", Role.NEXT),
                role("role-patches", Role.PATCHES),
                role("role-outputs", Role.OUTPUTS));
        legend.getStyleClass().add("memory-legend");
        return legend;
    }

    private static Label role(String style, Role role) {
        Label label = key(style, Words.role(role));
        label.getStyleClass().add(ROLE);
        return label;
    }

    /** A line of a legend. */
    static Label key(String style, String text) {
        Region mark = new Region();
        mark.getStyleClass().addAll("legend-mark", style);
        Label label = new Label(text, mark);
        label.getStyleClass().add("muted");
        return label;
    }

    private Card card(
            String title, String subtitle, Function<Architecture, Object[]> values, Region view, Node... tools) {
        Card card = frame(title, view, tools);
        card.subtitle()
                .textProperty()
                .bind(state.reading()
                        .flatMap(reading ->
                                state.step().map(t -> Words.text(subtitle, values.apply(reading.architecture()))))
                        .orElse(""));
        return card;
    }

    /** A card whose content is cut at its border. */
    static Card frame(String title, Region view, Node... tools) {
        StackPane body = new StackPane(view);
        body.getStyleClass().add("memory-card-body");
        body.setMinSize(0, 0);
        // what is drawn stays inside its card while the window is made smaller
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(body.widthProperty());
        clip.heightProperty().bind(body.heightProperty());
        body.setClip(clip);
        Card card = new Card(Words.text(title), body, tools);
        card.explain(Words.text(title + ".tip"));
        card.setMinSize(0, 0);
        return card;
    }

    /** Small segments, as they stand in a card's header. */
    static <T> Node segments(String id, List<T> values, Function<T, String> text, Property<T> chosen) {
        Node segments = Controls.segments(id, values, text, null, chosen);
        segments.getStyleClass().add("small");
        ((Region) segments).setMinWidth(Region.USE_PREF_SIZE);
        return segments;
    }

    /** A small button, as it stands in a card's header. */
    static Button icon(String id, Ikon icon, String tip, Runnable handler) {
        Button button = Controls.iconButton(id, icon, Words.text(tip), handler);
        button.getStyleClass().add("small");
        return button;
    }
}
