package org.lmttm.app.volume;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.MeshFiles;
import org.lmttm.surface.SurfaceSettings;

/** The settings of the selected surface, what it measures, and its export. */
final class SurfaceEditor {
    private static final Duration DEBOUNCE = Duration.millis(250);
    private static final double LARGEST_SMOOTHING = 50;
    private static final double LEAST_KEPT = 5;

    private final ViewState state;
    private final SurfaceState surface;
    private final Messages text;
    private final VBox view = new VBox(6);
    private final Slider opacity = slider("surface-opacity", 0, 100);
    private final Slider smoothing = slider("surface-smoothing", 0, LARGEST_SMOOTHING);
    private final Slider kept = slider("surface-kept", LEAST_KEPT, 100);
    private final TextField minimum = new TextField();
    private final CheckBox largest = new CheckBox();
    private final CheckBox closed = new CheckBox();
    private final Label area = Controls.label("", "small");
    private final Label volume = Controls.label("", "small");
    private final Label triangles = Controls.label("", "small");
    private final Label problem = Controls.shrinkingLabel("", "small", "danger");
    private boolean loading;
    private Subscription watched = Subscription.EMPTY;

    SurfaceEditor(ViewState state, SurfaceState surface, SurfaceExport export, Messages text) {
        this.state = state;
        this.surface = surface;
        this.text = text;
        view.setId("surface-editor");
        GridPane table = Sections.table();
        row(table, "opacity", valued(opacity, v -> ColorBar.number(v, 0) + " %"));
        row(table, "smoothing", valued(smoothing, v -> ColorBar.number(v, 0)));
        row(table, "kept", valued(kept, v -> ColorBar.number(v, 0) + " %"));
        minimum.setId("surface-minimum");
        minimum.setPrefColumnCount(7);
        Label unit = Controls.label("", "small", "subtle");
        state.shown()
                .subscribe(c ->
                        unit.setText(c != null && c.volume().affine().isPresent() ? "mm²" : text.text("voxel_area")));
        HBox smallest = new HBox(6, minimum, unit);
        smallest.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        row(table, "smallest_part", smallest);
        largest.setId("surface-largest");
        largest.setText(text.text("largest_only"));
        closed.setId("surface-closed");
        closed.setText(text.text("close_border"));
        problem.setWrapText(true);
        GridPane measures = Sections.table();
        area.setId("surface-area");
        volume.setId("surface-volume");
        row(measures, "area", area);
        row(measures, "enclosed", volume);
        row(measures, "mesh", triangles);
        view.getChildren().addAll(table, largest, closed, problem, measures, export(export));
        view.visibleProperty().bind(surface.selected().isNotNull());
        view.managedProperty().bind(view.visibleProperty());
        edits();
        surface.selected().subscribe(this::watch);
    }

    VBox view() {
        return view;
    }

    private Node export(SurfaceExport export) {
        MenuButton button = new MenuButton(text.text("export_surface"));
        button.setId("surface-export");
        button.getStyleClass().add("choice-button");
        for (MeshFiles.Space space : new MeshFiles.Space[] {MeshFiles.Space.RAS, MeshFiles.Space.LPS}) {
            MenuItem item =
                    new MenuItem(text.text("export_surface." + space.name().toLowerCase(Locale.ROOT)));
            item.setId("surface-export-" + space.name().toLowerCase(Locale.ROOT));
            item.setOnAction(event -> export.export(space));
            button.getItems().add(item);
        }
        return button;
    }

    private static Slider slider(String id, double low, double high) {
        Slider slider = new Slider(low, high, high);
        slider.setId(id);
        slider.setBlockIncrement((high - low) / 20);
        slider.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(slider, Priority.ALWAYS);
        return slider;
    }

    private static HBox valued(Slider slider, Function<Double, String> words) {
        Label value = Controls.label("", "small");
        value.setMinWidth(40);
        value.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        slider.valueProperty().subscribe(v -> value.setText(words.apply(v.doubleValue())));
        HBox box = new HBox(6, slider, value);
        box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return box;
    }

    private void row(GridPane table, String key, Node value) {
        Label name = Controls.label(text.text("surface." + key), "small", "subtle");
        table.addRow(table.getRowCount(), name, value);
    }

    private void edits() {
        opacity.valueProperty()
                .addListener(
                        (property, before, now) -> edit(s -> s.withOpacity(Math.round(now.doubleValue()) / 100.0)));
        later(smoothing, s -> s.withShape(s.shape().withSmoothing((int) Math.round(smoothing.getValue()))));
        later(kept, s -> s.withShape(s.shape().withReduction((100 - Math.round(kept.getValue())) / 100.0)));
        largest.setOnAction(event -> edit(s -> s.withShape(s.shape().withLargestOnly(largest.isSelected()))));
        closed.setOnAction(event -> edit(s -> s.withShape(s.shape().withClosed(closed.isSelected()))));
        minimum.setOnAction(event -> readMinimum());
        minimum.focusedProperty().addListener((property, before, now) -> {
            if (!now) {
                readMinimum();
            }
        });
    }

    /** What takes time to make follows the slider once it rests. */
    private void later(Slider slider, UnaryOperator<SurfaceSettings> change) {
        PauseTransition rest = new PauseTransition(DEBOUNCE);
        rest.setOnFinished(event -> edit(change));
        slider.valueProperty().addListener((property, before, now) -> {
            if (!loading) {
                rest.playFromStart();
            }
        });
    }

    private void readMinimum() {
        try {
            double value = Double.parseDouble(minimum.getText().strip().replace(',', '.'));
            if (value >= 0 && Double.isFinite(value)) {
                edit(s -> s.withShape(s.shape().withMinimumArea(value)));
                return;
            }
        } catch (NumberFormatException _) {
            // Below: what holds is shown again.
        }
        SurfaceItem item = surface.selected().get();
        if (item != null) {
            show(item.settings().get());
        }
    }

    private void edit(UnaryOperator<SurfaceSettings> change) {
        SurfaceItem item = surface.selected().get();
        if (item != null && !loading) {
            item.settings().set(change.apply(item.settings().get()));
        }
    }

    private void watch(@Nullable SurfaceItem item) {
        watched.unsubscribe();
        problem.textProperty().unbind();
        if (item == null) {
            watched = Subscription.EMPTY;
            return;
        }
        problem.textProperty().bind(item.problem());
        problem.managedProperty().bind(item.problem().isNotEmpty());
        watched = Subscription.combine(
                item.settings().subscribe(this::show),
                item.mesh().subscribe(mesh -> measure(item, mesh)),
                state.centimetres().subscribe(() -> measure(item, item.mesh().get())));
    }

    private void show(SurfaceSettings s) {
        loading = true;
        opacity.setValue(Math.rint(100 * s.opacity()));
        smoothing.setValue(s.shape().smoothing());
        kept.setValue(Math.rint(100 * (1 - s.shape().reduction())));
        minimum.setText(ColorBar.number(
                s.shape().minimumArea(),
                s.shape().minimumArea() == Math.rint(s.shape().minimumArea()) ? 0 : 2));
        largest.setSelected(s.shape().largestOnly());
        closed.setSelected(s.shape().closed());
        closed.setDisable(s.shape().label() != null);
        loading = false;
    }

    private void measure(SurfaceItem item, @Nullable Mesh mesh) {
        OpenCase openCase = state.shown().get();
        if (mesh == null || openCase == null) {
            area.setText("");
            volume.setText("");
            triangles.setText("");
            return;
        }
        Lengths lengths = Lengths.of(openCase, state);
        area.setText(lengths.area(mesh.area()));
        volume.setText(SurfaceMeasures.volume(lengths, mesh, text));
        String count = text.text("triangles", SurfaceMeasures.thousands(mesh.triangleCount()));
        int block = item.block().get();
        triangles.setText(block == 1 ? count : count + " · " + text.text("blocks", block));
    }
}
