package org.lmttm.app.volume;

import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.FittingLabel;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.state.Messages;
import org.lmttm.app.volume.SceneSettings.CutKind;
import org.lmttm.app.volume.SceneSettings.Mode;
import org.lmttm.surface.RayVolume;

/** The 3D pane: header with what is shown and how, the picture, and below it level or colours. */
final class SurfaceViewPane extends VBox {
    private static final Duration PATIENCE = Duration.millis(300);

    private final ViewState state;
    private final SurfaceState surface;
    private final Messages text;
    private final SurfacePane picture;
    private final StackPane body;
    private final FittingLabel triangles = new FittingLabel("position");
    private final Label problem = Controls.label("", "region-label");
    private final ProgressBar progress = new ProgressBar();

    SurfaceViewPane(ViewState state, SurfaceState surface, SurfacePane picture, Messages text, PictureMenu camera) {
        this.state = state;
        this.surface = surface;
        this.picture = picture;
        this.text = text;
        setId("pane-surface");
        SurfaceFoot foot = new SurfaceFoot(state, surface, text);
        body = new StackPane(picture, problem, progress, foot);
        body.getStyleClass().add("image");
        body.setMinSize(40, 40);
        StackPane.setAlignment(foot, Pos.BOTTOM_CENTER);
        foot.heightProperty().subscribe(height -> picture.keepFootFree(height.doubleValue()));
        StackPane.setAlignment(progress, Pos.TOP_CENTER);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setVisible(false);
        problem.setMouseTransparent(true);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header(camera), body);
        observe();
    }

    /** Lays notes over the picture. */
    void over(Region notes) {
        body.getChildren().add(body.getChildren().indexOf(picture) + 1, notes);
    }

    private HBox header(PictureMenu camera) {
        Button reset = Controls.iconButton(
                "surface-reset", MaterialDesignR.ROTATE_3D_VARIANT, text.text("reset_3d"), picture::resetView);
        Button large = Controls.iconButton(
                "large-surface",
                MaterialDesignA.ARROW_EXPAND,
                text.text("large"),
                () -> state.toggleLarge(ViewState.Pane.SURFACE));
        ToggleButton slices = Controls.iconToggle(
                "surface-slices", MaterialDesignL.LAYERS_OUTLINE, text.text("slices_3d"), surface.slices());
        slices.disableProperty().bind(surface.mode().isEqualTo(Mode.VOLUME));
        for (Node button : new Node[] {reset, large, slices}) {
            button.getStyleClass().add("small");
        }
        HBox mode = Controls.segments(
                "surface-mode",
                List.of(Mode.values()),
                m -> text.text("mode." + m.name().toLowerCase(Locale.ROOT)),
                null,
                surface.mode());
        mode.getStyleClass().add("small");
        mode.setMinWidth(USE_PREF_SIZE);
        HBox buttons = new HBox(slices, cut(), views(), reset, camera, large);
        buttons.setAlignment(Pos.CENTER_LEFT);
        HBox header = new HBox(
                Controls.icon(MaterialDesignC.CUBE_OUTLINE, "small-icon"),
                Controls.label(text.text("surface"), "pane-name"),
                triangles,
                Controls.spring(),
                mode,
                buttons);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private MenuButton cut() {
        MenuButton button = menu("surface-cut", MaterialDesignC.CONTENT_CUT, text.text("cut"));
        ToggleGroup group = new ToggleGroup();
        for (CutKind kind : CutKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            RadioMenuItem item = new RadioMenuItem(text.text("cut." + name));
            item.setId("surface-cut-" + name);
            item.setToggleGroup(group);
            item.setSelected(surface.cut().get() == kind);
            item.setOnAction(event -> surface.cut().set(kind));
            surface.cut().addListener((property, before, now) -> item.setSelected(now == kind));
            button.getItems().add(item);
        }
        MenuItem flip = new MenuItem(text.text("cut.flip"));
        flip.setId("surface-cut-flip");
        flip.setOnAction(event -> surface.otherSide().set(!surface.otherSide().get()));
        flip.disableProperty().bind(surface.cut().isEqualTo(CutKind.NONE));
        button.getItems().addAll(new SeparatorMenuItem(), flip);
        return button;
    }

    private MenuButton views() {
        MenuButton button = menu("surface-views", MaterialDesignA.AXIS_ARROW, text.text("look_from"));
        for (char side : "APLRSI".toCharArray()) {
            MenuItem item = new MenuItem(text.text("from." + Character.toLowerCase(side)));
            item.setId("surface-from-" + Character.toLowerCase(side));
            item.setOnAction(event -> picture.lookFrom(side));
            button.getItems().add(item);
        }
        button.disableProperty().bind(Bindings.not(picture.axesVisibleProperty()));
        return button;
    }

    private static MenuButton menu(String id, Ikon icon, String words) {
        MenuButton button = new MenuButton("", Controls.icon(icon));
        button.setId(id);
        button.getStyleClass().addAll("icon-button", "small", "icon-menu");
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        return button;
    }

    private void observe() {
        PauseTransition patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(event -> progress.setVisible(surface.busy().get()));
        surface.busy().addListener((property, before, now) -> {
            progress.setVisible(false);
            if (now) {
                patience.playFromStart();
            } else {
                patience.stop();
            }
            count();
        });
        surface.selected().subscribe(this::follow);
        surface.rays().addListener((property, before, now) -> count());
        surface.mode().addListener((property, before, now) -> count());
        picture.shownTrianglesProperty().addListener((property, before, now) -> count());
    }

    private void follow(@Nullable SurfaceItem item) {
        progress.progressProperty().unbind();
        problem.textProperty().unbind();
        problem.setText("");
        if (item != null) {
            progress.progressProperty().bind(item.share());
            problem.textProperty().bind(item.problem());
        }
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        count();
    }

    private void count() {
        RayVolume rays = surface.rays().get();
        if (surface.mode().get() == Mode.VOLUME) {
            triangles.show(
                    rays == null
                            ? text.text("reading_rays")
                            : rays.factor() == 1 ? "" : text.text("blocks", rays.factor()));
            return;
        }
        long all = 0;
        int block = 1;
        for (SurfaceItem item : surface.items()) {
            if (item.settings().get().visible() && item.mesh().get() != null) {
                all += item.mesh().get().triangleCount();
                block = Math.max(block, item.busy().get() ? 1 : item.block().get());
            }
        }
        int drawn = picture.shownTrianglesProperty().get();
        boolean some = drawn > 0 && drawn < all && surface.cut().get() == CutKind.NONE;
        String count = all == 0
                ? ""
                : some
                        ? text.text("triangles_of", SurfaceMeasures.thousands(drawn), SurfaceMeasures.thousands(all))
                        : text.text("triangles", SurfaceMeasures.thousands(all));
        String brief = all == 0 ? "" : SurfaceMeasures.thousands(all);
        triangles.show(block == 1 ? count : count + " · " + text.text("blocks", block), count, brief);
    }
}
