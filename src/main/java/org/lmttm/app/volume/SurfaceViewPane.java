package org.lmttm.app.volume;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.surface.Mesh;

/** The 3D pane: header with the number of triangles, the surface, and below it the level with Otsu's mark. */
final class SurfaceViewPane extends VBox {
    private static final double SLIDER_WIDTH = 200;
    private static final Duration PATIENCE = Duration.millis(300);
    private static final Duration DEBOUNCE = Duration.millis(80);

    private final ViewState state;
    private final SurfaceState surface;
    private final Messages text;
    private final SurfacePane picture;
    private final Label triangles = Controls.shrinkingLabel("", "position");
    private final Label levelText = Controls.label("");
    private final Label otsuText = Controls.label("", "subtle");
    private final Label measures = Controls.shrinkingLabel("", "subtle");
    private final Label problem = Controls.label("", "region-label");
    private final Slider slider = new Slider();
    private final Line otsuMark = new Line(0, 0, 0, 14);
    private final ProgressBar progress = new ProgressBar();
    private boolean adjusting;

    SurfaceViewPane(ViewState state, SurfaceState surface, SurfacePane picture, Messages text, Runnable export) {
        this.state = state;
        this.surface = surface;
        this.picture = picture;
        this.text = text;
        setId("pane-surface");
        StackPane body = new StackPane(picture, problem, progress, foot());
        body.getStyleClass().add("image");
        body.setMinSize(40, 40);
        StackPane.setAlignment(progress, Pos.TOP_CENTER);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setVisible(false);
        progress.progressProperty().bind(surface.share());
        problem.setMouseTransparent(true);
        problem.textProperty().bind(surface.problem());
        problem.visibleProperty().bind(surface.problem().isNotEmpty());
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header(export), body);
        observe();
    }

    /** The picture. */
    SurfacePane picture() {
        return picture;
    }

    private HBox header(Runnable export) {
        Button reset = Controls.iconButton(
                "surface-reset", MaterialDesignR.ROTATE_3D_VARIANT, text.text("reset_3d"), picture::resetView);
        Button camera = Controls.iconButton(
                "export-surface", MaterialDesignC.CAMERA_OUTLINE, text.text("save_picture"), export);
        Button large = Controls.iconButton(
                "large-surface",
                MaterialDesignA.ARROW_EXPAND,
                text.text("large"),
                () -> state.toggleLarge(ViewState.Pane.SURFACE));
        for (Button button : new Button[] {reset, camera, large}) {
            button.getStyleClass().add("small");
        }
        camera.disableProperty().bind(surface.mesh().isNull());
        HBox header = new HBox(
                Controls.icon(MaterialDesignC.CUBE_OUTLINE, "small-icon"),
                Controls.label(text.text("surface"), "pane-name"),
                triangles,
                Controls.spring(),
                reset,
                camera,
                large);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private HBox foot() {
        slider.setId("surface-level");
        slider.setPrefWidth(SLIDER_WIDTH);
        slider.setMinWidth(80);
        otsuMark.getStyleClass().add("otsu-mark");
        otsuMark.setManaged(false);
        otsuMark.setMouseTransparent(true);
        Pane marked = new Pane(slider, otsuMark);
        slider.prefWidthProperty().bind(marked.widthProperty());
        marked.setPrefWidth(SLIDER_WIDTH);
        marked.setMinWidth(80);
        marked.setPrefHeight(16);
        marked.setMaxHeight(16);
        marked.widthProperty().addListener(observable -> placeOtsu());
        measures.setId("surface-measures");
        levelText.setId("surface-level-text");
        Label name = Controls.label(text.text("level"));
        HBox foot = new HBox(name, marked, levelText, otsuText, Controls.spring(), measures);
        foot.getStyleClass().add("surface-foot");
        foot.setMaxHeight(36);
        foot.visibleProperty().bind(state.shown().isNotNull());
        StackPane.setAlignment(foot, Pos.BOTTOM_CENTER);
        return foot;
    }

    private void observe() {
        PauseTransition debounce = new PauseTransition(DEBOUNCE);
        debounce.setOnFinished(event -> surface.level().set(slider.getValue()));
        slider.valueProperty().addListener((property, before, now) -> {
            levelText.setText(number(now.doubleValue()));
            if (!adjusting) {
                debounce.playFromStart();
            }
        });
        PauseTransition patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(event -> progress.setVisible(surface.busy().get()));
        surface.busy().addListener((property, before, now) -> {
            progress.setVisible(false);
            if (now) {
                patience.playFromStart();
            } else {
                patience.stop();
            }
        });
        surface.mesh().addListener((property, before, now) -> show(now));
        picture.shownTrianglesProperty().addListener(observable -> count());
        state.shown().addListener((property, before, now) -> follow(before, now));
        follow(null, state.shown().get());
        show(surface.mesh().get());
    }

    private final javafx.beans.InvalidationListener moved = observable -> mark();

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.crosshair().removeListener(moved);
        }
        if (now == null) {
            return;
        }
        now.crosshair().addListener(moved);
        picture.axesVisibleProperty().set(now.volume().affine().isPresent());
        adjusting = true;
        slider.setMin(now.histogram().lo());
        slider.setMax(Math.max(now.histogram().hi(), now.histogram().lo() + 1e-9));
        slider.setBlockIncrement((slider.getMax() - slider.getMin()) / 100);
        slider.setValue(surface.level().get());
        levelText.setText(number(surface.level().get()));
        adjusting = false;
        otsuText.setText(text.text("otsu", number(now.histogram().otsu())));
        placeOtsu();
        mark();
    }

    private void mark() {
        OpenCase openCase = state.shown().get();
        if (openCase != null) {
            Voxel at = openCase.crosshair().get();
            picture.setCrosshair(openCase.volume().affineOrVoxels().apply(at.i(), at.j(), at.k()));
        }
    }

    private void placeOtsu() {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        double share = (openCase.histogram().otsu() - slider.getMin()) / (slider.getMax() - slider.getMin());
        // the thumb's middle runs from 6 px to 6 px before the end
        otsuMark.setLayoutX(Math.rint(6 + share * (slider.getWidth() - 12)) + 0.5);
        otsuMark.setLayoutY(1);
    }

    private void show(Mesh mesh) {
        picture.setMesh(mesh);
        count();
        OpenCase openCase = state.shown().get();
        if (mesh == null || openCase == null) {
            measures.setText("");
            return;
        }
        boolean millimetres = openCase.volume().affine().isPresent();
        String area = millimetres
                ? number(mesh.area() / 100, 1) + " cm²"
                : number(mesh.area(), 0) + " " + text.text("voxel_area");
        String inside = mesh.enclosedVolume().isEmpty()
                ? text.text("open_surface")
                : millimetres
                        ? number(mesh.enclosedVolume().getAsDouble() / 1000, 1) + " cm³"
                        : number(mesh.enclosedVolume().getAsDouble(), 0) + " " + text.text("voxel_volume");
        measures.setText(area + " · " + inside);
    }

    private void count() {
        Mesh mesh = surface.mesh().get();
        if (mesh == null) {
            triangles.setText("");
            return;
        }
        int all = mesh.triangleCount();
        int drawn = picture.shownTrianglesProperty().get();
        triangles.setText(
                drawn > 0 && drawn < all
                        ? text.text("triangles_of", thousands(drawn), thousands(all))
                        : text.text("triangles", thousands(all)));
    }

    private String number(double value) {
        return ColorBar.number(value, ColorBar.decimals(slider.getMax() - slider.getMin()));
    }

    /** Digits in groups of three, with narrow spaces. */
    private static String number(double value, int decimals) {
        String plain = ColorBar.number(value, decimals);
        return plain.replaceAll("(?<=\\d)(?=(\\d{3})+(\\.|$))(?<!\\.\\d{0,9})", " ");
    }

    private static String thousands(int count) {
        return count < 10_000
                ? number(count, 0)
                : count < 1_000_000 ? Math.round(count / 1000.0) + " k" : ColorBar.number(count / 1e6, 2) + " M";
    }
}
