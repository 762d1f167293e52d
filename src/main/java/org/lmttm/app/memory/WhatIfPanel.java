package org.lmttm.app.memory;

import java.util.Locale;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.DisplayConverter;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.insight.VoxelBox;
import org.lmttm.insight.WhatIf;
import org.lmttm.model.Architecture;
import org.lmttm.model.MemoryNoise.Distribution;

/** What to change, and the button that tries it. */
final class WhatIfPanel extends VBox {
    private static final int COLUMNS = 3;

    private final Session session;
    private final MemoryState state;
    private final WhatIfState whatIf;
    private final FlowPane settings = new FlowPane(8, 6);
    private final Label place = Controls.shrinkingLabel("", "muted");

    WhatIfPanel(Session session, MemoryState state, WhatIfState whatIf) {
        this.session = session;
        this.state = state;
        this.whatIf = whatIf;
        getStyleClass().addAll("inspector-section", "what-if");
        settings.setAlignment(Pos.CENTER_LEFT);
        place.setId("what-if-place");
        getChildren().addAll(header(), kinds(), settings, footer());
        whatIf.kind().addListener((property, before, now) -> set());
        state.original().addListener((property, before, now) -> set());
        session.cases().addListener((Observable cases) -> set());
        state.target().addListener((property, before, now) -> name());
        whatIf.edge().addListener((property, before, now) -> name());
        whatIf.step().addListener((property, before, now) -> name());
        set();
    }

    private Node header() {
        Label title = Controls.label(Words.text("what-if"), "inspector-title");
        Label time = Controls.shrinkingLabel("", "muted");
        time.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Double.isNaN(whatIf.seconds().get())
                                ? ""
                                : Words.text(
                                        "what-if.answered",
                                        Numbers.fixed(whatIf.seconds().get(), 2)),
                        whatIf.seconds()));
        return new HBox(title, Controls.spring(), time);
    }

    private Node kinds() {
        GridPane grid = new GridPane(6, 6);
        for (int column = 0; column < COLUMNS; column++) {
            ColumnConstraints third = new ColumnConstraints();
            third.setPercentWidth(100.0 / COLUMNS);
            grid.getColumnConstraints().add(third);
        }
        ToggleGroup group = new ToggleGroup();
        int at = 0;
        for (WhatIfKind kind : WhatIfKind.values()) {
            ToggleButton button = new ToggleButton(WhatIfText.kind(kind), Controls.icon(icon(kind)));
            button.setId("what-if-" + kind.name().toLowerCase(Locale.ROOT));
            button.setTooltip(new Tooltip(WhatIfText.tip(kind)));
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add("what-if-kind");
            button.setToggleGroup(group);
            button.setSelected(kind == whatIf.kind().get());
            button.setOnAction(event -> {
                button.setSelected(true);
                whatIf.kind().set(kind);
            });
            if (kind == WhatIfKind.START) {
                grid.add(button, 0, at / COLUMNS, COLUMNS, 1);
            } else {
                grid.add(button, at % COLUMNS, at / COLUMNS);
            }
            at++;
        }
        return grid;
    }

    private static Ikon icon(WhatIfKind kind) {
        return switch (kind) {
            case ERASE -> MaterialDesignE.ERASER;
            case FREEZE -> MaterialDesignS.SNOWFLAKE;
            case SWAP -> MaterialDesignS.SWAP_HORIZONTAL;
            case NOISE -> MaterialDesignW.WAVEFORM;
            case OCCLUDE -> MaterialDesignS.SQUARE_OFF_OUTLINE;
            case SKIP -> MaterialDesignD.DEBUG_STEP_OVER;
            case START -> MaterialDesignT.TRAY_ARROW_DOWN;
        };
    }

    /** Shows what the kind of change needs to know. */
    private void set() {
        settings.getChildren().clear();
        Architecture a = whatIf.architecture();
        setDisable(a == null);
        if (a == null) {
            return;
        }
        switch (whatIf.kind().get()) {
            case ERASE -> add(block(a), step(a, "what-if.before"));
            case FREEZE -> add(block(a), step(a, "what-if.from"));
            case SWAP ->
                add(
                        block(a),
                        number("what-if-other", "what-if.with", whatIf.other(), a.blocks()),
                        step(a, "what-if.before"));
            case NOISE -> add(distribution(), rate(), block(a), step(a, "what-if.before"));
            case OCCLUDE -> add(edge(a), place);
            case SKIP -> add(step(a, "what-if.at"));
            case START -> add(source());
        }
        name();
    }

    private void add(Node... nodes) {
        settings.getChildren().setAll(nodes);
    }

    private void name() {
        VoxelBox box = whatIf.kind().get() == WhatIfKind.OCCLUDE ? whatIf.box() : null;
        place.setText(
                box == null
                        ? ""
                        : Words.text(
                                state.target().get() == null ? "what-if.box.most" : "what-if.box.chosen",
                                Numbers.range(box)));
    }

    private Node block(Architecture a) {
        return number("what-if-block", "what-if.block", whatIf.block(), a.blocks());
    }

    private Node step(Architecture a, String words) {
        return number("what-if-step", words, whatIf.step(), a.steps());
    }

    private static Node number(String id, String words, IntegerProperty value, int count) {
        return spinner(id, words, value, 0, count - 1);
    }

    private Node edge(Architecture a) {
        int largest = Math.max(
                a.input().depth(), Math.max(a.input().height(), a.input().width()));
        return spinner("what-if-edge", "what-if.edge", whatIf.edge(), 1, largest);
    }

    private static Node spinner(String id, String words, IntegerProperty value, int first, int last) {
        SpinnerValueFactory.IntegerSpinnerValueFactory values =
                new SpinnerValueFactory.IntegerSpinnerValueFactory(first, last, Math.clamp(value.get(), first, last));
        values.valueProperty().addListener((property, before, now) -> value.set(now));
        // the play head moves the value too; the listener lives as long as the spinner that holds it
        ChangeListener<Number> follow = (property, before, now) -> values.setValue(now.intValue());
        value.addListener(new WeakChangeListener<>(follow));
        Spinner<Integer> spinner = new Spinner<>(values);
        spinner.setId(id);
        spinner.setPrefWidth(68);
        spinner.setEditable(true);
        spinner.getProperties().put("follow", follow);
        Label label = Controls.label(Words.text(words), "muted");
        label.setLabelFor(spinner);
        HBox box = new HBox(6, label, spinner);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Node distribution() {
        ComboBox<Distribution> choice = new ComboBox<>();
        choice.setId("what-if-distribution");
        for (Distribution distribution : Distribution.values()) {
            if (distribution != Distribution.NONE) {
                choice.getItems().add(distribution);
            }
        }
        choice.setConverter(new DisplayConverter<>(WhatIfText::distribution));
        choice.valueProperty().bindBidirectional(whatIf.distribution());
        return choice;
    }

    private Node rate() {
        SpinnerValueFactory.DoubleSpinnerValueFactory values = new SpinnerValueFactory.DoubleSpinnerValueFactory(
                0.05, 5, whatIf.rate().get(), 0.05);
        values.valueProperty()
                .addListener((property, before, now) -> whatIf.rate().set(now));
        Spinner<Double> spinner = new Spinner<>(values);
        spinner.setId("what-if-rate");
        spinner.setPrefWidth(76);
        spinner.setEditable(true);
        HBox box = new HBox(6, Controls.label(Words.text("what-if.rate"), "muted"), spinner);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Node source() {
        ComboBox<OpenCase> choice = new ComboBox<>();
        choice.setId("what-if-source");
        session.cases().stream()
                .filter(openCase -> openCase != session.activeCase().get())
                .forEach(choice.getItems()::add);
        choice.setConverter(new DisplayConverter<>(OpenCase::name));
        choice.setPromptText(Words.text(choice.getItems().isEmpty() ? "what-if.no-source" : "what-if.source"));
        choice.setDisable(choice.getItems().isEmpty());
        if (!choice.getItems().contains(whatIf.source().get())) {
            whatIf.source()
                    .set(choice.getItems().isEmpty() ? null : choice.getItems().getFirst());
        }
        choice.valueProperty().bindBidirectional(whatIf.source());
        choice.setMaxWidth(260);
        return choice;
    }

    private Node footer() {
        CheckBox control = new CheckBox(Words.text("what-if.control", WhatIf.DRAWS));
        control.setId("what-if-control");
        control.setTooltip(new Tooltip(Words.text("what-if.control.tip")));
        control.selectedProperty().bindBidirectional(whatIf.control());
        Button ask = new Button(Words.text("what-if.ask"));
        ask.setId("what-if-ask");
        ask.getStyleClass().add("filled");
        ask.setOnAction(event -> whatIf.ask());
        ask.disableProperty()
                .bind(whatIf.kind()
                        .isEqualTo(WhatIfKind.START)
                        .and(whatIf.source().isNull()));
        Button stop = new Button(Words.text("what-if.stop"));
        stop.setId("what-if-stop");
        stop.setOnAction(event -> whatIf.stop());
        stop.visibleProperty().bind(whatIf.asking().isNotNull());
        stop.managedProperty().bind(stop.visibleProperty());
        HBox footer = new HBox(8, control, Controls.spring(), stop, ask);
        footer.setAlignment(Pos.CENTER_LEFT);
        return footer;
    }
}
