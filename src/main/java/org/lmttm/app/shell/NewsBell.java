package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Settings;

/** The bell in the top bar: how many runs ended unseen; it opens their list. */
final class NewsBell extends StackPane {
    private static final double WIDTH = 420;

    private final RunNews news;
    private final Settings settings;
    private final Messages text;
    private final NewsText words;
    private final Consumer<Path> open;
    private final Popup popup = new Popup();
    private final VBox rows = new VBox();

    /**
     * A bell.
     *
     * @param open shows a run
     */
    NewsBell(RunNews news, Settings settings, Messages text, Consumer<Path> open) {
        this.news = news;
        this.settings = settings;
        this.text = text;
        this.words = new NewsText(text);
        this.open = open;
        Button button = Controls.iconButton("news", MaterialDesignB.BELL_OUTLINE, text.text("news"), this::show);
        Label badge = Controls.label("", "news-badge");
        badge.setId("news-unread");
        badge.setMouseTransparent(true);
        badge.textProperty().bind(Bindings.convert(news.unread()));
        badge.visibleProperty().bind(news.unread().greaterThan(0).and(settings.notifyRuns()));
        StackPane.setAlignment(badge, Pos.TOP_RIGHT);
        button.accessibleTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> text.text("news.accessible", news.unread().get()), news.unread()));
        getChildren().addAll(button, badge);
        setMaxHeight(USE_PREF_SIZE); // so that the count stands at the bell, not at the edge of the bar
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        news.notices().addListener((ListChangeListener<RunNotice>) change -> fill());
        popup.getContent().add(content());
        fill();
    }

    private Node content() {
        CheckBox notify = new CheckBox(text.text("news.notify"));
        notify.setId("news-notify");
        notify.selectedProperty().bindBidirectional(settings.notifyRuns());
        Button clear = new Button(text.text("news.clear"));
        clear.setId("news-clear");
        clear.disableProperty().bind(Bindings.isEmpty(news.notices()));
        clear.setOnAction(event -> news.clear());
        HBox foot = new HBox(8, notify, Controls.spring(), clear);
        foot.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(rows);
        scroll.getStyleClass().add("clear-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMaxHeight(420);
        VBox box = new VBox(8, Controls.label(text.text("news"), "card-title"), scroll, foot);
        box.setId("news-list");
        box.getStyleClass().addAll("command-popup", "news-popup");
        box.setPrefWidth(WIDTH);
        return box;
    }

    private void show() {
        Bounds here = localToScreen(getBoundsInLocal());
        if (here == null) {
            return;
        }
        popup.show(this, here.getMaxX() - WIDTH, here.getMaxY() + 6);
        news.markRead();
    }

    /** What the list shows; for tests and the tour. */
    VBox rows() {
        return rows;
    }

    private void fill() {
        rows.getChildren().setAll(news.notices().stream().map(this::row).toList());
        if (news.notices().isEmpty()) {
            Label none = Controls.shrinkingLabel(text.text("news.none"), "muted");
            none.setWrapText(true);
            rows.getChildren().add(none);
        }
    }

    private Node row(RunNotice notice) {
        Label title = Controls.shrinkingLabel(words.title(notice), "strong");
        Label details = Controls.shrinkingLabel(words.details(notice), "small", "muted");
        details.setWrapText(true);
        VBox said = new VBox(1, title, details);
        HBox.setHgrow(said, Priority.ALWAYS);
        Button show = new Button(text.text("news.open"));
        show.getStyleClass().add("news-open");
        show.setMinWidth(USE_PREF_SIZE);
        show.setOnAction(event -> {
            popup.hide();
            open.accept(notice.run());
        });
        HBox row = new HBox(
                10,
                Controls.icon(NewsText.icon(notice), NewsText.style(notice)),
                said,
                Controls.label(NewsText.time(notice.time()), "small", "subtle"),
                show);
        row.getStyleClass().add("news-row");
        return row;
    }
}
