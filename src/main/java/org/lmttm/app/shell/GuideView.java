package org.lmttm.app.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.shell.GuideState.Step;
import org.lmttm.app.state.Messages;

/** The guide's card over the window: five steps, the next one explained, with a button that does it or points to it. */
final class GuideView extends VBox {
    private final GuideState state;
    private final Messages text;
    private final Consumer<Step> help;
    private final Map<Step, FontIcon> marks = new EnumMap<>(Step.class);
    private final Map<Step, Button> names = new EnumMap<>(Step.class);
    private final Label what = new Label();
    private final Button act = new Button();

    /**
     * A card.
     *
     * @param help does a step, or points to where the user does
     */
    GuideView(GuideState state, Messages text, Consumer<Step> help) {
        this.state = state;
        this.text = text;
        this.help = help;
        setId("guide");
        getStyleClass().add("guide");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Button close = Controls.iconButton("guide-close", MaterialDesignC.CLOSE, text.text("guide.close"), this::close);
        close.getStyleClass().add("small");
        HBox head = new HBox(8, Controls.label(text.text("guide"), "card-title"), Controls.spring(), close);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox steps = new VBox(2);
        for (Step step : Step.values()) {
            steps.getChildren().add(row(step));
        }
        what.setId("guide-what");
        what.setWrapText(true);
        what.getStyleClass().add("muted");
        what.setMinHeight(USE_PREF_SIZE);
        act.setId("guide-act");
        act.getStyleClass().add("filled");
        act.setMaxWidth(Double.MAX_VALUE);
        act.setOnAction(event -> act());
        Label again = Controls.label(text.text("guide.again"), "small", "subtle");
        getChildren().addAll(head, steps, what, act, again);
        visibleProperty().bind(state.shown());
        managedProperty().bind(visibleProperty());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
        state.step().addListener(observable -> show());
        state.done().addListener(observable -> show());
        show();
    }

    private Node row(Step step) {
        FontIcon mark = Controls.icon(MaterialDesignC.CIRCLE_OUTLINE, "small-icon");
        Button name = new Button(text.text("guide." + step.key()), mark);
        name.setId("guide-" + step.key());
        name.getStyleClass().setAll("button", "guide-step");
        name.setMaxWidth(Double.MAX_VALUE);
        name.setAlignment(Pos.CENTER_LEFT);
        name.setOnAction(event -> state.step().set(step));
        HBox.setHgrow(name, Priority.ALWAYS);
        marks.put(step, mark);
        names.put(step, name);
        return name;
    }

    private void act() {
        if (state.complete()) {
            close();
        } else {
            help.accept(state.step().get());
        }
    }

    /** Puts the focus on what to do next. */
    void focus() {
        act.requestFocus();
    }

    private void close() {
        state.shown().set(false);
    }

    private void show() {
        Step now = state.step().get();
        int number = 1;
        for (Step step : List.of(Step.values())) {
            boolean done = state.done().get().contains(step);
            FontIcon mark = Objects.requireNonNull(marks.get(step));
            mark.setIconCode(done ? MaterialDesignC.CHECK_CIRCLE : MaterialDesignC.CIRCLE_OUTLINE);
            mark.getStyleClass().removeAll("ok");
            if (done) {
                mark.getStyleClass().add("ok");
            }
            Button name = Objects.requireNonNull(names.get(step));
            name.getStyleClass().removeAll("now");
            if (step == now && !state.complete()) {
                name.getStyleClass().add("now");
            }
            name.setAccessibleText(text.text(
                    done ? "guide.step.done" : "guide.step.open", number++, text.text("guide." + step.key())));
        }
        boolean complete = state.complete();
        what.setText(text.text(complete ? "guide.complete" : "guide." + now.key() + ".what"));
        act.setText(text.text(complete ? "guide.finish" : "guide." + now.key() + ".act"));
    }
}
