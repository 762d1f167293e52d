package org.lmttm.app.shell;

import java.util.List;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.shell.GuideState.Step;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;

/**
 * The first-run guide: a card over the lower left of the window that leads from the sample case to attention on its
 * slices. It does not hold up the window; what it points to is framed for some seconds.
 */
final class Guide {
    private static final Duration FRAMED = Duration.seconds(6);
    private static final double AROUND = 3;
    private static final String VOLUME = "volume";

    private final Session session;
    private final Node window;
    private final Supplier<List<ActionSpec>> actions;
    private final GuideState state;
    private final GuideView view;
    private final Rectangle frame = new Rectangle();
    private final Pane frames = new Pane(frame);
    private final PauseTransition framed = new PauseTransition(FRAMED);

    /**
     * The guide of a window.
     *
     * @param window holds what it points to
     * @param actions the window's actions
     */
    Guide(Session session, Node window, Supplier<List<ActionSpec>> actions, Messages text) {
        this.session = session;
        this.window = window;
        this.actions = actions;
        this.state = new GuideState(session, session.settings().guide());
        this.view = new GuideView(state, text, this::help);
        frame.setId("guide-frame");
        frame.getStyleClass().add("guide-frame");
        frame.setVisible(false);
        frames.setMouseTransparent(true);
        framed.setOnFinished(event -> frame.setVisible(false));
        StackPane.setAlignment(view, Pos.BOTTOM_LEFT);
        StackPane.setMargin(view, new Insets(0, 0, 16, 16));
        state.done().addListener(observable -> frame.setVisible(false));
        state.shown().addListener(observable -> frame.setVisible(false));
    }

    /** What stands over the window: the frame and the card. */
    List<Node> layers() {
        return List.of(frames, view);
    }

    /** Whether it is shown. */
    BooleanProperty shown() {
        return state.shown();
    }

    /** Its state, for tests. */
    GuideState state() {
        return state;
    }

    /** Shows it anew with the focus on what to do. */
    void restart() {
        state.restart();
        view.focus();
    }

    private void help(Step step) {
        switch (step) {
            case OPEN -> fire("file.open-sample");
            case LOOK -> {
                session.workspace().set(VOLUME);
                point("#pane-axial");
            }
            case PREDICT -> {
                session.workspace().set(VOLUME);
                predict();
                point("#prediction-panel");
            }
            case MEMORY -> session.workspace().set("memory");
            case PAINT -> {
                session.workspace().set(VOLUME);
                if (session.attentionOverlay().get() == null) {
                    fire("memory.paint");
                }
                point("#pane-axial");
            }
        }
    }

    /** Where no model was chosen the first one predicts, which choosing it does. */
    private void predict() {
        if (session.activeModel().get() == null && !session.models().isEmpty()) {
            session.activeModel().set(session.models().getFirst());
        }
    }

    private void fire(String id) {
        actions.get().stream().filter(action -> action.id().equals(id)).forEach(ActionSpec::fire);
    }

    /** Frames a control, and gives it the focus where it takes it. */
    private void point(String id) {
        window.applyCss();
        Node target = window.lookup(id);
        if (target == null) {
            return;
        }
        if (target.isFocusTraversable()) {
            target.requestFocus();
        }
        if (window instanceof javafx.scene.Parent parent) {
            parent.layout();
        }
        Bounds at = frames.sceneToLocal(target.localToScene(target.getLayoutBounds()));
        frame.setX(at.getMinX() - AROUND);
        frame.setY(at.getMinY() - AROUND);
        frame.setWidth(at.getWidth() + 2 * AROUND);
        frame.setHeight(at.getHeight() + 2 * AROUND);
        frame.setVisible(true);
        framed.playFromStart();
    }
}
