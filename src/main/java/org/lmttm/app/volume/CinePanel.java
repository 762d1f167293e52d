package org.lmttm.app.volume;

import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;

/** How fast slices are played and what happens at the end; also the clock that plays them. */
final class CinePanel {
    private final VBox view;
    private final AnimationTimer clock;

    private enum End {
        LOOP,
        BOUNCE
    }

    CinePanel(Cine cine, Messages text) {
        clock = clock(cine);
        cine.playing().addListener((property, before, now) -> {
            if (now) {
                clock.start();
            } else {
                clock.stop();
            }
        });
        Slider speed = new Slider(1, Cine.FASTEST, cine.framesPerSecond().get());
        speed.setId("cine-speed");
        speed.setPrefWidth(100);
        HBox.setHgrow(speed, Priority.ALWAYS);
        speed.valueProperty().bindBidirectional(cine.framesPerSecond());
        Label shown = Controls.label("", "small", "muted");
        shown.textProperty().bind(cine.framesPerSecond().map(fps -> text.text("cine.speed", String.valueOf(fps))));
        shown.setMinWidth(64);
        shown.setAlignment(Pos.CENTER_RIGHT);
        ObjectProperty<End> end = new SimpleObjectProperty<>(cine.bounce().get() ? End.BOUNCE : End.LOOP);
        cine.bounce().addListener((property, before, now) -> end.set(now ? End.BOUNCE : End.LOOP));
        end.addListener((property, before, now) -> cine.bounce().set(now == End.BOUNCE));
        HBox ends = Controls.segments(
                "cine-end",
                List.of(End.values()),
                value -> text.text("cine." + value.name().toLowerCase(java.util.Locale.ROOT)),
                null,
                end);
        ends.getStyleClass().add("small");
        view = Sections.section(text.text("cine.title"), ends);
        HBox row = new HBox(6, speed, shown);
        row.setAlignment(Pos.CENTER_LEFT);
        view.getChildren().add(row);
    }

    VBox view() {
        return view;
    }

    /** Stops the clock for good. */
    void close() {
        clock.stop();
    }

    private static AnimationTimer clock(Cine cine) {
        return new AnimationTimer() {
            private long due;

            @Override
            public void start() {
                due = 0;
                super.start();
            }

            @Override
            public void handle(long now) {
                long frame = 1_000_000_000L / Math.max(1, cine.framesPerSecond().get());
                if (now >= due) {
                    // a late frame is not made up for: the film slows down rather than jumps
                    due = Math.max(now, due + frame);
                    due = due == now ? now + frame : due;
                    cine.advance();
                }
            }
        };
    }
}
