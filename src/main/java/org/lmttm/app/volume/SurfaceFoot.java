package org.lmttm.app.volume;

import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.FittingLabel;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.volume.SceneSettings.Mode;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.RenderPreset;
import org.lmttm.surface.SurfaceSettings;

/** Below the 3D picture: colour and level of the selected surface with Otsu's mark, or the colours of ray casting. */
final class SurfaceFoot extends StackPane {
    private static final double SLIDER_WIDTH = 140;
    /** Keys and clicks change the level step by step; the fine surface waits for a pause. */
    private static final Duration DEBOUNCE = Duration.millis(80);

    private final ViewState state;
    private final SurfaceState surface;
    private final Messages text;
    private final Slider slider = new Slider();
    private final Line otsuMark = new Line(0, 0, 0, 14);
    private final Rectangle swatch = new Rectangle(12, 12);
    private final Label levelText = Controls.label("");
    private final Label otsuText = Controls.label("", "subtle");
    private final FittingLabel measures = new FittingLabel("subtle");
    private final PauseTransition debounce = new PauseTransition(DEBOUNCE);
    private boolean adjusting;
    private Subscription watched = Subscription.EMPTY;

    SurfaceFoot(ViewState state, SurfaceState surface, Messages text) {
        this.state = state;
        this.surface = surface;
        this.text = text;
        setMaxHeight(36);
        Node level = level();
        Node rays = rays();
        getChildren().addAll(level, rays);
        level.visibleProperty()
                .bind(surface.selected().isNotNull().and(surface.mode().isEqualTo(Mode.SURFACES)));
        rays.visibleProperty().bind(state.shown().isNotNull().and(surface.mode().isEqualTo(Mode.VOLUME)));
        setPickOnBounds(false);
        observe();
    }

    private Node level() {
        slider.setId("surface-level");
        slider.setMinWidth(60);
        otsuMark.getStyleClass().add("otsu-mark");
        otsuMark.setManaged(false);
        otsuMark.setMouseTransparent(true);
        Pane marked = new Pane(slider, otsuMark) {
            @Override
            protected void layoutChildren() {
                slider.resizeRelocate(0, 0, getWidth(), getHeight());
            }
        };
        HBox.setMargin(levelText, new Insets(0, 0, 0, 6));
        marked.setPrefWidth(SLIDER_WIDTH);
        marked.setMinWidth(60);
        marked.setPrefHeight(16);
        marked.setMaxHeight(16);
        slider.widthProperty().addListener((property, before, now) -> placeOtsu());
        measures.nameLabel("surface-measures");
        levelText.setId("surface-level-text");
        swatch.setId("surface-swatch");
        HBox foot = new HBox(
                swatch, Controls.label(text.text("level")), marked, levelText, otsuText, Controls.spring(), measures);
        foot.getStyleClass().add("surface-foot");
        return foot;
    }

    private Node rays() {
        MenuButton choice = new MenuButton();
        choice.setId("ray-preset");
        choice.getStyleClass().addAll("choice-button");
        for (RenderPreset preset : RenderPreset.values()) {
            MenuItem item = new MenuItem(name(preset));
            item.setId("ray-preset-" + preset.id());
            item.setOnAction(event -> surface.preset().set(preset));
            choice.getItems().add(item);
        }
        choice.textProperty().bind(surface.preset().map(this::name));
        HBox foot = new HBox(Controls.label(text.text("ray_colors")), choice, Controls.spring());
        foot.getStyleClass().add("surface-foot");
        return foot;
    }

    private String name(RenderPreset preset) {
        return text.text("preset." + preset.name().toLowerCase(Locale.ROOT));
    }

    private void observe() {
        debounce.setOnFinished(event -> setLevel(slider.getValue()));
        slider.valueChangingProperty().addListener((property, before, now) -> {
            if (!now) {
                debounce.stop();
                setLevel(slider.getValue());
            }
            surface.dragging().set(now);
        });
        slider.valueProperty().addListener((property, before, now) -> {
            levelText.setText(number(now.doubleValue()));
            if (adjusting) {
                return;
            }
            if (slider.isValueChanging()) {
                // previews follow the hand as fast as they can be made
                setLevel(now.doubleValue());
            } else {
                debounce.playFromStart();
            }
        });
        surface.selected().addListener((property, before, now) -> watch(now));
        state.shown().addListener((property, before, now) -> scale(now));
        state.values()
                .addListener((property, before, now) -> scale(state.shown().get()));
        scale(state.shown().get());
        watch(surface.selected().get());
    }

    private void setLevel(double level) {
        SurfaceItem item = surface.selected().get();
        if (item != null && item.settings().get().shape().label() == null) {
            SurfaceSettings s = item.settings().get();
            item.settings().set(s.withShape(s.shape().withLevel(level)));
        }
    }

    private void watch(@Nullable SurfaceItem item) {
        watched.unsubscribe();
        debounce.stop();
        watched = item == null
                ? Subscription.EMPTY
                : Subscription.combine(
                        item.settings().subscribe(this::show), item.mesh().subscribe(this::measure));
    }

    private void scale(@Nullable OpenCase openCase) {
        if (openCase == null) {
            return;
        }
        adjusting = true;
        slider.setMin(openCase.histogram().lo());
        slider.setMax(Math.max(openCase.histogram().hi(), openCase.histogram().lo() + 1e-9));
        slider.setBlockIncrement((slider.getMax() - slider.getMin()) / 100);
        adjusting = false;
        otsuText.setText(
                openCase.measured()
                        ? text.text("otsu", number(openCase.histogram().otsu()))
                        : "");
        placeOtsu();
        SurfaceItem item = surface.selected().get();
        if (item != null) {
            show(item.settings().get());
        }
    }

    private void show(SurfaceSettings s) {
        Integer label = s.shape().label();
        slider.setDisable(label != null);
        otsuText.setVisible(label == null);
        swatch.setFill(SurfacesPanel.color(s.color()));
        if (!slider.isValueChanging() && label == null) {
            adjusting = true;
            slider.setValue(s.shape().level());
            adjusting = false;
        }
        levelText.setText(label == null ? number(slider.getValue()) : s.name());
    }

    private void measure(@Nullable Mesh mesh) {
        OpenCase openCase = state.shown().get();
        if (openCase == null || mesh == null) {
            measures.show();
        } else {
            String area = SurfaceMeasures.briefArea(openCase, mesh, text);
            measures.show(area + " · " + SurfaceMeasures.briefVolume(openCase, mesh, text), area);
        }
    }

    private void placeOtsu() {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        double share = (openCase.histogram().otsu() - slider.getMin()) / (slider.getMax() - slider.getMin());
        otsuMark.setVisible(openCase.measured());
        // the thumb's middle runs from 6 px to 6 px before the end
        otsuMark.setLayoutX(Math.rint(6 + share * (slider.getWidth() - 12)) + 0.5);
        otsuMark.setLayoutY(1);
    }

    private String number(double value) {
        return ColorBar.number(value, ColorBar.decimals(slider.getMax() - slider.getMin()));
    }
}
