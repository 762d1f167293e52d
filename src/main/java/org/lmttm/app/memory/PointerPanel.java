package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The exact value under the pointer, wherever among some states it is. */
final class PointerPanel extends VBox {
    private final List<MemoryState> states;
    private final List<Label> names = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();

    /**
     * A section of an inspector.
     *
     * @param id begins the values' ids
     * @param states what is pointed at
     */
    PointerPanel(String id, MemoryState... states) {
        this.states = List.of(states);
        getStyleClass().add("inspector-section");
        Label title = new Label(Words.text("pointer"));
        title.getStyleClass().add("inspector-title");
        GridPane grid = MemoryInspector.grid();
        for (int row = 0; row < PointerText.lines(null, null).size(); row++) {
            Label name = new Label();
            name.getStyleClass().add("muted");
            Label value = new Label();
            value.setId(id + "-" + row);
            names.add(name);
            values.add(value);
            grid.addRow(row, name, value);
        }
        getChildren().addAll(title, grid);
        for (MemoryState state : states) {
            state.pointed().addListener((property, before, now) -> point());
            state.reading().addListener((property, before, now) -> point());
        }
        point();
    }

    private void point() {
        MemoryState at = states.stream()
                .filter(state -> state.pointed().get() != null)
                .findFirst()
                .orElse(states.getFirst());
        List<PointerText.Line> lines =
                PointerText.lines(at.reading().get(), at.pointed().get());
        for (int row = 0; row < lines.size(); row++) {
            names.get(row).setText(lines.get(row).label());
            values.get(row).setText(lines.get(row).value());
        }
    }
}
