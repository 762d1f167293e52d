package org.lmttm.app.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.insight.Faithfulness;
import org.lmttm.insight.Steps;
import org.lmttm.insight.Subject;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Trace;

/** Whether the map chosen on the slab ranks what the prediction rests on: deletion and insertion against random order. */
final class FaithfulnessPanel extends VBox {
    private final Session session;
    private final MemoryState state;
    private final Button measure = new Button();
    private final Label about = Controls.shrinkingLabel("", "muted");
    private final Label deletion = Controls.label("", "strong");
    private final Label insertion = Controls.label("", "strong");
    private final Label randomDeletion = Controls.label("", "muted");
    private final Label randomInsertion = Controls.label("", "muted");
    private final GridPane numbers = new GridPane(10, 4);
    private final FaithfulnessChart chart = new FaithfulnessChart();
    private @Nullable WorkTask running;

    FaithfulnessPanel(Session session, MemoryState state) {
        this.session = session;
        this.state = state;
        getStyleClass().addAll("inspector-section", "faithfulness");
        measure.setId("faithfulness-measure");
        measure.getStyleClass().add("small");
        measure.setOnAction(event -> toggle());
        deletion.setId("faithfulness-deletion");
        insertion.setId("faithfulness-insertion");
        Label title = Controls.label(Words.text("faithfulness"), "inspector-title");
        title.setTooltip(new Tooltip(Words.text("faithfulness.tip")));
        HBox header = new HBox(8, title, about, Controls.spring(), measure);
        header.setAlignment(Pos.CENTER_LEFT);
        row(0, "faithfulness.deletion", deletion, randomDeletion);
        row(1, "faithfulness.insertion", insertion, randomInsertion);
        chart.setMinHeight(104);
        chart.setPrefHeight(104);
        getChildren().addAll(header, numbers, chart);
        state.reading().addListener((property, before, now) -> clear());
        state.overlayKind().addListener((property, before, now) -> clear());
        state.rolledOut().addListener((property, before, now) -> {
            if (running == null) {
                clear();
            }
        });
        clear();
    }

    private void row(int row, String words, Label own, Label random) {
        Label name = Controls.label(Words.text(words));
        GridPane.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        GridPane.setHalignment(own, HPos.RIGHT);
        GridPane.setHalignment(random, HPos.RIGHT);
        numbers.addRow(row, name, own, random);
    }

    private void clear() {
        if (running != null) {
            running.cancel();
            running = null;
        }
        measure.setText(Words.text("faithfulness.measure"));
        about.setText(PointerText.map(state.overlayKind().get()));
        // a changed pass is not what the model answers for a changed cube
        boolean awaited = state.overlayKind().get() == MapKind.ROLLOUT
                && state.rolledOut().get() == null;
        measure.setDisable(state.reading().get() == null || state.changed().get() != null || awaited);
        show(null);
    }

    private void show(@Nullable Faithfulness result) {
        numbers.setVisible(result != null);
        numbers.setManaged(result != null);
        chart.setVisible(result != null);
        chart.setManaged(result != null);
        chart.show(result);
        state.faithfulness().set(result);
        if (result != null) {
            deletion.setText(Numbers.fixed(result.deletionArea(), 2));
            insertion.setText(Numbers.fixed(result.insertionArea(), 2));
            randomDeletion.setText(Words.text("faithfulness.random", Numbers.fixed(result.randomDeletionArea(), 2)));
            randomInsertion.setText(Words.text("faithfulness.random", Numbers.fixed(result.randomInsertionArea(), 2)));
        }
    }

    private void toggle() {
        if (running != null) {
            clear();
            return;
        }
        TraceReading reading = state.reading().get();
        CaseResult result = session.result().get();
        if (reading == null || result == null) {
            return;
        }
        List<float[]> map = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            float[] values = state.patches(reading, t);
            if (values == null) {
                return;
            }
            map.add(values);
        }
        measure.setText(Words.text("what-if.stop"));
        WorkTask task = session.tasks()
                .start(
                        Words.text("faithfulness"),
                        Lane.QUESTIONS,
                        progress -> measured(result, reading, map, (done, total) -> {
                            progress.update((double) done / total, "");
                            return !progress.cancelled();
                        }),
                        measured -> {
                            running = null;
                            measure.setText(Words.text("faithfulness.again"));
                            show(measured);
                        },
                        error -> {
                            clear();
                            session.tasks().notice(TaskRunner.error(Words.text("faithfulness"), error));
                        });
        running = task;
    }

    private Faithfulness measured(CaseResult result, TraceReading reading, List<float[]> map, Steps progress)
            throws IOException {
        Subject subject = session.inference().subject(result.model());
        Trace trace = reading.trace();
        int label = trace.prediction();
        try {
            return Faithfulness.of(
                    reading.architecture(),
                    map,
                    trace.input(),
                    cube -> (double) subject.probabilities(cube)[label],
                    Faithfulness.Settings.DEFAULT,
                    progress);
        } catch (IllegalStateException e) {
            // another model was loaded meanwhile: nobody waits for this answer
            throw (CancellationException) new CancellationException("the model is gone").initCause(e);
        }
    }
}
