package org.lmttm.app.volume;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.volume.ViewState.Pane;

/** Which open case stands beside the one shown, and which plane of both is seen. */
final class CompareChoice extends HBox {
    private final Session session;
    private final ViewState state;
    private final Messages text;
    private final MenuButton choice = new MenuButton();
    private final Label unlinked;

    CompareChoice(Session session, ViewState state, Messages text) {
        this.session = session;
        this.state = state;
        this.text = text;
        setSpacing(6);
        setAlignment(Pos.CENTER_RIGHT);
        choice.getStyleClass().addAll("plain-choice", "small", "compare-choice");
        choice.setMaxWidth(180);
        choice.setOnShowing(event -> fill());
        unlinked = Controls.label(text.text("compare.unlinked"), "small", "warning");
        unlinked.setTooltip(new Tooltip());
        MenuButton plane = new MenuButton(text.text("compare.plane"));
        plane.getStyleClass().addAll("plain-choice", "small");
        for (Pane pane : java.util.List.of(Pane.AXIAL, Pane.CORONAL, Pane.SAGITTAL)) {
            MenuItem item = new MenuItem(text.text("plane." + pane.name().toLowerCase(java.util.Locale.ROOT)));
            item.setOnAction(event -> state.large().set(pane));
            plane.getItems().add(item);
        }
        getChildren().addAll(unlinked, plane, choice);
        state.compared().addListener(observable -> show());
        state.shown().addListener(observable -> show());
        session.cases().addListener((javafx.beans.InvalidationListener) observable -> show());
        fill();
        show();
    }

    private void fill() {
        choice.getItems().clear();
        for (OpenCase openCase : session.cases()) {
            if (openCase != state.shown().get()) {
                MenuItem item = new MenuItem(openCase.name());
                item.setMnemonicParsing(false);
                item.setOnAction(event -> state.compared().set(openCase));
                choice.getItems().add(item);
            }
        }
    }

    private void show() {
        OpenCase now = state.compared().get();
        OpenCase shown = state.shown().get();
        boolean others = session.cases().size() > 1;
        choice.setDisable(!others);
        choice.setText(now != null ? now.name() : text.text(others ? "compare.choose" : "compare.open_another"));
        Optional<String> reason = now == null || shown == null ? Optional.empty() : CommonSpace.problem(shown, now);
        unlinked.setVisible(reason.isPresent());
        unlinked.setManaged(reason.isPresent());
        unlinked.getTooltip().setText(reason.orElse(""));
    }
}
