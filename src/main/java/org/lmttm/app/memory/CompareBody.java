package org.lmttm.app.memory;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Card;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.WorkTask;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Divergence;

/** Two passes below each other, so that their columns stand in line, their difference, and one timeline of both. */
final class CompareBody extends BorderPane {
    private static final double SLAB = 216;
    private static final double ROW = 158;
    private static final double TIMELINE = 230;
    private static final double LOW_TIMELINE = 180;
    /** Where there is less height, the timeline takes less. */
    private static final double LOW = 700;

    private final CompareState state;
    private final ObjectProperty<AttentionKind> kind = new SimpleObjectProperty<>(AttentionKind.READ);
    private final VBox body;

    /**
     * The rows of both passes and their difference.
     *
     * @param lead stands first in the bar
     */
    CompareBody(CompareState state, Node lead, CompareExport export) {
        this.state = state;
        Card timeline = timeline();
        heightProperty()
                .map(height -> height.doubleValue() > 0 && height.doubleValue() < LOW ? LOW_TIMELINE : TIMELINE)
                .subscribe(height -> {
                    timeline.setMinHeight(height);
                    timeline.setPrefHeight(height);
                });
        VBox rows = new VBox(row("A", state.first()), row("B", state.second()), difference());
        rows.getStyleClass().add("memory-column");
        CardScroll scroll = new CardScroll(rows);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        body = new VBox(scroll, timeline);
        body.setId("compare-body");
        body.getStyleClass().add("memory-body");
        body.setMinSize(0, 0);
        setCenter(body);
        setTop(bar(lead, export.button(body)));
    }

    private Node bar(Node lead, Node export) {
        CheckBox same = new CheckBox(Words.text("same-scale"));
        same.setId("compare-same-scale");
        same.selectedProperty().bindBidirectional(state.first().state().sameScale());
        CheckBox overlay = new CheckBox(Words.text("compare.overlay"));
        overlay.setId("compare-overlay");
        overlay.selectedProperty().bindBidirectional(state.first().state().overlay());
        Label explanation = Controls.shrinkingLabel(Words.text("slab.explanation"), "muted");
        explanation.visibleProperty().bind(overlay.selectedProperty());
        Node kinds = Controls.segments("compare-kind", List.of(AttentionKind.values()), CompareBody::kind, null, kind);
        kind.addListener((property, before, now) ->
                state.first().state().overlayKind().set(now == AttentionKind.READ ? MapKind.READ : MapKind.WRITE));
        FlowPane bar = new FlowPane(lead, kinds, same, overlay, explanation, export);
        explanation.managedProperty().bind(explanation.visibleProperty());
        bar.getStyleClass().addAll("workspace-bar", "wrapping-bar");
        return bar;
    }

    private static String kind(AttentionKind kind) {
        return Words.text(kind == AttentionKind.READ ? "slab.read" : "slab.write");
    }

    private Node row(String side, CompareSide of) {
        MemoryState shown = of.state();
        Card slab = slab(side, shown);
        slab.subtitle().textProperty().bind(subtitle(of.result()));
        Card blocks = MemoryCards.frame(
                "blocks", blocks(side, shown), ScaleBar.signed(shown, () -> MemoryState.Limits::memory));
        Card attention = attention(side, shown);
        HBox row = row(slab, blocks, attention);
        StackPane stack = new StackPane(row, waiting(side, of));
        row.visibleProperty().bind(of.result().isNotNull());
        return grow(stack);
    }

    private static ObservableValue<String> subtitle(ObservableValue<@Nullable CaseResult> result) {
        return result.map(pass ->
                        pass.model().name() + "  \u00b7  " + pass.openCase().name())
                .orElse("");
    }

    /** What stands in the place of a pass that is not there yet, or cannot be. */
    private static Node waiting(String side, CompareSide of) {
        Label text = new Label();
        text.setId("compare-waiting-" + side.toLowerCase(Locale.ROOT));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        ProgressBar progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        progress.getStyleClass().add("small");
        of.running().addListener((property, before, now) -> {
            progress.progressProperty().unbind();
            if (now != null) {
                progress.progressProperty().bind(now.share());
            }
        });
        progress.visibleProperty().bind(of.running().isNotNull());
        text.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            WorkTask task = of.running().get();
                            String problem = of.problem().get();
                            return task != null
                                    ? task.title()
                                    : problem.isEmpty() ? Words.text("compare.choose") : problem;
                        },
                        of.running(),
                        of.problem()));
        VBox box = new VBox(8, text, progress);
        box.getStyleClass().add("compare-waiting");
        box.visibleProperty().bind(of.result().isNull());
        return box;
    }

    private Node difference() {
        MemoryState shown = state.difference();
        Card slab = slab("A \u2212 B", shown);
        slab.subtitle().setText(Words.text("compare.slab.subtitle"));
        Card blocks = MemoryCards.frame(
                "blocks",
                unless(CompareText::memoryReason, blocks("difference", shown), "compare-no-memory"),
                ScaleBar.signed(shown, () -> MemoryState.Limits::memory));
        Card attention = attention("difference", shown);
        HBox row = row(slab, blocks, attention);
        row.visibleProperty().bind(shown.reading().isNotNull());
        return grow(row);
    }

    /** A view, or the reason why there is nothing to show. */
    private Region unless(Function<Comparison, String> reason, Region view, String id) {
        Label why = new Label();
        why.setId(id);
        why.setWrapText(true);
        why.getStyleClass().add("muted");
        ObservableValue<String> text = state.comparison().map(reason).orElse("");
        why.textProperty().bind(text);
        why.visibleProperty().bind(text.map(words -> !words.isEmpty()));
        view.visibleProperty().bind(text.map(String::isEmpty));
        StackPane stack = new StackPane(view, why);
        stack.setMinSize(0, 0);
        return stack;
    }

    private static Card slab(String title, MemoryState shown) {
        SlabView view = new SlabView(shown);
        view.setMinHeight(80);
        ScaleBar bar = shown.difference()
                ? ScaleBar.signed(shown, () -> limits -> shown.patchCap())
                : ScaleBar.attention(shown, Orientation.VERTICAL, () -> limits -> shown.patchCap());
        shown.overlayKind().addListener((property, before, now) -> bar.redraw());
        bar.visibleProperty().bind(shown.overlay());
        bar.managedProperty().bind(bar.visibleProperty());
        HBox.setHgrow(view, Priority.ALWAYS);
        VBox.setVgrow(view, Priority.ALWAYS);
        Region content = shown.difference() ? new VBox(view, bar) : new HBox(view, bar);
        Card card = MemoryCards.frame("slab", content);
        ((Label) ((HBox) card.getChildren().getFirst()).getChildren().getFirst()).setText(title);
        card.setMinWidth(SLAB);
        card.setPrefWidth(SLAB);
        card.setMaxWidth(SLAB);
        return card;
    }

    private static BlocksView blocks(String side, MemoryState shown) {
        BlocksView view = new BlocksView(shown);
        view.setId("compare-blocks-" + side.toLowerCase(Locale.ROOT));
        return view;
    }

    private Card attention(String side, MemoryState shown) {
        StackPane both = new StackPane();
        both.setMinSize(0, 0);
        StackPane bars = new StackPane();
        for (AttentionKind each : AttentionKind.values()) {
            AttentionView view = new AttentionView(shown, each);
            String name = each.name().toLowerCase(Locale.ROOT);
            view.setId("compare-" + name + "-" + side.toLowerCase(Locale.ROOT));
            view.setMinHeight(80);
            Region content = shown.difference()
                    ? unless(comparison -> CompareText.attentionReason(comparison, each), view, "compare-no-" + name)
                    : view;
            ScaleBar bar = shown.difference()
                    ? ScaleBar.signed(shown, () -> end(each))
                    : ScaleBar.attention(shown, Orientation.HORIZONTAL, () -> end(each));
            content.managedProperty().bind(kind.isEqualTo(each));
            if (content != view) {
                content.visibleProperty().bind(kind.isEqualTo(each));
            } else {
                view.visibleProperty().bind(kind.isEqualTo(each));
            }
            bar.visibleProperty().bind(kind.isEqualTo(each));
            both.getChildren().add(content);
            bars.getChildren().add(bar);
        }
        Card card = MemoryCards.frame("read", both, bars);
        Label title =
                (Label) ((HBox) card.getChildren().getFirst()).getChildren().getFirst();
        title.textProperty().bind(kind.map(CompareBody::kind));
        card.subtitle()
                .setText(
                        Words.text(shown.difference() ? "compare.attention.difference" : "compare.attention.subtitle"));
        return card;
    }

    private static ToDoubleFunction<MemoryState.Limits> end(AttentionKind kind) {
        return kind == AttentionKind.READ ? MemoryState.Limits::read : MemoryState.Limits::write;
    }

    private static HBox row(Card slab, Card blocks, Card attention) {
        blocks.setPrefWidth(400);
        attention.setPrefWidth(520);
        HBox.setHgrow(blocks, Priority.ALWAYS);
        HBox.setHgrow(attention, Priority.ALWAYS);
        HBox row = new HBox(8, slab, blocks, attention);
        row.setMinSize(0, 0);
        return row;
    }

    private static Region grow(Region row) {
        row.setMinHeight(ROW);
        row.setPrefHeight(180);
        VBox.setVgrow(row, Priority.ALWAYS);
        return row;
    }

    private Card timeline() {
        CompareTimeline view = new CompareTimeline(state);
        HBox legend = new HBox(MemoryCards.key("legend-line", "A"), MemoryCards.key("legend-second", "B"));
        for (Divergence.Measure measure : Divergence.Measure.values()) {
            String name = measure.name().toLowerCase(Locale.ROOT);
            legend.getChildren().add(MemoryCards.key("legend-" + name, Words.text("compare.measure." + name)));
        }
        legend.getChildren().add(MemoryCards.key("legend-threshold", Words.text("compare.threshold")));
        legend.getStyleClass().add("memory-legend");
        Card card = MemoryCards.frame("timeline", view, legend);
        ((HBox) card.getChildren().getFirst()).getChildren().add(1, MemoryCards.player("compare", state.difference()));
        return card;
    }
}
