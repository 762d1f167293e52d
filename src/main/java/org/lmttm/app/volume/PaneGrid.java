package org.lmttm.app.volume;

import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.RowConstraints;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Pane;

/** Arranges the panes: axial above coronal, sagittal beside coronal, so that one zoom lets lines run on across panes. */
final class PaneGrid extends GridPane {
    private final ViewState state;
    private final Map<Pane, Node> panes;
    private final Map<Pane, Node> compared;

    /**
     * The panes of a workspace.
     *
     * @param panes those of the case shown
     * @param compared those of the case beside it
     */
    PaneGrid(ViewState state, Map<Pane, Node> panes, Map<Pane, Node> compared) {
        this.state = state;
        this.compared = compared;
        this.panes = panes;
        getStyleClass().add("pane-grid");
        state.layout().addListener(observable -> arrange());
        state.large().addListener(observable -> arrange());
        arrange();
    }

    private void arrange() {
        getChildren().clear();
        Layout layout = state.layout().get();
        switch (layout) {
            case GRID -> {
                constrain(new double[] {50, 50}, new double[] {50, 50});
                add(panes.get(Pane.AXIAL), 0, 0);
                add(panes.get(Pane.SURFACE), 1, 0);
                add(panes.get(Pane.CORONAL), 0, 1);
                add(panes.get(Pane.SAGITTAL), 1, 1);
            }
            case SIDE -> {
                constrain(new double[] {67, 33}, new double[] {100 / 3.0, 100 / 3.0, 100 / 3.0});
                Pane large = state.large().get();
                add(panes.get(large), 0, 0, 1, 3);
                int row = 0;
                for (Pane pane : Pane.values()) {
                    if (pane != large) {
                        add(panes.get(pane), 1, row++);
                    }
                }
            }
            case COMPARE -> {
                constrain(new double[] {50, 50}, new double[] {100});
                Pane large = state.large().get();
                Pane plane = compared.containsKey(large) ? large : Pane.AXIAL;
                add(panes.get(plane), 0, 0);
                add(compared.get(plane), 1, 0);
            }
            case SINGLE -> {
                constrain(new double[] {100}, new double[] {100});
                add(panes.get(state.large().get()), 0, 0);
            }
        }
    }

    private void constrain(double[] columns, double[] rows) {
        getColumnConstraints()
                .setAll(java.util.Arrays.stream(columns)
                        .mapToObj(percent -> {
                            ColumnConstraints c = new ColumnConstraints();
                            c.setPercentWidth(percent);
                            return c;
                        })
                        .toList());
        getRowConstraints()
                .setAll(java.util.Arrays.stream(rows)
                        .mapToObj(percent -> {
                            RowConstraints r = new RowConstraints();
                            r.setPercentHeight(percent);
                            return r;
                        })
                        .toList());
    }

    /** Panes that are arranged now. */
    List<Node> shown() {
        return List.copyOf(getChildren());
    }
}
